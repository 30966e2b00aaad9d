"""A mistake should be charged once: what one thing left out, or one slip, costs of an assignment's points.

*Ablation*: each solution region of the reference is left unwritten, alone. It may cost only the checks that are about
it: those that call its function themselves, or that say so with ``@about``. *Slips*: each mutant is run to the end, and
none may cost more than `MOST` of the points. An assignment may declare one exception, with its reason.
"""

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from autograder.checks import CheckInfo, covers
from autograder.course import Assignment
from autograder.course.handed_out.regions import blank, find_regions
from autograder.grading.results import SubmissionResult, total
from autograder.grading.validation.cheats import REFERENCE
from autograder.grading.validation.costs import MOST, Costs, RegionCost, SlipCost, figures
from autograder.grading.validation.findings import Finding
from autograder.text import NOTHING, Text

_TOLD = 5


class Region(NamedTuple):
    """A region that can be left out alone; `names` are the functions and methods it is of, `id` says which it is.

    text: the reference with this region alone as in the stub.
    """

    id: str
    names: tuple[str, ...]
    text: str


def regions_of(text: str, file: Path) -> list[Region]:
    """The regions of a reference. A helper of the solution's own, outside of any function and class, is none."""
    functions = functions_of(text)
    found: list[Region] = []
    for number, region in enumerate(find_regions(text, file)):
        around = place_of(region.begin, functions)
        names = (around,) if around else tuple(_within(region.begin, region.end, functions) if region.indent else ())
        if names:
            earlier = sum(other.names == names for other in found)
            id = f"{names[0]} ({earlier + 1})" if earlier else names[0]
            found.append(Region(id, names, blank(text, file, only=(number,))))
    return found


def _within(begin: int, end: int, functions: Mapping[str, range]) -> Iterator[str]:
    return (name for name, lines in functions.items() if begin < lines.start < end)


def place_of(line: int, functions: Mapping[str, range]) -> str:
    """The function or method (``Class.method``) in which a line stands; "" if it is in none."""
    return next((name for name, lines in functions.items() if line in lines), "")


def functions_of(text: str) -> dict[str, range]:
    """The lines of each function and method of a module, by qualified name; those within another are a part of it."""
    found: dict[str, range] = {}

    def visit(body: Sequence[ast.stmt], prefix: str) -> None:
        for node in body:
            if isinstance(node, ast.ClassDef):
                visit(node.body, f"{prefix}{node.name}.")
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found[f"{prefix}{node.name}"] = range(node.lineno, (node.end_lineno or node.lineno) + 1)

    visit(ast.parse(text).body, "")
    return found


def is_at_work_on_import(text: str) -> bool:
    """Whether a module calls something of its own while it is read, outside of what is run as a script only."""
    own = {name.partition(".")[0] for name in functions_of(text)}

    def is_own(function: ast.expr) -> bool:
        return any(isinstance(node, ast.Name) and node.id in own for node in ast.walk(function))

    def calls(node: ast.AST) -> bool:
        if isinstance(node, ast.If) and "__name__" in ast.unparse(node.test):
            return False
        called = [node.func] if isinstance(node, ast.Call) else getattr(node, "decorator_list", [])
        read = ast.iter_child_nodes(node)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            read = iter([node.args])
        return any(map(is_own, called)) or any(map(calls, read))

    return calls(ast.parse(text))


class Charges:
    """What things cost, and whether that is too much.

    Args:
        assignment: of which.
        checks: all of them.
        calls: by check, or share of one, the functions of the reference that it calls itself.
    """

    def __init__(
        self, assignment: Assignment, checks: Sequence[CheckInfo], calls: Mapping[str, Collection[str]]
    ) -> None:
        text = assignment.reference_text()
        self._regions = regions_of(text, assignment.reference_path)
        self._declared = {key: check.about for check in checks for key in check.keys}
        self._calls = calls
        self._bases = _bases(text)
        self._exception, self._reason = assignment.charged_more or ("", NOTHING)

    def costs(self, results: Mapping[str, SubmissionResult], places: Mapping[str, str]) -> Costs:
        """From all results, by name. places: the function in which each mutant has its change, by its result's name."""
        whole = {part.id: part.max_points for check in results[REFERENCE].checks for part in check.each}
        slips = tuple(self._slip(name, place, results[name], total(whole.values())) for name, place in places.items())
        noticed = tuple(slip for slip in slips if slip.share > 0)
        median, ninety, largest = figures(noticed) or (None, None, None)
        return Costs(
            tuple(self._region(region, results[f"region:{region.id}"], whole) for region in self._regions),
            noticed,
            median,
            ninety,
            largest,
            self._exception,
            self._reason.en,
            self._reason.ja,
        )

    def _region(self, region: Region, result: SubmissionResult, whole: Mapping[str, float]) -> RegionCost:
        got = {part.id: part.points for check in result.checks for part in check.each}
        lost = {key: points for key, points in whole.items() if points > got.get(key, 0.0)}
        excess = {key: points for key, points in lost.items() if not self._is_about(key, region.names)}
        own = total(points for key, points in whole.items() if self._is_about(key, region.names))
        share = total(lost.values()) / (total(whole.values()) or 1.0)
        excepted = any(covers(self._exception, name) for name in region.names)
        return RegionCost(region.id, total(lost.values()), own, total(excess.values()), share, tuple(excess), excepted)

    def _slip(self, name: str, place: str, result: SubmissionResult, whole: float) -> SlipCost:
        lost = total(check.max_points - check.points for check in result.checks)  # it cannot show in the others
        share = lost / (whole or 1.0)
        return SlipCost(name.partition(":")[2], place, round(share, 6), covers(self._exception, place))

    def _is_about(self, key: str, names: Collection[str]) -> bool:
        """Whether a check, or a share of one, is about a region of these functions."""
        declared = self._declared.get(key)
        if declared:
            return any(covers(one, name) for one in declared for name in names)
        return any(self._is_call_of(call, name) for call in self._calls.get(key, ()) for name in names)

    def _is_call_of(self, call: str, name: str) -> bool:
        kind, _, method = call.rpartition(".")
        return call == name or any(f"{base}.{method}" == name for base in self._bases.get(kind, ()))

    def findings(self, costs: Costs) -> Iterator[tuple[Finding, list[str]]]:
        """What falls short, each with the names of the results that it rests on; and that all else is in order."""
        for region in costs.regions:
            problem = _too_much(region) if region.excess and not region.excepted else NOTHING
            found = Finding("region", region.id, not problem, problem.en, region.excess_checks, problem_ja=problem.ja)
            yield found, [f"region:{region.id}"]
        much = [slip for slip in costs.slips if slip.is_much and not slip.excepted]
        for place in dict.fromkeys(slip.place for slip in much):
            slips = [slip for slip in much if slip.place == place]
            told = _of_slips(slips)
            finding = Finding("slip", place or "the module", False, told.en, problem_ja=told.ja)
            yield finding, [f"mutant:{slip.id}" for slip in slips]
        if costs.slips and not much:
            yield Finding("slip", "all", True), []
        yield from ((finding, []) for finding in self._named_in_vain(costs))

    def _named_in_vain(self, costs: Costs) -> Iterator[Finding]:
        """Declarations that name nothing, or are not needed any more."""
        known = [name for region in self._regions for name in region.names]
        for key, declared in self._declared.items():
            for name in declared:
                if not any(covers(name, one) for one in known):
                    text = Text(
                        f"@about({name!r}) names no function or class with a solution region",
                        f"@about({name!r}) という関数やクラスには、解答部分がありません",
                    )
                    yield Finding("region", key, False, text.en, problem_ja=text.ja)
        needed = any(r.excepted and r.excess for r in costs.regions)
        needed = needed or any(s.excepted and s.is_much for s in costs.slips)
        if self._exception and not needed and costs.slips:
            text = Text(
                f"[charged_more] in assignment.toml names {self._exception}, which costs no more than others: "
                "take it out",
                f"assignment.toml の [charged_more] にある {self._exception} は、ほかより多くの点を失わせません。"
                "消してください",
            )
            yield Finding("region", self._exception, False, text.en, problem_ja=text.ja)


def _bases(text: str) -> dict[str, tuple[str, ...]]:
    """All classes above each class of a module."""
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)]
    direct = {node.name: [ast.unparse(base) for base in node.bases] for node in nodes}

    def above(name: str) -> Iterator[str]:
        for base in direct.get(name, ()):
            yield base
            yield from above(base)

    return {name: tuple(above(name)) for name in direct}


def _too_much(region: RegionCost) -> Text:
    names = ", ".join(region.excess_checks)
    return Text(
        f"left unwritten alone, it costs {region.lost:g} points, {region.excess:g} of them in checks that are not "
        f"about it ({names}): there, use submission.using(…) or other inputs, share the points, or say @about(…)",
        f"これだけが未記入だと {region.lost:g} 点を失い、そのうち {region.excess:g} 点はほかのことについてのテストです"
        f"（{names}）。そのテストで submission.using(…) やほかの入力を使うか、配点を分けるか、"
        "@about(…) で示してください",
    )


def _of_slips(slips: Sequence[SlipCost]) -> Text:
    dearest = sorted(slips, key=lambda slip: -slip.share)[:_TOLD]
    shown = "; ".join(f"{slip.share:.0%} {slip.id}" for slip in dearest)
    more = len(slips) - len(dearest)
    return Text(
        f"{len(slips)} slips cost more than {MOST:.0%} of the points each: {shown}"
        + (f"; and {more} more" if more else ""),
        f"1 か所で {MOST:.0%} を超える点を失う誤りが {len(slips)} 個あります: {shown}"
        + (f"、ほか {more} 個" if more else ""),
    )
