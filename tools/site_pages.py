"""Gathers the pages of the documentation site in build/pages, from which `make docs` builds it.

The pages are those of docs/ and the ones in ELSEWHERE. All are written to be read in the repository; here their links
become links from page to page, and a link to a file that is no page is an error. ``<!-- README.md: Figures -->`` stands
for that section of README.md, ``<!-- README.md -->`` for what precedes its first section, and ``<!-- kadai --help -->``
for what all commands say of themselves.
"""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from autograder.cli.main import kadai

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = ROOT / "build" / "pages"
ELSEWHERE = {
    "README.md": "index.md",  # by way of docs/index.md
    "CHANGELOG.md": "changelog.md",
    "CODE_OF_CONDUCT.md": "conduct.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "reporting.md",
    "benchmarks/README.md": "benchmarks.md",
    "examples/README.md": "example-class.md",
}
FILES = {"autograder/reports/report.schema.json": "reference/report.schema.json"}
"""What pages may link to, besides pages: it lies on the site as it is."""

COMMANDS = "<!-- kadai --help -->\n"
CODE = re.compile(r"(^```.*?^```$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^```(\w+) (.+)$", re.MULTILINE)
INCLUDE = re.compile(r"^<!-- (\S+\.md)(?:: (.+))? -->$", re.MULTILINE)
JAPANESE_LINE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef*])\n *(?=[\u3000-\u9fff\uff00-\uffef])")
LINK = re.compile(r"(?<=\]\()(?![a-z]+:)([^)#\s]+)")


class PageError(Exception):
    """A page cannot be made; the message names its file."""


def main() -> None:
    shutil.rmtree(PAGES, ignore_errors=True)
    places = all_places()
    for source, place in places.items():
        if source != ROOT / "README.md":
            write(place, page(source, places))
    shutil.copy(DOCS / "site.css", PAGES)
    for file, place in FILES.items():
        shutil.copy(ROOT / file, PAGES / place)


def all_places() -> dict[Path, str]:
    """Where the pages lie in the repository → where on the site."""
    docs = {path: path.relative_to(DOCS).as_posix() for path in sorted(DOCS.rglob("*.md"))}
    return docs | {ROOT / source: place for source, place in ELSEWHERE.items()}


def write(place: str, text: str) -> None:
    target = PAGES / place
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def page(source: Path, places: dict[Path, str]) -> str:
    """The text of a page as the site needs it."""

    def moved(text: str, origin: Path) -> str:
        return outside_code(text, lambda part: LINK.sub(lambda m: link(m[1], origin, places[source], places), part))

    def included(match: re.Match[str]) -> str:
        return moved(section(ROOT / match[1], match[2]), ROOT / match[1])

    text = FENCE.sub(fence, INCLUDE.sub(included, moved(source.read_text(encoding="utf-8"), source)))
    text = text.replace(COMMANDS, "".join(helps(kadai, "kadai")))
    return japanese(text) if source.name.endswith(".ja.md") else text


def japanese(text: str) -> str:
    """Says so to the browser, which chooses the font; a line's end between two Japanese characters is no space."""
    joined = outside_code(text, lambda part: JAPANESE_LINE.sub("", part))
    return f'<div lang="ja" markdown="1">\n\n{joined}\n</div>\n'


def outside_code(text: str, change: Callable[[str], str]) -> str:
    return "".join(part if n % 2 else change(part) for n, part in enumerate(CODE.split(text)))


def link(target: str, origin: Path, place: str, places: dict[Path, str]) -> str:
    """A link of the file `origin`, as the page at `place` has to write it."""
    path = Path(os.path.normpath(origin.parent / target))
    known = places | {ROOT / file: there for file, there in FILES.items()}
    if path not in known:
        raise PageError(f"{origin.relative_to(ROOT)} links to {target}, which is no page of the site")
    return os.path.relpath(known[path], Path(place).parent)


def section(file: Path, title: str | None) -> str:
    """What a file says under a heading of the second level; without a title, before the first of them."""
    opening, *rest = re.split(r"^## ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    if title is None:
        return opening.partition("\n")[2].strip()
    sections = dict(text.split("\n", 1) for text in rest)
    if title not in sections:
        raise PageError(f"{file.relative_to(ROOT)} has no section {title!r}")
    return sections[title].strip()


def fence(match: re.Match[str]) -> str:
    """A block for a file is shown with the file's name; other words after the language are for the tests."""
    return f'```{match[1]} title="{match[2]}"' if "." in match[2] else f"```{match[1]}"


def helps(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[str]:
    """What ``--help`` says of a command and of all its sub-commands."""
    settings = {**command.context_settings, "terminal_width": 88, "max_content_width": 88}
    context = click.Context(command, parent=parent, info_name=name, **settings)
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n\n"
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            found = command.get_command(context, sub)
            assert found is not None
            yield from helps(found, sub, context)


if __name__ == "__main__":
    try:
        main()
    except PageError as error:
        sys.exit(f"site_pages: {error}")
