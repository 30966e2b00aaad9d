"""Data that an assignment ships: files that students receive, and that their code and the checks can read."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from autograder.errors import UsageError
from autograder.text import Text, visible

MOST_FILES, MOST_BYTES = 1000, 64 << 20
_OTHERS = (".py", ".ipynb", ".md", ".toml")  # which have ways of their own to students, or none


def data_files(folder: Path, names: Iterable[str], file: Path) -> dict[str, Path]:
    """Path within the assignment's folder (with ``/``) → file, of the files and folders that `names` lists.

    Args:
        folder: the assignment's.
        names: as in assignment.toml: ``iris.csv``, ``images/``.
        file: assignment.toml, for messages.

    Raises:
        UsageError: if one is missing, lies elsewhere, is no data, or if they are too many or too large.
    """
    found: dict[str, Path] = {}
    for name in names:
        path = folder / PurePosixPath(name)
        inside = [path] if not path.is_dir() else sorted(p for p in path.rglob("*") if _is_data(p.relative_to(folder)))
        for one in inside if _is_data(PurePosixPath(name)) else ():
            if one.is_symlink() or not (one.is_file() or one.is_dir()):
                raise _refused(file, name, folder)
            if one.is_file():
                found[one.relative_to(folder).as_posix()] = one
        if not any(path == one or path in one.parents for one in found.values()):
            raise _refused(file, name, folder)
    size = sum(path.stat().st_size for path in found.values())
    if len(found) > MOST_FILES or size > MOST_BYTES:
        raise UsageError(
            Text(
                f"{file}: 'data' names {len(found)} files of {size / 1e6:.0f} MB; at most {MOST_FILES} files and "
                f"{MOST_BYTES >> 20} MB can be handed out",
                f"{file}: 'data' は {len(found)} 個、{size / 1e6:.0f} MB のファイルを指しています。配布できるのは "
                f"{MOST_FILES} 個、{MOST_BYTES >> 20} MB までです",
            )
        )
    return found


def _is_data(name: PurePosixPath | Path) -> bool:
    """Whether a path within the folder can be data: neither hidden nor one of the files that make the assignment."""
    return (
        bool(name.parts)
        and not name.is_absolute()
        and not any(p.startswith((".", "__pycache__")) or "\\" in p or visible(p) != p for p in name.parts)
        and name.suffix.lower() not in _OTHERS
        and name.name not in ("kadai.json", "released.txt")
    )


def _refused(file: Path, name: str, folder: Path) -> UsageError:
    return UsageError(
        Text(
            f"{file}: 'data' names {name!r}, which is no data file in {folder}: name files such as iris.csv, or "
            "folders of such files; modules belong into 'given'",
            f"{file}: 'data' にある {name!r} は {folder} のデータファイルではありません。iris.csv のようなファイルか、"
            "そのフォルダを書いてください。モジュールは 'given' に書きます",
        )
    )
