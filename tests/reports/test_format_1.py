"""Reports of earlier versions are read. The files in ``format_1/`` are such reports, as those versions wrote them."""

import json
from pathlib import Path
from typing import Any

import pytest
from report_schema import valid

from autograder.grading.results import Diagnosed, Report
from autograder.reports import csv as csv_report
from autograder.reports import json as json_report
from autograder.reports.export_format import Options
from autograder.reports.formats import FORMATS, render
from autograder.text import Text

FOLDER = Path(__file__).with_name("format_1")
FILES = sorted(FOLDER.iterdir())
NAMES = [path.stem for path in FILES]


def both(path: Path) -> tuple[dict[str, Any], Report]:
    """What stands in a file, and the report that is made of it."""
    return json.loads(path.read_bytes()), valid(json_report.read(path))


def pairs(old: dict[str, Any], new: Report) -> Any:
    """Every check of every submission, as it stands there and as it is read."""
    for submission, result in zip(old["submissions"], new.submissions, strict=True):
        yield from zip(submission["checks"], result.checks, strict=True)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_mark_changes(path: Path) -> None:
    old, new = both(path)
    kept = ("id", "status", "score", "max_score", "digest")
    assert [[getattr(s, name) for name in kept] for s in new.submissions] == [
        [s[name] for name in kept] for s in old["submissions"]
    ]
    for check, result in pairs(old, new):
        for name in ("id", "outcome", "points", "max_points", "seconds", "output", "trace_digest"):
            assert getattr(result, name) == check[name]


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_sentence_is_there_in_both_languages(path: Path) -> None:
    old, new = both(path)
    told = 0
    for check, result in pairs(old, new):
        assert result.message == Text(check["message"], check["message_ja"])
        assert new.legend.title(check["id"]) == Text(check["title"], check["title_ja"])
        assert (check["id"] in new.legend.public) == check["public"]
        if check["diagnosis"]:
            words, said = new.legend.diagnosis(result.diagnosis), check["diagnosis"]
            for name in ("title", "explanation", "question"):
                assert getattr(words, name) == Text(said.get(name, ""), said.get(f"{name}_ja", ""))
        if "told" in check["details"]:
            assert result.told == Text(**check["details"]["told"])
            told += 1
    assert told
    for submission, result in zip(old["submissions"], new.submissions, strict=True):
        assert result.reason == Text(submission["reason"], submission["reason_ja"])
        assert [{"en": n.en, "ja": n.ja} for n in result.notes] == submission["notes"]


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_details_are_data_only(path: Path) -> None:
    for old, new in pairs(*both(path)):
        assert not {"en", "ja", "told", "clock", "bands"} & set(new.details)
        assert new.details.get("data") == old["details"].get("data")


def test_what_was_among_the_details_is_a_field() -> None:
    _, new = both(FOLDER / "doubling.json")
    results = {s.id: s for s in new.submissions}
    assert [c.ended for c in results["sleeps"].checks] == ["wall", "wall", "wall", None]
    assert [a.kind for a in results["dies"].attention] == ["crashed"]
    assert [a.kind for a in results["empty"].attention] == ["unreadable"]
    assert [(c.id, c.requires) for c in new.checks][-1] == ("again", ("double",))


def test_several_mistakes_that_fitted_are_all_named() -> None:
    """One of them alone would be a name that nobody gave."""
    _, new = both(FOLDER / "doubling.json")
    (found,) = {c.diagnosis for s in new.submissions for c in s.checks if c.diagnosis}
    assert found == Diagnosed("three_times | once_too_often")
    assert new.legend.diagnosis(found).title.en == "One of: Three times; Once too often"


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_it_can_be_shown_and_exported(path: Path, kadai: Any, tmp_path: Path) -> None:
    shown = kadai("report", path, "--html", tmp_path / "site", cwd=tmp_path)
    assert (shown.code, "web pages:" in shown.err) == (0, True)
    new = json_report.read(path)
    for name in sorted(FORMATS.keys() - {"manaba", "table"}):  # which fill the sheet of the system itself
        assert render(name, new, Options(submission=new.submissions[0].id)).text


def test_the_first_reports_are_read_which_did_not_list_their_checks() -> None:
    data = b"""{"format": 1, "assignment": "x", "sandbox": {"level": "standard", "layers": ["seccomp"]},
      "submissions": [{"id": "alice", "status": "graded", "score": 7.0, "max_score": 10.0,
        "checks": [{"id": "backward", "outcome": "failed", "points": 0.0, "max_points": 3.0, "title": "t",
                    "public": true,
                    "message": "m", "diagnosis": {"id": "d", "title": "t"}, "seconds": 0.011}]}]}"""
    sample = valid(json_report.parse(data, "r.json"))
    assert "backward" in csv_report.render(sample)
    assert sample.legend.title("backward").in_("ja") == "t"
    assert sample.legend.public == {"backward"}


@pytest.mark.parametrize("wrong", ["{}", '{"en": 1, "ja": "x"}', "3"])
def test_what_is_broken_is_refused_by_name(wrong: str) -> None:
    old = json.loads((FOLDER / "doubling.json").read_bytes())
    old["submissions"][0]["checks"][0]["details"]["told"] = json.loads(wrong)
    with pytest.raises(json_report.UsageError, match=r"^r\.json: not a kadai report"):
        json_report.parse(json.dumps(old).encode(), "r.json")
