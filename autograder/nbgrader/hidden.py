"""Keeps hidden tests out of what students get back: stock feedback shows their text."""

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor  # type: ignore[import-untyped]

from autograder.grading.notebooks.statics import hidden_lines


class HideTests(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Removes the lines between ``### BEGIN HIDDEN TESTS`` and ``### END HIDDEN TESTS`` from the feedback."""

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """See the class."""
        hidden = hidden_lines(cell.source) if cell.cell_type == "code" else frozenset()
        if hidden:
            lines = enumerate(cell.source.split("\n"), 1)
            cell.source = "\n".join(line for number, line in lines if number not in hidden)
        return cell, resources
