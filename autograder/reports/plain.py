"""Text of unknown origin made safe to show: on a terminal, in a page, in XML.

What a submission printed or is called may hold terminal codes, characters that reorder a line, or code points
that XML does not allow. They are shown by name (``\\u202e``), because an invisible trick is worth seeing.
"""

import re
import unicodedata

LINE_LIMIT = 2_000
TEXT_LIMIT = 20_000

_JOINERS = "\u200c\u200d"  # needed by several scripts and by emoji; they neither hide nor reorder
_SUSPECT = re.compile(r"[^\n\t\x20-\x7e\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]")  # the rest is known to be harmless


def visible(text: str) -> str:
    """`text` with control, format and surrogate characters and non-characters as escapes; ``\\n`` and ``\\t`` stay."""
    return _SUSPECT.sub(_escaped, text.replace("\r\n", "\n").replace("\r", "\n"))


def clip(text: str, line_limit: int = LINE_LIMIT, text_limit: int = TEXT_LIMIT) -> str:
    """`text` with long lines and a long end cut off; what is missing is counted."""
    lines = (_clipped(line, line_limit) for line in _clipped(text, text_limit).split("\n"))
    return "\n".join(lines)


def one_line(text: str, limit: int = 150) -> str:
    """`text` on one line of at most `limit` characters."""
    line = " ".join(visible(text[: 8 * limit]).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    category = unicodedata.category(character)
    code = ord(character)
    nothing = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    if nothing or (category in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in _JOINERS):
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return character


def _clipped(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[:limit]} … (+{len(text) - limit:,})"
