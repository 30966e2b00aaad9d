"""The report as web pages: static, self-contained, in both languages, safe whatever a submission contains."""

from autograder.reports.html.site import write

__all__ = ["write"]
