"""What ``nbgrader_config.py`` names in the place of nbgrader's own parts; and what nbgrader keeps in a course."""

from importlib.util import find_spec
from pathlib import Path

SANITIZE = [
    "autograder.nbgrader.restore.Restore",  # for ClearOutput, DeduplicateIds, OverwriteKernelspec and OverwriteCells
]
"""For ``Autograde.sanitize_preprocessors``: the notebook becomes what was released, but for the student's answers."""

AUTOGRADE = [
    "autograder.nbgrader.grading.Grade",  # for Execute: no kernel is started
    "nbgrader.preprocessors.LimitOutput",
    "autograder.nbgrader.saving.SaveGrades",  # for SaveAutoGrades
    "autograder.nbgrader.saving.SaveLatePenalty",  # for AssignLatePenalties, with the same plugin
]
"""For ``Autograde.autograde_preprocessors``: kadai grades, the scores go into the gradebook."""

_found = find_spec("nbgrader")
_nbgrader = [*(_found.submodule_search_locations or ())] if _found else []
_formgrader = [Path(folder, "server_extensions", "formgrader") for folder in _nbgrader]
TEMPLATES = [
    str(Path(__file__).parent / "templates"),
    *(str(folder / "templates") for folder in _formgrader),
    *map(str, _formgrader),
]
"""For ``HTMLExporter.extra_template_basedirs``: the feedback that students get, what formgrader shows of a submission,
and formgrader's own pages, which it does not find any more once that is set. Ours of a submission is made of its own,
of the same name, which can be told from it in the folder above: ``templates/formgrade``."""

FEEDBACK = [
    "nbgrader.preprocessors.GetGrades",
    "autograder.nbgrader.hidden.HideTests",  # stock feedback shows the text of hidden tests
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
"""For ``GenerateFeedback.preprocessors``, in a course whose tests stand in its notebooks."""

_KEPT = ("source", "submitted", "autograded", "feedback", "gradebook.db")


def kept_by_nbgrader(course: Path) -> tuple[Path, ...]:
    """What no submission may read of nbgrader's part of a course; ``release`` is for students."""
    return tuple(course / name for name in _KEPT)
