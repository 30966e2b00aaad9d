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

from autograder.course.handed_in.archives import Archive
from autograder.course.handed_in.measured import Measured
from autograder.course.handed_in.trees import MAX_ENTRIES, Entry, Folder
from autograder.course.handed_in.unreadable import Unreadable
from autograder.course.handed_in.walking import walk

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
        case "hard link":  # where anybody may make one, of a file that not everybody may read
            path.parent.chmod(0o777)
            target.chmod(0o600)
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


@pytest.mark.parametrize(("folder", "file"), [(0o755, 0o600), (0o755, 0o644), (0o775, 0o644), (0o777, 0o644)])
def test_a_hard_link_is_a_file_where_whoever_could_make_it_may_read_the_file(tmp_path: Path, folder: int, file: int):
    (tmp_path / "a.py").write_text("x = 1")
    (tmp_path / "a.py").chmod(file)
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy/a.py").hardlink_to(tmp_path / "a.py")  # as `cp -al` does
    (tmp_path / "copy").chmod(folder)
    assert Folder(tmp_path / "copy").entries() == [Entry("a.py", "file")]
    assert Folder(tmp_path / "copy").read("a.py", MB) == b"x = 1"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_hard_link_to_somebody_elses_file_is_none(tmp_path: Path):
    (tmp_path / "theirs.py").write_text("secret")
    os.chown(tmp_path / "theirs.py", 12345, -1)
    (tmp_path / "home").mkdir()
    (tmp_path / "home/a.py").hardlink_to(tmp_path / "theirs.py")
    assert Folder(tmp_path / "home").entries() == [Entry("a.py", "other")]


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


@pytest.mark.parametrize("name", ["../a.py", "a/../../b.py", "..\\a.py", "a/"])
def test_a_member_with_a_strange_path_is_left_out_and_named(name: str):
    members = [("fine.py", b""), (name, b"")] + ([("a", b"")] if name == "a/" else [])
    archive = Archive(zipped(*members), "a.zip")
    assert Entry("fine.py", "file") in archive.entries()
    assert [ignored.path for ignored in archive.odd] == ["a" if name == "a/" else name]


@pytest.mark.parametrize("name", ["/etc/b.py", "C:/etc/b.py", "etc//b.py", "etc/./b.py", "./etc/b.py", "C:\\etc\\b.py"])
def test_a_path_is_read_as_its_author_meant_it(name: str):
    archive = Archive(zipped((name, b"x")), "a.zip")
    assert archive.folder("etc").read("b.py", MB) == b"x"
    assert not archive.odd


def test_a_colon_is_a_character_like_any_other():
    archive = Archive(zipped(("ann+ps1+2026-11-20 10:00:00 UTC+r4nd/a.py", b"x")), "inbound.zip")
    assert archive.entries() == [Entry("ann+ps1+2026-11-20 10:00:00 UTC+r4nd", "folder")]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_a_name_that_is_there_twice_the_last_is_read_and_told():
    archive = Archive(zipped(("a.py", b"1"), ("b.py", b"x"), ("a.py", b"2"), ("b.py", b"x")), "a.zip")
    assert (archive.read("a.py", MB), archive.read("b.py", MB)) == (b"2", b"x")
    assert [ignored.path for ignored in archive.odd] == ["a.py"]


def test_windows_separators_are_separators():
    assert Archive(zipped(("alice\\a.py", b"")), "a.zip").entries() == [Entry("alice", "folder")]


def test_names_from_japanese_windows_are_decoded():
    info = zipfile.ZipInfo("??????.py")  # rewritten below: zipfile itself would set the UTF-8 flag
    content = zipped((info, b"x")).replace(b"??????", "ソフト".encode("cp932"))
    assert Archive(content, "a.zip").entries() == [Entry("ソフト.py", "file")]
    assert Archive(zipped(("課題.py", b"x")), "a.zip").entries() == [Entry("課題.py", "file")]


OLD_NAMES = [
    ("佐藤　健", "cp932"), ("課題_最終", "cp932"), ("ﾚﾎﾟｰﾄ", "cp932"), ("テスト", "cp932"), ("鈴木花子", "euc_jp"),
    ("レポート田中", "euc_jp"), ("张伟", "gbk"), ("课题_王小明", "gbk"), ("홍길동", "euc_kr"),
    ("과제_김민수", "euc_kr"), ("Müller", "cp850"), ("José", "cp437"), ("João", "cp850"), ("田中", "utf-8"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "encoding"), OLD_NAMES)
def test_names_in_old_encodings_are_told_by_what_they_say(name: str, encoding: str):
    raw = name.encode(encoding)
    content = zipped((zipfile.ZipInfo("?" * len(raw) + ".py"), b"x")).replace(b"?" * len(raw), raw)
    assert Archive(content, "a.zip").entries() == [Entry(f"{name}.py", "file")]


@pytest.mark.parametrize("name", ["x" * 256, "/".join("x" * 600), "\u00e9" * 30_000])
def test_a_name_that_no_disk_could_hold_is_left_out(name: str):
    archive = Archive(zipped((name, b""), ("a.py", b"")), "a.zip")
    assert archive.entries() == [Entry("a.py", "file")]
    assert [ignored.path for ignored in archive.odd] == [name]


def test_a_zip_is_opened_once_however_many_files_are_read(monkeypatch: pytest.MonkeyPatch):
    content = zipped(*((f"{n}.py", b"x") for n in range(100)))
    opened: list[object] = []
    real = zipfile.ZipFile.__init__
    monkeypatch.setattr(zipfile.ZipFile, "__init__", lambda *a, **k: opened.append(a) or real(*a, **k))
    archive = Archive(content, "a.zip")
    for found in archive.entries():
        archive.read(found.name, MB)
    archive.folder("none").entries()
    assert len(opened) == 1


def test_a_folder_within_a_zip_is_listed_without_going_through_the_others():
    """A class of thousands of folders: were each listed by a walk over all members, this would take minutes."""
    archive = Archive(zipped(*((f"{n}/{m}.py", b"") for n in range(1500) for m in range(5))), "a.zip")
    assert sum(len(archive.folder(e.name).entries()) for e in archive.entries()) == 7500


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
    end = b"PK\x05\x06" + bytes(8) + (46 * 100_000).to_bytes(4, "little") + bytes(6)
    with pytest.raises(Unreadable, match="more than 2000 files"):
        Archive(header + listing * 100_000 + end, "a.zip").entries()


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


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"x" * 1000, zipped(("a.py", b"x"))[:-30]], ids=["empty", "short", "other", "cut short"]
)
def test_what_is_no_zip_is_refused(content: bytes):
    with pytest.raises(Unreadable, match="not a zip file, or it is damaged"):
        Archive(content, "a.zip").entries()


def test_all_that_is_read_of_a_submission_is_counted_together():
    tree = Measured(Archive(zipped(*((f"{n}.py", bytes(8 * MB)) for n in range(18))), "a.zip"))
    for number in range(16):
        tree.read(f"{number}.py", 8 * MB)
    with pytest.raises(Unreadable, match="more than 128 MB would have to be read"):
        tree.read("16.py", 8 * MB)


def test_a_zip_in_a_zip_counts_with_the_one_around_it():
    inner = zipped(*((f"{n}.py", bytes(32 * MB)) for n in range(2)))
    tree = Measured(Archive(zipped(("1.zip", inner), ("2.zip", inner)), "a.zip"))
    one, two = tree.opened("1.zip", 64 * MB), tree.opened("2.zip", 64 * MB)
    for archive in (one, two):
        archive.read("0.py", 32 * MB)
    one.read("1.py", 32 * MB)
    with pytest.raises(Unreadable, match="more than 128 MB"):
        two.read("1.py", 32 * MB)


def test_folders_are_listed_within_bounds(tmp_path: Path):
    tree = Measured(Archive(zipped(*((f"{n}.py", b"") for n in range(1999))), "a.zip"))
    for _ in range(25):
        tree.entries()
    with pytest.raises(Unreadable, match="more than 50000 files"):
        tree.entries()


def with_patched_list(content: bytes, field: int, value: bytes) -> bytes:
    """A zip whose list of contents lies about its first member."""
    at = content.index(b"PK\x01\x02") + field
    return content[:at] + value + content[at + len(value) :]


@pytest.mark.parametrize("field", [10, 16, 20, 24, 28, 30, 32, 42], ids=lambda f: f"byte {f}")
@pytest.mark.parametrize("value", [b"\xff" * 4, b"\xff\xff", bytes(4), b"\x2d\0\0\0"], ids=bytes.hex)
def test_a_list_that_lies_is_read_within_bounds_or_unreadable(field: int, value: bytes):
    archive = Archive(with_patched_list(zipped(("a.py", b"x" * 5000), ("b.py", b"y")), field, value), "a.zip")
    with suppress(Unreadable):
        for found in archive.entries():
            assert len(archive.read(found.name, 6000)) <= 6000


def test_a_file_with_a_data_descriptor_is_read():
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.py", "x = 1")
    assert Archive(pipe.getvalue(), "a.zip").read("a.py", MB) == b"x = 1"


def test_zip64_is_read():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, archive.open("a.py", "w", force_zip64=True) as member:
        member.write(b"x = 1")
    assert Archive(buffer.getvalue(), "a.zip").read("a.py", MB) == b"x = 1"


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


def test_zip_files_in_zip_files_are_bounded_all_together(tmp_path: Path):
    many = [(f"{number}.txt", b"") for number in range(19_000)]
    content = zipped(("last.py", b""))
    for _ in range(4):
        content = zipped(("inner.zip", content), *many, method=zipfile.ZIP_STORED)
    (tmp_path / "outer.zip").write_bytes(content)
    found = walk(Measured(Folder(tmp_path)))
    assert not found.sources, "the fourth was not opened: three hold more than 50,000"
    (note,) = found.notes
    assert "more than 50000 files" in note.en


def test_what_was_not_looked_into_is_not_told_without_end(tmp_path: Path):
    content = zipped(*((f"{number}.zip", b"no zip file") for number in range(5_000)))
    (tmp_path / "outer.zip").write_bytes(content)
    found = walk(Measured(Folder(tmp_path)))
    assert 1 <= len(found.notes) <= 20
    assert 1 <= len(found.unknown) <= 20
