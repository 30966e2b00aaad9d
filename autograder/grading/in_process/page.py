"""Results of public checks as a page that is complete in itself, in one language."""

import html
from urllib.parse import quote

from autograder.course.handed_out.sections import anchor_on_a_page
from autograder.grading.in_process.fragment import Address, fragment
from autograder.grading.results import Report
from autograder.text import Language, Text, visible

_PASSED = Text("{passed} of {n} public checks pass", "公開テスト {n} 件中 {passed} 件に合格")
_MEND = Text("Mend this first", "まずここを直しましょう")
_REST = Text("Passed", "合格したテスト")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 56rem; padding: 1rem; font: 1rem/1.55 system-ui, "Hiragino Sans", "Noto Sans JP",
  "Noto Sans CJK JP", "Yu Gothic UI", Meiryo, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
svg { max-width: 100%; height: auto; border: 1px solid #8888; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; display: block; overflow-x: auto; }
th, td { text-align: right; padding: .1rem .5rem; vertical-align: top; white-space: nowrap; }
td { border: 1px solid #8888; } th { font-weight: 400; }
.note { border-left: 4px solid #c07a10; padding: .2rem .8rem; white-space: pre-wrap; }
@media print { body { max-width: none; font-size: 10pt; } svg, tr { break-inside: avoid; } }
"""


def page(report: Report, language: Language, more: Text, *, beside_handout: bool = False) -> str:
    """What does not pass comes first; `more` stands below, once everything passes.

    A page that is written `beside_handout` leads there.
    """
    address = _address(language) if beside_handout else None
    (result,) = report.submissions
    shown = {c.id: fragment(c, report.legend, result.evidence, language, address) for c in result.checks}
    failed = [c.id for c in result.checks if c.outcome != "passed"]
    counted = _PASSED.in_(language).format(passed=len(shown) - len(failed), n=len(shown))
    title = f"{html.escape(visible(result.id))}: {html.escape(counted)}"
    parts = [f"<h1>{title}</h1>"]
    parts += [f"<p class='note'>{html.escape(visible(note.in_(language)))}</p>" for note in result.notes]
    if failed:
        parts += [f"<h2>{_MEND.in_(language)}</h2>", *(shown[id] for id in failed)]
    else:
        parts.append(f"<p>{html.escape(more.in_(language))}</p>")
    passed = [text for id, text in shown.items() if id not in failed]
    parts += [f"<h2>{_REST.in_(language)}</h2>", *passed] if passed else []
    head = (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head>"
    )
    return "\n".join([head, "<body><main>", *parts, "</main></body></html>", ""])


def _address(language: Language) -> Address:
    return lambda heading: f"handout.{language}.md#{quote(anchor_on_a_page(heading))}"
