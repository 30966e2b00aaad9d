"""Sweeps: variants of every reference that nobody has to write.

Wrong ones do one thing wrong at one function that its author never looks at: no check with points about it may pay
for them. Right ones give the same in another kind of value: every check must accept them. What is changed, and which
checks are run, follows from how the reference was called: see `watched`.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import groupby

import msgspec

from autograder.checks import CheckInfo, covers
from autograder.course import Assignment
from autograder.course.catalogue import load_unswept
from autograder.grading.collected_checks import needed
from autograder.grading.results import SubmissionResult
from autograder.grading.validation.cases import Case, losses
from autograder.grading.validation.findings import Finding, Seen
from autograder.grading.validation.tampering.sweeping import EXCEPTIONS, GENERATORS
from autograder.grading.validation.watched import Function, Watched, helpers
from autograder.text import NOTHING, Text

ALL = "*"


class Sweep(msgspec.Struct, frozen=True):
    """One variant: `how` it differs, at which functions, called `where`; `what`: the argument, attribute or kind.

    checks: that are run; asking: those of them that call the function themselves, and are about it.
    """

    how: str
    where: str
    what: str
    functions: tuple[str, ...]
    checks: tuple[str, ...]
    asking: tuple[str, ...] = ()
    right: bool = False

    @property
    def id(self) -> str:
        """As it is printed, and as `unswept` quotes it."""
        return ":".join(filter(None, (self.how, self.where, self.what)))

    def source(self, reference: str) -> str:
        """The module's text; it imports what stands at the border."""
        if self.how == "shared":
            made = f"kadai_sweeping.share(globals(), {self.where!r})"
        else:
            sweep = f"kadai_sweeping.Sweep({self.how!r}, {list(self.functions)!r}, {self.what!r})"
            made = f"kadai_bordering.Border({sweep}).module(globals())"
        return f"{reference}\n\nimport kadai_bordering, kadai_sweeping\n\n{made}\n"


_KINDS: dict[str, set[str]] = {
    "lists": {"array"},
    "fortran": {"matrix"},
    "views": {"array"},
    "read_only": {"array"},
    "numpy_scalars": {"number"},
    "python_numbers": {"scalar"},
    "arrays_of_no_axis": {"number", "scalar"},
    "other_container": {"tuple", "list"},
}
"""By the kind that comes out: what must be among what the reference gives."""

_WRONG: dict[str, tuple[Text, Text]] = {
    "in_place": (
        Text("{what} is changed in place by {where}", "{where} が {what} を書き換えます"),
        Text(
            "hand over copies, and assert_unchanged() afterwards in a check with points",
            "コピーを渡し、配点のあるテストで後から assert_unchanged() で調べてください",
        ),
    ),
    "generator": (
        Text(
            "{where} ignores the generator that it is handed ({what})",
            "{where} が渡された乱数生成器を使いません（{what}）",
        ),
        Text(
            "call it twice with generators of one seed, which must give the same, and with another one, which must not",
            "同じシードの生成器で 2 回呼ぶと同じ値、別のシードでは違う値になることを調べてください",
        ),
    ),
    "shared": (
        Text("all objects share one attribute {where}", "属性 {where} がすべてのオブジェクトで共有されます"),
        Text(
            "make two objects with other arguments, use them in turn, and compare both",
            "引数の異なる 2 つのオブジェクトを作り、交互に使って両方を調べてください",
        ),
    ),
    "kept_result": (
        Text("{where} gives its first result again", "{where} が最初の結果をいつまでも返します"),
        Text(
            "call it twice with other values of the same shapes, on one object, and compare the second result",
            "同じオブジェクトで、同じ形の別の値を渡して 2 回呼び、2 回目の結果を調べてください",
        ),
    ),
    "ignored": (
        Text("{where} ignores its argument {what}", "{where} が引数 {what} を無視します"),
        Text(
            "hand over a value that is not the default, and another one to another object",
            "既定値でない値を渡し、別のオブジェクトには違う値を渡してください",
        ),
    ),
}
"""By what is wrong: how it is said, and the remedy."""

_RAISES = Text("{where} raises {what}", "{where} が {what} を起こします")
_RIGHT: dict[str, Text] = {
    "result": Text(
        "{where} gives its result as another kind: {what}", "{where} の結果の種類が変わるだけです（{what}）"
    ),
    "frozen": Text(
        "what {where} is handed cannot be written into ({what})",
        "{where} に渡すものを書き換え不可にするだけです（{what}）",
    ),
    "by_name": Text("{where} is handed its arguments by name", "{where} に引数を名前で渡すだけです"),
    "float32": Text("{where} computes in float32", "{where} が float32 で計算します"),
}
_TOLERATE = Text(
    "right code does so: let the check accept it, or say unswept({id!r}, why=…) in equivalents.py",
    "正しいコードでもありうることです。テストが受け入れるようにするか、"
    "equivalents.py に unswept({id!r}, why=…) と書いてください",
)


_NEEDLESS = Text(
    "is explained in equivalents.py, but all is well without: take the explanation away",
    "equivalents.py で説明されていますが、問題はありません。説明を消してください",
)
_STALE = Text(
    "equivalents.py explains this sweep, but there is none of that name",
    "equivalents.py がこの一斉検査を説明していますが、その名前のものはありません",
)


def sweeps_of(seen: Watched, checks: Sequence[CheckInfo]) -> Iterator[Sweep]:
    """All sweeps of a reference that was called like this."""
    paid = {check.id for check in checks if check.max_points}
    for sweep in _all(seen):
        about = set(sweep.checks)
        if not sweep.right and sweep.how != "raises":
            about = about & paid or about
        wanted = needed(about, tuple(checks))
        asking = tuple(c.id for c in checks if c.id in sweep.asking and _asks_about(c, sweep))
        yield msgspec.structs.replace(sweep, checks=tuple(c.id for c in checks if c.id in wanted), asking=asking)


def _asks_about(check: CheckInfo, sweep: Sweep) -> bool:
    """Whether a check may not pass where these functions raise: it may, where it says that it is about others."""
    return not check.about or any(covers(one, name) for one in check.about for name in sweep.functions)


def _all(seen: Watched) -> Iterator[Sweep]:
    for name, function in seen.functions.items():
        checks, asking = tuple(function.checks), tuple(function.asking)
        at = partial(Sweep, where=name, functions=(name,), checks=checks, asking=asking)
        yield from (at(how=how, what=what) for how, what in _wrong(name, function))
        yield from (at(how=how, what=what, right=True) for how, what in _right(function))
    for name, attribute in seen.attributes.items():
        if attribute.carried and (len(attribute.values) > 1 or "changeable" in attribute.values):
            yield Sweep("shared", name, "", (), tuple(attribute.checks))
    for where, functions in _groups(seen):
        called = {check for function in functions for check in seen.functions[function].checks}
        yield Sweep("float32", where, "", functions, tuple(sorted(called)), right=True)


def _wrong(name: str, function: Function) -> Iterator[tuple[str, str]]:
    for parameter, given in function.parameters.items():
        if given.array and not given.changed:
            yield "in_place", parameter
        if given.generator:
            yield from (("generator", f"{parameter}={other}") for other in GENERATORS)
        elif name.endswith(".__init__") and given.plain:
            yield "ignored", parameter
    changes = any(given.changed for given in function.parameters.values())
    if function.outer and not changes and not function.results & {"object", "nothing"}:
        yield "kept_result", ""
    yield from (("raises", exception) for exception in EXCEPTIONS)


def _right(function: Function) -> Iterator[tuple[str, str]]:
    if function.outer:
        yield from (("result", kind) for kind, needs in _KINDS.items() if function.results & needs)
        unchanged = [name for name, given in function.parameters.items() if given.array and not given.changed]
        if unchanged:
            yield "frozen", " ".join(unchanged)
        if function.parameters and all(given.plain for given in function.parameters.values()):
            yield "by_name", ""
    yield "float32", ""


def _groups(seen: Watched) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Functions that compute in float32 together: the methods of one name, and all there are."""

    def method(name: str) -> str:
        return name.rpartition(".")[2]

    for name, several in groupby(sorted(seen.functions, key=method), key=method):
        functions = tuple(several)
        if len(functions) > 1:
            yield f"{ALL}.{name}", functions
    if len(seen.functions) > 1:
        yield ALL, tuple(seen.functions)


def sweep_cases(assignment: Assignment, seen: Watched, checks: Sequence[CheckInfo]) -> list[Case]:
    """The sweeps as modules with a known verdict."""
    text, beside, excuses = assignment.reference_text(), dict(helpers()), load_unswept(assignment)
    found = []
    for sweep in sweeps_of(seen, checks):
        why = next((excuse.why for excuse in excuses if _covers(excuse.sweep, sweep.id)), "")
        found.append(
            Case(
                "right_sweep" if sweep.right else "wrong_sweep",
                sweep.id,
                sweep.source(text),
                partial(_judged, sweep, why),
                beside,
                only=sweep.checks,
                until_rejected=not sweep.right and sweep.how != "raises",
            )
        )
    return found


def stale_unswept(assignment: Assignment, cases: Collection[Case]) -> Iterator[Finding]:
    """Explanations of sweeps that there are none of."""
    ids = [case.id for case in cases]
    for excuse in load_unswept(assignment):
        if not any(_covers(excuse.sweep, id) for id in ids):
            yield Finding("wrong_sweep", excuse.sweep, False, _STALE.en, problem_ja=_STALE.ja)


def _covers(excuse: str, id: str) -> bool:
    return id == excuse or id.startswith(f"{excuse}:")


def _judged(sweep: Sweep, why: str, result: SubmissionResult, _: Seen) -> Finding:
    """What is found, with what the author says of it."""
    if sweep.right:
        finding = _accepted(sweep, result)
    else:
        finding = _unpaid(sweep, result) if sweep.how == "raises" else _rejected(sweep, result)
    if not why:
        return finding
    if not finding.good:
        return msgspec.structs.replace(finding, good=True, explained=why)
    return msgspec.structs.replace(finding, good=False, problem=_NEEDLESS.en, problem_ja=_NEEDLESS.ja)


def _rejected(sweep: Sweep, result: SubmissionResult) -> Finding:
    """Some check with points must not pass it."""
    rejecting = tuple(c.id for c in result.checks if c.outcome != "passed" and c.max_points)
    what, remedy = _WRONG[sweep.how]
    passed = ", ".join(c.id for c in result.checks if c.outcome == "passed")
    problem = _said(what, sweep) + Text(
        f"; no check with points notices it (accepted by {passed}): {remedy.en}",
        f"。配点のあるどのテストも気付きません（合格: {passed}）。{remedy.ja}",
    )
    return _finding("wrong_sweep", sweep, NOTHING if rejecting else problem, rejecting)


def _unpaid(sweep: Sweep, result: SubmissionResult) -> Finding:
    """No check that asks for it may pass, and an exception by itself is no known mistake."""
    passed = [c.id for c in result.checks if c.outcome == "passed" and c.id in sweep.asking]
    names = sorted({c.diagnosis.id for c in result.checks if c.diagnosis and not c.diagnosis.generated})
    problems = []
    if passed:
        listed = ", ".join(passed)
        problems += [
            Text(
                f"; {listed} passes all the same: let it ask first for something that works",
                f"。それでも {listed} に合格します。先に正しく動くことを調べてください",
            )
        ]
    if names:
        listed = ", ".join(names)
        problems += [Text(f"; it is named {listed}, which it is not", f"。{listed} と診断されますが、違います")]
    rejecting = tuple(c.id for c in result.checks if c.outcome not in ("passed", "skipped"))
    problem = Text.join([_said(_RAISES, sweep), *problems], "") if problems else NOTHING
    return _finding("wrong_sweep", sweep, problem, rejecting)


def _accepted(sweep: Sweep, result: SubmissionResult) -> Finding:
    """Every check must accept it."""
    lost = losses(result)
    problem = NOTHING
    if lost:
        told = "; ".join(lost.values())
        remedy = Text(_TOLERATE.en.format(id=sweep.id), _TOLERATE.ja.format(id=sweep.id))
        problem = _said(_RIGHT[sweep.how], sweep) + Text(f": {told}; {remedy.en}", f"。{told}。{remedy.ja}")
    return _finding("right_sweep", sweep, problem, tuple(lost))


def _finding(kind: str, sweep: Sweep, problem: Text, rejecting: tuple[str, ...]) -> Finding:
    return Finding(kind, sweep.id, not problem, problem.en, rejecting, problem_ja=problem.ja)  # type: ignore[arg-type]


def _said(text: Text, sweep: Sweep) -> Text:
    where = sweep.where if sweep.where != ALL else "*"
    return Text(text.en.format(where=where, what=sweep.what), text.ja.format(where=where, what=sweep.what))
