"""What a file is that is neither Python nor a notebook, told by how it begins, whatever its name says."""

import re

from autograder.text import Text

_WORD = Text("a Word document", "Word 文書")
_EXCEL = Text("a spreadsheet", "表計算ファイル")
_SLIDES = Text("a presentation", "プレゼンテーション")
_OPEN = Text("an OpenDocument file", "OpenDocument ファイル")
_ZIP = Text("a zip file", "zip ファイル")
_OLD_OFFICE = Text("an old Word or Excel document", "旧形式の Word または Excel 文書")
_PDF = Text("a PDF document", "PDF 文書")
_RTF = Text("a document in rich text (RTF)", "リッチテキスト（RTF）文書")
_PAGE = Text("a web page (HTML)", "ウェブページ（HTML）")
_PICTURE = Text("a picture", "画像")
_PROGRAM = Text("a compiled program", "コンパイルされたプログラム")
_PACKED = Text("an archive that is no zip file", "zip 以外の圧縮ファイル")
_XML = Text("an XML file", "XML ファイル")
_LINK = Text("a shortcut to a file, not the file", "ファイルそのものではなくショートカット")

_BEGINNINGS = (
    (b"%PDF-", _PDF),
    (b"{\\rtf", _RTF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_OFFICE),
    (b"\x89PNG\r\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"\x7fELF", _PROGRAM),
    (b"MZ\x90\0", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"7z\xbc\xaf\x27\x1c", _PACKED),
    (b"Rar!\x1a\x07", _PACKED),
    (b"\x1f\x8b", _PACKED),
    (b"BZh9", _PACKED),
    (b"\xfd7zXZ\0", _PACKED),
    (b"L\0\0\0\x01\x14\x02\0", _LINK),
    (b"book\0\0\0\0mark", _LINK),
    (b"bplist00", _LINK),
)
_IN_ZIP = (
    (b"word/", _WORD), (b"xl/", _EXCEL), (b"ppt/", _SLIDES), (b"mimetypeapplication/vnd.oasis", _OPEN),
)  # fmt: skip
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:(!doctype\s+html|html|head|body)|\?xml)\b", re.IGNORECASE)
_COMPILED = re.compile(rb"..\r\n[\0-\x03]\0\0\0", re.DOTALL)  # Python's own .pyc

BY_SUFFIX = {
    ".pdf": _PDF, ".docx": _WORD, ".doc": _OLD_OFFICE, ".odt": _OPEN, ".rtf": _RTF, ".html": _PAGE, ".htm": _PAGE,
    ".xlsx": _EXCEL, ".pptx": _SLIDES, ".png": _PICTURE, ".jpg": _PICTURE, ".jpeg": _PICTURE, ".heic": _PICTURE,
    ".gif": _PICTURE, ".pyc": _PROGRAM, ".exe": _PROGRAM, ".rar": _PACKED, ".7z": _PACKED, ".gz": _PACKED,
    ".tar": _PACKED, ".tgz": _PACKED, ".xz": _PACKED, ".bz2": _PACKED, ".lzh": _PACKED, ".lnk": _LINK,
    ".webloc": _LINK, ".url": _LINK,
}  # fmt: skip


def other_kind(content: bytes) -> Text | None:
    """What the content is, where that is plainly something else than text of Python or a notebook."""
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return next((kind for sign, kind in _IN_ZIP if sign in content[:4096] or sign in content[-65536:]), _ZIP)
    markup = _MARKUP.match(content)
    if markup:
        return _PAGE if markup.group(1) else _XML
    return _PROGRAM if _COMPILED.match(content) else None
