"""Cheats: modules that do no right work, or harm others, and must neither be paid for it nor leave anything behind.

Three rules need no list of exceptions. *Fakes* and *liars* return what is none of the work: a check with points that
passes one of them did not look at what came back, unless nothing that it saw was faked (its trace is the reference's).
*Vandals* overwrite the arrays that they are handed and then compute rightly: a check that computes what it expects
from those arrays afterwards finds it right. Whether a check does so shows in a twin that computes from the same
overwritten numbers but leaves the caller's arrays alone: a check that rejects the twin must reject the vandal.
*No cheat* changes what a submission after it sees, or gets: see `neighbours`.
"""

from importlib import resources

from autograder.grading.results import CheckResult, SubmissionResult
from autograder.grading.validation.findings import Finding, Seen
from autograder.grading.validation.tampering.faking import ARRAYS, BARE, NUMBERS, SHAPES
from autograder.text import NOTHING, Text

_SAYS_YES = Text(
    "passed by a module of which everything is an object that says yes",
    "何に対しても「はい」と答えるオブジェクトだけのモジュールが合格します",
)
_IDLE = Text("passed by a module that does no work", "何の計算もしないモジュールが合格します")
_MISSHAPEN = Text("passed by a module whose arrays have wrong shapes", "配列の形が間違っているモジュールが合格します")
_OVERWRITES = Text(
    "passed by a module that overwrites its arguments; compute what is expected before calling the submission, "
    "or give it copies",
    "引数を書き換えるモジュールが合格します。期待する値は提出物を呼ぶ前に計算するか、コピーを渡してください",
)

_SPOIL = "kadai_spoiling.spoil"

FAKES = ("first_argument", *BARE, *NUMBERS)
MISSHAPEN = tuple(SHAPES)
"""Right, but for the shapes of arrays; `ARRAYS` is the twin with NaN in right shapes."""

LIARS = {
    "liar": "inside=False",
    "liar_with_true_values": "inside=True",
    "thief": f"inside=False, take=lambda value: {_SPOIL}(value, kadai_spoiling.shifted)",
    "thief_that_erases": f"inside=False, take=lambda value: {_SPOIL}(value, kadai_spoiling.erased, empty=True)",
}
"""Objects in place of everything; a thief spoils the operands of their operators, too."""

THIEF = "thief_with_true_values"

VANDALS = {"overwritten_zeros": "private_zeros", "overwritten_half": "private_half"}
"""A vandal, and the twin that leaves the caller's arrays alone."""

SPOILERS = ("shifted", "erased", THIEF)
"""Vandals that spoil what they have been handed after their work, again and again; one of them shows objects only."""

REFERENCE = "reference:reference"
_FILES = ("wrapping", "faking", "spoiling", "standing_in")


def cheat(reference: str, how: str) -> str:
    """The text of a module that is the reference, tampered with; it imports `helpers`."""
    if how in LIARS:
        made = f"kadai_standing_in.Liar({LIARS[how]})"
    elif how == THIEF:
        made = f"kadai_standing_in.Liar({LIARS['thief'].replace('False', 'True', 1)})"
    elif how in (*FAKES, *MISSHAPEN, ARRAYS):
        made = f"kadai_faking.Faker({how!r})"
    else:
        made = f"kadai_spoiling.Vandal({how!r})"
    imports = ", ".join(f"kadai_{name}" for name in _FILES)
    return f"{reference}\n\nimport {imports}\n\nkadai_wrapping.Tampering({made}).module(globals())\n"


def helpers() -> dict[str, str]:
    """The modules that cheats import: file name → text."""
    folder = resources.files("autograder.grading.validation.tampering")
    return {f"kadai_{name}.py": folder.joinpath(f"{name}.py").read_text("utf-8") for name in _FILES}


def judge_idle(how: str, result: SubmissionResult, seen: Seen) -> Finding:
    """No check with points may pass a fake or a liar that shows it something wrong."""
    passed = _paid(result, seen)
    what = _SAYS_YES if how in LIARS else _IDLE
    return _paid_for(how, passed, what, result)


def judge_misshapen(how: str, result: SubmissionResult, seen: Seen) -> Finding:
    """No check with points may pass arrays of another shape if it rejects other numbers in them."""
    indifferent = _passed(seen.results[f"twin:{ARRAYS}"])
    passed = [id for id in _paid(result, seen) if id not in indifferent]
    return _paid_for(how, passed, _MISSHAPEN, result)


def judge_vandal(how: str, result: SubmissionResult, seen: Seen) -> Finding:
    """No check may pass a vandal if it rejects the same wrong numbers from the vandal's well-behaved twin."""
    twin = seen.results[f"twin:{VANDALS[how]}"]
    accepted = _passed(twin)
    bought = [id for id in _passed(result) if id not in accepted]
    return _paid_for(how, bought, _OVERWRITES, result)


def _paid_for(how: str, checks: list[str], what: Text, result: SubmissionResult) -> Finding:
    """Whether a cheat passes any checks, of which it is said what passes them."""
    problem = f"{', '.join(checks)}: " + what if checks else NOTHING
    return Finding("cheat", how, not checks, problem.en, _rejecting(result), problem_ja=problem.ja)


def _paid(result: SubmissionResult, seen: Seen) -> list[str]:
    """The checks with points, and shares of them, that pass, though they saw something else than of the reference."""
    right = {id: part.trace_digest for id, part in _passed(seen.results[REFERENCE]).items()}
    return [id for id, part in _passed(result).items() if part.max_points and part.trace_digest != right.get(id)]


def _passed(result: SubmissionResult) -> dict[str, CheckResult]:
    """What is passed, by id: of a check with shares, these."""
    return {part.id: part for c in result.checks for part in c.each if part.outcome == "passed"}


def _rejecting(result: SubmissionResult) -> tuple[str, ...]:
    return tuple(c.id for c in result.checks if c.outcome not in ("passed", "skipped"))
