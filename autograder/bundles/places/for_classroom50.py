"""Classroom 50: ``autograders/ID/autograder.py`` and what it needs.

https://github.com/foundation50/classroom50 (wiki/Advanced-Autograding.md): the bundle is a public page, so it holds
what students have anyway. Who insists can publish hidden tests with it; the course's secret never goes there.
"""

import secrets

from autograder.bundles.bundle import Files, Order, template
from autograder.bundles.contents import course_files, engine, handed_out, in_folder
from autograder.language import asked
from autograder.text import Text

_PYTHON = "3.13"
_PUBLIC = "They hold public checks only."
_PUBLISHED = (
    "YOU HAVE CHOSEN TO PUBLISH the hidden tests and the reference in them. They have a secret of their own, not the "
    "course's."
)


class ForClassroom50:
    """See the module."""

    name = "classroom50"
    description = Text(
        "autograders/ of a classroom: public checks, since the place publishes them",
        "クラスの autograders/（公開される場所なので公開テストのみ）",
    )
    deadline = 600.0
    is_zip = False

    def files(self, order: Order) -> Files:
        """See `Place`."""
        made: Files = {}
        for assignment in order.assignments:
            one = order._replace(assignments=(assignment,))
            made |= in_folder(f"autograders/{assignment.id}", _autograder(one))
        warning = _PUBLISHED if order.publish_hidden else _PUBLIC
        readme = template("classroom50/README.md", {"ids": ", ".join(order.ids), "warning": warning})
        return {**made, "runtime.json": template("classroom50/runtime.json", {"python": _PYTHON}), "README.md": readme}


def _autograder(order: Order) -> Files:
    values = {
        "id": order.ids[0],
        "feedback": order.feedback,
        "deadline": f"{order.deadline:g}",
        "language": asked(),
    }
    if order.publish_hidden:
        script, tests = "hidden", course_files(order, secret=secrets.token_hex(32))
    else:
        (assignment,) = order.assignments
        given = [*assignment.given_texts, *assignment.data]
        script, tests = "public", handed_out(order, only=["test_public.py", "kadai.json", *given])
    return {"autograder.py": template(f"classroom50/{script}.py", values), **tests, **engine()}
