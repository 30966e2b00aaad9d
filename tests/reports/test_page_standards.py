"""The pages keep to standards: HTML's, those of access without sight or mouse, and what the eye and paper need."""

import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from chromium import CHROMIUM, Browser, chromium
from page_checks import LOOKS, LOOKS_NAMES, needs_axe, needs_validator, validated, violations
from sample_reports import BACKWARD, FORWARD, class_of, report, result, submission, wrong_gradient

from autograder.grading.results import Arrays, CheckInfo, CheckResult, Evidence, result_of
from autograder.reports.html import write, write_students
from autograder.structs import replace
from autograder.text import Text

ROOT = Path(__file__).parents[2]
STYLE = ROOT / "autograder" / "reports" / "html" / "templates" / "style.css"

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> list[Path]:
    """Pages of every kind: of a class with code, pictures and groups, of its students, of an empty class."""
    folder = tmp_path_factory.mktemp("site")
    arrays = Arrays([[1.0, 2.0], [3.0, "nan"]], [[1.0, 2.5], [3.0, 4.0]], [[False, True], [False, True]])
    source = "def f(x):\n    return x\n\n\ndef g(x):\n    return (x,\n            1)\n"
    evidence = Evidence({"a.py": source, "b.py": "y = 1\n"}, {FORWARD.id: arrays, BACKWARD.id: arrays})
    wrong = [
        replace(wrong_gradient(BACKWARD), region="g"),
        replace(result(FORWARD, "failed", "No.", "いいえ。"), region="f"),
    ]
    alike = [submission(f"alike{n}", *wrong, evidence=evidence, group="red") for n in range(4)]
    sample = class_of(12)
    write(replace(sample, submissions=(*alike, *sample.submissions)), folder / "class")
    write(report(), folder / "empty")
    write_students(report(*alike), folder / "students")
    chosen = ["class/index.html", "class/groups.html", "class/submissions/alike0.html", "empty/index.html"]
    crashed = next((folder / "class" / "submissions").glob("script-*"))
    return [*(folder / name for name in chosen), crashed, folder / "students" / "alike1.html"]


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@needs_axe
@pytest.mark.parametrize("looks", LOOKS, ids=LOOKS_NAMES)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_nothing_is_in_the_way_of_anybody(browser: Browser, pages, looks, language: str) -> None:
    for page in pages:
        browser.looks(**looks)
        assert violations(browser, f"{page.as_uri()}?lang={language}") == [], page.name


@needs_validator
def test_pages_are_valid(pages, tmp_path) -> None:
    done = validated(pages, tmp_path / "config.json")
    assert done.stdout.strip() == ""
    assert done.returncode == 0
    broken = tmp_path / "broken.html"
    broken.write_text(pages[0].read_text("utf-8").replace("</summary>", "", 1))
    assert validated([broken], tmp_path / "config.json").returncode


# Colours: relative luminance as WCAG has it; how somebody without the cones for green sees (Machado and others, 2009)

DEUTERANOPIA = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))
BAR = ("passed", "partly", "failed", "ended", "unwritten", "skipped", "fault")


def schemes() -> dict[str, dict[str, str]]:
    """The colours of the style sheet by name, for light, dark and paper."""
    style = STYLE.read_text("utf-8")
    roots = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    light, dark, paper = (dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]+)", root)) for root in roots)
    return {"light": light, "dark": light | dark, "print": light | paper}


def luminance(colour: str, *, deuteranopia: bool) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    shares = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    if deuteranopia:
        linear = [min(max(sum(m * s for m, s in zip(row, linear, strict=True)), 0), 1) for row in DEUTERANOPIA]
    return sum(weight * s for weight, s in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str, *, deuteranopia: bool) -> float:
    low, high = sorted(luminance(colour, deuteranopia=deuteranopia) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("deuteranopia", [False, True])
@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_outcomes_are_told_apart_without_hues(scheme: str, deuteranopia: bool) -> None:
    """Neighbours in a bar, the three that one looks for in a table (the fourth is striped), and the text on each."""
    colours = schemes()[scheme]
    back = {name: colours[f"{name}-back"] for name in BAR}
    for one, other in [*pairwise(BAR), *combinations(("passed", "failed", "ended"), 2)]:
        assert contrast(back[one], back[other], deuteranopia=deuteranopia) >= 1.8, (one, other)
    for name in BAR:
        assert contrast(back[name], colours[name], deuteranopia=deuteranopia) >= 4.5, name
    assert contrast(back["passed"], colours["partly"], deuteranopia=deuteranopia) >= 4.5  # its other stripe


# Paper


@needs_chromium
def test_a_class_on_paper_is_short_and_its_end_is_no_page_of_its_own(browser: Browser, tmp_path) -> None:
    """Nothing is opened for it, the legend stands with its table, and the last page has more than the footer."""
    checks = class_of(12).submissions[0].checks
    for size in (36, 39, 42):
        sample = replace(class_of(12), submissions=tuple(result_of(f"s{n:03}", checks) for n in range(size)))
        browser.open(write(sample, tmp_path / str(size)).as_uri())
        whole = pages_of(browser.paper())
        assert whole <= 4
        assert browser.run("document.querySelectorAll('details[open]').length") == 0
        browser.looks(paper=True)
        place = "document.querySelector('{}').getBoundingClientRect().top"
        assert browser.run(place.format("footer")) < browser.run(place.format("main"))
        assert browser.run(place.format(".legend")) < browser.run(place.format("#submissions"))
        browser.looks()


@needs_chromium
def test_on_paper_no_table_is_cut_off(browser: Browser, tmp_path) -> None:
    checks = tuple(
        CheckInfo(f"a_rather_long_name_of_check_{n}", Text.same(f"Check {n}."), 0.25, False) for n in range(30)
    )
    sample = [result_of(f"s{n:03}", tuple(CheckResult(c.id, "failed", 0.0, 0.25) for c in checks)) for n in range(4)]
    browser.open(write(report(*sample, checks=checks), tmp_path / "site").as_uri())
    browser.looks(width=690, height=1000, paper=True)  # what margins leave of A4, in CSS pixels
    edges = browser.run("Array.from(document.querySelectorAll('table, pre'), (t) => t.getBoundingClientRect().right)")
    browser.looks()
    assert edges
    assert max(edges) <= 690


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
