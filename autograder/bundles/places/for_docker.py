"""A container anywhere: Dockerfile, compose.yml, and a job for Kubernetes."""

import platform

from autograder.bundles.bundle import Files, Order, template
from autograder.bundles.contents import course_files, engine
from autograder.language import asked
from autograder.text import Text

_PLAIN = ("Dockerfile", "compose.yml", "job.yaml", "README.md")


class ForDocker:
    """See the module."""

    name = "docker"
    description = Text("an image with everything in it", "すべて入ったイメージ")
    deadline = 540.0
    is_zip = False

    def files(self, order: Order) -> Files:
        """See `Place`."""
        values = {
            "ids": ", ".join(order.ids),
            "first": order.ids[0],
            "image": order.image,
            "feedback": order.feedback,
            "deadline": f"{order.deadline:g}",
            "timeout": f"{order.deadline + 60:.0f}",
            "language": asked(),
            "python": ".".join(platform.python_version_tuple()[:2]),
        }
        made = {name: template(f"docker/{name}", values) for name in _PLAIN}
        return {**made, **course_files(order), **engine(offline=order.offline)}
