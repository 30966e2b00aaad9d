"""The report as JSON: ``"format": 1``, the contract with outside tools."""

import msgspec

from autograder.errors import UsageError
from autograder.grading.results import FORMAT, Report


def render(report: Report) -> bytes:
    """The report, indented, as UTF-8."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def parse(data: bytes, name: str) -> Report:
    """Read a report that `render` made. Raises: UsageError naming `name`."""
    try:
        report = msgspec.json.decode(data, type=Report)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{name}: not a kadai report ({error}); make one with `kadai grade … --json FILE`") from None
    if report.format != FORMAT:
        raise UsageError(f"{name}: report format {report.format} is not {FORMAT}; grade again with this version")
    return report
