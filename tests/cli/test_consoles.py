"""What a command shows on consoles that lack its characters."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from english_left import is_japanese
from tiny_course import RIGHT, WRONG, TinyCourse, run_kadai

from autograder.cli.consoles import adapt, has_japanese
from autograder.cli.main import main
from autograder.reports import json as json_report

ENCODINGS = ["cp932", "cp1252", "cp437", "ascii", "latin-1", "euc_jp", "gbk", "cp949", "utf-8", "utf-16"]


def shown(text: str, encoding: str) -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    adapt(stream)
    stream.write(text)
    stream.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_whatever_is_written_is_encoded(encoding: str) -> None:
    text = "✓✗□→…█–·≥ 日本語 é 한국어 😀 \ud83d \udcff"
    assert shown(text, encoding).startswith(("✓", "√", "+"))


def test_the_signs_are_those_that_there_are() -> None:
    assert shown("✓ ✗ □ → … █ – ± ²", "ascii") == "+ x _ -> ... # - +- ^2"
    assert shown("✓ ✗ □ → … █ ·", "cp932") == "√ × □ → … ■ ・"
    assert shown("✓ ✗ … –", "cp1252") == "+ × … –"
    assert shown("✓ █", "cp437") == "√ █"


def test_what_has_no_sign_is_shown_by_number_so_that_ids_stay_apart() -> None:
    assert shown("鈴木 José", "ascii") == r"\u9234\u6728 Jos\xe9"
    assert shown("鈴木 😀", "cp932") == r"鈴木 \U0001f600"
    assert shown("a\udcffb", "utf-8") == r"a\udcffb"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_which_consoles_have_japanese(encoding: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    assert has_japanese(stream) == (encoding in ("cp932", "euc_jp", "gbk", "utf-8", "utf-16", "cp949"))


@pytest.fixture(scope="module")
def graded(tiny_shared: TinyCourse) -> Path:
    """A course with a class of one right and one wrong hand-in, and its report."""
    tiny_shared.assignment(
        public='from autograder.testing import points\n\ndef test_two(submission):\n    """Two.\n\n    ja: 2 で'
        'す。"""\n'
        "    assert submission.double(1) == 2\n"
    )
    tiny_shared.write("class/鈴木　花子.py", RIGHT)
    tiny_shared.write("class/José.py", WRONG)
    tiny_shared.write("double.py", WRONG + "print('印刷 ✓')\n")
    report = tiny_shared.grade(tiny_shared.root / "class")
    (tiny_shared.root / "report.json").write_bytes(json_report.render(report))
    return tiny_shared.root


COMMANDS = {
    "help": ("--help",),
    "check": ("check", "double.py", "--assignment", "tiny"),
    "report": ("report", "report.json"),
    "one": ("report", "report.json", "--submission", "José"),
    "csv": ("report", "report.json", "--csv", "-"),
    "export": ("export", "report.json", "--to", "junit"),
    "compare": ("compare", "report.json", "report.json"),
    "gradebook": ("gradebook", "report.json"),
    "release": ("release", "--check"),
    "error": ("grade", "class", "--assignment", "ほか"),
    "new": ("new", "numpy"),
    "forget": ("forget", "田中"),
    "similar": ("similar", "class", "--assignment", "tiny"),
}


def run_on(encoding: str, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> tuple[int, bytes, bytes]:
    """The command in this process, with streams of that encoding, strict as Python's are."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n") for _ in range(2))
    monkeypatch.setattr(sys, "argv", ["kadai", *arguments])
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    with pytest.raises(SystemExit) as ended:
        main()
    out.flush()
    err.flush()
    return int(ended.value.code or 0), out.buffer.getvalue(), err.buffer.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("encoding", ["cp932", "cp1252", "cp437", "ascii", "euc_jp", "cp949"])
@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_speaks_on_every_console(
    graded: Path, monkeypatch: pytest.MonkeyPatch, command: str, language: str, encoding: str
) -> None:
    monkeypatch.chdir(graded)
    told = {}
    for of in ("utf-8", encoding):
        code, out, err = run_on(of, (*COMMANDS[command], "--lang", language), monkeypatch)
        told[of] = code
        is_data = command in ("csv", "export")
        out.decode("utf-8" if is_data else of)
        err.decode(of)
        if language == "ja" and of in ("cp1252", "cp437", "ascii"):
            assert b"no Japanese characters" in err
        elif language == "ja" and not is_data:
            assert is_japanese(out.decode(of) + err.decode(of))
    assert told["utf-8"] == told[encoding]


@pytest.mark.parametrize("encoding", ["cp932", "ascii", "utf-16"])
def test_data_on_standard_output_are_the_bytes_of_the_file(
    graded: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, encoding: str
) -> None:
    monkeypatch.chdir(graded)
    for name in ("--csv", "--json"):
        _, out, _ = run_on(encoding, ("report", "report.json", name, "-"), monkeypatch)
        run_on(encoding, ("report", "report.json", name, str(tmp_path / "file")), monkeypatch)
        assert out == (tmp_path / "file").read_bytes()


@pytest.mark.parametrize("environment", [{"PYTHONIOENCODING": "cp932"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}], ids=str)
def test_a_real_process_on_an_old_console(graded: Path, environment: dict[str, str]) -> None:
    program = [sys.executable, "-c", "from autograder.cli import main; main()"]
    ended = subprocess.run(
        [*program, "check", "double.py", "--assignment", "tiny"],
        cwd=graded,
        env={**os.environ, **environment},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (1, b"")
    assert b"0/1 checks passed" in ended.stdout or b"0 of 1" in ended.stdout


def test_nothing_is_wrapped_or_padded_in_a_pipe(tmp_path: Path) -> None:
    title = "A check whose title is much longer than a line of eighty columns, so that it would have to be wrapped."
    public = f'def test_long(submission):\n    """{title}"""\n    assert submission.double(3) == 6\n'
    (tmp_path / "test_public.py").write_text(public)
    (tmp_path / "tiny.py").write_text(RIGHT)
    ended = run_kadai("check", "tiny.py", cwd=tmp_path, env={"COLUMNS": ""})
    assert f"long: {title}" in ended.stdout
    assert [line for line in ended.stdout.splitlines() if line != line.rstrip()] == []
