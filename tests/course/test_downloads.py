"""Whose the files of a download are, which of them count, and that none of them vanishes."""

import unicodedata
from pathlib import Path

import pytest
from downloads import ANN, CLASS, SYSTEMS, Student, Texts, pack, put

from autograder.course import Assignment, Submission
from autograder.course.handed_in.finding import How, find


def work(students: tuple[Student, ...] = CLASS) -> Texts:
    """A file of everybody's, and a helper of Ann's where a download may hold several files."""
    texts: Texts = {s: {"soft.py": f"me = {s.login!r}"} for s in students}
    texts[ANN]["tools.py"] = "helper = 1"
    texts[ANN]["soft.py"] = "import tools\nme = 's101'"
    return texts


def ids(found: list[Submission]) -> set[str]:
    return {s.id for s in found}


def one_file(texts: Texts) -> Texts:
    return {s: {"soft.py": f"me = {s.login!r}"} for s in texts}


WAYS = [(system, packed) for system in SYSTEMS for packed in (False, True) if (system, packed) != ("exchange", True)]


@pytest.mark.parametrize(("system", "packed"), WAYS)
def test_everybody_has_what_was_handed_in_last(soft: Assignment, tmp_path: Path, system: str, packed: bool):
    texts = one_file(work()) if system == "google" else work()
    download = SYSTEMS[system](texts)
    path = pack(tmp_path / "download.zip", download.files) if packed else put(tmp_path / "download", download.files)
    found = find([path], soft)
    expected = {unicodedata.normalize("NFC", download.ids[s]): s for s in texts}
    assert ids(found.hand_ins) == set(expected)
    assert not found.clashes
    for submission in found.hand_ins:
        student = expected[submission.id]
        sources, _ = submission.read()
        assert sources.cells[0].rstrip("\n").endswith(f"me = {student.login!r}")
        assert list(sources.files) == [name for name in texts[student] if name == "tools.py"]
    assert len(found.ignored) == download.ignored
    again = find([path], soft, How(system=download.system))
    assert ids(again.hand_ins) == set(expected)
