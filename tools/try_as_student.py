"""Checks an assignment as a student does, with the students' wheel in an environment of its own; for any system.

Run it with a Python that has kadai: ``python tools/try_as_student.py``. pip takes what else is needed from where it
looks.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.course.handed_out.wheels import kadai_wheel

ROOT = Path(__file__).resolve().parents[1]
ID = "softmax_with_loss"
CELL = f"""
from pathlib import Path
from autograder import cell_checker
exec(Path("{ID}.py").read_text(encoding="utf-8"))
print(cell_checker(globals())("softmax_example"))
"""


def main() -> None:
    """Exit code 0 if everything is as it should be."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name).resolve()
        wheel, content = kadai_wheel()
        (home / wheel).write_bytes(content)
        shutil.copytree(ROOT / "student_template" / ID, home / "hw3")
        subprocess.run([sys.executable, "-m", "venv", home / "env"], check=True)
        programs = home / "env" / ("Scripts" if os.name == "nt" else "bin")
        _run(home, 0, programs / "python", "-m", "pip", "install", "--quiet", home / wheel)
        _run(home, 1, programs / "kadai", "check", f"hw3/{ID}.py", said=b"not written yet")
        _run(home, 1, programs / "kadai", "check", "hw3", said=b"not written yet")
        shutil.copy(ROOT / "reference" / f"{ID}.py", home / "hw3" / f"{ID}.py")
        _run(home / "hw3", 0, programs / "kadai", "check", f"{ID}.py", "--lang", "ja")
        _run(home / "hw3", 0, programs / "kadai", "check", ".", said=b"4 of 4")
        _run(home / "hw3", 0, programs / "python", "-m", "pytest", "test_public.py", said=b"4 passed")
        (home / "hw3" / "cell.py").write_text(CELL, encoding="utf-8")
        _run(home / "hw3", 0, programs / "python", "-X", "utf8", "cell.py", said="✓ softmax_example".encode())
        _run(home, 2, programs / "kadai", "grade", "hw3", "--assignment", ID, said=b"`kadai grade` needs")


def _run(folder: Path, code: int, *command: str | Path, said: bytes = b"") -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("KADAI", "LC_", "LANG"))}
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode != code or said not in done.stdout:
        sys.exit(f"{command}: exit code {done.returncode}, not {code}, or no {said!r} in it:\n{done.stdout!r}")


if __name__ == "__main__":
    main()
