"""What formgrader and the feedback show of a student's text: never as HTML of the student's own; formulas as MathML."""

from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.nbgrader.formulas import mathml


class _Renderer(IPythonRenderer):
    """Typesets formulas; one that cannot be read stays as it was written."""

    def block_math(self, body: str) -> str:
        return mathml(body, block=True) or str(super().block_math(body))

    def inline_math(self, body: str) -> str:
        return mathml(body) or str(super().inline_math(body))

    def latex_environment(self, name: str, body: str) -> str:
        written = rf"\begin{{{name}}}{body}\end{{{name}}}"
        return mathml(written, block=True) or str(super().latex_environment(name, body))


@pass_context
def markdown_without_html(context: Context, source: str) -> str:
    """Markdown as a page shows it, with raw HTML as text, and formulas that need neither network nor script.

    nbgrader puts a written answer into the instructor's page as it is, scripts included, and that page may
    change grades. Name this in ``HTMLExporter.filters`` as ``markdown2html``.
    """
    cell: Any = context.get("cell", {})
    renderer = _Renderer(escape=True, allow_harmful_protocols=False, attachments=cell.get("attachments", {}))
    return str(MarkdownWithMath(renderer=renderer).render(source))
