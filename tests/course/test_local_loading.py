"""A student's own file in this process, with tracebacks that show the student's lines."""

import json
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.grading.in_process.module import as_module, load


@pytest.fixture(autouse=True)
def clean_interpreter(tmp_path: Path) -> Iterator[None]:
    path = list(sys.path)
    yield
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(str(tmp_path)):
            del sys.modules[name]
    sys.path[:] = path


def module(folder: Path, text: str, name: str = "work.py") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def notebook(folder: Path, *cells: str) -> Path:
    content = {"nbformat": 4, "cells": [{"cell_type": "code", "source": c} for c in cells]}
    return module(folder, json.dumps(content), "work.ipynb")


def shown(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


def test_a_module_is_executed_under_its_name(tmp_path: Path):
    module(tmp_path, "value = 7", "beside_it.py")
    loaded = load(module(tmp_path, '"""Doc."""\nimport beside_it\nx = beside_it.value\nname = __name__'))
    assert loaded.errors == ()
    assert (loaded.module.x, loaded.module.name, loaded.module.__doc__) == (7, "work", "Doc.")


def test_tracebacks_show_the_students_lines(tmp_path: Path):
    path = module(tmp_path, "\n\ndef f():\n    raise ValueError('here')\n")
    with pytest.raises(ValueError, match="here") as error:
        load(path).module.f()
    assert f'File "{path}", line 4, in f\n    raise ValueError' in shown(error.value)


def test_cells_are_named_and_shown(tmp_path: Path):
    path = notebook(tmp_path, "%matplotlib inline\nx = 1", "", "def f():\n    return x / 0")
    with pytest.raises(ZeroDivisionError) as error:
        load(path).module.f()
    assert 'File "<cell 3>", line 2, in f\n    return x / 0' in shown(error.value)


def test_a_failing_statement_does_not_take_the_rest_with_it(tmp_path: Path):
    loaded = load(module(tmp_path, "x = 1\ny = 1 / 0\nimport sys; sys.exit()\nz = 3\n"))
    assert (loaded.module.x, loaded.module.z) == (1, 3)
    assert [type(e) for e in loaded.errors] == [ZeroDivisionError, SystemExit]
    assert shown(loaded.errors[0]).count("File ") == 1  # nothing of kadai's own frames
    assert "y = 1 / 0" in shown(loaded.errors[0])


def test_a_cell_that_is_no_python_does_not_take_the_rest_with_it(tmp_path: Path):
    loaded = load(notebook(tmp_path, "x = 1", "def f(:\n", "return 3", "z = 3"))
    assert (loaded.module.x, loaded.module.z) == (1, 3)
    assert [type(e) for e in loaded.errors] == [SyntaxError, SyntaxError]
    assert 'File "<cell 2>", line 1' in shown(loaded.errors[0])


def test_future_imports_hold_for_what_follows(tmp_path: Path):
    text = "from __future__ import annotations\ndef f(x: Unknown) -> None: ...\nx: Unknown = 1\n"
    assert load(module(tmp_path, text)).errors == ()
    assert load(notebook(tmp_path, *text.split("\n"))).errors == ()


def test_a_cell_may_run_files(tmp_path: Path):
    module(tmp_path, "import math\nboom\ndef f():\n    return math.floor(x)\n", "functions.py")
    other = notebook(tmp_path, "y = 2")
    other.rename(tmp_path / "other.ipynb")
    loaded = load(notebook(tmp_path, "x = 1", "%run functions.py\n%run ./other", "%%writefile a.py\nx", "%run gone.py"))
    assert (loaded.module.f(), loaded.module.y) == (1, 2)
    assert [type(e) for e in loaded.errors] == [NameError, FileNotFoundError]
    assert 'functions.py", line 2' in shown(loaded.errors[0])


def test_what_is_missing_of_an_import_takes_nothing_else_along(tmp_path: Path):
    loaded = load(module(tmp_path, "import math, not_installed_, json\nfrom math import nothere, pi\n"))
    assert (loaded.module.math.pi, loaded.module.json.__name__) == (loaded.module.pi, "json")
    assert [type(e) for e in loaded.errors] == [ModuleNotFoundError, ImportError]


def test_dataclasses_work(tmp_path: Path):
    text = "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: 'int' = 1\n"
    assert load(module(tmp_path, text)).module.A().x == 1


def test_a_file_called_like_a_library_does_not_replace_it(tmp_path: Path):
    import numpy

    loaded = load(module(tmp_path, "x = 1", "numpy.py"))
    assert loaded.module.x == 1
    assert sys.modules["numpy"] is numpy


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("gone.py", None, "expected a .py or .ipynb file"),
        ("a.txt", b"", "expected a .py or .ipynb file"),
        ("a.py", b"\xff", "not in UTF-8"),
        ("a.ipynb", b"{", "JSON is broken"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, name: str, content: bytes | None, says: str):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=says):
        load(tmp_path / name)


def test_a_running_notebook_is_a_module():
    namespace = {"__name__": "__main__", "x": 1, "f": lambda: 2}
    module = as_module(namespace, "work")
    assert (module.x, module.f(), module.__name__) == (1, 2, "work")
