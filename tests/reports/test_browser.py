"""The pages in a real browser: no complaint on its console, and the controls work."""

import re
from html import unescape

import pytest
from chromium import CHROMIUM, Browser, chromium
from sample_reports import class_of

from autograder.grading.results import result_of
from autograder.reports.html import write
from autograder.structs import replace
from autograder.text import clip, visible

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

SIZE = 16
ABOUT_TO_BE_FOLLOWED = "dispatchEvent(new FocusEvent('focusin', {bubbles: true}))"
LINKS = "Array.from(document.querySelectorAll('a[href*=\".html\"]'))"
ROWS = "Array.from(document.querySelectorAll('#submissions tbody tr'), (row) => row.cells[0].textContent)"


@pytest.fixture(scope="module")
def sample():
    """A class, every other one of which is in a group."""
    whole = class_of(SIZE)
    grouped = (replace(s, group="red" if n % 2 else "blue") for n, s in enumerate(whole.submissions))
    return replace(whole, submissions=tuple(grouped))


@pytest.fixture(scope="module")
def site(tmp_path_factory, sample):
    folder = tmp_path_factory.mktemp("site") / "report"
    write(sample, folder)
    return folder


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, site):
    """The class page as it is when it is opened; in the end nothing may have been complained of or asked for."""
    browser.open("about:blank")
    browser.console.clear()
    browser.requests.clear()
    browser.open((site / "index.html").as_uri() + "?lang=en")
    yield browser
    assert browser.console == []
    assert [address for address in browser.requests if not address.startswith("file:")] == []


def choose(page: Browser, name: str, value: str) -> None:
    page.run(
        f"(() => {{ const control = document.getElementById('filter').elements[{name!r}]; control.value = {value!r};"
        " document.getElementById('filter').dispatchEvent(new Event('input')); })()"
    )


def shown(id: str) -> str:
    return visible(clip(id, 80))


def worst_first(results) -> list[str]:
    return [shown(s.id) for s in sorted(results, key=lambda s: s.mark)]


def test_the_pages_are_loaded_without_complaint_and_switch_language(page: Browser, site) -> None:
    for path in (site / "index.html", next((site / "submissions").glob("script-*.html"))):
        page.open(f"{path.as_uri()}?lang=ja")
        assert page.run("document.documentElement.lang") == "ja"
        assert "alert(1)" in page.run("document.body.textContent")  # as text; a real alert would have stopped the page
        assert page.run(f"{LINKS}.every((a) => a.{ABOUT_TO_BE_FOLLOWED} && /lang=ja/.test(a.href))")
        page.run("document.getElementById('show-en').click()")
        assert page.run(f"{LINKS}.every((a) => a.{ABOUT_TO_BE_FOLLOWED} && /lang=en/.test(a.href))")
        assert not page.run("Array.from(document.querySelectorAll('.ja')).some((part) => part.offsetParent)")


def test_choices_and_names_of_parts_change_their_language(page: Browser) -> None:
    page.run("document.getElementById('show-ja').click()")
    assert page.run("document.querySelector('select[name=outcome]').options[1].textContent") == "合格以外"
    assert page.run("document.querySelector('nav.contents').ariaLabel") == "目次"


def test_the_worst_come_first_and_a_click_turns_the_order(page: Browser, sample) -> None:
    assert page.run(ROWS) == worst_first(sample.submissions)
    page.run("document.querySelectorAll('#submissions thead button')[1].click()")
    scores = {shown(s.id): s.mark for s in sample.submissions}
    found = [scores[name] for name in page.run(ROWS)]
    assert found == sorted(found, reverse=True)
    assert page.run("document.querySelector('[aria-sort]').cellIndex") == 1
    page.run("document.querySelectorAll('#submissions thead button')[0].click()")
    assert page.run(ROWS) == [shown(s.id) for s in sample.submissions]


FILTERS = {
    "show=person": lambda s: s.needs_a_person,
    "show=below": lambda s: s.mark < s.max_score,
    "outcome=crashed": lambda s: any(c.outcome == "crashed" for c in s.checks),
    "outcome=not": lambda s: any(c.outcome != "passed" for c in s.checks),
    "check=6&outcome=failed": lambda s: s.checks[5].outcome == "failed",
    "check=2&outcome=passed": lambda s: s.checks[1].outcome == "passed",
    "from=2&to=8": lambda s: 2 <= s.mark <= 8,
    "to=0": lambda s: s.mark == 0,
    "group=1": lambda s: s.group == "red",
    "find=S2": lambda s: "s2" in s.id.lower(),
    "show=below&group=0&find=s": lambda s: s.mark < s.max_score and s.group == "blue" and "s" in s.id.lower(),
}


@pytest.mark.parametrize("filter", FILTERS)
def test_a_filter_acts_by_hand_in_the_address_and_on_the_way_back(page: Browser, site, sample, filter: str) -> None:
    expected = worst_first(filter_ for filter_ in sample.submissions if FILTERS[filter](filter_))
    for one in filter.split("&"):
        choose(page, *one.split("="))
    assert page.run(ROWS) == expected
    assert page.run("document.getElementById('shown').textContent") == f"{len(expected)} / {SIZE}"
    address = page.run("location.href")
    assert {*address.partition("#")[2].split("&")} == {*filter.split("&")}
    page.run("document.querySelector('nav.contents a[href=\"#checks\"]').click()")
    page.run("new Promise((done) => setTimeout(done, 50))")
    page.open(next((site / "submissions").iterdir()).as_uri())
    page.back()
    assert page.run(ROWS) == expected
    assert page.run("location.hash").startswith("#checks&")
    page.open("about:blank")
    page.open(address)
    assert page.run(ROWS) == expected
    page.run("document.querySelector('#filter [type=reset]').click()")
    page.run("new Promise((done) => setTimeout(done, 50))")
    assert len(page.run(ROWS)) == SIZE


def test_every_list_is_a_filter_and_a_filter_narrows_every_list(page: Browser) -> None:
    lists = page.run("Array.from(document.querySelectorAll('a[href^=\"#in=\"]'), (a) => a.getAttribute('href'))")
    assert any("mistake" in one for one in lists)
    assert any("way" in one for one in lists)
    page.run("for (const part of document.querySelectorAll('details')) part.open = true")
    for one in lists:
        page.run(f"location.hash = {one!r}; new Promise((done) => setTimeout(done, 30))")
        found = set(page.run(ROWS))
        named = page.run(
            f"Array.from(document.getElementById({one[4:]!r})?.querySelectorAll('a.id') ?? [], (a) => a.textContent)"
        )
        assert found
        assert set(named) in (found, set())
        listed = page.run(
            "Array.from(document.querySelectorAll('.ids a, .persons li:not([hidden]) a'), (a) => a.textContent)"
        )
        assert set(listed) <= found
        assert page.run("document.querySelector('select[name=in]').value") == one[4:]
        assert not page.run(
            "Array.from(document.querySelectorAll('[data-list]:not([hidden]) .among'))"
            ".some((among) => among.textContent.startsWith('(0'))"
        )


def test_a_part_that_is_opened_later_is_narrowed_as_well(page: Browser) -> None:
    page.run("location.hash = '#find=s26'; new Promise((done) => setTimeout(done, 30))")
    found = set(page.run(ROWS))
    page.run("for (const part of document.querySelectorAll('details')) part.open = true")
    page.run("new Promise((done) => setTimeout(done, 30))")
    listed = set(page.run("Array.from(document.querySelectorAll('.ids a'), (a) => a.textContent)"))
    assert listed
    assert listed <= found


@pytest.mark.parametrize("width", [1280, 390])
def test_a_link_leads_where_it_says(page: Browser, site, width: int) -> None:
    """What lies between has another height than it was taken for, as long as nobody has seen it."""
    page.looks(width=width)
    try:
        page.open("about:blank")
        page.open((site / "index.html").as_uri() + "?lang=en")
        page.run("document.querySelector('.contents a[href=\"#matrix\"]').click()")
        page.run("new Promise((done) => setTimeout(done, 300))")
        assert -1 <= page.run("document.getElementById('matrix').getBoundingClientRect().top") <= 1
    finally:
        page.looks()


def test_an_id_is_broken_only_where_it_is_longer_than_a_line(page: Browser) -> None:
    page.looks(width=390)
    try:
        lines = page.run(
            "Array.from(document.querySelectorAll('#submissions th .id'), (id) =>"
            " [id.textContent, id.getBoundingClientRect().height / parseFloat(getComputedStyle(id).lineHeight)])"
        )
        assert all(1 <= round(height, 1) <= 2 for _, height in lines)
        assert {round(height, 1) for name, height in lines if len(name) <= 8} == {1.0}
    finally:
        page.looks()


def test_back_leads_to_the_filter_before(page: Browser) -> None:
    page.run("document.querySelector('a[href=\"#in=mistake-1\"]').click()")
    page.run("new Promise((done) => setTimeout(done, 50))")
    assert len(page.run(ROWS)) < SIZE
    page.run("history.back(); new Promise((done) => setTimeout(done, 100))")
    assert len(page.run(ROWS)) == SIZE


def test_a_large_class_is_shown_a_part_at_a_time(browser: Browser, tmp_path, sample) -> None:
    checks = sample.submissions[0].checks
    many = [result_of(f"n{n:04}", checks[: n % 9 + 1]) for n in range(450)]
    index = write(replace(sample, submissions=tuple(many)), tmp_path / "site")
    html = index.read_text("utf-8")
    assert html.count('<tr><th scope="row">') == 50  # without a script
    browser.open(index.as_uri())
    seen = browser.run(ROWS)
    while not browser.run("document.getElementById('after').disabled"):
        browser.run("document.getElementById('after').click()")
        seen += browser.run(ROWS)
    assert seen == worst_first(many)
    last = browser.run(ROWS)
    browser.open(next((tmp_path / "site" / "submissions").iterdir()).as_uri())
    browser.back()
    assert browser.run(ROWS) == last
    assert 0 < len(last) <= 50


def test_everything_is_reached_with_the_keyboard(page: Browser) -> None:
    """From the top: the contents within some steps; each control of the table in turn."""
    for _ in range(6):
        page.press("Tab")
    assert page.run("document.activeElement.closest('nav').className") == "contents"
    page.run("document.getElementById('find').focus()")
    reached = set()
    for _ in range(14):
        reached.add(page.run("document.activeElement.name || document.activeElement.type"))
        page.press("Tab")
    assert {"find", "show", "in", "check", "outcome", "group", "from", "to", "reset"} <= reached


def test_rows_drawn_by_the_script_are_those_of_the_page(page: Browser, site) -> None:
    html = (site / "index.html").read_text("utf-8")
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', html, re.DOTALL)
    written = [re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", "", row))) for row in rows]
    drawn = page.run("Array.from(document.querySelectorAll('#submissions tbody tr'), (row) => row.textContent)")
    assert [re.sub(r"\s+", "", row) for row in drawn] == written
    links = page.run("Array.from(document.querySelectorAll('#submissions tbody a'), (a) => a.getAttribute('href'))")
    written = [href for row in rows for href in re.findall(r'href="([^"]*)"', row)]
    assert links == written


def test_without_scripts_the_tables_are_there_and_nothing_that_does_nothing(browser: Browser, site, sample) -> None:
    browser.scripts(run=False)
    try:
        browser.open((site / "index.html").as_uri())
        assert browser.run(ROWS) == worst_first(sample.submissions)
        assert browser.run("getComputedStyle(document.getElementById('filter')).display") == "none"
        assert browser.run("getComputedStyle(document.querySelector('a[href^=\"#in=\"]')).pointerEvents") == "none"
        assert browser.run("getComputedStyle(document.querySelector('h1 .ja')).display") == "none"
        assert browser.run("document.querySelectorAll('#submissions tbody tr:first-child td').length") > 1
    finally:
        browser.scripts(run=True)
