"""Gradescope: a flat zip with ``setup.sh`` and ``run_autograder``.

https://gradescope-autograders.readthedocs.io/en/latest/specs/: set-up runs once, as root and with network, when the
image is built; ``run_autograder`` for each hand-in, within half a processor, 768 MB and ten minutes unless changed.
"""

import sys

from autograder.bundles.bundle import Files, Order, template
from autograder.bundles.contents import course_files, engine
from autograder.language import asked
from autograder.text import Text

_PYTHONS = ((3, 13), (3, 12), (3, 11))


class ForGradescope:
    """See the module."""

    name = "gradescope"
    description = Text("a zip for each assignment: Configure Autograder", "課題ごとの zip")
    deadline = 540.0
    is_zip = True

    def files(self, order: Order) -> Files:
        """See `Place`."""
        (id,) = order.ids
        versions = (sys.version_info[:2],) if order.offline else _PYTHONS  # wheels fit one of them
        values = {
            "id": id,
            "feedback": order.feedback,
            "deadline": f"{order.deadline:g}",
            "language": asked(),
            "pythons": " ".join(f"python{major}.{minor}" for major, minor in versions),
            "oldest": min(versions),
            "newest": max(versions),
        }
        return {
            "setup.sh": template("gradescope/setup.sh", values, 0o755),
            "run_autograder": template("gradescope/run_autograder", values, 0o755),
            "README.md": template("gradescope/README.md", values),
            **course_files(order),
            **engine(offline=order.offline),
        }
