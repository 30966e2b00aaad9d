"""A course: a folder with ``assignments/``, ``reference/``, ``student_template/`` and a pyproject.toml."""

import json
from pathlib import Path

from autograder.course.assignment import Assignment, is_id, read_limits
from autograder.course.extensions import FILE as EXTENSIONS
from autograder.course.hand_in_times import FILE as TIMES
from autograder.course.handouts import checked as checked_address
from autograder.course.late import read_late
from autograder.course.overrides import FILE as OVERRIDES
from autograder.course.secret import make_secret, read_secret
from autograder.course.settings import Table, read_toml
from autograder.course.written_marks import FILE as WRITTEN_MARKS
from autograder.errors import UsageError
from autograder.sandbox import Limits
from autograder.text import Text, nearest

FILE = "pyproject.toml"
_KEYS = (
    "assignments",
    "reference",
    "student_template",
    "shared",
    "secret_file",
    "written",
    "install",
    "handouts",
    "limits",
    "late",
)


class Course:
    """What ``[tool.kadai]`` in a course's pyproject.toml says. All keys are optional::

        [tool.kadai]
        assignments = "assignments"
        reference = "reference"
        student_template = "student_template"
        shared = "shared_checks"     # folders of private modules: see ``uses`` in assignment.toml
        secret_file = ".kadai/secret"
        written = "written.csv"      # marks for written answers; "gradebook.db" is nbgrader's
        install = "https://…/kadai.whl"  # what students give to pip, a file of the course among it: see `kadai release`
        handouts = "https://…/{assignment}/handout.{language}.md"  # where students read them: pages lead there
        [tool.kadai.limits]          # defaults for every assignment: see assignment.toml
        call_seconds = 5
        [tool.kadai.late]            # due dates and what lateness costs: see `LateRule`

    Raises:
        UsageError: if `root` is no course, or its settings are wrong.
    """

    def __init__(self, root: str | Path) -> None:
        self.root = Path(root).absolute()
        self.file = self.root / FILE
        if not self.root.is_dir():
            raise UsageError(
                Text(
                    f"{root}: there is no such folder; name the course's folder",
                    f"{root}: そのようなフォルダはありません。コースのフォルダを指定してください",
                )
            )
        table = _table(self.file) or Table({}, self.file, "tool.kadai", _KEYS)
        self.assignments_folder = self._folder(table, "assignments")
        self.reference_folder = self._folder(table, "reference")
        self.template_folder = self._folder(table, "student_template")
        self.shared_folder = self._folder(table, "shared", "shared_checks")
        self._refuse_shared_in(self.assignments_folder, self.template_folder)
        self.limits: Limits = read_limits(table, Limits())
        self.secret_file = self.root / table.string("secret_file", ".kadai/secret")
        self.install = table.string("install", "")
        self.handouts = checked_address(table.string("handouts", ""), self.file)
        self.written_file = self.root / table.string("written", WRITTEN_MARKS)
        self.overrides_file, self.extensions_file = self.root / OVERRIDES, self.root / EXTENSIONS
        self.times_file = self.root / TIMES
        if not self.assignments_folder.is_dir():
            raise UsageError(
                Text(
                    f"{self.assignments_folder}: the folder of the assignments is missing; "
                    "`kadai init` makes a course, and [tool.kadai] in pyproject.toml names its folders",
                    f"{self.assignments_folder}: 課題のフォルダがありません。`kadai init` でコースを作れます。フォ"
                    "ルダの名前は pyproject.toml の [tool.kadai] に書きます",
                )
            )
        self.late = read_late(table, self.ids())

    @classmethod
    def find(cls, start: str | Path | None = None) -> "Course":
        """The course that `start` (by default the current folder) lies in.

        A folder without ``[tool.kadai]`` is a course too if it was named and has an ``assignments`` folder.

        Raises:
            UsageError: if there is no course there.
        """
        here = Path(start or ".").resolve()  # the folder above x/.. is not x
        if start is not None and not here.is_dir():
            raise UsageError(
                Text(
                    f"{start}: there is no such folder; name the course's folder",
                    f"{start}: そのようなフォルダはありません。コースのフォルダを指定してください",
                )
            )
        if start is not None and (here / "assignments").is_dir():
            return cls(here)
        for folder in (here, *here.parents):
            if _table(folder / FILE) is not None:
                return cls(folder)
        raise UsageError(
            Text(
                f"{here}: neither here nor in a folder above is a {FILE} with [tool.kadai]; "
                "name the course's folder with --course DIR, or make a course with `kadai init`",
                f"{here}: ここにも上のフォルダにも、[tool.kadai] のある {FILE} がありません。--course DIR でコース"
                "のフォルダを指定するか、`kadai init` でコースを作ってください",
            )
        )

    def assignments(self) -> tuple[Assignment, ...]:
        """All assignments, by their ids' alphabet."""
        return tuple(self.assignment(name) for name in self.ids())

    def ids(self) -> tuple[str, ...]:
        """The ids of all assignments: the folders that hold an assignment.toml."""
        folders = (f.parent.name for f in self.assignments_folder.glob("*/assignment.toml"))
        return tuple(sorted(name for name in folders if is_id(name)))

    def assignment(self, id: str) -> Assignment:
        """One assignment.

        Raises:
            UsageError: if it does not exist, or its assignment.toml is wrong.
        """
        known = self.ids()
        if id not in known:
            names = ", ".join(known)
            listed = (
                Text(f"known are {names}", f"あるのは {names}")
                if known
                else Text(
                    "there are none yet; `kadai new ID` makes one", "まだ 1 つもありません。`kadai new ID` で作れます"
                )
            )
            raise UsageError(
                Text(
                    f"{self.assignments_folder}: unknown assignment {id!r}{nearest(id, known)} ({listed})",
                    f"{self.assignments_folder}: 課題 {id!r} はありません{nearest(id, known).ja}（{listed.ja}）",
                )
            )
        return Assignment(self, id)

    @property
    def secret(self) -> str:
        """What makes the checks' inputs unforeseeable: $KADAI_SECRET, else the secret file, else nothing.

        Raises:
            UsageError: if the file is there but cannot be read.
        """
        return read_secret(self.secret_file)

    def kept_secret(self) -> tuple[str, bool]:
        """The secret, and whether it had to be made: grading without one would draw inputs that anybody can know.

        Raises:
            UsageError: if it can neither be read nor made.
        """
        found = self.secret
        return (found, False) if found else (make_secret(self.secret_file), True)

    @property
    def private(self) -> tuple[Path, ...]:
        """The files and folders of the course that no submission may read, whether they are there or not."""
        kept = self.root / ".kadai"  # journal, traces, and mostly the secret
        ours = self.assignments_folder, self.reference_folder, self.shared_folder, kept, self.secret_file
        return (*ours, *self.by_persons)

    @property
    def by_persons(self) -> tuple[Path, ...]:
        """The files with what people have written down about students, whether they are there or not."""
        return self.overrides_file, self.extensions_file, self.times_file, self.written_file

    def settings(self) -> str:
        """``[tool.kadai]`` as TOML, every default written out, without the place of the secret."""
        folders = {
            "assignments": self.assignments_folder,
            "reference": self.reference_folder,
            "student_template": self.template_folder,
            "shared": self.shared_folder,
        }
        named = {key: json.dumps(f.relative_to(self.root).as_posix(), ensure_ascii=False) for key, f in folders.items()}
        limits = {f: str(getattr(self.limits, f)) for f in self.limits.__struct_fields__}
        lines = [
            "[tool.kadai]",
            *map(" = ".join, named.items()),
            "[tool.kadai.limits]",
            *map(" = ".join, limits.items()),
        ]
        return "\n".join(lines) + "\n"

    def _folder(self, table: Table, key: str, default: str = "") -> Path:
        folder = self.root / table.string(key, default or key)
        if not folder.resolve().is_relative_to(self.root.resolve()):
            raise UsageError(
                Text(
                    f"{self.file}: 'tool.kadai.{key}' leads out of the course: {folder}",
                    f"{self.file}: 'tool.kadai.{key}' がコースの外を指しています: {folder}",
                )
            )
        return folder

    def _refuse_shared_in(self, *folders: Path) -> None:
        """What lies in these is an assignment to nbgrader, or is handed out."""
        for folder in folders:
            if self.shared_folder.resolve().is_relative_to(folder.resolve()):
                raise UsageError(
                    Text(
                        f"{self.file}: 'tool.kadai.shared' may not lie in {folder}: {self.shared_folder}",
                        f"{self.file}: 'tool.kadai.shared' は {folder} の中には置けません: {self.shared_folder}",
                    )
                )

    def __repr__(self) -> str:
        return f"Course({str(self.root)!r})"


def _table(file: Path) -> Table | None:
    """The table ``[tool.kadai]``, if the file has one."""
    if not file.is_file():
        return None
    tool = read_toml(file).get("tool")
    if not isinstance(tool, dict) or "kadai" not in tool:
        return None
    return Table(tool["kadai"], file, "tool.kadai", _KEYS)
