"""Which file of a hand-in was graded, what was passed over, and what of that a person should see, in sentences."""

from collections.abc import Iterator

from autograder.grading.results import AttentionKind, SubmissionResult
from autograder.text import Text, file_name

ABOUT_FILES: tuple[AttentionKind, ...] = (
    "doubtful_file", "untouched", "unwritten", "no_asked_name", "unreadable", "version",
)  # fmt: skip
"""What students may read as well: it is about what they handed in."""
_SHOWN = 5


def file_taken(result: SubmissionResult) -> Text | None:
    """Which file it was, where the submission is not called after it."""
    if result.file is None or result.file == result.id:
        return None
    shown = file_name(result.file)
    return Text(f"File: {shown}", f"採点したファイル: {shown}")


def passed_over(result: SubmissionResult) -> Iterator[Text]:
    """The files that were not taken, and why; the number of those beyond some."""
    for other in result.passed_over[:_SHOWN]:
        shown = file_name(other.file)
        yield Text(f"Not graded: {shown}. {other.reason.en}", f"採点しなかったファイル: {shown}。{other.reason.ja}")
    more = len(result.passed_over) - _SHOWN
    if more > 0:
        files = "file" if more == 1 else "files"
        yield Text(f"Not graded: {more} more {files}.", f"ほかに {more} 個のファイルも採点していません。")


def doubts(result: SubmissionResult, kinds: tuple[AttentionKind, ...] | None = None) -> Iterator[Text]:
    """What a person should see, of some kinds or all, where the result's own reason does not say it."""
    for attention in result.attention:
        if attention.text != result.reason and (kinds is None or attention.kind in kinds):
            yield attention.text
