"""What a page says to somebody who has chosen one of its languages."""

from html.parser import HTMLParser

_VOID = ("meta", "input", "wbr", "br", "img", "link", "hr")
SPOKEN = ("aria-label", "title", "alt", "placeholder", "label")


class Read(HTMLParser):
    """What somebody who has chosen a language reads of a page, also in a screen reader: neither code nor names."""

    def __init__(self, html: str, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._not_read: list[bool] = []
        self._language = language
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes, own = {*given.get("class", "").split()}, given.get(f"data-{self._language}")
        other = "en" if self._language == "ja" else "ja"
        skip = tag in ("code", "pre", "script", "style", "bdi", "template") or classes & {"id", "turned", other}
        skip = bool(skip or (given.get("lang") == other and tag != "html") or any(self._not_read))
        if not skip:
            self.parts += [own] if own else [given[name] for name in SPOKEN if given.get(name)]
        skip = skip or bool(own and tag in ("option", "title"))  # which a script fills
        if tag not in _VOID:
            self._not_read.append(skip)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self._not_read.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(self._not_read):
            self.parts.append(data.strip())
