"""A screen and a keyboard in the place of the standard streams: what is printed is kept, what is typed is prepared."""

import io
import sys
from collections.abc import Iterable, Sequence
from typing import Any

MOST_PRINTED = 1 << 20
"""Bytes that may be printed on one screen."""
_ENDS = {"exit": sys.exit, "quit": sys.exit}


class _Paper(io.BytesIO):
    """Takes so much and no more."""

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > MOST_PRINTED:
            raise OSError(27, f"more than {MOST_PRINTED >> 20} MB was printed")
        return super().write(data)

    def close(self) -> None:
        """What has been printed stays, whatever becomes of the stream."""


class Screen:
    """Stands in the place of ``sys.stdin`` and ``sys.stdout`` while it is on."""

    def __init__(self) -> None:
        self._before: tuple[Any, Any] | None = None
        self._paper = _Paper()

    def turn_on(self, typed: Iterable[str]) -> None:
        """Begin with an empty screen, and with lines to be read."""
        self.turn_off()
        self._paper = _Paper()
        keyboard = io.BytesIO("".join(f"{line}\n" for line in typed).encode("utf-8", "backslashreplace"))
        self._before = sys.stdin, sys.stdout
        sys.stdin = io.TextIOWrapper(keyboard, encoding="utf-8")
        sys.stdout = io.TextIOWrapper(
            self._paper, encoding="utf-8", errors="backslashreplace", newline="\n", write_through=True
        )

    def turn_off(self) -> str:
        """Put the streams back; what was printed."""
        if self._before is None:
            return ""
        sys.stdin, sys.stdout = self._before
        self._before = None
        return self._paper.getvalue().decode("utf-8", "replace")

    def run(self, blocks: Sequence[tuple[str, str]], typed: Iterable[str]) -> str:
        """Run texts as a program, from the start; what it printed. What it raises comes out, but for ``exit()``."""
        names: dict[str, Any] = {"__name__": "__main__", **_ENDS}
        self.turn_on(typed)
        before, sys.argv = sys.argv, [file for file, _ in blocks[:1]]
        try:
            for file, text in blocks:
                exec(compile(text, file, "exec", dont_inherit=True), names)
        except SystemExit:
            pass
        except BaseException:
            self.turn_off()
            raise
        finally:
            sys.argv = before
        return self.turn_off()
