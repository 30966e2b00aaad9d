"""The attacks: one file each, by family. Each is what a student might hand in, with a header that a test can read.

The docstring says what the attack does. The constants of its header, read without running it:

- ``LAYERS``: every layer that stops it by itself. With all of them switched off, ``attack(arena)`` returns "open".
- ``ENDS``: how it ends where it is stopped: the type of the exception that the student sees, or how the worker ended.
- ``HARMLESS``: it does no harm where there is no sandbox at all, so that a test can ask whether the machine refuses it.
- others, which one family alone knows: see that family's test.
"""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from autograder.sandbox import Examinee, Limits, Sandbox, Sources, SubmissionError, WorkerEnded

HERE = Path(__file__).parent
OPEN = "open"


class Attack(msgspec.Struct, frozen=True):
    """One file of one family."""

    family: str
    name: str
    text: str
    does: str
    header: dict[str, Any]

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers, each of which stops it."""
        return tuple(self.header["LAYERS"])

    @property
    def ends(self) -> tuple[str, ...]:
        """How it may end where it is stopped."""
        return tuple(self.header["ENDS"])

    def sources(self) -> Sources:
        """As a submission."""
        forge = (HERE / "forge.py").read_text(encoding="utf-8") if self.family == "wire" else ""
        return Sources(module="work", main=f"{self.name}.py", cells=(self.text,), given={"forge.py": forge})

    def __str__(self) -> str:
        return self.name


@cache
def attacks(family: str) -> list[Attack]:
    """The attacks of a family, in alphabetical order."""
    return [_read(family, path) for path in sorted((HERE / family).glob("*.py"))]


def _read(family: str, path: Path) -> Attack:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    header = dict(_constants(tree))
    return Attack(family, path.stem, text, ast.get_docstring(tree) or "", header)


def _constants(tree: ast.Module) -> Iterator[tuple[str, Any]]:
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            if name.isupper():
                yield name, ast.literal_eval(statement.value)


def carry_out(box: Sandbox, attack: Attack, arena: dict[str, Any], limits: Limits | None = None) -> str:
    """Let the attack run as a submission: what it says of itself, or how it ended."""
    with Examinee(box, attack.sources(), limits or Limits()) as examinee:
        examinee.begin_check()
        said = _said(examinee, arena)
        trace = examinee.end_check()
        return trace.ended or said


def machine_refuses(attack: Attack, arena: dict[str, Any]) -> bool:
    """Whether a harmless attack fails on this machine without any sandbox: its kernel or its container forbids it."""
    if not attack.header.get("HARMLESS"):
        return False
    program = "import json, sys; exec(sys.argv[1]); print(attack(json.loads(sys.argv[2])))"
    command = [sys.executable, "-c", program, attack.text, json.dumps(arena)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120).stdout.strip() != OPEN


def _said(examinee: Examinee, arena: dict[str, Any]) -> str:
    try:
        said = examinee.submission.attack(arena)
    except SubmissionError as error:
        return error.type_name
    except WorkerEnded as error:
        return error.ended
    return said if isinstance(said, str) else f"a value: {type(said).__name__}"
