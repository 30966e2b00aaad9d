"""How the reference is called in every check, and what comes of it: seen by a watcher that stands before it."""

from collections.abc import Collection, Iterator, Mapping
from importlib import resources

import msgspec

from autograder.course import Assignment
from autograder.grading.job import Job
from autograder.sandbox import Sources

JOB = "watched:reference"
_FILES = ("bordering", "watching", "sweeping")
_ASKED = "kadai_watched"


class Parameter(msgspec.Struct):
    """What is handed over for it: array: in a call from outside, arrays, also in containers.

    changed: by the reference; default: it has one; plain: it can be handed over by its name.
    """

    array: bool = False
    generator: bool = False
    changed: bool = False
    default: bool = False
    plain: bool = True

    def add(self, other: "Parameter") -> None:
        """What else was seen of it."""
        self.array |= other.array
        self.generator |= other.generator
        self.changed |= other.changed
        self.default |= other.default
        self.plain &= other.plain


class Function(msgspec.Struct):
    """A function or method, with what it is given and gives. checks: all that call it; asking: from outside."""

    outer: bool = False
    parameters: dict[str, Parameter] = {}
    results: set[str] = set()
    checks: list[str] = []
    asking: list[str] = []


class Attribute(msgspec.Struct):
    """Of the objects of a class. carried: read in another call than it was written in; values: up to two of them."""

    carried: bool = False
    values: set[str] = set()
    checks: list[str] = []


class Watched(msgspec.Struct):
    """All that was seen, by the names of functions (``f``, ``Class.method``) and of attributes (``Class.name``)."""

    functions: dict[str, Function] = {}
    attributes: dict[str, Attribute] = {}

    def add(self, check: str, other: "Watched") -> None:
        """What was seen in a check."""
        for name, function in other.functions.items():
            mine = self.functions.setdefault(name, Function())
            mine.outer |= function.outer
            mine.results |= function.results
            _note(mine.checks, check)
            if function.outer:
                _note(mine.asking, check)
            for parameter, seen in function.parameters.items():
                mine.parameters.setdefault(parameter, Parameter()).add(seen)
        for name, attribute in other.attributes.items():
            there = self.attributes.setdefault(name, Attribute())
            there.carried |= attribute.carried
            there.values |= attribute.values
            _note(there.checks, check)


def watching(assignment: Assignment) -> Job:
    """The reference, to be watched."""
    text = (
        f"{assignment.reference_text()}\n\nimport kadai_bordering, kadai_watching\n\n"
        "_watcher = kadai_watching.Watcher(globals())\n"
        "kadai_bordering.Border(_watcher).module(globals())\n\n\n"
        f"def {_ASKED}():\n    return _watcher.report()\n"
    )
    return Job(JOB, with_helpers(assignment, text), watched=_ASKED, told=False)


def watched(seen: Mapping[str, Collection[str]]) -> Watched:
    """What the watcher has reported, by check."""
    found = Watched()
    for check, reports in seen.items():
        for report in reports:
            found.add(check, msgspec.json.decode(report, type=Watched))
    return found


def with_helpers(assignment: Assignment, text: str) -> Sources:
    """A module of that text, which may import what stands at the border."""
    sources = assignment.sources_of(text)
    return msgspec.structs.replace(sources, given={**sources.given, **dict(helpers())})


def helpers() -> Iterator[tuple[str, str]]:
    """What stands at the border, as modules: file name and text."""
    folder = resources.files("autograder.grading.validation.tampering")
    for name in _FILES:
        yield f"kadai_{name}.py", folder.joinpath(f"{name}.py").read_text("utf-8")


def _note(checks: list[str], check: str) -> None:
    if check not in checks:
        checks.append(check)
