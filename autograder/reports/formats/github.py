"""GitHub Actions: a step's summary for one submission, and annotations on the lines that went wrong.

In a workflow: ``kadai grade . --one --assignment ID --to github -o "$GITHUB_STEP_SUMMARY"``. Annotations are commands
on standard output (https://docs.github.com/actions/reference/workflow-commands-for-github-actions), of which GitHub
shows ten of a kind per step. A summary may have 1 MiB.
"""

from collections.abc import Iterator

from autograder.grading.results import CheckResult, Legend, Report, SubmissionResult
from autograder.reports.export_format import Export, Options, the_submission
from autograder.reports.feedback import check_text, check_title, submission_text
from autograder.reports.markdown import plain, summary_markdown
from autograder.text import Language, Text, clip

_BYTES = 1_000_000
_ANNOTATIONS = 10
_NOT_A_LINE = (".ipynb", ".zip")
_TITLE = Text("Grading", "採点")


class GitHub:
    """See the module."""

    name = "github"
    description = Text(
        'GitHub Actions\' step summary with annotations, one submission (-o "$GITHUB_STEP_SUMMARY")',
        'GitHub Actions のステップの要約と注釈、提出 1 件（-o "$GITHUB_STEP_SUMMARY"）',
    )

    def render(self, report: Report, options: Options) -> Export:
        """See `Format`."""
        result = the_submission(report, options)
        title = report.title or Text.same(report.assignment)
        summary = summary_markdown(result, report.legend, title, options.language).encode()[:_BYTES]
        commands = list(_annotations(result, report.legend, options.language))[:_ANNOTATIONS]
        return Export(summary, printed="".join(f"{command}\n" for command in commands))

    def without_result(self, reason: Text, options: Options) -> Export:
        """See `FormatForOne`."""
        said = reason.in_(options.language)
        text = f"## {_TITLE.in_(options.language)}\n\n{plain(said)}\n"
        return Export(text.encode(), printed=_command("warning", said, title=_TITLE.in_(options.language)) + "\n")


def _annotations(result: SubmissionResult, legend: Legend, language: Language) -> Iterator[str]:
    if result.status == "unreadable":
        yield _command("error", submission_text(result, legend, language), title=result.id)
        return
    for check in result.checks:
        if check.outcome not in ("passed", "skipped"):
            title = f"{check_title(check, legend, language)} ({result.points_of(check):g}/{check.max_points:g})"
            said = check_text(check, legend, language, output=False)
            yield _command("error", clip(said, text_limit=2_000), **_place(check, result), title=title)


def _place(check: CheckResult, result: SubmissionResult) -> dict[str, str]:
    """The line in the student's repository, where one is known."""
    if not result.file:
        return {}
    if check.line is None or result.file.endswith(_NOT_A_LINE):
        return {"file": result.file}
    return {"file": result.file, "line": str(check.line)}


def _command(kind: str, message: str, **properties: str) -> str:
    """A workflow command: what GitHub would read as part of it is escaped, so that no text can end or begin one."""
    given = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in properties.items())
    return f"::{kind} {given}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{more}" else c for c in text)
