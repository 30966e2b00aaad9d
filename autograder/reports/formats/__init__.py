"""The export formats, one module each; see `autograder.reports.base` for their interface."""

from autograder.reports.base import Format
from autograder.reports.formats.canvas import Canvas
from autograder.reports.formats.classroom import Classroom
from autograder.reports.formats.gradescope import Gradescope
from autograder.reports.formats.junit import JUnit
from autograder.reports.formats.moodle import Moodle

_ALL: tuple[Format, ...] = (Canvas(), Classroom(), Gradescope(), JUnit(), Moodle())

FORMATS: dict[str, Format] = {f.name: f for f in _ALL}
"""By name, as ``kadai export --to NAME`` has it."""
