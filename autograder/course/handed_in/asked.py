"""What an assignment asks for by name, and what of it a text answers: derived from the reference and its stub."""

import ast
import re
from collections.abc import Collection, Iterator
from functools import cached_property, lru_cache

from autograder.course.assignment import Assignment
from autograder.course.handed_in.defined import Definitions, definitions
from autograder.course.handed_out.regions import Region, find_regions, may_hold_a_placeholder
from autograder.course.handed_out.stubs import stub

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Asked:
    """What students are to write, by name: functions, ``Class.method``, names that are assigned.

    Raises:
        RegionError: if the regions of the reference are out of order.
    """

    def __init__(self, assignment: Assignment) -> None:
        reference, file = assignment.reference_text(), str(assignment.reference_path)
        self._stub = stub(reference, file)
        self._released = assignment.released
        self.names: frozenset[str] = frozenset(_asked(reference, file) or self._released.regions or _public(reference))
        heads = "|".join(sorted({re.escape(name.partition(".")[0]) for name in self.names})) or r"(?!)"
        self._defines = re.compile(
            rf"^(?:(?:async[ \t]+)?def|class)[ \t]+({heads})\b|^({heads})[ \t]*[=:]", re.MULTILINE
        )
        self._has_placeholders = may_hold_a_placeholder(self._stub)
        self._leaves_nothing = not self._has_placeholders and not self._released.regions

    @cached_property
    def _blank(self) -> Definitions:
        return definitions([self._stub])

    def is_plainly_answered(self, texts: Collection[str]) -> bool:
        """Whether it needs no closer look to see that something asked for is written in some texts."""
        return (
            self._has_placeholders
            and any(self._defines.search(text) for text in texts)
            and not any(map(may_hold_a_placeholder, texts))
        )

    def defined(self, found: Definitions) -> frozenset[str]:
        """The names asked for that a text defines, be it as they were released."""
        return frozenset(name for name in self.names if name in found.own or _inherited(name, found.own))

    def written(self, found: Definitions, texts: Collection[str]) -> frozenset[str]:
        """Those of them that are not as they were released, now or ever; all, where nothing was left to be written."""
        if self._leaves_nothing:
            return self.defined(found)
        new = self.defined(found) - found.placeholders
        return new.difference(self._released.unwritten(texts) if new else ())

    def is_changed(self, found: Definitions) -> bool:
        """Whether a text holds anything, imports aside, that was not released, be it nothing asked for."""
        before = self._blank
        own = {said for name, said in found.own.items() if name not in self.names and said != before.own.get(name)}
        heads = {found.own.get(name.partition(".")[0], "") for name in self.names}
        return bool((own | found.rest) - before.rest - heads)


@lru_cache(64)
def asked_of(assignment: Assignment) -> Asked:
    """What an assignment asks for. Raises: RegionError."""
    return Asked(assignment)


def _inherited(name: str, own: Collection[str]) -> bool:
    """Whether a method may come from a base class, or from whatever was assigned to the name of its class."""
    head, dot, _ = name.partition(".")
    return bool(dot) and f"{head}.*" in own


def _asked(reference: str, file: str) -> set[str]:
    """The names of what the regions lie in or hold."""
    tree = ast.parse(reference)
    return {name for region in find_regions(reference, file) for name in _names(tree, region, "")}


def _public(reference: str) -> list[str]:
    """All public definitions."""
    body = ast.parse(reference).body
    return [node.name for node in body if isinstance(node, _Definition) and not node.name.startswith("_")]


def _names(node: ast.Module | ast.ClassDef, region: Region, within: str) -> Iterator[str]:
    for part in node.body:
        if part.lineno <= region.begin <= (part.end_lineno or part.lineno) and isinstance(part, _Definition):
            if isinstance(part, ast.ClassDef):
                yield from set(_names(part, region, f"{part.name}.")) or {part.name}
            else:
                yield f"{within}{part.name}"
        elif region.begin < part.lineno < region.end:
            if isinstance(part, _Definition) and within:  # on the top level it is a helper of the solution's own
                yield f"{within}{part.name}"
            elif isinstance(part, ast.Assign) and region.fill_in:
                yield from (f"{within}{t.id}" for t in part.targets if isinstance(t, ast.Name))
