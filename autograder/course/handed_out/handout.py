"""The hand-out: a folder that works on a student's machine as it is, with Python and pip alone."""

from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from autograder.course.course import Course
from autograder.course.handed_out.release import Release
from autograder.course.handed_out.wheels import download, kadai_wheel
from autograder.errors import UsageError, system_said
from autograder.text import Text
from autograder.writing import write_whole

README, WHEELS = "README.md", "wheels"
_FIRST = "# 課題 / Assignments\n"


class Written(NamedTuple):
    """What was done: the files, by their paths in the hand-out, and what pip had no NumPy for."""

    files: tuple[str, ...]
    missing: tuple[str, ...]


def write_handout(folder: Path, course: Course, releases: Iterable[Release], *, offline: bool) -> Written:
    """Write a folder per assignment, a README in both languages, and the wheels that students install.

    Where the course says itself what students `install`, there is no wheel, unless that is a file of the course.

    Raises:
        UsageError: if the folder holds anything else, lies in what the course consists of, or cannot be written;
            see also `kadai_wheel` and `download`.
    """
    _refuse(folder, course)
    files = {
        f"{release.assignment.id}/{name}": content for release in releases for name, content in release.files.items()
    }
    installs, wheels = _installs(course, offline)
    files |= {f"{WHEELS}/{name}": content for name, content in wheels.items()}
    files[README] = _readme(sorted({name.partition("/")[0] for name in files} - {WHEELS}), installs).encode()
    missing: tuple[str, ...] = ()
    try:
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(folder / name, content)
        if offline:
            (folder / WHEELS).mkdir(exist_ok=True)
            missing = download(folder / WHEELS)
    except OSError as error:
        why = system_said(error)
        where = error.filename or folder
        raise UsageError(
            Text(f"{where}: cannot be written ({why.en})", f"{where}: 書き込めません（{why.ja}）")
        ) from None
    return Written(tuple(sorted(files)), missing)


def _refuse(folder: Path, course: Course) -> None:
    real = folder.resolve()
    for own in (course.assignments_folder, course.reference_folder, course.template_folder, course.shared_folder):
        if real == course.root.resolve() or real.is_relative_to(own.resolve()):
            raise UsageError(
                Text(
                    f"--to {folder}: lies in the course; name a folder outside {own}",
                    f"--to {folder}: コースの中です。{own} の外のフォルダを指定してください",
                )
            )
    if folder.exists() and not folder.is_dir():
        raise UsageError(Text(f"--to {folder}: is not a folder", f"--to {folder}: フォルダではありません"))
    if folder.is_dir() and any(folder.iterdir()) and not _is_ours(folder / README):
        raise UsageError(
            Text(
                f"--to {folder}: holds something else; name a new folder, or one that this command has written",
                f"--to {folder}: ほかのものが入っています。新しいフォルダか、以前に作ったものを指定してください",
            )
        )


def _is_ours(readme: Path) -> bool:
    try:
        return readme.read_bytes().startswith(_FIRST.encode())
    except OSError:
        return False


def _installs(course: Course, offline: bool) -> tuple[str, dict[str, bytes]]:
    """What stands behind ``pip install``, with ``/``, and the wheels that go with the hand-out for it."""
    if course.install and offline:
        raise UsageError(
            Text(
                f"{course.file}: says with 'tool.kadai.install' what students install; leave that or --offline out",
                f"{course.file}: 'tool.kadai.install' と --offline は併用できません。どちらかを外してください",
            )
        )
    own = course.root / course.install if course.install else None
    if own is not None and own.is_file():
        name, content = own.name, own.read_bytes()
    elif course.install:
        return f'"{course.install}"', {}
    else:
        name, content = kadai_wheel()
    return f"{'--no-index --find-links wheels ' if offline else ''}{WHEELS}/{name}", {name: content}


def _readme(ids: list[str], installs: str) -> str:
    template = (resources.files("autograder.course") / "templates/handout/README.md.template").read_text("utf-8")
    return template.format(installs=installs, id=ids[0], folders="\n".join(f"- `{id}/`" for id in ids))
