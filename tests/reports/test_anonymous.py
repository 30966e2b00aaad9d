"""``kadai report --anonymous``: nothing that is written names anybody, and a key file says who is who."""

import itertools
import json
import stat
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_schema import valid
from sample_reports import (
    BACKWARD,
    CHECKS,
    DOUT,
    FAULTY,
    FORWARD,
    GRADIENT_DETAILS,
    HOSTILE,
    SOFTMAX,
    TWICE,
    UNREADABLE,
    class_of,
    raised,
    report,
    result,
    submission,
    wrong_gradient,
)

from autograder.grading.results import (
    Arrays,
    Attention,
    Evidence,
    Ignored,
    Late,
    Override,
    PassedOver,
    Report,
    SubmissionResult,
    Written,
)
from autograder.reports import json as json_report
from autograder.reports.anonymous import anonymous, people
from autograder.reports.key_file import Key, key_for
from autograder.text import Text

replace = msgspec.structs.replace
SOURCE = "def softmax(x):  # by Tanaka Hanako\n    return unmistakable_line(x)\n"


def telling(id: str) -> SubmissionResult:
    """A result with the student's name in every field that can hold it."""
    word = Text(f"{id} wrote this", f"{id} の提出")
    struct = {"difference": {**GRADIENT_DETAILS, "what": id, "got": id}, "data": {"name": id}, "condition": SOURCE}
    one = submission(
        id,
        result(SOFTMAX, "error", f"NameError in {id}.py:\n{SOURCE}", output=f"I am {id}", told=word, region="softmax"),
        replace(wrong_gradient(BACKWARD), message=word, details=struct),
        replace(raised(FORWARD), message=Text.same(SOURCE)),
        result(TWICE, "failed", trace_digest=f"trace of {id}", details={"what": id, "kind": id}),
    )
    return replace(
        one,
        reason=word,
        file=f"{id}/softmax_with_loss.ipynb",
        passed_over=(PassedOver(f"{id} (1).py", word), PassedOver(f"report.{id}", word)),
        attention=(Attention("doubtful_file", word), Attention("version", word)),
        notes=(word,),
        group=f"group of {id}",
        overrides=(Override(DOUT.id, 0.5, f"for {id}", f"the tutor of {id}", "2026-11-20T12:34:56+09:00"),),
        late=Late("2026-11-20T00:00:00+09:00", "2026-11-21T12:34:56+09:00", 131_696.0, 1.0, f"{id} was ill"),
        digest=f"digest of {id}",
        evidence=Evidence({f"{id}.py": SOURCE}, {BACKWARD.id: Arrays(id, id)}),
        written=(Written("why", 1.0, 2.0, f"well done, {id}", "tutor"),),
    )


def telling_report(ids: list[str]) -> Report:
    ignored = tuple(Ignored(f"{id}/feedback.html", Text.same(f"{id}'s page")) for id in ids)
    return report(*map(telling, ids), not_handed_in=tuple(f"absent {id}" for id in ids), ignored=ignored)


def names_of(sample: Report) -> dict[str, str]:
    """Pseudonyms by place: what is left of two reports under these is equal if nothing of the ids is left."""
    return {id: f"p{n:03}" for n, id in enumerate(people(sample))}


@pytest.fixture
def saved(tmp_path):
    """Writes a report; its file."""

    def save(content: Report) -> Path:
        file = tmp_path / "result.json"
        file.write_bytes(json_report.render(content))
        return file

    return save


IDS = ["Tanaka_Hanako_s2601", "鈴木　花子", "itoalice_1001_55555_convolution"]


def test_nothing_that_is_written_or_shown_names_anybody(kadai, saved, tmp_path) -> None:
    valid(telling_report(IDS))
    out = tmp_path / "out"
    csv = ("--csv", out / "a.csv", "--json", out / "a.json", "--html", out / "html")
    ended = kadai("report", saved(telling_report(IDS)), "--anonymous", tmp_path / "key.json", *csv, cwd=tmp_path)
    assert ended.code == 0
    assert "keep it apart from the report" in ended.err
    assert "Left out: sources, messages, output" in ended.err
    valid(json_report.read(out / "a.json"))
    written = {path.relative_to(out): path.read_text("utf-8") for path in out.rglob("*") if path.is_file()}
    assert len(written) == 2 + 2 + len(IDS)
    told = [*IDS, *map(ascii, IDS), "Tanaka", "unmistakable", "softmax_with_loss.ipynb", "feedback", "12:34", "tutor"]
    for name, text in {**written, Path("terminal"): ended.out + ended.err}.items():
        assert [word for word in told if word in text or word in str(name)] == []


def test_what_kadai_and_the_course_say_stays(tmp_path) -> None:
    sample = telling_report(IDS)
    hidden = anonymous(sample, names_of(sample))
    assert [s.score for s in hidden.submissions] == [s.score for s in sample.submissions]
    assert (hidden.checks, hidden.diagnoses, hidden.title) == (sample.checks, sample.diagnoses, sample.title)
    first = hidden.submissions[0]
    checks = {c.id: c for c in first.checks}
    assert [c.outcome for c in first.checks] == [c.outcome for c in sample.submissions[0].checks]
    assert checks[BACKWARD.id].diagnosis == wrong_gradient(BACKWARD).diagnosis
    assert checks[BACKWARD.id].details["difference"]["relative_error"] == 4.0
    assert checks[BACKWARD.id].message.en == "The values differ."
    assert (first.file, [p.file for p in first.passed_over]) == ("1.ipynb", ["2.py", "3"])
    assert [a.kind for a in first.attention] == ["doubtful_file", "version"]
    assert (first.late.seconds, first.late.points, first.written[0].points) == (172_800.0, 1.0, 1.0)


def test_who_did_the_same_and_who_works_together_stays() -> None:
    pair = [replace(telling(id), group="alice and ben") for id in ("alice", "ben")]
    same = [replace(s, checks=tuple(replace(c, trace_digest="t") for c in s.checks)) for s in pair]
    sample = report(*same, telling("mio"))
    one, two, three = anonymous(sample, names_of(sample)).submissions
    assert one.group == two.group != three.group
    traces = [{c.trace_digest for c in s.checks} for s in (one, two, three)]
    assert traces[0] == traces[1]
    assert not traces[0] & traces[2]


def test_every_kind_of_result_can_be_shown(kadai, saved, tmp_path) -> None:
    sample = class_of(30)
    ended = kadai("report", saved(sample), "--anonymous", "key.json", "--html", "html", "--lang", "ja", cwd=tmp_path)
    assert ended.code == 0
    shown = ended.out + (tmp_path / "html" / "index.html").read_text("utf-8")
    for id in people(sample):
        assert id not in shown
    assert "script>alert" not in shown
    names = json.loads((tmp_path / "key.json").read_text("utf-8"))["people"]
    one = next(name for name, id in names.items() if id == "s2603")
    ended = kadai("report", saved(sample), "--anonymous", "key.json", "--submission", one, cwd=tmp_path)
    assert (ended.code, f"{one}: " in ended.out) == (0, True)
    assert kadai("report", saved(sample), "--anonymous", "key.json", "--submission", "s2603", cwd=tmp_path).code == 2


# Whatever the ids are: two classes that differ in nothing but what students wrote cannot be told apart

# Of a file's name its kind stays, which is no secret: so no id is the end of one.
NAME = st.text(min_size=1, max_size=30).filter(lambda name: not name.lower().endswith(("py", "ipynb", "zip")))
NAMES = st.lists(NAME, unique=True, min_size=1, max_size=4)


@given(NAMES, st.data())
def test_nothing_depends_on_who_it_is(ids: list[str], data: st.DataObject) -> None:
    others = data.draw(st.lists(NAME, unique=True, min_size=len(ids), max_size=len(ids)))
    samples = [replace(telling_report(some), submissions=tuple(map(telling, some))) for some in (ids, others)]
    one, other = (anonymous(sample, names_of(sample)) for sample in samples)
    assert json_report.render(one) == json_report.render(other)


def poisoned(value: Any, path: tuple[str, ...], word: str) -> Any:
    """A result in which every text is `word` that is not a term of kadai's or of the course's."""
    terms = {"status", "outcome", "kind", "ended", "check", "question", "region"}
    if isinstance(value, dict):
        return {key: poisoned(content, (*path, key), word) for key, content in value.items()}
    if isinstance(value, list):
        return [poisoned(content, path, word) for content in value]
    kept = (path[-1] in terms and "details" not in path) or path[-2:] in (("checks", "id"), ("diagnosis", "id"))
    return word if isinstance(value, str) and not kept and "shares" not in path else value


@pytest.mark.parametrize("field", SubmissionResult.__struct_fields__)
def test_no_field_of_a_result_lets_a_text_through(field: str) -> None:
    """Fields that results get in the future are tried as well."""
    plain = msgspec.to_builtins(telling("alice"))
    word = "TELLTALE"
    told = msgspec.convert({**plain, field: poisoned(plain[field], (field,), word)}, SubmissionResult)
    for sample in (report(told), report(replace(UNREADABLE, notes=told.notes)), report(replace(FAULTY, id=told.id))):
        assert word.encode() not in json_report.render(anonymous(sample, names_of(sample)))


# The key


def test_a_key_is_closed_to_others_and_keeps_its_names(kadai, saved, tmp_path) -> None:
    key = tmp_path / "deep" / "key.json"
    kadai("report", saved(report(submission("alice"), submission("ben"))), "--anonymous", key, cwd=tmp_path)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    first = json.loads(key.read_text())["people"]
    assert sorted(first.values()) == ["alice", "ben"]
    key.chmod(0o644)
    kadai("report", saved(report(submission("ben"), submission("mio"))), "--anonymous", key, cwd=tmp_path)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    second = json.loads(key.read_text())["people"]
    assert sorted(second.values()) == ["alice", "ben", "mio"]
    assert first.items() <= second.items()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"kadai_key": 1, "assignment": "layers", "people": {"x": "alice"}}', "key to reports of layers"),
        ('{"kadai_key": 1, "assignment": "softmax_with_loss", "people": {"x": "zoe"}}', "key to another class"),
        ("my thesis", "no key of kadai"),
        ("[]", "no key of kadai"),
    ],
)
def test_another_file_is_left_alone(kadai, saved, tmp_path, content, said) -> None:
    key = tmp_path / "key.json"
    key.write_text(content)
    ended = kadai("report", saved(report(submission("alice"))), "--anonymous", key, "--csv", "a.csv", cwd=tmp_path)
    assert ended.code == 2
    assert said in ended.err
    assert key.read_text() == content
    assert not (tmp_path / "a.csv").exists()


@given(st.lists(NAMES, min_size=1, max_size=3))
def test_pseudonyms_are_distinct_stay_and_say_nothing(classes: list[list[str]]) -> None:
    key = Key(1, "tiny")
    for before, ids in itertools.pairwise([[], *classes]):
        known = {id: key.names[id] for id in before}
        key = key.knowing(ids)
        assert {id: key.names[id] for id in known} == known
        assert len(set(key.people)) == len(set(key.people.values())) == len(key.people)
        assert not set(key.people) & set(ids)


def test_the_order_is_that_of_the_pseudonyms(tmp_path) -> None:
    sample = report(*(submission(f"s{n:02}") for n in range(40)))
    key = key_for(tmp_path / "key.json", sample.assignment, people(sample))
    hidden = anonymous(sample, key.names)
    order = [key.people[s.id] for s in hidden.submissions]
    assert [s.id for s in hidden.submissions] == sorted(s.id for s in hidden.submissions)
    assert order != sorted(order)  # of 40! orders one would be that


def test_a_hostile_class_is_anonymous_too() -> None:
    sample = report(*(replace(telling(HOSTILE), id=f"{HOSTILE}{n}") for n in range(2)), checks=CHECKS)
    assert b"alert" not in json_report.render(anonymous(sample, names_of(sample)))
