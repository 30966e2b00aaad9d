"""Tar files are read like zip files: the same hand-in gives the same submission, however it is packed."""

import io
import random
import tarfile
import zipfile
from pathlib import Path

import pytest

from autograder.course import Assignment, Course, Unreadable, discover
from autograder.course.handed_in.archives import Archive
from autograder.course.handed_in.trees import Entry

KINDS = (".zip", ".tar", ".tgz", ".tar.gz")


def soft_course(root: Path) -> Assignment:
    """One assignment that asks for ``soft.py``."""
    for name, text in (("reference/soft.py", "x = 1\n"), ("assignments/soft/assignment.toml", "")):
        path = root / "course" / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
    return Course(root / "course").assignment("soft")


def pack(path: Path, files: dict[str, bytes]) -> Path:
    """An archive of the kind that its name says."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return path
    with tarfile.open(path, "w" if path.suffix == ".tar" else "w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_in_it_is_the_same(tmp_path: Path, kind: str) -> None:
    rng = random.Random(kind)
    files = {
        "/".join(rng.choice(["a", "b", "課題", "c d"]) for _ in range(rng.randint(1, 4))) + f"/{n}.py": rng.randbytes(n)
        for n in range(40)
    }
    files |= {"n" * 200 + ".py": b"long", "./top.py": b"1"}
    archive = Archive(pack(tmp_path / f"work{kind}", files), f"work{kind}")
    for path, content in files.items():
        tree = archive
        *folders, name = [part for part in path.split("/") if part != "."]
        for folder in folders:
            assert Entry(folder, "folder") in tree.entries()
            tree = tree.folder(folder)
        assert Entry(name, "file") in tree.entries()
        assert tree.read(name, 1000) == content
    assert archive.odd == ()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("inside", ["soft.py", "hw/soft.py"])
def test_a_class_may_hand_in_any_of_them(tmp_path: Path, kind: str, inside: str) -> None:
    assignment = soft_course(tmp_path)
    (tmp_path / "class").mkdir()
    files = {inside: b"import helper\nx = helper.y\n", inside.replace("soft", "helper"): b"y = 1\n"}
    pack(tmp_path / f"class/alice{kind}", files)
    pack(tmp_path / "class/ben.zip", files)
    found = {s.id: s.read()[0] for s in discover([tmp_path / "class"], assignment)}
    assert found.keys() == {"alice", "ben"}
    assert found["alice"].cells == found["ben"].cells
    assert found["alice"].files == found["ben"].files == {"helper.py": "y = 1\n"}


@pytest.mark.parametrize("kind", KINDS[1:])
def test_it_may_lie_in_a_students_folder_or_be_named(tmp_path: Path, kind: str) -> None:
    assignment = soft_course(tmp_path)
    for name in ("ann", "ben"):
        (tmp_path / "class" / name).mkdir(parents=True)
        pack(tmp_path / "class" / name / f"work{kind}", {"soft.py": f"x = '{name}'".encode()})
    found = {s.id: s.read()[0].cells for s in discover([tmp_path / "class"], assignment)}
    assert found == {"ann": ("x = 'ann'",), "ben": ("x = 'ben'",)}
    (named,) = discover([tmp_path / f"class/ann/work{kind}"], assignment)
    assert named.read()[0].cells == ("x = 'ann'",)


@pytest.mark.parametrize("content", [b"", b"\x1f\x8b", b"x" * 5000, b"PK\x03\x04" + bytes(600)])
def test_what_is_no_tar_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assignment: Assignment = soft_course(tmp_path)
    (tmp_path / "alice.tar.gz").write_bytes(content)
    (submission,) = discover([tmp_path / "alice.tar.gz"], assignment)
    with pytest.raises(Unreadable, match=r"alice\.tar\.gz"):
        submission.read()


@pytest.mark.parametrize("name", ["a.tar.gz", "A.TAR.GZ", "a.b.tgz", ".tar.gz", "tar.gz", "x.tar"])
def test_the_suffix_of_a_packed_tar_is_one(name: str) -> None:
    entry = Entry(name, "file")
    assert entry.stem + name[len(entry.stem) :] == name
    assert entry.is_archive is (name not in (".tar.gz", "tar.gz"))
