"""nbgrader's formgrader in a real Jupyter server, looked at with headless Chromium."""

import contextlib
import html
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from term import Term

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--virtual-time-budget=15000",  # until the page has asked for its tables
)
ONLY_FORMGRADER = {
    "nbgrader.server_extensions.formgrader": True,
    **dict.fromkeys(("jupyterlab", "jupyter_lsp", "jupyter_server_terminals", "notebook", "notebook_shim"), False),
}


class Page(NamedTuple):
    """A page after its scripts ran."""

    dom: str
    picture: Path

    def text(self) -> str:
        """What a reader sees, roughly."""
        return html.unescape(re.sub(r"<[^>]+>", "", self.dom))

    def rows(self) -> list[list[str]]:
        """The texts of the table's cells, row by row."""
        body = self.dom.partition("<tbody")[2].partition("</tbody>")[0]
        rows = [re.findall(r"<td.*?</td>", row, re.DOTALL) for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)]
        return [[html.unescape(re.sub(r"<[^>]+>", " ", cell)).strip() for cell in row] for row in rows]

    def values(self) -> dict[str, str]:
        """Check → the score in its field, which the page shows as a placeholder."""
        fields = re.findall(r'<input[^>]*class="score[^>]*>', self.dom)
        found = [(re.search(r'id="([^"]*)"', f), re.search(r'placeholder="([^"]*)"', f)) for f in fields]
        return {id[1]: value[1] for id, value in found if id and value}


class Formgrader:
    """A server for one course, and a browser."""

    def __init__(self, address: str, token: str, folder: Path) -> None:
        self._address = address
        self._token = token
        self._folder = folder

    @classmethod
    @contextlib.contextmanager
    def serving(cls, term: Term, folder: Path) -> Iterator["Formgrader"]:
        """Start the server in the course's folder, and end it."""
        port, token = free_port(), secrets.token_hex(16)
        options = (
            "--no-browser",
            "--allow-root",
            f"--ServerApp.port={port}",
            "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={token}",
            f"--ServerApp.jpserver_extensions={ONLY_FORMGRADER}",
        )
        command = [sys.executable, "-m", "jupyter_server", *options]
        with (folder / "server.log").open("w") as log:
            process = subprocess.Popen(command, cwd=term.course, env=term.environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/api", process)
            yield cls(f"http://127.0.0.1:{port}", token, folder)
        finally:
            process.terminate()
            process.wait(timeout=30)

    def look(self, name: str, path: str, height: int = 900) -> Page:
        """Open one of formgrader's pages, as somebody who has logged in; a picture of it is kept."""
        picture = self._folder / f"{name}.png"
        command = [
            str(CHROMIUM),
            *FLAGS,
            f"--user-data-dir={self._folder / 'profile'}",
            f"--window-size=1200,{height}",
            f"--screenshot={picture}",
            "--dump-dom",
            f"{self._address}/login?token={self._token}&next=/formgrader/{path}",
        ]
        environment = {**os.environ, "HOME": str(self._folder)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
        assert picture.stat().st_size > 10_000
        return Page(done.stdout, picture)

    def press(self, path: str) -> dict[str, Any]:
        """What a button of a page asks the server for, and its answer."""
        headers = {"Authorization": f"token {self._token}"}
        request = urllib.request.Request(f"{self._address}/formgrader/api/{path}", method="POST", headers=headers)
        with urllib.request.urlopen(request, timeout=100) as answer:
            found: dict[str, Any] = json.load(answer)
        return found


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(address: str, process: "subprocess.Popen[bytes]", seconds: float = 60) -> None:
    """Return as soon as the server answers; whatever it says."""
    end = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        try:
            with contextlib.suppress(urllib.error.HTTPError):
                urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"no answer from {address}; it ended with {process.poll()}")
