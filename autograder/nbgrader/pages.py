"""What formgrader and the feedback show of a student's text: never as HTML of the student's own."""

from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath


@pass_context
def markdown_without_html(context: Context, source: str) -> str:
    """Markdown as a page shows it, with raw HTML as text.

    nbgrader puts a written answer into the instructor's page as it is, scripts included, and that page may
    change grades. Name this in ``HTMLExporter.filters`` as ``markdown2html``.
    """
    cell: Any = context.get("cell", {})
    renderer = IPythonRenderer(escape=True, allow_harmful_protocols=False, attachments=cell.get("attachments", {}))
    return str(MarkdownWithMath(renderer=renderer).render(source))
