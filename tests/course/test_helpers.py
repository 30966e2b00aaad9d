"""Which other files of a hand-in come along with its submission, and under which paths."""

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from autograder.course import Assignment
from autograder.course.handed_in.choosing import choose
from autograder.course.handed_in.submissions import assemble
from autograder.course.handed_in.trees import Folder
from autograder.sandbox.worker.importer import TextFinder

WORK = "def softmax(x): return x\nclass Loss:\n    def forward(self, y, t): return 0\n"
CELLS = json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": s} for s in ("%time", "x = 1")]})


@pytest.mark.parametrize(
    ("main", "text", "others", "expected"),
    [
        ("soft.py", "from functions import *", ["functions.py", "other.py"], ["functions.py"]),
        (
            "soft.py",
            "from dl.common.functions import *",
            ["dl/common/functions.py", "dl/unused.py"],
            ["dl/common/functions.py"],
        ),
        (
            "soft.py",
            "import dl.common.functions",
            ["dl/__init__.py", "dl/common/__init__.py", "dl/common/functions.py"],
            ["dl/__init__.py", "dl/common/__init__.py", "dl/common/functions.py"],
        ),
        (
            "ch05/soft.py",
            "import sys, os\nsys.path.append(os.pardir)\nfrom common.layers import *",
            ["common/layers.py", "common/util.py", "ch04/layers.py"],
            ["../common/layers.py"],
        ),
        ("ch05/soft.py", "from functions import *", ["lib/functions.py"], ["../lib/functions.py"]),
        ("ch05/soft.py", "from nn.common.layers import *", ["common/layers.py"], ["../common/layers.py"]),
        ("soft.py", "import nn.layers as l", ["layers.py", "other.py"], ["layers.py"]),
        (
            "ch05/soft.py",
            "from functions import *",
            ["functions.py", "ch05/functions.py"],
            ["../functions.py", "functions.py"],
        ),
        ("src/soft.py", "from .layers import Loss", ["src/layers.py", "layers.py"], ["../layers.py", "layers.py"]),
        ("src/soft.py", "from ..common import layers", ["common/layers.py"], ["../common/layers.py"]),
        ("soft.py", "%run functions.py", ["functions.py"], ["functions.py"]),
        ("ch05/soft.py", "%run ../common/functions.py", ["common/functions.py"], ["../common/functions.py"]),
        ("soft.py", "%run 'my functions.ipynb'", ["my functions.ipynb"], ["my functions.ipynb"]),
        ("soft.py", "import nbimporter\nfrom functions import *", ["functions.ipynb"], ["functions.ipynb"]),
        ("soft.py", "x = 1", ["functions.py", "dl/a.py"], []),
        ("soft.py", "from helper import shift", ["helper.py", "sub/helper.py"], []),
    ],
)
def test_what_the_text_speaks_of_comes_along(
    soft: Assignment, tmp_path: Path, main: str, text: str, others: list[str], expected: list[str]
):
    for name in (main, *others):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n{WORK}" if name == main else CELLS if name.endswith("b") else f"# {name}")
    choice = choose(Folder(tmp_path), soft)
    assert choice.account.file == main
    sources, _, _ = assemble(choice, soft)
    assert list(sources.files) == expected
    for name, content in sources.files.items():
        file = (tmp_path / main).parent / name
        assert content.strip() == (
            "pass\n\nx = 1" if name.endswith("b") else f"# {file.resolve().relative_to(tmp_path)}"
        )


@pytest.mark.parametrize(
    "imports", ["import torch, mynet", "from torch import nn", "import torch\nfrom .linalg import norm"]
)
def test_what_is_imported_as_a_whole_is_no_name_of_the_hand_in(soft: Assignment, tmp_path: Path, imports: str):
    (tmp_path / "soft.py").write_text(f"{imports}\n{WORK}")
    (tmp_path / "linalg.py").write_text("norm = 1")
    (tmp_path / "__init__.py").touch()
    assert assemble(choose(Folder(tmp_path), soft), soft)[0].main == "soft.py"


@pytest.mark.parametrize("module", ["numpy.linalg", "soft.linalg", "dl.util", "__main__.linalg", "os.path", "xml.dom"])
def test_what_is_there_or_installed_is_no_name_of_the_hand_in(soft: Assignment, tmp_path: Path, module: str):
    (tmp_path / "soft.py").write_text(f"from {module} import norm\n{WORK}")
    for name in ("linalg", "path", "dom"):
        (tmp_path / f"{name}.py").write_text("norm = 1")
    assert assemble(choose(Folder(tmp_path), soft), soft)[0].main == "soft.py"


@pytest.mark.parametrize("name", ["mynet", "code", "test", "types"])
def test_a_hand_in_that_is_itself_the_package_it_imports_from_may_be_called_as_a_module_of_pythons(
    soft: Assignment, tmp_path: Path, name: str
):
    (tmp_path / "soft.py").write_text(f"from {name}.common.maths import shift\n{WORK}")
    (tmp_path / "common").mkdir()
    (tmp_path / "common" / "maths.py").write_text("def shift(x): return x")
    sources = assemble(choose(Folder(tmp_path), soft), soft)[0]
    assert (sources.main, list(sources.files)) == (f"{name}/soft.py", ["common/maths.py"])


@pytest.mark.parametrize(
    ("main", "text", "known_as"),
    [
        ("common/soft.py", "from common.functions import *", "common/soft.py"),
        ("dl/common/soft.py", "from dl.common.functions import softmax", "dl/common/soft.py"),
        ("book/common/soft.py", "import common.functions as f", "common/soft.py"),
        ("common/soft.py", "from functions import *", "soft.py"),
        ("common/soft.py", "from dl.common.functions import *", "dl/common/soft.py"),
        ("common/soft.py", "import dl.common.functions as f", "dl/common/soft.py"),
    ],
)
def test_a_file_may_call_its_own_folder_a_package(
    soft: Assignment, tmp_path: Path, main: str, text: str, known_as: str
):
    hand_in = tmp_path / "hand-in"
    folder = (hand_in / main).parent
    folder.mkdir(parents=True)
    (hand_in / main).write_text(f"{text}\n{WORK}")
    (folder / "functions.py").write_text("def softmax(x): return x\n")
    sources, _, _ = assemble(choose(Folder(hand_in), soft), soft)
    assert (sources.main, list(sources.files)) == (known_as, ["functions.py"])
    names: dict[str, object] = {}
    finder = TextFinder(sources, main=ModuleType("soft"))
    sys.meta_path.append(finder)
    try:
        exec(text, names)
        assert "softmax" in names or "f" in names
    finally:
        sys.meta_path.remove(finder)
        for module in ("common.functions", "common", "dl.common.functions", "dl.common", "dl", "functions"):
            sys.modules.pop(module, None)


def test_what_cannot_be_read_is_left_out_and_told(soft: Assignment, tmp_path: Path):
    (tmp_path / "soft.py").write_text(f"import good, odd, long\n# talk of unread\n{WORK}")
    (tmp_path / "good.py").write_text("x = 1")
    (tmp_path / "odd.py").write_bytes(b"# \xff\xfe \x81")
    (tmp_path / "unread.py").write_bytes(b"# \xff\xfe \x81")
    (tmp_path / "long.py").write_bytes(b"#" * (2**20 + 1))
    sources, _, account = assemble(choose(Folder(tmp_path), soft), soft)
    assert list(sources.files) == ["good.py"]
    long, odd = (remark.text for remark in account.attention if remark.kind == "unreadable")
    assert "without long.py, which it imports: long.py is larger than 1 MB" in long.en
    assert "without odd.py, which it imports: odd.py is not a Python file: line 1 is not in UTF-8" in odd.en
    assert "long.py なしで採点しました" in long.ja
