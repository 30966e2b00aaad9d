"""`kadai watch` in a terminal: what is left, what has changed, hints, and how it ends."""

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from tiny_course import RIGHT, WRONG

pexpect = pytest.importorskip("pexpect", reason="there are no such terminals here")
PUBLIC = '''
    def test_double(submission):
        """Twice."""
        assert submission.double(3) == 6

    def test_zero(submission):
        """Nothing."""
        assert submission.double(0) == 0
'''
HANDOUT = "# Tiny\n\n## Hints\n\nRead few.\n\n1. Think of\n   addition.\n2. Try 2.\n\n## More\n\n1. No hint.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "test_public.py").write_text(dedent(PUBLIC))
    (tmp_path / "handout.en.md").write_text(HANDOUT)
    (tmp_path / "tiny.py").write_text(WRONG)
    return tmp_path


@pytest.fixture
def terminal(folder: Path) -> Any:
    import os
    import sys

    program = ["-P", "-c", "from autograder.cli import main; main()", "watch", "tiny.py", "--lang", "en"]
    environment = {**os.environ, "TERM": "xterm", "NO_COLOR": "1"}
    child = pexpect.spawn(
        sys.executable, program, cwd=str(folder), env=environment, encoding="utf-8", timeout=100, dimensions=(40, 80)
    )
    yield child
    child.close(force=True)


def test_it_says_what_is_left_and_what_has_changed_and_ends_at_q(folder: Path, terminal: Any) -> None:
    terminal.expect(r"\d\d:\d\d:\d\d  1 / 2, 1 to go; next: Twice\.")
    terminal.expect(r"\[q\] quit")
    terminal.send("h")
    terminal.expect(r"Hint 1 of 2: Think of addition\.")
    terminal.send("h")
    terminal.expect(r"Hint 2 of 2: Try 2\.")
    terminal.send("h")
    terminal.expect("no more hints")
    (folder / "tiny.py").write_text(RIGHT + "# saved\n")
    terminal.expect(r"passes now: Twice\.")
    terminal.expect("2 / 2: nothing is left here")
    terminal.expect(r"\[q\] quit")
    (folder / "tiny.py").write_text("while True:\n    pass\n")
    terminal.expect(r"\x1b\[2J|\x1b\[H")  # it has begun, and will not come to its end
    terminal.send("q")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0


def test_ctrl_c_ends_it_without_a_word_of_python(terminal: Any) -> None:
    terminal.expect(r"\[q\] quit")
    terminal.sendintr()
    terminal.expect(pexpect.EOF)
    assert "Traceback" not in terminal.before
    terminal.close()
    assert terminal.exitstatus == 0
