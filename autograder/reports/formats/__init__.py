"""The export formats, one module each; see `autograder.reports.export_format` for their interface."""

from autograder.grading.results import Report
from autograder.reports.export_format import Export, Format, FormatForOne, Options
from autograder.reports.formats.blackboard import Blackboard
from autograder.reports.formats.brightspace import Brightspace
from autograder.reports.formats.canvas import Canvas
from autograder.reports.formats.classroom50 import Classroom50
from autograder.reports.formats.github import GitHub
from autograder.reports.formats.gradescope import Gradescope
from autograder.reports.formats.junit import JUnit
from autograder.reports.formats.manaba import Manaba
from autograder.reports.formats.moodle import Moodle
from autograder.reports.formats.plain_table import Table
from autograder.reports.formats.prairielearn import PrairieLearn
from autograder.reports.formats.sakai import Sakai
from autograder.reports.given import given_report

_ALL: tuple[Format, ...] = (
    *(Blackboard(), Brightspace(), Canvas(), Classroom50(), GitHub(), Gradescope()),
    *(JUnit(), Manaba(), Moodle(), PrairieLearn(), Sakai(), Table()),
)

FORMATS: dict[str, Format] = {f.name: f for f in _ALL}
"""By name, as ``kadai export --to NAME`` has it."""

FOR_ONE: dict[str, FormatForOne] = {f.name: f for f in _ALL if isinstance(f, FormatForOne)}
"""Those of places where one submission is graded as it arrives: ``kadai grade --to NAME``."""


def render(name: str, report: Report, options: Options) -> Export:
    """The report in one of the `FORMATS`, with what students may have of it.

    Raises: as `Format.render`.
    """
    return FORMATS[name].render(given_report(report, options.feedback), options)
