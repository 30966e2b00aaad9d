"""Regular expressions that are compiled when they are first used.

Compiling one takes up to some milliseconds. Of those that know the names of downloads, old encodings and notebooks'
magic a run needs a few; all of them together cost every command's start a tenth.
"""

import re
from typing import Any, AnyStr, cast


class _Later:
    def __init__(self, *words: Any) -> None:
        self._words = words

    def __getattr__(self, name: str) -> Any:
        """An attribute of the compiled one, which is asked for only where this object does not have it yet."""
        value = getattr(re.compile(*self._words), name)
        setattr(self, name, value)
        return value


def expression(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As ``re.compile``, which is called when it is needed; a mistake in the pattern shows then."""
    return cast(re.Pattern[AnyStr], _Later(pattern, flags))
