"""What ``kadai init`` and ``kadai new`` write: a course, and an assignment that works as it is."""

from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path

from autograder.course.course import Course
from autograder.course.naming import unfit
from autograder.course.secret import make_secret
from autograder.course.settings import read_toml
from autograder.errors import UsageError, system_said
from autograder.text import Text
from autograder.writing import write_whole

_TEMPLATES = resources.files("autograder.course") / "templates"
_ASSIGNMENT = (
    "assignment.toml",
    "handout.en.md",
    "handout.ja.md",
    "test_hidden.py",
    "test_public.py",
    "misconceptions.py",
    "equivalents.py",
)


def new_course(root: str | Path) -> tuple[Path, ...]:
    """Make a folder a course with one example assignment and a fresh secret; returns what was written.

    A pyproject.toml or a .gitignore that already says what is needed is left as it is.

    Raises:
        UsageError: if one of the two lacks it (says which lines), anything else is there already, or cannot be written.
    """
    root = Path(root)
    settings = _settings(root / "pyproject.toml")
    added = {}
    if settings is None:
        added["pyproject.toml"] = _template("course/pyproject.toml")
    if not _ignores_secrets(root / ".gitignore"):
        added[".gitignore"] = _template("course/gitignore")
    for name, text in added.items():
        if (root / name).exists():
            raise UsageError(
                Text(
                    f"{root / name}: is there already, and nothing is overwritten; add these lines to it, then run "
                    f"`kadai init` again\n\n{text}",
                    f"{root / name}: すでにあり、上書きはしません。次の行を書き加えてから、もう一度 `kadai init` "
                    f"を実行してください\n\n{text}",
                )
            )
    folders = [str((settings or {}).get(key, key)) for key in ("assignments", "reference")]
    present = next((root / folders[0]).glob(f"*/{_ASSIGNMENT[0]}"), None)
    if present is not None:
        raise UsageError(
            Text(
                f"{present}: is there already, so this is a course; `kadai new ID` adds an assignment to it",
                f"{present}: すでにあるので、ここはコースです。`kadai new ID` で課題を追加できます",
            )
        )
    files = added | _assignment_files("example", *folders)
    secret = root / ".kadai/secret"
    _refuse_present([secret])
    written = _write(root, files)
    make_secret(secret)
    return (*written, secret)


def _settings(file: Path) -> Mapping[str, object] | None:
    """``[tool.kadai]``, if a pyproject.toml has it."""
    try:
        found = read_toml(file).get("tool", {}).get("kadai") if file.is_file() else None
    except (UsageError, AttributeError):  # not TOML, or no tables
        return None
    return found if isinstance(found, dict) else None


def _ignores_secrets(file: Path) -> bool:
    """Whether a .gitignore keeps the course's secret out of the repository."""
    try:
        return ".kadai" in (line.strip().strip("/") for line in file.read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError):
        return False


def new_assignment(course: Course, id: str) -> tuple[Path, ...]:
    """Add an assignment to a course, with a reference and tests that agree; returns what was written.

    Raises:
        UsageError: if it cannot be called so, or anything of it is there already, or cannot be written.
    """
    reason = unfit(id)
    if reason:
        raise UsageError(Text(f"{id!r} cannot be an assignment's id: ", f"{id!r} は課題の ID にできません: ") + reason)
    folders = (course.assignments_folder, course.reference_folder)
    assignments, reference = (f.relative_to(course.root).as_posix() for f in folders)
    return _write(course.root, _assignment_files(id, assignments, reference))


def _assignment_files(id: str, assignments: str, reference: str) -> dict[str, str]:
    title = id.replace("_", " ").replace("-", " ").capitalize()

    def filled(name: str) -> str:
        return _template(f"assignment/{name}").replace("__ID__", id).replace("__TITLE__", title)

    files = {f"{assignments}/{id}/{name}": filled(name) for name in _ASSIGNMENT}
    return files | {f"{reference}/{id}.py": filled("reference.py")}


def _template(name: str) -> str:
    return (_TEMPLATES / f"{name}.template").read_text(encoding="utf-8")


def _write(root: Path, files: Mapping[str, str]) -> tuple[Path, ...]:
    _refuse_present([root / name for name in files])
    try:
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(root / name, text.encode())
    except OSError as error:
        raise UsageError(
            Text(
                f"{error.filename or root}: cannot be written ({error.strerror})",
                f"{error.filename or root}: 書き込めません（{system_said(error).ja}）",
            )
        ) from None
    return tuple(root / name for name in files)


def _refuse_present(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.exists():
            raise UsageError(
                Text(
                    f"{path}: is there already, and nothing is overwritten; nothing was written",
                    f"{path}: すでにあり、上書きはしません。何も書きませんでした",
                )
            )
