"""Which language kadai speaks: what ``--lang`` or ``KADAI_LANG`` asks for, else that of the locale, else English.

What is `asked` for is the language of everything that is written; what is `spoken` that of everything that is shown
here. They differ where a console has no Japanese characters.
"""

import contextlib
import locale
import os
from collections.abc import Iterator

from autograder.text import Language, Text

VARIABLE = "KADAI_LANG"
_POSIX = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides

_asked: Language | None = None
_spoken: Language | None = None


def asked() -> Language:
    """The language of pages, exports and reports."""
    return _asked or preferred()


def spoken() -> Language:
    """The language of what is shown on this console."""
    return _spoken or preferred()


def said(text: Text | str) -> str:
    """A sentence for this console."""
    return text.in_(spoken()) if isinstance(text, Text) else text


def preferred() -> Language:
    """The language that environment and locale ask for."""
    given = os.environ.get(VARIABLE) or next((value for name in _POSIX if (value := os.environ.get(name))), None)
    return "ja" if (given or locale.getlocale()[0] or "").lower().startswith("ja") else "en"  # "Japanese_Japan.932"


@contextlib.contextmanager
def speaking(written: Language, shown: Language) -> Iterator[None]:
    """Within, `written` is `asked` for and `shown` is `spoken`."""
    global _asked, _spoken
    before = _asked, _spoken
    _asked, _spoken = written, shown
    try:
        yield
    finally:
        _asked, _spoken = before
