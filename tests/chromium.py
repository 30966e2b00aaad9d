"""Chromium, driven over a pipe: opens pages, runs scripts in them, presses keys, takes pictures and prints.

A message is JSON and ends with a zero byte, as Chrome's DevTools protocol has it.
"""

import base64
import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--hide-scrollbars", "--remote-debugging-pipe",
)  # fmt: skip


class Browser:
    """One page of one browser. `console` has what it complained of, `requests` what it asked for."""

    def __init__(self, reading: int, writing: int) -> None:
        self._in, self._out = reading, writing
        self._number = 0
        self._rest = b""
        self._session: str | None = None
        self._happened: list[str] = []
        self.console: list[str] = []
        self.requests: list[str] = []
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")

    def open(self, address: str) -> None:
        """Go there, and wait until it is loaded."""
        self._happened.clear()
        self._call("Page.navigate", url=address)
        while "Page.loadEventFired" not in self._happened and "Page.navigatedWithinDocument" not in self._happened:
            self._receive()

    def back(self) -> None:
        """As the browser's button; the page may come out of a cache."""
        history = self._call("Page.getNavigationHistory")
        self._happened.clear()
        self._call("Page.navigateToHistoryEntry", entryId=history["entries"][history["currentIndex"] - 1]["id"])
        while not {"Page.loadEventFired", "Page.navigatedWithinDocument", "back from a cache"} & {*self._happened}:
            self._receive()
        self.run("new Promise((done) => setTimeout(done, 100))")

    def run(self, script: str) -> Any:
        """The value of an expression, or what its promise gives."""
        said = self._call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True
        )
        if "exceptionDetails" in said:
            raise AssertionError(said["exceptionDetails"].get("exception", {}).get("description", said))
        return said["result"].get("value")

    def scripts(self, *, run: bool) -> None:
        """Whether pages may run their scripts."""
        self._call("Emulation.setScriptExecutionDisabled", value=not run)

    def press(self, key: str, text: str = "") -> None:
        """Press a key."""
        for kind in ("keyDown", "keyUp"):
            self._call("Input.dispatchKeyEvent", type=kind, key=key, text=text if kind == "keyDown" else "")

    def looks(self, *, width: int = 1280, height: int = 900, dark: bool = False, paper: bool = False) -> None:
        """How large the window is, and what for."""
        self._call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._call("Emulation.setEmulatedMedia", media="print" if paper else "", features=[scheme])

    def deficiency(self, kind: str) -> None:
        """See as somebody with this deficiency does: ``deuteranopia``, ``none``."""
        self._call("Emulation.setEmulatedVisionDeficiency", type=kind)

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """A picture of what is seen, or of the whole page, as PNG."""
        data = self._call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        path.write_bytes(base64.b64decode(data))

    def paper(self) -> bytes:
        """The page as PDF, A4."""
        return base64.b64decode(self._call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)["data"])

    def _call(self, method: str, **arguments: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": arguments}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            said = self._receive()
            if said.get("id") == self._number:
                if "error" in said:
                    raise AssertionError(f"{method}: {said['error']}")
                return dict(said["result"])

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            data = os.read(self._in, 1 << 20)
            if not data:
                raise AssertionError("Chromium has ended")
            self._rest += data
        line, _, self._rest = self._rest.partition(b"\0")
        said: dict[str, Any] = json.loads(line)
        method, params = said.get("method", ""), said.get("params", {})
        self._happened.append(method)
        if method == "Page.frameNavigated" and params.get("type") == "BackForwardCacheRestore":
            self._happened.append("back from a cache")
        if method == "Log.entryAdded":
            self.console.append(params["entry"]["text"])
        elif method == "Runtime.exceptionThrown":
            self.console.append(str(params["exceptionDetails"].get("exception", {}).get("description")))
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        return said


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser of its own, with a home of its own."""
    assert CHROMIUM is not None
    to_it, writing = os.pipe()
    reading, from_it = os.pipe()
    # It needs a home, and makes a socket in its profile, whose path may not be long.
    with tempfile.TemporaryDirectory(prefix="kadai-", dir="/tmp", ignore_cleanup_errors=True) as home:

        def wire() -> None:
            """It reads from descriptor 3 and writes to 4."""
            os.dup2(to_it, 30)
            os.dup2(from_it, 31)
            os.dup2(30, 3)
            os.dup2(31, 4)

        process = subprocess.Popen(
            [CHROMIUM, *FLAGS, f"--user-data-dir={home}/profile", "about:blank"],
            env={**os.environ, "HOME": home}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=wire, close_fds=False, start_new_session=True,
        )  # fmt: skip
        os.close(to_it)
        os.close(from_it)
        try:
            yield Browser(reading, writing)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            os.close(reading)
            os.close(writing)
