"""One student's hand-in in the shapes in which it arrives, for an assignment of a given name."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

Writer = Callable[[Path, str, str], None]


def _file(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.py").write_text(text)


def _notebook(folder: Path, name: str, text: str) -> None:
    cell = {"cell_type": "code", "source": text, "metadata": {}, "outputs": [], "execution_count": None, "id": "a"}
    document = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / f"{name}.ipynb").write_text(json.dumps(document))


def _with_helper(folder: Path, name: str, text: str) -> None:
    _file(folder, name, f"import helper\n{text}")
    (folder / "helper.py").write_text("VALUE = 1\n")


def _beside_another(folder: Path, name: str, text: str) -> None:
    _file(folder, name, text)
    (folder / "other.py").write_text("def other():\n    return 1\n")


def _checkout(folder: Path, name: str, text: str) -> None:
    _file(folder, name, text)
    (folder / "README.md").write_text("# Homework\n")
    for part, content in {".git/config": "[core]\n", "tests/test_mine.py": "def test_it():\n    assert True\n"}.items():
        (folder / part).parent.mkdir()
        (folder / part).write_text(content)


def _wrong_name(folder: Path, name: str, text: str) -> None:
    _file(folder, "my_homework_final", text)


def _zipped(folder: Path, name: str, text: str) -> None:
    with zipfile.ZipFile(folder / "upload.zip", "w") as archive:
        archive.writestr(f"{name}.py", text)


def _empty(folder: Path, name: str, text: str) -> None:
    pass


def _document(folder: Path, name: str, text: str) -> None:
    (folder / "report.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")


SHAPES: dict[str, tuple[Writer, bool]] = {
    "file": (_file, True),
    "notebook": (_notebook, True),
    "file and helper": (_with_helper, True),
    "file and another assignment's": (_beside_another, True),
    "git checkout": (_checkout, True),
    "wrong name": (_wrong_name, True),
    "zip": (_zipped, True),
    "empty": (_empty, False),
    "pdf": (_document, False),
}
"""How each is written, and whether the work in it can be found."""


def write(shape: str, folder: Path, name: str, text: str) -> Path:
    """Write a hand-in; returns its folder."""
    folder.mkdir(parents=True)
    SHAPES[shape][0](folder, name, text)
    return folder
