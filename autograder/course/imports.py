"""What a piece of source text imports, found by its looks: it may be anything, so it is not parsed here."""

import re

from autograder.sandbox import Sources

_FROM = re.compile(r"^[ \t]*from[ \t]+([A-Za-z_][\w.]*)[ \t]+import\b", re.MULTILINE)
_IMPORT = re.compile(r"(?:^|;)[ \t]*import[ \t]+([^\n;#]+)", re.MULTILINE)
_NAME = re.compile(r"[ \t\\]*([A-Za-z_][\w.]*)")


def dotted_imports(text: str) -> frozenset[str]:
    """The modules that a source text seems to import, by their whole names."""
    names = set(_FROM.findall(text))
    for clause in _IMPORT.findall(text):
        names |= {found.group(1) for part in clause.split(",") if (found := _NAME.match(part))}
    return frozenset(names)


def imported_names(text: str) -> frozenset[str]:
    """The top-level names of the modules that a source text seems to import."""
    return frozenset(name.partition(".")[0] for name in dotted_imports(text))


def imported_modules(sources: Sources) -> frozenset[str]:
    """The top-level names of the modules that a submission, or what it imports of its own, seems to import."""
    found: set[str] = set()
    texts = [*sources.cells, *sources.files.values()]
    given = {name.removesuffix(".py"): text for name, text in sources.given.items()}
    while texts:
        found |= imported_names(texts.pop())
        texts += [given.pop(name) for name in found & given.keys()]
    return frozenset(found)
