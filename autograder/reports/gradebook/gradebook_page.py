"""A gradebook as one web page, complete in itself and in both languages."""

from autograder.reports.gradebook.beside_marks import remark
from autograder.reports.gradebook.gathering import Gradebook, who
from autograder.reports.html.pages import page
from autograder.text import Language


def render(gradebook: Gradebook, language: Language = "en") -> str:
    """The page; `language` is shown first."""
    return page(
        "gradebook.html",
        language,
        gradebook=gradebook,
        sums=gradebook.sums(),
        names=[who(student, gradebook) for student in gradebook.students],
        remark=remark,
    )
