"""The report as JSON: ``"format": 1``, the contract with outside tools."""

import sys
from pathlib import Path
from typing import Any

import msgspec

from autograder.errors import UsageError
from autograder.grading.results import FORMAT, Report


def render(report: Report) -> bytes:
    """The report, indented, as UTF-8."""
    try:
        encoded = msgspec.json.encode(report)
    except UnicodeEncodeError:  # e.g. a file name that is not UTF-8
        encoded = msgspec.json.encode(_encodable(msgspec.to_builtins(report)))
    return msgspec.json.format(encoded, indent=2) + b"\n"


def parse(data: bytes, name: str) -> Report:
    """Read a report that `render` made. Raises: UsageError naming `name`."""
    try:
        report = msgspec.json.decode(data, type=Report)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{name}: not a kadai report ({error}); make one with `kadai grade … --json FILE`") from None
    if report.format != FORMAT:
        raise UsageError(f"{name}: report format {report.format} is not {FORMAT}; grade again with this version")
    return report


def read(path: Path) -> Report:
    """The report in a file; ``-`` is standard input.

    Raises:
        UsageError: if there is none.
    """
    if str(path) == "-":
        return parse(sys.stdin.buffer.read(), "standard input")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read ({error.strerror}); name a file that `kadai grade … --json FILE` wrote"
        ) from None
    return parse(data, str(path))


def _encodable(value: Any) -> Any:
    """`value` with lone surrogates written as escapes; JSON cannot hold them."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {_encodable(k): _encodable(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(v) for v in value]
    return value
