"""A server with nbgrader: units that grade what has arrived, a service account per course, the hub's configuration.

https://nbgrader.readthedocs.io/en/stable/configuration/jupyterhub_config.html: groups, roles, services.
"""

import re

from autograder.bundles.bundle import File, Files, Order, template
from autograder.bundles.contents import course_files, engine
from autograder.text import Text

_EXCHANGE = "/srv/nbgrader/exchange"
_CONFIG = "nbgrader_config.py"
_BIN = "/opt/kadai/bin"
_UNITS = ("service", "path", "timer")


class ForNbgrader:
    """See the module."""

    name = "nbgrader"
    description = Text(
        "systemd units, JupyterHub's configuration and the course, for a server",
        "サーバ用のユニット、ハブの設定、コース",
    )
    deadline = 600.0
    is_zip = False

    def files(self, order: Order) -> Files:
        """See `Place`."""
        course = re.sub(r"[^a-z0-9]+", "-", order.course.root.name.lower()).strip("-") or "course"
        values = {
            "course": course,
            "home": f"/srv/kadai/{course}",
            "exchange": _EXCHANGE,
            "bin": _BIN,
            "ids": " ".join(order.ids),
            "sources": order.course.assignments_folder.name,
            "templates": order.course.template_folder.name,
        }
        own = order.course.root / _CONFIG
        units = {f"kadai-{course}.{kind}": template(f"nbgrader/unit.{kind}", values) for kind in _UNITS}
        plain = ("jupyterhub_config.py", "nbgrader_config.py", "README.md")
        return {
            **{name: template(f"nbgrader/{name}", values, 0o755) for name in ("release.sh", "arrive.sh")},
            **units,
            **{name: template(f"nbgrader/{name}", values) for name in plain},
            **course_files(order),
            f"course/{_CONFIG}": File(own.read_bytes())
            if own.is_file()
            else template("nbgrader/course_config.py", values),
            **engine(offline=order.offline),
        }
