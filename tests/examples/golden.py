"""The bundled class, and what grading it must give: one golden file per assignment, without timings and messages."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from autograder.cli.main import kadai
from tests.report_schema import validate

ROOT = Path(__file__).parents[2]
CLASS = ROOT / "examples" / "class"
FOLDER = Path(__file__).parent / "golden"
ASSIGNMENTS = ("softmax_with_loss", "layers", "two_layer_mse", "autoencoder", "digit_experiments")

Golden = dict[str, Any]


def handed_in(assignment: str) -> list[str]:
    """The students with a file for this assignment."""
    return sorted(path.parent.name for path in CLASS.glob(f"*/{assignment}.*") if path.suffix in (".py", ".ipynb"))


def graded(assignment: str, scratch: Path) -> Golden:
    """Grade the class with the real command and keep what a golden file holds."""
    report = scratch / f"{assignment}.json"
    command = ["grade", str(CLASS), "--assignment", assignment, "--course", str(ROOT), "--json", str(report)]
    done = CliRunner().invoke(kadai, [*command, "--journal", str(scratch / "journal.sqlite"), "--jobs", "2"])
    if done.exit_code != 0:
        raise AssertionError(f"kadai {' '.join(command)} ended with {done.exit_code}:\n{done.output}\n{done.exception}")
    document = json.loads(report.read_text(encoding="utf-8"))
    validate(document)
    return {s["id"]: _essence(s) for s in document["submissions"]}


def stored(assignment: str) -> Golden:
    """The golden file."""
    golden: Golden = json.loads((FOLDER / f"{assignment}.json").read_text(encoding="utf-8"))
    return golden


def as_text(golden: Golden) -> str:
    """A golden file's text: a line per check, so that a diff reads well."""
    return json.dumps(golden, indent=1, ensure_ascii=False) + "\n"


def _essence(submission: dict[str, Any]) -> dict[str, Any]:
    return {
        "status": submission["status"],
        "score": submission["score"],
        "attention": [attention["kind"] for attention in submission.get("attention", [])],
        "checks": {check["id"]: _outcome(check) for check in submission["checks"]},
    }


def _outcome(check: dict[str, Any]) -> str:
    diagnosis = check.get("diagnosis")
    return f"{check['outcome']}: {diagnosis['id']}" if diagnosis else check["outcome"]
