"""How texts stand in a page: what is invisible made visible, escaped, in both languages side by side.

Titles, labels, messages and lines of code are the same in many pages, so each is made once. What is kept is told apart
by type as well, because a text that is markup already equals the one that is not.
"""

import re
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from autograder.reports.html.code import CodeLine
from autograder.reports.words import OUTCOMES, SIGNS
from autograder.text import Text, clip, one_line, visible

_CODE = re.compile(r"`([^`\n]+)`")
_KEPT = 4096


def written(value: Any) -> Any:
    """What a template writes for a value: jinja2 calls this on each."""
    return _safe(value) if type(value) is str else value


def t(en: str, ja: str) -> Markup:
    """A text in both languages; the style sheet shows the one that the reader chose."""
    return _in_both(en, ja)


def both(text: Text) -> Markup:
    """A Text, which may have only one wording; what stands between backticks is code."""
    return _clipped(text.en, text.ja)


@lru_cache
def outcome(name: str) -> Markup:
    """The badge of an outcome."""
    return Markup('<span class="badge {}"><span class="sign" aria-hidden="true">{}</span> {}</span>').format(
        name, SIGNS[name], both(OUTCOMES[name])
    )


def row(line: CodeLine, main: bool) -> Markup:
    """A line of somebody's code in its table; those of the main file can be led to."""
    id = f' id="line-{line.number}"' if main else ""
    kind = "raised" if line.raised else "within" if line.within else "plain-line"
    text = _line(line.text)
    return Markup(f'<tr{id} class="{kind}"><td class="at">{line.number}</td><td><pre>{text}</pre></td></tr>\n')


def breakable(name: str) -> Markup:
    """An identifier that may be broken after an underscore."""
    return Markup(str(escape(visible(name))).replace("_", "_<wbr>"))


def gist(text: Text) -> Text:
    """A sentence on one line."""
    return Text(_whole(one_line(text.en)), _whole(one_line(text.ja)))


def _whole(line: str) -> str:
    """A line that may have been cut off within code."""
    if not line.endswith("…") or line.count("`") % 2 == 0:
        return line
    return f"{line[:-2]}…" if line.endswith("`…") else f"{line[:-1]}`…"


def entry(value: Any) -> str:
    """An entry of an array: NaN and infinities are texts in a report."""
    return f"{value:.6g}" if isinstance(value, float) else clip(str(value), 20, 20)


def points(number: float) -> str:
    """As they are written everywhere."""
    return f"{number:g}"


@lru_cache(_KEPT)
def _safe(text: str) -> Markup:
    return escape(visible(text))


@lru_cache(_KEPT, typed=True)
def _in_both(en: str, ja: str) -> Markup:
    return Markup('<span class="en" lang="en">{}</span><span class="ja" lang="ja">{}</span>').format(
        written(en), written(ja)
    )


@lru_cache(_KEPT, typed=True)
def _clipped(en: str, ja: str) -> Markup:
    first = coded(clip(en))
    if not ja:
        return Markup('<span lang="en">{}</span>').format(first)
    return first if en == ja else _in_both(first, coded(clip(ja)))


@lru_cache(_KEPT, typed=True)
def coded(text: str) -> Markup:
    """A sentence in which what stands between backticks is code."""
    parts = [_safe(part) for part in _CODE.split(text)]
    return Markup("").join(Markup("<code>{}</code>").format(p) if n % 2 else p for n, p in enumerate(parts))


@lru_cache(4 * _KEPT)
def _line(text: str) -> Markup:
    return escape(visible(clip(text, 1000)))
