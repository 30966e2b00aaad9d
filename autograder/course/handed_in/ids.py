"""Names from disks and archives, as ids."""

import unicodedata


def composed(name: str) -> str:
    """A name from disk as an id: just that name, composed; bytes that are no UTF-8 are written as escapes."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", text)
