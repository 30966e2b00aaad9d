"""What a kernel with a student's code in it may put into a notebook: an allow-list, bounded.

A message can say anything. Kept is what a person needs to judge plots and answers, in forms that cannot become a script
in the browser of whoever looks at it: text, and pictures that are pictures.
"""

import base64
import binascii
from typing import Any

from nbformat import v4

from autograder.text import Text

_new_output: Any = v4.new_output
_PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
_LINES = 100  # of a traceback
_OUTPUTS = 200  # of a cell


class Outputs:
    """The outputs of one cell: two hundred at most.

    Args:
        kilobytes: of text that are kept; sixty-four times as many of pictures.
        results: whether a last expression's value stays one, which nbgrader may read points from.

    Attributes:
        outputs: as a notebook has them.
    """

    def __init__(self, kilobytes: int, results: bool = False) -> None:
        self._results = results
        self.outputs: list[Any] = []
        self._text = kilobytes << 10
        self._pictures = kilobytes << 16
        self._clear_first = False
        self._told = False

    def take(self, kind: str, content: dict[str, Any]) -> None:
        """Add what a message of the kernel says; what is of no use is passed over."""
        if kind == "clear_output":
            self._clear_first = True
            return
        output = self._output(kind, content)
        if output is None:
            return
        if self._clear_first:
            self.outputs, self._clear_first = [], False
        last = self.outputs[-1] if self.outputs else None
        if kind == "stream" and last and last.output_type == "stream" and last.name == output.name:
            last.text += output.text
        elif len(self.outputs) < _OUTPUTS:
            self.outputs.append(output)

    def say(self, text: Text) -> None:
        """Add a sentence of ours."""
        self.outputs.append(_new_output("stream", name="stdout", text=f"[kadai] {text.en}\n[kadai] {text.ja}\n"))

    def fail(self, name: str, text: Text) -> None:
        """Add an error of ours."""
        self.outputs.append(_new_output("error", ename=name, evalue=text.en, traceback=[text.en, text.ja]))

    def _output(self, kind: str, content: dict[str, Any]) -> Any:
        if kind == "stream":
            text = self._bounded(content.get("text"))
            name = "stderr" if content.get("name") == "stderr" else "stdout"
            return _new_output("stream", name=name, text=text) if text else None
        if kind == "error":
            lines = content.get("traceback")
            traceback = [self._bounded(line) for line in lines[:_LINES]] if isinstance(lines, list) else []
            name, value = (self._bounded(content.get(key)) for key in ("ename", "evalue"))
            return _new_output("error", ename=name, evalue=value, traceback=traceback)
        if kind in ("display_data", "execute_result"):
            data = self._data(content.get("data"))
            if self._results and kind == "execute_result" and data.get("text/plain"):
                return _new_output("execute_result", data, execution_count=1)
            return _new_output("display_data", data) if data else None
        return None

    def _data(self, offered: Any) -> dict[str, str]:
        if not isinstance(offered, dict):
            return {}
        data = {kind: self._picture(kind, offered[kind]) for kind in _PICTURES if kind in offered}
        data["text/plain"] = self._bounded(offered.get("text/plain"))
        return {kind: value for kind, value in data.items() if value}

    def _picture(self, kind: str, value: Any) -> str:
        """In base64 of our own making: what a page quotes must not be able to end the quotation."""
        try:
            picture = base64.b64decode("".join(_string(value).split()), validate=True)
        except (ValueError, binascii.Error):
            return ""
        if not picture.startswith(_PICTURES[kind]) or len(picture) > self._pictures:
            return ""
        self._pictures -= len(picture)
        return base64.b64encode(picture).decode()

    def _bounded(self, value: Any) -> str:
        text = _string(value)
        kept = text[: max(self._text, 0)]
        self._text -= len(text)
        if self._text < 0 and not self._told:
            self._told = True
            kept += "\n[kadai] The rest of this cell's output is left out. / 以降の出力は省略されました。\n"
        return kept


def _string(value: Any) -> str:
    """A text, without what UTF-8 cannot write."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
