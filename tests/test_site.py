"""The site's pages can be made, all of them are in its navigation, and the reference leaves nothing out."""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import autograder
from autograder import testing

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import site_pages  # noqa: E402

PLACES = site_pages.all_places()


@pytest.mark.parametrize(
    "source", [s for s in PLACES if s != ROOT / "README.md"], ids=lambda s: str(s.relative_to(ROOT))
)
def test_a_page_links_to_pages_only(source: Path) -> None:
    text = site_pages.page(source, PLACES)
    links = [
        link.partition("#")[0] for part in site_pages.CODE.split(text)[::2] for link in site_pages.LINK.findall(part)
    ]
    folder = Path(PLACES[source]).parent
    reached = {(ROOT / folder / link).resolve().relative_to(ROOT).as_posix() for link in links if link}
    assert reached <= {*PLACES.values(), *site_pages.FILES.values()}
    assert "<!-- README" not in text


def test_a_link_to_what_is_no_page_is_refused() -> None:
    with pytest.raises(site_pages.PageError, match=r"docs/authors.md links to ../pyproject.toml"):
        site_pages.link("../pyproject.toml", ROOT / "docs" / "authors.md", "authors.md", PLACES)


def test_a_link_leads_to_where_the_page_lies_on_the_site() -> None:
    security = ROOT / "docs" / "security.md"
    assert site_pages.link("../SECURITY.md", security, "security.md", PLACES) == "reporting.md"
    assert site_pages.link("docs/authors.md", ROOT / "README.md", "index.md", PLACES) == "authors.md"


def test_the_navigation_has_every_page() -> None:
    def leaves(entry: object) -> Iterator[str]:
        if isinstance(entry, str):
            yield entry
        for part in entry.values() if isinstance(entry, dict) else entry if isinstance(entry, list) else ():
            yield from leaves(part)

    nav = list(leaves(tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))["project"]["nav"]))
    assert sorted(nav) == sorted(set(PLACES.values()))


@pytest.mark.parametrize(("page", "module"), [("testing", testing), ("python", autograder)])
def test_the_reference_has_every_public_name(page: str, module: ModuleType) -> None:
    text = (ROOT / "docs" / "reference" / f"{page}.md").read_text(encoding="utf-8")
    shown = re.findall(rf"^::: {module.__name__}\.(\w+)$", text, re.MULTILINE)
    names = getattr(module, "__all__", None) or vars(module)
    assert sorted(shown) == sorted(name for name in names if name.isidentifier() and not name.startswith("_"))
