"""What the places that grade one submission do with its answer: each reads as that place's documentation says."""

import json
import re
from datetime import UTC, datetime
from typing import Any

WHEN = ("hidden", "after_due_date", "after_published", "visible")
RUNNER = {
    "CLASSROOM": "nets", "ASSIGNMENT": "softmax", "ASSIGNMENT_TYPE": "individual", "OWNER": "alice",
    "SUBMISSION_TAG": "submit/2026-06-01T14-32-05Z-a1b2c3d", "COMMIT_URL": "https://example.org/c",
    "RELEASE_URL": "https://example.org/r",
}  # fmt: skip
"""What the runner of Classroom 50 gives to an autograder."""
TEXTS = ("text", "html", "simple_format", "md", "ansi")


def gradescope(content: bytes) -> tuple[float, list[dict[str, Any]]]:
    """The score that Gradescope shows, and its tests (autograder specifications, "Output format")."""
    document = json.loads(content)
    keys = {"score", "execution_time", "output", "output_format", "test_output_format", "test_name_format", "tests"}
    assert set(document) <= keys | {"visibility", "stdout_visibility", "extra_data", "leaderboard"}
    for key in ("output_format", "test_output_format", "test_name_format"):
        assert document.get(key, "text") in TEXTS
    assert isinstance(document.get("output", ""), str)
    assert isinstance(document.get("execution_time", 0), int | float)
    for test in document["tests"]:
        assert set(test) <= {"score", "max_score", "status", "name", "name_format", "number", "output",
                             "output_format", "tags", "visibility", "extra_data"}  # fmt: skip
        assert test.get("status", "passed") in ("passed", "failed")
        assert test.get("visibility", "visible") in WHEN
        assert isinstance(test["score"], int | float)
        assert isinstance(test.get("max_score", 0), int | float)
        assert all(isinstance(tag, str) for tag in test.get("tags", []))
        assert isinstance(test.get("output", ""), str)
    return document["score"], document["tests"]


def prairielearn(content: bytes) -> tuple[bool, float, list[dict[str, Any]]]:
    """Whether an attempt is counted, its score from 0 to 1, and the tests (external grading, "Grading results")."""
    assert len(content) <= 1024 * 1024
    document = json.loads(content)
    if document.get("gradable") is False:
        errors = document.get("format_errors", [])
        assert isinstance(errors, str) or all(isinstance(error, str) for error in errors)
        assert errors
        return False, 0.0, []
    assert isinstance(document["score"], int | float)
    assert 0.0 <= document["score"] <= 1.0
    tests = document.get("tests", [])
    assert all({"points", "max_points"} <= set(test) for test in tests), "points missing in one test hide all"
    assert all(isinstance(test.get("message", ""), str) and isinstance(test["name"], str) for test in tests)
    return True, document["score"], tests


def classroom50(content: bytes) -> dict[str, Any]:
    """The document, which keeps the contract ``classroom50/result/v1``: what its schema and its collector ask for."""
    document: dict[str, Any] = json.loads(content)
    words = ("classroom", "assignment", "owner", "commit", "release", "review")
    asked = {*words, "schema", "assignment_type", "submission", "datetime", "score", "max-score", "tests"}
    assert set(document) - {"graded_at", "submitted_by"} == asked
    assert document["schema"] == "classroom50/result/v1"
    assert all(isinstance(document[key], str) and document[key] for key in words)
    assert document["assignment_type"] in ("individual", "group")
    assert document["submission"].startswith("submit/")
    datetime.strptime(document["datetime"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    for entry in (document, *document["tests"]):
        for key in ("score", "max-score"):
            assert type(entry[key]) is int
            assert entry[key] >= 0
        assert entry["score"] <= entry["max-score"]
    for test in document["tests"]:
        assert test["test-name"]
        assert type(test["passed"]) is bool
    assert sum(test["max-score"] for test in document["tests"]) == document["max-score"]
    return document


def github(printed: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands that GitHub Actions finds in what a step prints: kind, properties and message."""
    found = []
    for line in printed.splitlines():
        command = re.match(r"::(\w+)(?: ([^:]*))?::(.*)$", line)
        assert command, f"not a workflow command: {line!r}"
        kind, properties, message = command.groups()
        pairs = [pair.split("=", 1) for pair in properties.split(",")] if properties else []
        found.append((kind, {key: _unescaped(value) for key, value in pairs}, _unescaped(message)))
    return found


def _unescaped(text: str) -> str:
    for sign in "\r\n:,":
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text.replace("%25", "%")
