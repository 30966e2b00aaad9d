"""File names for submissions whose ids may be anything."""

import hashlib
import re
from collections.abc import Iterable

from autograder.errors import UsageError
from autograder.text import Text, visible

_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_OTHER = re.compile(r"[^A-Za-z0-9_-]+")
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def page_names(ids: Iterable[str]) -> dict[str, str]:
    """A file name for each id: one path component, safe and distinct on every file system.

    Raises:
        UsageError: if an id occurs twice.
    """
    names: dict[str, str] = {}
    for submission in ids:
        if submission in names:
            raise UsageError(
                Text(
                    f"the report holds two submissions called {visible(submission)!r}; "
                    "rename one of the files and grade again",
                    f"結果に {visible(submission)!r} という提出が 2 つあり"
                    "ます。どちらかのファイルの名前を変えて、もう一度採点"
                    "してください",
                )
            )
        names[submission] = page_name(submission)
    return names


def page_name(submission: str) -> str:
    """`submission` itself where that is harmless, else what is left of it and a digest.

    Upper case counts as harmful, because ``Alice.html`` and ``alice.html`` are one file on many systems. The
    ``~`` keeps the two kinds of name apart: no harmless id contains one.
    """
    if _PLAIN.fullmatch(submission) and submission not in _DEVICES:
        return f"{submission}.html"
    rest = _OTHER.sub("-", submission)[:40].strip("-_") or "submission"
    digest = hashlib.sha256(submission.encode("utf-8", "surrogatepass")).hexdigest()[:20]
    return f"{rest}~{digest}.html"
