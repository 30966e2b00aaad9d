"""Where examiners run: one small interface (`base`), one file per kind of place."""

from autograder.grading.executors.base import Executor, Graded, Team
from autograder.grading.executors.local import LocalExecutor

__all__ = ["Executor", "Graded", "LocalExecutor", "Team"]
