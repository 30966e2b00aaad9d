"""Files appear whole; what is no regular file is written into, never replaced."""

import json
import os
import re
import stat
import threading
from pathlib import Path

import pytest
from tiny_course import RIGHT, TinyCourse, run_kadai

from autograder.grading.not_run import unreadable
from autograder.grading.results import FORMAT, Report, SandboxInfo
from autograder.reports.json import render
from autograder.text import Text
from autograder.writing import write_whole

as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root makes devices")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def test_a_new_file_has_the_usual_permissions(tmp_path: Path):
    (tmp_path / "usual").touch()
    write_whole(tmp_path / "new", b"x")
    assert mode(tmp_path / "new") == mode(tmp_path / "usual")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["new", "usual"]


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path):
    path = tmp_path / "old"
    path.write_bytes(b"long before")
    path.chmod(0o640)
    with path.open("rb") as reader:
        write_whole(path, b"new")
        assert reader.read() == b"long before"  # whoever reads it sees one or the other
    assert (path.read_bytes(), mode(path)) == (b"new", 0o640)


@pytest.mark.parametrize("there", [True, False], ids=["target is there", "target is new"])
def test_a_link_leads_to_its_target(tmp_path: Path, there: bool):
    (tmp_path / "elsewhere").mkdir()
    target = tmp_path / "elsewhere/target"
    if there:
        target.write_text("before")
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("elsewhere/target")
    write_whole(tmp_path / "one", b"x")
    assert (tmp_path / "one").is_symlink()
    assert (tmp_path / "two").is_symlink()
    assert target.read_bytes() == b"x"


def test_links_in_a_circle_are_an_error(tmp_path: Path):
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    with pytest.raises(OSError, match="symbolic links"):
        write_whole(tmp_path / "one", b"x")


def read_once(path: Path, into: list[bytes]) -> threading.Thread:
    reader = threading.Thread(target=lambda: into.append(path.read_bytes()))
    reader.start()
    return reader


@pytest.mark.parametrize("linked", [False, True])
def test_a_pipe_is_written_into(tmp_path: Path, linked: bool):
    os.mkfifo(tmp_path / "pipe")
    path = tmp_path / "pipe"
    if linked:
        path = tmp_path / "link"
        path.symlink_to("pipe")
    came: list[bytes] = []
    reader = read_once(tmp_path / "pipe", came)
    write_whole(path, b"x" * 200_000)
    reader.join()
    assert came == [b"x" * 200_000]
    assert stat.S_ISFIFO((tmp_path / "pipe").lstat().st_mode)


@as_root
def test_a_device_is_written_into(tmp_path: Path):
    null, full = tmp_path / "null", tmp_path / "full"
    try:
        os.mknod(null, 0o666 | stat.S_IFCHR, os.makedev(1, 3))
        os.mknod(full, 0o666 | stat.S_IFCHR, os.makedev(1, 7))
        write_whole(null, b"x")
        with pytest.raises(OSError, match="No space left"):
            write_whole(full, b"x")
    except PermissionError:
        pytest.skip("no devices here")
    assert stat.S_ISCHR(null.lstat().st_mode)
    assert stat.S_ISCHR(full.lstat().st_mode)


def test_a_folder_is_an_error_and_nothing_is_left_behind(tmp_path: Path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path / "folder", b"x")
    assert list(tmp_path.iterdir()) == [tmp_path / "folder"]


def test_a_file_that_cannot_be_replaced_is_written_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """As where a container mounts a single file: EBUSY."""

    def busy(self: Path, target: Path) -> None:
        raise OSError(16, "Device or resource busy")

    monkeypatch.setattr(Path, "replace", busy)
    (tmp_path / "mounted").write_text("something longer")
    write_whole(tmp_path / "mounted", b"short")
    assert (tmp_path / "mounted").read_text() == "short"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_failed_write_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def no_space(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", no_space)
    (tmp_path / "old").write_text("before")
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "old", b"x")
    assert (tmp_path / "old").read_text() == "before"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.json"
    result = unreadable("alice", Text.same("why"), ())
    path.write_bytes(render(Report(FORMAT, "tiny", SandboxInfo("strong", ()), (result,))))
    return path


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_standard_output_by_its_name_is_written_to(report: Path, tmp_path: Path, name: str):
    done = run_kadai("export", "--to", "gradescope", report, "-o", name, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert '"score"' in done.stdout
    with (tmp_path / "out").open("w") as out:  # a file that the shell has opened is not replaced either
        out.write("before\n")
        out.flush()
        done = run_kadai("export", "--to", "gradescope", report, "-o", name, cwd=tmp_path, stdout=out)
    assert done.returncode == 0
    assert (tmp_path / "out").read_text().startswith("before\n{")


@pytest.mark.parametrize(
    ("where", "says"),
    [(".", "Is a directory"), ("report.json/x.json", "Not a directory|File exists"), ("loop", "Too many levels")],
)
def test_what_cannot_be_written_is_one_sentence(report: Path, tmp_path: Path, where: str, says: str):
    (tmp_path / "loop").symlink_to("loop")
    done = run_kadai("report", report, "--csv", where, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert re.search(f"cannot be written \\(({says})", done.stderr)


def test_what_is_graded_is_kept_where_the_report_cannot_be_written(tiny: TinyCourse):
    folder = tiny.assignment().hand_in(alice=RIGHT)
    command = ("grade", folder, "--assignment", "tiny", "--jobs", "1", "--json")
    refused = run_kadai(*command, ".", cwd=tiny.root)
    assert refused.returncode == 2
    assert "cannot be written (Is a directory)" in refused.stderr
    os.mkfifo(tiny.root / "pipe")
    came: list[bytes] = []
    reader = read_once(tiny.root / "pipe", came)
    done = run_kadai(*command, "pipe", cwd=tiny.root)
    reader.join()
    assert "1 known already" in done.stderr
    assert json.loads(came[0])["submissions"][0]["score"] == 3.0
