"""What pages are held to by programs of others: axe-core, run in Chromium, and a validator of HTML, run by node."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from chromium import CHROMIUM, Browser

ROOT = Path(__file__).parents[1]
_INSTALLED = ROOT / ".cache" / "page-checks" / "node_modules"
_AXE = _INSTALLED / "axe-core" / "axe.min.js"
_VALIDATOR = _INSTALLED / "html-validate" / "bin" / "html-validate.mjs"

LOOKS: tuple[dict[str, Any], ...] = ({}, {"dark": True}, {"width": 390, "height": 844})
LOOKS_NAMES = ("light", "dark", "phone")

needs_axe = pytest.mark.skipif(
    CHROMIUM is None or not _AXE.exists(), reason="axe-core is not installed: `make setup` does it where npm is"
)
needs_validator = pytest.mark.skipif(
    shutil.which("node") is None or not _VALIDATOR.exists(),
    reason="html-validate is not installed: `make setup` does it where npm is",
)


def violations(browser: Browser, address: str) -> list[Any]:
    """What axe finds in a page, all parts of which are opened."""
    browser.open(address)
    browser.run("for (const part of document.querySelectorAll('details')) part.open = true")
    browser.run(_AXE.read_text("utf-8") + ";0")
    found = browser.run(
        "axe.run(document).then((said) => said.violations.map((v) => [v.id, v.nodes.map((n) => n.html)]))"
    )
    return list(found)


def validated(pages: Sequence[Path], config: Path) -> subprocess.CompletedProcess[str]:
    """The validator on some pages; its settings are written to `config`."""
    config.write_text(json.dumps({"extends": ["html-validate:standard"], "root": True}))
    command = ["node", _VALIDATOR, "--config", config, "--formatter", "text", *pages]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
