"""Where students read the handouts, if the course says it: pages of results then lead to what explains a failure."""

import re
from pathlib import Path
from urllib.parse import quote

from autograder.course.handed_out.sections import anchor_on_a_page
from autograder.errors import UsageError
from autograder.text import NOTHING, Text

_NAMES = ("assignment", "language")


def checked(address: str, file: Path) -> str:
    """The setting ``handouts``, such as ``https://example.ac.jp/nn/{assignment}/handout.{language}.md``; "" is none.

    Raises:
        UsageError: it is no address of the web, or names something else in braces.
    """
    unknown = [name for name in re.findall(r"\{([^{}]*)\}", address) if name not in _NAMES]
    if address and not re.match(r"https?://[^/\s]", address):
        raise UsageError(
            Text(
                f"{file}: 'tool.kadai.handouts' must begin with https://, not {address!r}",
                f"{file}: 'tool.kadai.handouts' は https:// で始まる URL にしてください（今は {address!r}）",
            )
        )
    if unknown:
        raise UsageError(
            Text(
                f"{file}: 'tool.kadai.handouts' may hold {{assignment}} and {{language}}, not {{{unknown[0]}}}",
                f"{file}: 'tool.kadai.handouts' に書けるのは {{assignment}} と {{language}} です（{{{unknown[0]}}} は"
                "使えません）",
            )
        )
    return address


def address_of(address: str, assignment: str) -> Text:
    """Of an assignment's handout, in each language; nothing, where the course does not say it."""
    if not address:
        return NOTHING
    of_one = address.replace("{assignment}", assignment)
    return Text(of_one.replace("{language}", "en"), of_one.replace("{language}", "ja"))


def place_of(handout: Text, section: Text) -> Text:
    """The address of a section of a handout; nothing where none is known, or none that a page may lead to."""
    if not section or not all(handout.in_(language).startswith(("https://", "http://")) for language in ("en", "ja")):
        return NOTHING
    en, ja = (f"{handout.in_(of)}#{quote(anchor_on_a_page(section.in_(of)))}" for of in ("en", "ja"))
    return Text(en, ja)
