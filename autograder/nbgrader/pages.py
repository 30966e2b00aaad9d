"""What formgrader and the feedback show of a student's text: never as HTML of the student's own; formulas as MathML."""

import re
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.nbgrader.formulas import mathml

_IDS = "kadai_ids"
"""Where a page's resources hold the ids that its headings have so far."""


class _Renderer(IPythonRenderer):
    """Typesets formulas; one that cannot be read stays as it was written.

    What may be wider than a window can be reached with the keyboard, to be scrolled. Of headings that are called alike
    the first one of a page can be led to.
    """

    def __init__(self, ids: set[str], **options: Any) -> None:
        super().__init__(**options)
        self._ids = ids

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        made = str(super().heading(text, level, **attrs))
        id = re.search(r' id="([^"]*)"', made)
        if id and id[1] in self._ids:
            return made.replace(id[0], "", 1)
        self._ids.update(id.groups() if id else ())
        return made

    def block_math(self, body: str) -> str:
        return _reachable(mathml(body, block=True) or "") or str(super().block_math(body))

    def inline_math(self, body: str) -> str:
        return mathml(body) or str(super().inline_math(body))

    def latex_environment(self, name: str, body: str) -> str:
        written = rf"\begin{{{name}}}{body}\end{{{name}}}"
        return _reachable(mathml(written, block=True) or "") or str(super().latex_environment(name, body))


def _reachable(element: str) -> str:
    return re.sub(r"^<math\b", '<math tabindex="0"', element)


@pass_context
def markdown_without_html(context: Context, source: str) -> str:
    """Markdown as a page shows it, with raw HTML as text, and formulas that need neither network nor script.

    nbgrader puts a written answer into the instructor's page as it is, scripts included, and that page may
    change grades. Name this in ``HTMLExporter.filters`` as ``markdown2html``.
    """
    cell: Any = context.get("cell", {})
    resources: Any = context.get("resources")
    ids = resources.setdefault(_IDS, set()) if isinstance(resources, dict) else set()
    renderer = _Renderer(ids, escape=True, allow_harmful_protocols=False, attachments=cell.get("attachments", {}))
    made = str(MarkdownWithMath(renderer=renderer).render(source)).replace("<table>", '<table tabindex="0">')
    return re.sub("<th([^>]*)></th>", r"<td\1></td>", made)  # a head without words heads nothing
