"""The server with nbgrader: its README is followed as it stands, by root; a teacher's account grades two students'.

In namespaces of its own: accounts, /etc, /srv, /home and /opt of this machine stay as they are. systemctl, sudo and the
installation of packages are stand-ins; what the service would start is started as it says.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from emulated import PYTHON, available
from python_for_all import python_for_all

pytest.importorskip("nbgrader")

KADAI = [sys.executable, "-P", "-c", "from autograder.cli import main; main()"]
NEEDED = ("nbgrader", "latex2mathml", "tinycss2", "ipykernel")
STAND_INS = {
    "sudo": 'shift; user=$1; shift; exec runuser -u "$user" -- "$@"',
    "systemctl": 'echo "systemctl $*"',
    "python3": 'echo "python3 $*"',
}
PROGRAMS = {"nbgrader": "-m nbgrader", "alembic": "-m alembic.config", "kadai": f"-P -c {shlex.quote(KADAI[-1])}"}
SCRIPT = r"""
set -eu
mount --make-rprivate /
etc=$(mktemp -d); cp -a /etc/. "$etc"; mount --bind "$etc" /etc; chmod 755 /etc
for folder in /srv /home; do mount -t tmpfs -o mode=755 new "$folder"; done
mount -t tmpfs -o mode=755 new /opt; mkdir /opt/kadai; mount --bind "$VENV" /opt/kadai
as() {
    user=$1; shift
    runuser -u "$user" -- env HOME="$(getent passwd "$user" | cut -d: -f6)" sh -euc "cd; $*"
}
cd "$BUNDLE"
%(readme)s
for student in ann ben; do useradd --create-home "$student"; done
for student in ann ben; do as "$student" "nbgrader fetch_assignment my_assignment"; done
as ben "python $SOLVE my_assignment/my_assignment.ipynb"
for student in ann ben; do as "$student" "nbgrader submit my_assignment"; done
for again in 1 2; do as grader-course "%(start)s"; done
for student in ann ben; do
    as "$student" "nbgrader fetch_feedback my_assignment"
    find "/home/$student/my_assignment/feedback" -name '*.html' -exec cat {} + > "$OUT/$student.html"
    for file in reference/my_assignment.py assignments/my_assignment/test_hidden.py .kadai/secret gradebook.db; do
        test -f "/srv/kadai/course/$file"
        if runuser -u "$student" -- cat "/srv/kadai/course/$file" > /dev/null 2>&1; then echo "OPEN: $file"; fi
    done
done
as grader-course "nbgrader export --to /tmp/grades.csv"; cp /tmp/grades.csv "$OUT"
"""
SOLVE = """
import json, re, sys
path = sys.argv[1]
notebook = json.load(open(path))
for cell in notebook["cells"]:
    text = "".join(cell["source"])
    if "def weighted_mean" in text:
        cell["source"] = re.sub("raise NotImpl.*", "return float(np.sum(w * x) / np.sum(w))  # of_ben", text)
json.dump(notebook, open(path, "w"))
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1800),  # a dozen commands that import nbgrader: some seconds each, at a load of 20 far more
    pytest.mark.skipif(not available(), reason=f"needs root, namespaces, and {PYTHON}, which every user can run"),
]


class Served(NamedTuple):
    """What came of it: the folder with feedback and marks, and all that was said."""

    out: Path
    said: str


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with python_for_all("autograder", needed=NEEDED) as folder:
        venv, bundle, out = folder / "venv", folder / "bundle", folder / "out"
        site = next((venv / "lib").iterdir()) / "site-packages"
        (site / "work.pth").write_text(f"{folder / 'work'}\n")
        shutil.copytree(Path(sys.prefix, "share/jupyter/nbconvert"), venv / "share/jupyter/nbconvert")
        programs = {f"venv/bin/{name}": f'exec /opt/kadai/bin/python {words} "$@"' for name, words in PROGRAMS.items()}
        programs |= {f"programs/{name}": words for name, words in STAND_INS.items()}
        programs["venv/bin/pip"] = 'echo "pip $*"'
        for name, words in programs.items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"#!/bin/sh\n{words}\n")
            path.chmod(0o755)
        (folder / "solve.py").write_text(SOLVE)
        (folder / "solve.py").chmod(0o644)
        out.mkdir()
        for words in (("init", "course"), ("new", "my_assignment", "--course", "course")):
            subprocess.run([*KADAI, *words], cwd=folder, check=True, capture_output=True)
        package = [*KADAI, "package", "my_assignment", "--for", "nbgrader", "-o", "../bundle"]
        known = {name: value for name, value in os.environ.items() if name not in ("KADAI_SECRET", "PYTHONPATH")}
        subprocess.run(package, cwd=folder / "course", env=known, check=True, capture_output=True)
        readme = "\n".join(re.findall(r"^    (.*)$", (bundle / "README.md").read_text(), re.MULTILINE))
        unit = (bundle / "kadai-course.service").read_text()
        start = re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE)
        assert start
        assert "User=grader-course" in unit
        known |= {
            "PATH": f"{folder}/programs:/opt/kadai/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "BUNDLE": str(bundle), "VENV": str(venv), "OUT": str(out), "SOLVE": str(folder / "solve.py"),
        }  # fmt: skip
        done = subprocess.run(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "bash", "-c",
             SCRIPT % {"readme": readme, "start": start[1]}],
            env=known, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout
        yield Served(out, done.stdout)


def test_two_students_have_their_marks(served: Served) -> None:
    rows = [line.split(",") for line in (served.out / "grades.csv").read_text().splitlines()]
    student, score = rows[0].index("student_id"), rows[0].index("score")
    assert {row[student]: float(row[score]) for row in rows[1:]} == {"ann": 0.0, "ben": 10.0}


def test_each_has_feedback_and_only_their_own(served: Served) -> None:
    ann, ben = ((served.out / f"{name}.html").read_text() for name in ("ann", "ben"))
    assert "NotImplementedError" in ann
    assert "NotImplementedError" not in ben
    assert "of_ben" in ben
    assert "of_ben" not in ann


def test_students_read_nothing_of_the_course(served: Served) -> None:
    assert "OPEN: " not in served.said


def test_the_units_are_enabled(served: Served) -> None:
    assert "systemctl enable --now kadai-course.path kadai-course.timer" in served.said
