"""Folders and zip files are read without following a link, unpacking a bomb, or leaving the folder."""

import io
import os
import stat
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.course.archives import Archive
from autograder.course.trees import MAX_ENTRIES, Entry, Folder
from autograder.course.unreadable import Unreadable

MB = 2**20


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def entry(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def test_a_folder_lists_what_is_in_it(tmp_path: Path):
    for name in ("b.py", "a.ipynb", ".hidden", "~$a.docx"):
        (tmp_path / name).touch()
    for name in ("sub", "__pycache__", "__MACOSX", ".git"):
        (tmp_path / name).mkdir()
    assert Folder(tmp_path).entries() == [Entry("a.ipynb", "file"), Entry("b.py", "file"), Entry("sub", "folder")]


def special(path: Path, kind: str) -> None:
    target = path.parent / "target"
    target.write_text("secret")
    match kind:
        case "link":
            path.symlink_to(target)
        case "hard link":
            path.hardlink_to(target)
        case "dangling link":
            path.symlink_to("nowhere")
        case "pipe":
            os.mkfifo(path)


@pytest.mark.parametrize("kind", ["link", "hard link", "dangling link", "pipe"])
def test_what_is_no_ordinary_file_is_refused(tmp_path: Path, kind: str):
    (tmp_path / "class").mkdir()
    special(tmp_path / "class/a.py", kind)
    folder = Folder(tmp_path / "class")
    assert [e.kind for e in folder.entries() if e.name == "a.py"] == ["other"]
    with pytest.raises(Unreadable, match="link or a special file"):
        folder.read("a.py", MB)


def test_a_device_is_refused():
    with pytest.raises(Unreadable, match="special file"):
        Folder(Path("/dev")).read("zero", MB)


def test_a_linked_folder_is_not_entered(tmp_path: Path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/a.py").write_text("secret")
    (tmp_path / "class").mkdir()
    (tmp_path / "class/alice").symlink_to(tmp_path / "secret")
    alice = Folder(tmp_path / "class").folder("alice")
    with pytest.raises(Unreadable):
        alice.entries()
    with pytest.raises(Unreadable):
        alice.read("a.py", MB)


@pytest.mark.parametrize("name", ["..", ".", "../secret", "/etc/passwd", "a/b", "gone"])
def test_a_name_is_no_path(tmp_path: Path, name: str):
    (tmp_path / "class").mkdir()
    (tmp_path / "secret").write_text("secret")
    with pytest.raises(Unreadable):
        Folder(tmp_path / "class").read(name, MB)


def test_files_and_folders_are_bounded(tmp_path: Path):
    (tmp_path / "large").write_bytes(b"x" * 101)
    with pytest.raises(Unreadable, match="larger than"):
        Folder(tmp_path).read("large", 100)
    assert len(Folder(tmp_path).read("large", 101)) == 101
    for number in range(MAX_ENTRIES):
        (tmp_path / str(number)).touch()
    with pytest.raises(Unreadable, match="more than 2000 files"):
        Folder(tmp_path).entries()


def test_a_zip_is_read_like_a_folder(tmp_path: Path):
    content = zipped(("alice/a.py", b"x = 1"), ("bob.py", b"y"), ("__MACOSX/._bob.py", b""), ("./carol/", b""))
    (tmp_path / "class.zip").write_bytes(content)
    for archive in (Archive(content, "class.zip"), Archive(tmp_path / "class.zip", "class.zip")):
        assert archive.entries() == [Entry("alice", "folder"), Entry("bob.py", "file"), Entry("carol", "folder")]
        assert archive.folder("alice").entries() == [Entry("a.py", "file")]
        assert archive.folder("alice").read("a.py", MB) == b"x = 1"
        with pytest.raises(Unreadable):
            archive.read("alice", MB)


@pytest.mark.parametrize(
    "name", ["../a.py", "a/../../b.py", "/etc/passwd", "C:/a.py", "..\\a.py", "a//b.py", "a/./b.py", "a/"]
)
def test_a_zip_with_a_strange_path_is_refused_as_a_whole(name: str):
    members = [("fine.py", b""), (name, b"")] + ([("a", b"")] if name == "a/" else [])
    with pytest.raises(Unreadable, match="path that is not accepted"):
        Archive(zipped(*members), "a.zip").entries()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_a_name_twice_is_refused():
    with pytest.raises(Unreadable, match="not accepted"):
        Archive(zipped(("a.py", b"1"), ("a.py", b"2")), "a.zip").read("a.py", MB)


def test_windows_separators_are_separators():
    assert Archive(zipped(("alice\\a.py", b"")), "a.zip").entries() == [Entry("alice", "folder")]


def test_names_from_japanese_windows_are_decoded():
    info = zipfile.ZipInfo("??????.py")  # rewritten below: zipfile itself would set the UTF-8 flag
    content = zipped((info, b"x")).replace(b"??????", "ソフト".encode("cp932"))
    assert Archive(content, "a.zip").entries() == [Entry("ソフト.py", "file")]
    assert Archive(zipped(("課題.py", b"x")), "a.zip").entries() == [Entry("課題.py", "file")]


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_in_a_zip_are_refused(mode: int):
    archive = Archive(zipped((entry("a.py", mode | 0o777), b"/etc/passwd")), "a.zip")
    assert archive.entries() == [Entry("a.py", "other")]
    with pytest.raises(Unreadable, match="link or a special file"):
        archive.read("a.py", MB)


def test_a_bomb_is_not_inflated():
    archive = Archive(zipped(("a.py", bytes(200 * MB))), "a.zip")
    with pytest.raises(Unreadable, match="larger than 1 MB"):
        archive.read("a.py", MB)


def test_a_lying_size_is_not_believed():
    content = zipped(("a.py", b"x" * 5000))
    lying = content.replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(Unreadable):
        assert len(Archive(lying, "a.zip").read("a.py", 100)) <= 100


def test_an_endless_list_of_contents_is_not_read():
    header = zipped(("a.py", b""))
    listing = b"PK\x01\x02" + bytes(42)
    end = b"PK\x05\x06" + bytes(8) + (46 * 20_000).to_bytes(4, "little") + bytes(6)
    with pytest.raises(Unreadable, match="more than 2000 files"):
        Archive(header + listing * 20_000 + end, "a.zip").entries()


def test_more_files_than_bearable_are_refused():
    content = zipped(*((f"{n}", b"") for n in range(MAX_ENTRIES + 1)))
    with pytest.raises(Unreadable, match="more than 2000 files"):
        Archive(content, "a.zip").entries()


def test_a_password_is_named():
    content = bytearray(zipped(("a.py", b"x")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    with pytest.raises(Unreadable, match="password"):
        Archive(bytes(content), "a.zip").read("a.py", MB)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_may_ask_for_any_memory_are_refused(method: int):
    with pytest.raises(Unreadable, match="damaged"):
        Archive(zipped(("a.py", b"x"), method=method), "a.zip").read("a.py", MB)


@pytest.mark.parametrize("content", [b"", b"PK", b"x" * 1000, zipped(("a.py", b"x"))[:-30]])
def test_what_is_no_zip_is_refused(content: bytes):
    with pytest.raises(Unreadable, match="not a zip file, or it is damaged"):
        Archive(content, "a.zip").entries()


VALID = zipped(("alice/soft.py", b"x = 1\n" * 50), ("bob.py", b"y = 2"), ("empty/", b""))


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, len(VALID) - 1), st.integers(0, 255)), min_size=1, max_size=6), st.data())
def test_a_damaged_zip_is_read_within_bounds_or_unreadable(changes: list[tuple[int, int]], data: st.DataObject):
    content = bytearray(VALID)
    for position, value in changes:
        content[position] = value
    content = content[: data.draw(st.sampled_from([len(content), len(content) // 2]))]
    archive = Archive(bytes(content), "a.zip")
    with suppress(Unreadable):
        for found in archive.entries():
            if found.kind == "file":
                assert len(archive.read(found.name, 100)) <= 100
