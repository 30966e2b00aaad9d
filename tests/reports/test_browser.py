"""The pages in a real browser: no complaint on its console, and the controls work."""

import os
import re
import shutil
import subprocess
import tempfile

import pytest
from sample_reports import class_of

from autograder.reports.html import write

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--enable-logging=stderr",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "report"
    write(class_of(16), folder)
    return folder


@pytest.fixture
def browse():
    """Opens an address; what the page looks like after its scripts ran, and the lines on its console."""

    def dump(address: str) -> tuple[str, list[str]]:
        # Chromium needs a home, and makes a socket in its profile, whose path may not be long.
        with tempfile.TemporaryDirectory(prefix="kadai-", dir="/tmp", ignore_cleanup_errors=True) as home:
            command = [CHROMIUM, *FLAGS, f"--user-data-dir={home}/profile", "--dump-dom", address]
            environment = {**os.environ, "HOME": home}
            done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=250, check=True)
        return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]

    return dump


def driven(page, script: str, name: str = "driven.html"):
    """A copy of `page` whose policy is lifted and which runs `script` in the end."""
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text("utf-8"))
    copy = page.with_name(name)
    copy.write_text(html.replace("</body>", f"<script>addEventListener('load', () => {{{script}}});</script></body>"))
    return copy


def order(dom: str) -> list[str]:
    """The ids in the rows of the matrix that are shown, from the top."""
    body = dom.partition('id="submissions"')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [row for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL) if not re.match(r"<tr[^>]* hidden", row)]
    return [re.search(r"<bdi>(.*?)</bdi>", row, re.DOTALL)[1] for row in rows]


def test_the_pages_are_loaded_without_complaint_and_switch_language(site, browse) -> None:
    for page in (site / "index.html", next((site / "submissions").glob("script-*.html"))):
        dom, console = browse(f"{page.as_uri()}?lang=ja")
        assert console == []
        assert re.search(r'<html lang="ja"[^>]* class="js"', dom)
        assert "alert(1)" in dom  # it is there, as text; a real alert would have stopped the page
        assert re.search(r'href="[^"]*\.html\?lang=ja"', dom)


def test_sorting_by_score_and_filtering(site, browse) -> None:
    click = "document.querySelectorAll('#submissions thead button')[1].click();"
    dom, console = browse(driven(site / "index.html", click).as_uri())
    scores = {s.id: s.score for s in class_of(16).submissions}
    shown = [scores.get(name, 9.0) for name in order(dom)]
    assert console == []
    assert shown == sorted(shown)
    assert len(shown) == 16
    assert 'aria-sort="ascending"' in dom

    person = "document.querySelector('input[value=person]').click();"
    dom, _ = browse(driven(site / "index.html", person).as_uri())
    assert order(dom) == ["s2598", "s2599", "山田太郎"]
    assert "3 / 16" in dom


def test_a_filter_in_the_address_acts_when_the_page_is_loaded(site, browse) -> None:
    index = site / "index.html"
    dom, console = browse(f"{index.as_uri()}#show=person&sort=1+descending")
    assert console == []
    assert sorted(order(dom)) == ["s2598", "s2599", "山田太郎"]
    assert 'aria-sort="descending"' in dom
    mistaken = re.findall(r'<tr[^>]* data-mistakes="(?:\d+ )*1(?: \d+)*"', index.read_text("utf-8"))
    dom, _ = browse(f"{index.as_uri()}#mistake=1")
    assert len(order(dom)) == len(mistaken) > 0
