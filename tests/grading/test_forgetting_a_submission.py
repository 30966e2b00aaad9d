"""``kadai forget``: what the journal keeps about a submission is gone from the file, and nothing of others is."""

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_course import RIGHT, WRONG, TinyCourse

from autograder.errors import KadaiError, UsageError
from autograder.grading.classroom.first_seen import FILE as SEEN
from autograder.grading.classroom.first_seen import FirstSeen
from autograder.grading.classroom.forgetting import forget
from autograder.grading.classroom.journal import Journal
from autograder.grading.classroom.onlookers import Silent
from autograder.grading.job import Marked
from autograder.grading.results import Evidence, SubmissionResult, result_of

Kadai = Callable[..., Any]
MARK = "an unmistakable line of somebody's source"


class Recorder(Silent):
    """Remembers which submissions were run and which were known."""

    def __init__(self) -> None:
        self.run: set[str] = set()
        self.known: set[str] = set()

    def result(self, result: SubmissionResult, remembered: bool) -> None:
        (self.known if remembered else self.run).add(result.id)


def graded(course: TinyCourse) -> Recorder:
    recorder = Recorder()
    course.grade(progress=recorder)
    return recorder


def journal_of(course: TinyCourse) -> Path:
    return course.root / ".kadai/results.sqlite"


def on_disk(journal: Path) -> bytes:
    """Everything that stands in the journal's files."""
    return b"".join(path.read_bytes() for path in journal.parent.glob(f"{journal.name}*"))


def marked(id: str, text: str = MARK) -> Marked:
    return Marked(result_of(id, (), evidence=Evidence({"tiny.py": text})))


def test_a_submission_is_forgotten_and_graded_anew(tiny: TinyCourse, kadai: Kadai) -> None:
    tiny.assignment()
    tiny.hand_in(alice=RIGHT, ben=WRONG)
    graded(tiny)
    tiny.hand_in(alice=WRONG + "# again\n")
    graded(tiny)
    assert b"alice" in on_disk(journal_of(tiny))
    ended = kadai("forget", "alice", cwd=tiny.root)
    assert (ended.code, ended.err) == (0, "")
    assert "alice: 2 results of tiny are forgotten" in ended.out
    assert "reports, pages, exports and keys already written" in ended.out
    assert b"alice" not in on_disk(journal_of(tiny))
    again = graded(tiny)
    assert (again.run, again.known) == ({"alice"}, {"ben"})


def test_every_member_of_a_group_can_be_forgotten(tiny: TinyCourse, kadai: Kadai) -> None:
    tiny.assignment()
    tiny.hand_in(alice=RIGHT)
    tiny.write("roster.csv", "submission,group\nalice,g1\nben,g1\n")
    ended = kadai("grade", "class", "--assignment", "tiny", "--roster", "roster.csv", "--json", "-", cwd=tiny.root)
    assert [s["id"] for s in json.loads(ended.out)["submissions"]] == ["alice", "ben"]
    for id, stays in (("ben", True), ("alice", False)):
        ended = kadai("forget", id, cwd=tiny.root)
        assert (ended.code, "1 of them stay" in ended.out) == (0, stays)
        assert id.encode() not in on_disk(journal_of(tiny))


def test_the_courses_own_notes_are_forgotten_and_peoples_are_named(tiny: TinyCourse, kadai: Kadai) -> None:
    tiny.assignment()
    with Journal(journal_of(tiny)) as journal:
        journal.put("key", "tiny", marked("alice"))
    seen = FirstSeen(tiny.root / SEEN)
    seen.of("1", "alice", "d1")
    seen.of("2", "alice2", "d2")
    seen.keep()
    tiny.write("overrides.csv", "submission,points,reason,who\nalice,1,ill,kim\n")
    tiny.write("extensions.csv", "submission,due\nalice2,2026-11-20\n")
    ended = kadai("forget", "alice", cwd=tiny.root)
    assert ended.code == 0
    assert str(tiny.root / "overrides.csv") in ended.out
    assert "extensions.csv" not in ended.out
    assert '"alice"' not in (tiny.root / SEEN).read_text()
    assert '"alice2"' in (tiny.root / SEEN).read_text()


def test_what_others_handed_in_as_well_stays_for_them(tiny: TinyCourse, kadai: Kadai) -> None:
    tiny.assignment()
    tiny.write("class/alice/tiny.py", RIGHT)
    graded(tiny)
    tiny.write("class/ben/tiny.py", RIGHT)  # nothing is run for this one
    tiny.hand_in(mio=RIGHT)
    assert graded(tiny).run == {"mio"}
    for id, stays in (("alice", True), ("ben", False)):
        ended = kadai("forget", id, "--lang", "ja", cwd=tiny.root)
        assert ended.code == 0
        assert "tiny の結果 1 件を削除しました" in ended.out
        assert ("うち 1 件は" in ended.out) == stays
        assert id.encode() not in on_disk(journal_of(tiny))
        if stays:
            shutil.rmtree(tiny.root / "class/alice")
            assert graded(tiny).known == {"ben", "mio"}
    assert graded(tiny).run == {"ben"}


def test_a_journal_of_an_earlier_version_works_and_forgets(tmp_path: Path) -> None:
    path = tmp_path / "results.sqlite"
    with Journal(path) as journal:
        journal.put("1", "tiny", marked("alice"))
        journal.put("2", "tiny", marked("ben", "another"))
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE told")
        connection.execute("CREATE TABLE result (key TEXT PRIMARY KEY, submission TEXT, value BLOB)")
        rows = [("1", "alice", b'{"id":"alice","score":1}'), ("2", "ben", b'{"id":"ben"}'), ("3", "x", b"no JSON")]
        connection.executemany("INSERT INTO result VALUES (?, ?, ?)", rows)
        connection.commit()
    assert forget(path, "alice").results == 2
    assert b"alice" not in on_disk(path)
    with Journal(path) as journal:
        assert journal.get("1") is None
        assert journal.get("2") == marked("ben", "another")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM result").fetchone() == (2,)


@pytest.mark.parametrize("id", ["alicf", "ALICE", "", "a%"])
def test_an_unknown_id_is_wrong_usage_and_nothing_is_lost(tmp_path: Path, kadai: Kadai, id: str) -> None:
    path = tmp_path / "results.sqlite"
    with Journal(path) as journal:
        journal.put("key", "tiny", marked("alice"))
    ended = kadai("forget", id, "--journal", path, cwd=tmp_path)
    assert ended.code == 2
    assert f"keeps nothing of {id!r}" in ended.err
    assert ("did you mean 'alice'" in ended.err) == (id == "alicf")
    with Journal(path) as journal:
        assert journal.get("key") == marked("alice")


def test_no_journal_and_no_course_are_wrong_usage(tmp_path: Path, kadai: Kadai) -> None:
    assert "there is no journal" in kadai("forget", "alice", "--journal", "none.sqlite", cwd=tmp_path).err
    assert kadai("forget", "alice", cwd=tmp_path).code == 2
    (tmp_path / "thesis.txt").write_text("alice")
    ended = kadai("forget", "alice", "--journal", "thesis.txt", cwd=tmp_path)
    assert (ended.code, (tmp_path / "thesis.txt").read_text()) == (2, "alice")


def test_an_id_is_found_as_it_is_shown(tmp_path: Path, kadai: Kadai) -> None:
    path = tmp_path / "results.sqlite"
    with Journal(path) as journal:
        journal.put("key", "tiny", marked("鈴木\u3000花子\u202e"))
    assert kadai("forget", "鈴木\u3000花子\\u202e", "--journal", path, cwd=tmp_path).code == 0


def test_a_journal_in_use_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.grading.classroom.forgetting._WAIT_SECONDS", 0.05)
    path = tmp_path / "results.sqlite"
    with Journal(path) as journal:
        journal.put("key", "tiny", marked("alice"))
        with pytest.raises(KadaiError, match="wait until no other kadai uses it"):
            forget(path, "alice")
        assert journal.get("key") == marked("alice")
    forget(path, "alice")


def test_damaged_journals_beside_it_are_named(tmp_path: Path, kadai: Kadai) -> None:
    path = tmp_path / "results.sqlite"
    with Journal(path) as journal:
        journal.put("key", "tiny", marked("alice"))
    (tmp_path / "results.sqlite.damaged-1").write_bytes(b"")
    assert "results.sqlite.damaged-1" in kadai("forget", "alice", "--journal", path, cwd=tmp_path).out


NAMES = st.sampled_from(["alice", "ben", "鈴木　花子", "=1+1", "a" * 300])


@settings(max_examples=60)
@given(st.lists(st.tuples(NAMES, st.integers(0, 4)), min_size=1), st.data())
def test_forgetting_takes_all_of_one_and_nothing_of_others(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str, int]], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("journal") / "results.sqlite"
    with Journal(path) as journal:
        for id, work in told:
            key = f"key{work}"
            journal.tell(key, id) if journal.get(key) else journal.put(key, "tiny", marked(id, f"{MARK} {work}"))
    gone = data.draw(st.sampled_from(sorted({id for id, _ in told})))
    left = {(id, work) for id, work in told if id != gone}
    said = forget(path, gone)
    own = {work for id, work in told if id == gone}
    assert (said.results, said.for_others) == (len(own), len(own & {work for _, work in left}))
    content = on_disk(path)
    assert gone.encode() not in content
    for work in range(5):
        assert (f"{MARK} {work}".encode() in content) == any(w == work for _, w in left)
    with Journal(path) as journal:
        for _, work in left:
            kept = journal.get(f"key{work}")
            assert kept is not None
            assert kept.result.id in {other for other, w in left if w == work}
    with pytest.raises(UsageError):
        forget(path, gone)
