"""A term with real nbgrader, in folders of its own: the course, the exchange, and the students' homes."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

from nbgrader_course import NbgraderCourse, Notebook

ROOT = Path(__file__).parents[2]
ASSIGNMENT = "two_layer_mse"
CLASS = ROOT / "examples" / "class"
ROSTER = "id,last_name,first_name,email,lms_user_id\naiko,相原,愛子,aiko@example.org,4711\nzoe,Z,Zoe,,\n"
HOSTILE = '<script>document.title = "taken over"</script>\n\nAnd [more](javascript:alert(1)).'

# nbgrader takes two seconds to import, so several of its command lines share a process, each in a folder of its own.
COMMANDS = """
import json, os, sys
from nbgrader.apps import NbGraderApp
from traitlets.config import Application

for folder, *arguments in json.loads(sys.argv[1]):
    os.chdir(folder)
    NbGraderApp.launch_instance(argv=arguments)
    type(Application._instance).clear_instance()  # it is the subcommand's
"""
KADAI = "from autograder.cli import main; main()"


def clean_environment(home: Path) -> dict[str, str]:
    """Nothing of this machine's Jupyter: all that programs read or leave is below `home`."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # nbgrader calls alembic by its name
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "IPYTHON", "XDG", "KADAI"))}
    return {**kept, "PATH": programs, "HOME": str(home)}


class Term:
    """One assignment of the repository's course, from the roster to the marks."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.course = root / "course"
        self.environment = clean_environment(root / "home")
        self.gradebook = NbgraderCourse(self.course)

    @classmethod
    def begun(cls, root: Path) -> "Term":
        """What an instructor has on the first day: the course with one of its assignments, and a roster."""
        term = cls(root)
        (term.course / "assignments").mkdir(parents=True)
        ignored = shutil.ignore_patterns("__pycache__", ".*")
        for folder in ("reference", "shared_checks", f"assignments/{ASSIGNMENT}"):
            shutil.copytree(ROOT / folder, term.course / folder, ignore=ignored)
        for name in ("pyproject.toml", "nbgrader_config.py"):
            shutil.copy(ROOT / name, term.course)
        (term.course / "roster.csv").write_text(ROSTER, encoding="utf-8")
        settings = root / "home" / ".jupyter" / "nbgrader_config.py"  # read for everybody's commands
        settings.parent.mkdir(parents=True)
        settings.write_text(f"c = get_config()\nc.Exchange.root = {str(root / 'exchange')!r}\n")
        return term

    def copy(self, name: str) -> "Term":
        """The same course as it is now, for another way to go on."""
        twin = Term(self.root / name)
        shutil.copytree(self.course, twin.course)
        shutil.copytree(self.root / "home", twin.root / "home")
        return twin

    def home(self, student: str) -> Path:
        """Where a student works."""
        folder = self.root / "students" / student
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def nbgrader(self, *commands: str, students: Iterable[str] = (), code: int = 0) -> str:
        """Run nbgrader's commands one after the other, in the course's folder or by each student at home."""
        lines = [[str(self.course), *command.split()] for command in commands if not students]
        for who in students:
            home = self.home(who)
            cache = f"--Exchange.cache={home / 'cache'}"  # it belongs to a user, and here are several
            lines += [[str(home), *command.format(who=who).split(), cache] for command in commands]
        return self.python("-c", COMMANDS, json.dumps(lines), code=code)

    def kadai(self, *arguments: str) -> str:
        """Run kadai's command in the course's folder."""
        return self.python("-c", KADAI, *arguments)

    def submission(self, student: str) -> str:
        """The id under which formgrader shows a student's notebook."""
        joined = "submitted_notebook n JOIN submitted_assignment s ON s.id = n.assignment_id"
        return str(self.gradebook.query(f"SELECT n.id FROM {joined} WHERE s.student_id = ?", student)[0][0])

    def python(self, *arguments: str, code: int = 0) -> str:
        """Run Python in the course's folder, to end with an exit code; all that it printed."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.course,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=200,
            check=False,
        )
        assert done.returncode == code, done.stdout
        return done.stdout


def work(student: str, notebook: Path) -> None:
    """Do what a student does with the notebook that they fetched."""
    code = CODE[student]
    nb: Notebook = json.loads(notebook.read_text(encoding="utf-8"))
    cells = [c for c in nb["cells"] if c["metadata"]["nbgrader"]["solution"]]
    functions = [c for c in cells if c["cell_type"] == "code"]
    if code is not None:
        functions[0]["source"], functions[1]["source"] = code, ""
    for cell, answer in zip([c for c in cells if c["cell_type"] == "markdown"], ANSWERS.get(student, ()), strict=False):
        cell["source"] = answer
    text = json.dumps(nb)
    notebook.write_text(text[:4000] if student == "ivan" else text, encoding="utf-8")


def bundled(student: str) -> str:
    """A student's module of the example class."""
    return (CLASS / student / f"{ASSIGNMENT}.py").read_text(encoding="utf-8")


CODE = {
    "aiko": bundled("aiko"),  # right
    "ivan": bundled("aiko"),  # right, but the file is cut off
    "noah": f"{bundled('aiko')}\n\ndef train(*arguments):\n    import os\n    os._exit(0)\n",
    "ren": f"{bundled('haruto')}\nimport sys, warnings\nprint('careful', file=sys.stderr)\nwarnings.warn('odd')\n",
    "sara": None,  # what was handed out
    "yuto": bundled("yuto"),  # w2 is updated before it is used
}
ANSWERS = {"aiko": ["誤差は $w_2^T$ を通って戻ります。", "w2 is used in the backward pass."], "yuto": [HOSTILE]}


def archive(term: Term, folder: Path) -> None:
    """Zip what the students have at home as a learning management system does."""
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "submissions.zip", "w") as file:
        for student in CODE:
            notebook = term.home(student) / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
            file.write(notebook, f"{student}_attempt_2026-01-02-10-00-00_{ASSIGNMENT}.ipynb")
