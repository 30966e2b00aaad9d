"""The export formats, one module each; see `autograder.reports.export_format` for their interface."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Generic, TypeVar

from autograder.grading.results import Report
from autograder.reports.export_format import Export, Format, FormatForOne, Options
from autograder.reports.given import given_report

F = TypeVar("F", bound=Format)

_CLASSES = {
    "blackboard": "blackboard.Blackboard",
    "brightspace": "brightspace.Brightspace",
    "canvas": "canvas.Canvas",
    "classroom50": "classroom50.Classroom50",
    "github": "github.GitHub",
    "gradescope": "gradescope.Gradescope",
    "junit": "junit.JUnit",
    "manaba": "manaba.Manaba",
    "moodle": "moodle.Moodle",
    "prairielearn": "prairielearn.PrairieLearn",
    "sakai": "sakai.Sakai",
    "table": "plain_table.Table",
}


class _Formats(Mapping[str, F], Generic[F]):
    """Formats by name. Each is imported when it is asked for: one hand-in is answered in one of them."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def __getitem__(self, name: str) -> F:
        if name not in self._names:
            raise KeyError(name)
        module, _, of = _CLASSES[name].partition(".")
        found: F = getattr(import_module(f"{__name__}.{module}"), of)()
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


FORMATS = _Formats[Format](*_CLASSES)
"""By name, as ``kadai export --to NAME`` has it."""

FOR_ONE = _Formats[FormatForOne]("classroom50", "github", "gradescope", "prairielearn")
"""Those of places where one submission is graded as it arrives: ``kadai grade --to NAME``."""


def render(name: str, report: Report, options: Options) -> Export:
    """The report in one of the `FORMATS`, with what students may have of it.

    Raises: as `Format.render`.
    """
    return FORMATS[name].render(given_report(report, options.feedback), options)
