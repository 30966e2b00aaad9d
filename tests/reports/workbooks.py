"""Workbooks such as Excel writes them, for tests."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="成績" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId9" Target="styles.xml"/><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>'
        "</Relationships>"
    ),
}
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """Every other text is a shared string, the others stand in place; blank cells have a style and no value."""
    shared: list[str] = []
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(text, f"{chr(65 + i)}{number}", shared) for i, text in enumerate(row))
        lines.append(f'<row r="{number}" spans="1:9">{cells}</row>')
    strings = "".join(f'<si><t xml:space="preserve">{escape(s)}</t><rPh><t>よみ</t></rPh></si>' for s in shared)
    parts = _PARTS | {
        "xl/sharedStrings.xml": f"<sst {_MAIN}>{strings}</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet {_MAIN}><sheetData>{''.join(lines)}</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}')
    return out.getvalue()


def _cell(text: str, reference: str, shared: list[str]) -> str:
    if not text:
        return f'<c r="{reference}" s="3"/>'
    if len(text) % 2:
        return f'<c r="{reference}" s="3" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
    shared.append(text)
    return f'<c r="{reference}" s="3" t="s"><v>{len(shared) - 1}</v></c>'
