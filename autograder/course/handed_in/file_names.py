"""How near a file's name is to the one asked for, whatever people and programs have added to it."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from autograder.lazy_expressions import expression
from autograder.structs import Struct

EXACT, DECORATED, SIMILAR, OTHER = 3, 2, 1, 0

# What browsers, mail programs and systems put behind a name they do not know.
_SUFFIX = expression(r"\.(?:py|ipynb|txt|json|download)\Z", re.IGNORECASE)
_WORD = expression(r"[^\W\d_]+|\d+")
_NUMBERED = expression(r"(?:v|ver|version|rev|copy|コピー|第|版|try|attempt)(\d+)")
_DATE = 20_000_000  # a number from here on is a date or a time
_OLDER = frozenset({
    "old", "older", "backup", "bak", "orig", "original", "template", "blank", "stub",
    "starter", "released", "release", "checkpoint", "draft", "temp", "tmp", "previous",
    "unused", "before", "first", "旧", "古い", "元", "配布", "配布用", "下書き", "バックアップ",
})  # fmt: skip
_FINAL = frozenset({
    "final", "finished", "done", "last", "latest", "submit", "submitted", "submission",
    "answer", "answers", "ans", "solution", "solved", "corrected", "fixed", "fix",
    "new", "updated", "最終", "最終版", "完成", "完成版", "提出", "提出用", "提出版", "解答", "回答", "修正",
    "修正版", "改", "新",
})  # fmt: skip
_ADDED = frozenset({
    "copy", "copied", "of", "my", "mine", "the", "a", "kopie", "von", "copie", "de",
    "copia", "kopia", "wms", "version", "ver", "rev", "v", "hw", "homework",
    "assignment", "report", "work", "task", "ex", "exercise", "week", "kadai", "コピー",
    "の", "のコピー", "課題", "演習", "レポート", "宿題", "第", "回", "版", "副本", "的副本", "사본", "ipynb",
    "py",
})  # fmt: skip


class Name(Struct, frozen=True):
    """What a file's name says: how near it is, and which of several versions it is."""

    nearness: int
    older: bool = False
    """Whether it says that another one has taken its place."""
    final: bool = False
    number: int = 0
    """Of its version, or of the copy."""

    @property
    def is_named(self) -> bool:
        """Whether the file is called as asked for, but for what is commonly added."""
        return self.nearness >= DECORATED


@lru_cache(4096)
def name_of(file: str, id: str) -> Name:
    """What a file's name says, where a file called `id` is asked for."""
    plain, wanted = _plain(stem_of(file)), _plain(id)
    before, found, after = _around(plain, wanted)
    words = [word for part in (before, after) for word in _WORD.findall(part)]
    numbers = [int(n) for n in (*_NUMBERED.findall(before + " " + after), *(w for w in words if w.isdecimal()))]
    number = next((n for n in reversed(numbers) if n < _DATE), 0)
    older, final = bool(_OLDER.intersection(words)), bool(_FINAL.intersection(words))
    if not found:
        return Name(OTHER, older, final, number)
    if not words:
        return Name(EXACT)
    known = all(word in _OLDER | _FINAL | _ADDED or word.isdecimal() for word in words)
    return Name(DECORATED if known else SIMILAR, older, final, number)


def is_of_another(file: str, id: str, others: Collection[str]) -> bool:
    """Whether a file is rather called after another one of the assignments."""
    together = _plain(stem_of(file)).replace(" ", "")
    near = [other for other in others if _together(other) in together]
    if not near:
        return False
    nearness = name_of(file, id).nearness
    nearest = max(name_of(file, other).nearness for other in near)
    return nearness < EXACT and nearest >= DECORATED and nearest > nearness


@lru_cache(1024)
def _together(id: str) -> str:
    return _plain(id).replace(" ", "")


def stem_of(file: str) -> str:
    """A file's name without its suffixes: ``x`` of ``x.ipynb.json``."""
    while len(shorter := _SUFFIX.sub("", file)) < len(file) and shorter:
        file = shorter
    return file


def _plain(name: str) -> str:
    """Without differences of case and width, and with one sign between words."""
    folded = unicodedata.normalize("NFKC", name[:300]).casefold()
    return re.sub(r"[\W_]+", " ", folded).strip()


def _around(plain: str, wanted: str) -> tuple[str, str, str]:
    """What stands before and behind the wanted words; they may be written together."""
    pattern = r"(?:\A|(?<=[^a-z]))" + re.escape(wanted).replace(r"\ ", " ?") + r"(?=[^a-z]|\Z)"
    match = re.search(pattern, plain)
    return (plain[: match.start()], match.group(), plain[match.end() :]) if match else ("", "", plain)
