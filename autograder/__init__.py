"""kadai: an auto-grader for numeric Python that isolates, explains and is fast."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.grading.classroom.classroom import grade as grade
    from autograder.grading.in_process.notebook import cell_checker as cell_checker

__version__ = "0.1.0"
__all__ = ["__version__", "cell_checker", "grade"]


def __getattr__(name: str) -> Any:
    """Load the grader when it is asked for: a worker and a student's check need only the lower floors."""
    if name == "grade":
        from autograder.grading.classroom.classroom import grade

        return grade
    if name == "cell_checker":
        from autograder.grading.in_process.notebook import cell_checker

        return cell_checker
    raise AttributeError(f"module 'autograder' has no attribute {name!r}")
