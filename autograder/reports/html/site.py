"""Writes the pages into a folder that holds nothing else."""

from functools import partial
from pathlib import Path

from autograder.errors import UsageError, system_said
from autograder.grading.results import Report
from autograder.reports.given import DEFAULT, Feedback, given, given_report, in_full
from autograder.reports.html.at_once import at_once
from autograder.reports.html.names import page_names
from autograder.reports.html.pages import INDEX, Pages
from autograder.text import Language, Text
from autograder.writing import PREFIX, write_whole

MARK = b"<!doctype html><!-- kadai report -->"
"""How every page begins, and how an earlier report is told from somebody else's files."""

FOLDER = "submissions"


def write(report: Report, folder: Path, language: Language = "en") -> Path:
    """Write a lecturer's pages into `folder`, in place of an earlier report there: all that is known.

    They are ``index.html``, ``groups.html`` and ``submissions/<name>.html``. Every page is complete in itself and holds
    both languages; `language` is the one shown first. The path of the index page is returned.

    Raises:
        UsageError: if `folder` holds anything else, or cannot be written.
    """
    names = page_names(s.id for s in report.submissions)
    pages = Pages(report, {i: f"{FOLDER}/{name}" for i, name in names.items()}, language)
    try:
        stale = _own_files(folder)
        (folder / FOLDER).mkdir(parents=True, exist_ok=True)
        paths = {s.id: folder / FOLDER / names[s.id] for s in report.submissions}
        at_once(report.submissions, lambda s: _write_page(paths[s.id], pages.submission(in_full(s))))
        of_class = {folder / name: html for name, html in pages.of_class().items()}
        for path, html in of_class.items():
            _write_page(path, html)
        for path in stale - {*paths.values(), *of_class}:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise _not_written(folder, error) from None
    return folder / INDEX


def write_students(report: Report, folder: Path, language: Language = "en", feedback: Feedback = DEFAULT) -> None:
    """Write one page for each student into `folder`, in place of an earlier report there: what they are `given`.

    A page is complete in itself and names nobody else.

    Raises:
        UsageError: see `write`.
    """
    names = page_names(s.id for s in report.submissions)
    pages = Pages(given_report(report, feedback), {}, language)
    try:
        stale = _own_files(folder)
        folder.mkdir(parents=True, exist_ok=True)
        paths = {s.id: folder / names[s.id] for s in report.submissions}
        told = partial(given, legend=report.legend, feedback=feedback)
        at_once(report.submissions, lambda s: _write_page(paths[s.id], pages.submission(told(s), own=True)))
        for path in stale - {*paths.values()}:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise _not_written(folder, error) from None


def _not_written(folder: Path, error: OSError) -> UsageError:
    return UsageError(
        Text(
            f"{folder}: the report cannot be written ({error.strerror}); name another folder",
            f"{folder}: 結果を書き込めません（{system_said(error).ja}）。別のフォルダを指定してください",
        )
    )


def _write_page(path: Path, html: str) -> None:
    write_whole(path, MARK + b"\n" + html.encode("utf-8"))


def _own_files(folder: Path) -> set[Path]:
    """The files of an earlier report in `folder`. Raises: UsageError if there is anything else."""
    if not folder.exists():
        return set()
    own: set[Path] = set()
    for path in sorted(folder.iterdir()):
        if path.name == FOLDER and path.is_dir() and not path.is_symlink():
            own |= {_own(folder, page) for page in sorted(path.iterdir())}
        else:
            own.add(_own(folder, path))
    return own


def _own(folder: Path, path: Path) -> Path:
    if path.is_file() and not path.is_symlink():
        with path.open("rb") as file:
            if path.name.startswith(PREFIX) or file.read(len(MARK)) == MARK:
                return path
    raise UsageError(
        Text(
            f"{folder}: holds something that is not a kadai report ({path.relative_to(folder)}); name a new or "
            "empty folder",
            f"{folder}: kadai の結果でないもの（{path.relative_to(folder)}）が入っています。新"
            "しいフォルダか空のフォルダを指定してください",
        )
    )
