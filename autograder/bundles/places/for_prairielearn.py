"""PrairieLearn: questions that are graded externally, the course's part of the grader, and the image's.

https://prairielearn.readthedocs.io/en/latest/externalGrading/: the image must be public and holds kadai alone; tests
and secret come from the course's repository, which is private, with every hand-in.
"""

import html
import json
import platform
import uuid

from autograder.bundles.bundle import Files, Order, template
from autograder.bundles.contents import course_files, engine, in_folder, traces
from autograder.course import Assignment
from autograder.errors import UsageError
from autograder.grading.store import numpy_version
from autograder.language import asked
from autograder.text import Text

_MOST = 600  # seconds that PrairieLearn allows
_SPARE = 15  # for the container's start


class ForPrairieLearn:
    """See the module."""

    name = "prairielearn"
    description = Text("questions/ and serverFilesCourse/, and an image", "questions/ と serverFilesCourse/、イメージ")
    deadline = 105.0
    is_zip = False

    def files(self, order: Order) -> Files:
        """See `Place`."""
        if order.deadline + _SPARE > _MOST:
            raise UsageError(
                Text(
                    f"--deadline {order.deadline:g}: PrairieLearn allows {_MOST} seconds in all; at most "
                    f"{_MOST - _SPARE} are left for grading",
                    f"--deadline {order.deadline:g}: PrairieLearn で使えるのは全部で {_MOST} 秒です。採点には "
                    f"{_MOST - _SPARE} 秒以下を指定してください",
                )
            )
        values = {
            "ids": ", ".join(order.ids),
            "image": order.image,
            "feedback": order.feedback,
            "deadline": f"{order.deadline:g}",
            "language": asked(),
            "python": platform.python_version(),
            "numpy": numpy_version(),
        }
        course = course_files(order)
        server = {"run.sh": template("prairielearn/run.sh", values, 0o755), **course, **traces(order, course)}
        image = {"Dockerfile": template("prairielearn/Dockerfile", values), **engine(offline=order.offline)}
        questions = {name: file for a in order.assignments for name, file in _question(a, order).items()}
        return {
            **in_folder("questions", questions),
            **in_folder("serverFilesCourse/kadai", server),
            **in_folder("image", image),
            "README.md": template("prairielearn/README.md", values),
        }


def _question(assignment: Assignment, order: Order) -> Files:
    title, language = assignment.title, asked()
    values = {
        "uuid": uuid.uuid5(uuid.NAMESPACE_URL, f"kadai:{assignment.id}:{assignment.digest}"),
        "title": json.dumps(title.in_(language)),
        "image": json.dumps(order.image),
        "id": assignment.id,
        "timeout": f"{order.deadline + _SPARE:.0f}",
        "statement": _statement(assignment),
    }
    info, page = (template(f"prairielearn/{name}", values) for name in ("info.json", "question.html"))
    return {f"{assignment.id}/info.json": info, f"{assignment.id}/question.html": page}


def _statement(assignment: Assignment) -> str:
    """The handout in the language of whoever makes the bundle, else in the other one, else the title."""
    language = asked()
    for name in (f"handout.{language}.md", "handout.en.md", "handout.ja.md"):
        path = assignment.folder / name
        if path.is_file():
            text = path.read_text(encoding="utf-8-sig")
            return f"<markdown>\n{html.escape(text, quote=False)}\n</markdown>"
    return f"<p>{html.escape(assignment.title.in_(language))}</p>"
