"""The pages of small and large classes: how long they take to write, how large they are, how fast they answer.

    python -m benchmarks.class_pages              # classes of 32, 1,000 and 5,000; some two minutes
    python -m benchmarks.class_pages --keep DIR   # the pages stay there

The class of the examples is graded once. Larger ones are made of its results: every copy has an id of its own, and of
each failed check every fourth copy says something else than all others, so that ways of failing grow with the class.
The pages are opened from ``file://`` in Chromium. A time is from an act to the second frame after it, the median of
five. Pages are written at all processors at once; the time that these were at it is another line, which other work on
the machine does not change.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

import autograder
from autograder.grading.results import CheckResult, Report, SubmissionResult
from autograder.reports.html import write
from autograder.structs import replace
from autograder.text import Text
from benchmarks.make_class import ASSIGNMENT, ROOT
from tests.chromium import Browser, chromium

SIZES = (32, 1_000, 5_000)
ROUNDS = 5
ACTS = {
    "sort by score": "document.querySelectorAll('#submissions thead button')[1].click()",
    "sort by a check": "document.querySelectorAll('#submissions thead button')[6].click()",
    "find": "(() => { const find = document.getElementById('find'); find.value = ROUND % 2 ? '' : '1'; "
    "find.dispatchEvent(new Event('input', {bubbles: true})); })()",
    "filter by a mistake": "location.hash = ROUND % 2 ? '' : '#in=mistake-1'",
    "open a part": "(() => { const part = document.querySelectorAll('#checks ~ article details')[0]; "
    "part.open = !part.open; })()",
    "change the language": "document.getElementById(ROUND % 2 ? 'show-en' : 'show-ja').click()",
}
_MEASURED = """new Promise((done) => {
  const begun = performance.now();
  ACT;
  requestAnimationFrame(() => requestAnimationFrame(() => done((performance.now() - begun) / 1000)));
})"""


class Measured(NamedTuple):
    """Of one class: seconds and bytes by what they are of."""

    seconds: dict[str, float]
    bytes: dict[str, float]


def class_of(seed: Report, size: int) -> Report:
    """A report of so many submissions."""
    submissions = tuple(_copy(s, n) for n, s in enumerate(islice(cycle(seed.submissions), size)))
    return replace(seed, submissions=tuple(sorted(submissions, key=lambda s: s.id)))


def _copy(result: SubmissionResult, number: int) -> SubmissionResult:
    checks = tuple(_own(check, number) if number % 4 == 0 else check for check in result.checks)
    return replace(result, id=f"s{number:05}-{result.id}", checks=checks)


def _own(check: CheckResult, number: int) -> CheckResult:
    if check.outcome not in ("failed", "error") or check.diagnosis:
        return check
    message = Text(f"{check.message.en} ({number})", f"{check.message.ja}（{number}）")
    return replace(check, message=message, trace_digest=f"{check.trace_digest}{number}")


def measure(report: Report, folder: Path, browser: Browser) -> Measured:
    """Write its pages into `folder` and use them."""
    begun, worked = time.perf_counter(), _worked()
    index = write(report, folder)
    seconds = {"write the pages": time.perf_counter() - begun, "processor time of it": _worked() - worked}
    begun = time.perf_counter()
    browser.open(index.as_uri())
    browser.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    seconds["load the first page"] = time.perf_counter() - begun
    browser.run("document.getElementById('matrix').scrollIntoView()")
    for name, act in ACTS.items():
        scripts = (_MEASURED.replace("ACT", act.replace("ROUND", str(n))) for n in range(ROUNDS + 1))
        seconds[name] = statistics.median([browser.run(script) for script in scripts][1:])
    sizes = {
        "first page": float(index.stat().st_size),
        "all pages": float(sum(path.stat().st_size for path in folder.rglob("*.html"))),
        "elements of the first page": float(browser.run("document.querySelectorAll('*').length")),
    }
    return Measured(seconds, sizes)


def _worked() -> float:
    """Seconds of processors, of this process and those that it waited for."""
    return sum(os.times()[:4])


def show(sizes: Sequence[int], measured: Sequence[Measured]) -> None:
    """The table, with the ratio of the largest to the smallest class."""
    print(f"{'':28}" + "".join(f"{size:>12,}" for size in sizes) + f"{'ratio':>9}")
    for name in measured[0].seconds:
        values = [m.seconds[name] for m in measured]
        print(f"{name:28}" + "".join(f"{value:>10.3f} s" for value in values) + f"{values[-1] / values[0]:>9.1f}")
    for name in measured[0].bytes:
        values = [m.bytes[name] for m in measured]
        print(f"{name:28}" + "".join(f"{value:>12,.0f}" for value in values) + f"{values[-1] / values[0]:>9.1f}")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many submissions the classes have")
    options.add_argument("--report", type=Path, help="a report in JSON to make them of, in place of the examples")
    options.add_argument("--keep", type=Path, help="a folder for the pages")
    arguments = options.parse_args()
    if arguments.report:
        from autograder.reports.json import read

        seed = read(arguments.report)
    else:
        seed = autograder.grade(ROOT / "examples" / "class", assignment=ASSIGNMENT, course=ROOT, jobs=2)
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        folder = arguments.keep or Path(scratch)
        found = [measure(class_of(seed, size), folder / str(size), browser) for size in arguments.sizes]
    show(arguments.sizes, found)
    if browser.console:
        print("\n".join(browser.console))


if __name__ == "__main__":
    main()
