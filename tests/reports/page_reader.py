"""Reads a page with the standard library's parser, strictly: every tag is closed, in order."""

from html.parser import HTMLParser
from pathlib import Path

VOID = {"meta", "input", "wbr", "br", "img", "link", "hr"}


class Page(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text = ""
        self.data = ""
        """What a script element holds that is no script."""
        self.assets: dict[str, str] = {"style": "", "script": ""}
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == [], f"not closed: {self._open}"

    def handle_starttag(self, tag, attrs):
        if ("type", "application/json") in attrs:
            tag = "data"
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag):
        assert self._open, f"</{tag}> closes nothing"
        opened = self._open.pop()
        assert opened == tag or (opened, tag) == ("data", "script"), f"</{tag}> closes another tag"

    def handle_data(self, data):
        if self._open and self._open[-1] == "data":
            self.data += data
        elif self._open and self._open[-1] in self.assets:
            self.assets[self._open[-1]] += data
        else:
            self.text += data

    def values(self, name: str) -> list[str]:
        """The values of all attributes called `name`."""
        return [value for _, attribute, value in self.attributes if attribute == name]


def pages_in(folder: Path) -> tuple[Page, dict[str, Page]]:
    index = Page((folder / "index.html").read_text("utf-8"))
    return index, {p.name: Page(p.read_text("utf-8")) for p in (folder / "submissions").iterdir()}
