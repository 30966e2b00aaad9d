"""The report as web pages: static, self-contained, in both languages, safe whatever a submission contains."""

from autograder.reports.html.site import write, write_students

__all__ = ["write", "write_students"]
