"""The JSON report and its schema, the contract with outside tools."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from report_schema import is_valid, valid
from sample_reports import BACKWARD, FORWARD, HOSTILE, class_of, report, result, submission, wrong_gradient

from autograder.grading.results import (
    Arrays,
    Attention,
    Diagnosed,
    Evidence,
    Ignored,
    Late,
    Override,
    PassedOver,
    Report,
    Share,
)
from autograder.reports import json as json_report
from autograder.text import Text

TEXT = Text("why", "理由")


def everything() -> Report:
    """A report in which every field says something."""
    check = result(
        BACKWARD,
        "unwritten",
        "Nothing is written yet.",
        "まだ何も書かれていません。",
        diagnosis=Diagnosed("generated", True),
        shares=(Share("[0]", "passed", 1.0, 1.0), Share("[1]", "unwritten", 0.0, 2.0)),
        details={"difference": {"kind": "values", "got": float("nan")}},
        ended="wall",
        region="Layer.backward",
        line=12,
        told=TEXT,
        output=HOSTILE,
        trace_digest="ab",
    )
    full = submission(
        "alice",
        check,
        group="7",
        reason=TEXT,
        file="main.py",
        passed_over=(PassedOver("old.py", TEXT),),
        attention=(Attention("doubtful_file", TEXT),),
        overrides=(Override(BACKWARD.id, 1.0, "in person", "a lecturer", "2026-01-31T12:00:00+09:00"),),
        late=Late("2026-01-30T00:00:00+09:00", "2026-01-31T00:00:00+09:00", 86400.0, 1.0),
        notes=(TEXT,),
        digest="cd",
        evidence=Evidence({"main.py": "x = 1"}, {BACKWARD.id: Arrays([[1.0]], [[2.0]])}),
    )
    return report(full, not_handed_in=("bob",), ignored=(Ignored("notes.pdf", TEXT),), created="2026-01-31")


def test_the_committed_schema_is_that_of_the_code() -> None:
    """After a change that is meant: ``python -m tests.reports.renew_schema``, and a line in the changelog."""
    assert json.loads(json_report.SCHEMA.read_text(encoding="utf-8")) == json.loads(json.dumps(json_report.schema()))


def test_what_is_written_is_as_the_schema_has_it_and_can_be_read_again() -> None:
    for sample in (everything(), report(), class_of(8)):
        assert json_report.parse(json_report.render(valid(sample)), "r.json") == json_report.parse(
            json_report.render(sample), "again.json"
        )
    again = json_report.parse(json_report.render(class_of(8)), "r.json")
    assert again == class_of(8)


def test_a_field_that_knows_nothing_is_there_and_says_so() -> None:
    """Whoever reads a report need not ask whether a field exists."""
    plain = json.loads(json_report.render(report(submission("a", wrong_gradient(FORWARD)))))
    full = json.loads(json_report.render(everything()))
    assert set(plain) == set(full)
    assert set(plain["submissions"][0]) == set(full["submissions"][0])
    assert set(plain["submissions"][0]["checks"][4]) == set(full["submissions"][0]["checks"][4])


def test_what_outside_tools_read_is_where_they_read_it() -> None:
    document = json.loads(json_report.render(report(submission("a", wrong_gradient(BACKWARD)))))
    assert (document["format"], document["assignment"], document["sandbox"]["level"]) == (
        2, "softmax_with_loss", "standard",
    )  # fmt: skip
    (alice,) = document["submissions"]
    assert (alice["id"], alice["status"], alice["score"], alice["max_score"]) == ("a", "graded", 7.0, 10.0)
    check = alice["checks"][5]
    read = ("id", "outcome", "points", "max_points", "seconds")
    assert [check[name] for name in read] == [BACKWARD.id, "failed", 0.0, 3.0, 0.004]
    assert check["diagnosis"]["id"] == "no_division_by_batch_size"
    assert set(document["diagnoses"]["no_division_by_batch_size"]) == {"title", "explanation", "question", "edit"}


def test_the_page_about_the_report_has_every_field() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "report.md").read_text(encoding="utf-8")
    fields = {f for d in json_report.schema()["$defs"].values() for f in d["properties"]} - {"en", "ja"}
    assert fields - set(re.findall(r"`(\w+)`", page)) == set()


SENTENCES = ("title", "message", "reason", "told", "explanation", "question", "text")


def test_a_sentence_is_a_pair_wherever_it_stands() -> None:
    def walk(value: Any, key: str = "") -> None:
        if isinstance(value, dict):
            assert not any(name.endswith("_ja") for name in value)
            if key in SENTENCES:
                assert set(value) == {"en", "ja"}
            for name, inner in value.items():
                walk(inner, name if "check" not in value else "")  # a person's reason for an override is their own
        elif isinstance(value, list):
            for inner in value:
                walk(inner, key)
        else:
            assert key not in SENTENCES or value is None, key

    walk(json.loads(json_report.render(everything())))


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("format",), 1),
        (("submissions", 0, "checks", 5, "outcome"), "passsed"),
        (("submissions", 0, "attention", 0, "kind"), "suspicious"),
        (("submissions", 0, "score"), "7"),
        (("submissions", 0, "reason"), "why"),
    ],
)
def test_the_schema_refuses_what_is_not_in_the_contract(place: tuple[Any, ...], wrong: Any) -> None:
    document = json.loads(json_report.render(everything()))
    assert is_valid(document)
    inner = document
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = wrong
    assert not is_valid(document)
