"""Where the behaviour of misconceptions is kept, and what happens when the catalogue cannot be used."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tiny_course import TinyCourse, check, run_kadai

from autograder.grading.examiner.behaviour import Behaviour, BehaviourCache


def behaviour(number: int) -> Behaviour:
    return Behaviour({f"check{number}": "passed"}, {})


class Maker:
    """Makes behaviours and counts them."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> Behaviour:
        self.made += 1
        return behaviour(self.made)


def test_a_behaviour_is_made_once_per_version(tmp_path: Path) -> None:
    make = Maker()
    first = BehaviourCache(tmp_path, "layers", "a" * 64).get("one", make)
    assert BehaviourCache(tmp_path, "layers", "a" * 64).get("one", make) == first == behaviour(1)
    assert BehaviourCache(tmp_path, "layers", "a" * 64).get("two", make) == behaviour(2)
    assert BehaviourCache(tmp_path, "layers", "b" * 64).get("one", make) == behaviour(3)
    assert len(list(tmp_path.iterdir())) == 1  # what is out of date goes


def test_assignments_do_not_share_behaviours(tmp_path: Path) -> None:
    make = Maker()
    BehaviourCache(tmp_path, "layers", "a" * 64).get("one", make)
    assert BehaviourCache(tmp_path, "dropout", "a" * 64).get("one", make) == behaviour(2)
    assert BehaviourCache(tmp_path, "layers", "a" * 64).get("one", make) == behaviour(1)


@pytest.mark.parametrize("damage", [b"", b"\x00\x01", b"\x93\x01\x02\x03"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    make = Maker()
    cache = BehaviourCache(tmp_path, "layers", "a" * 64)
    cache.get("one", make)
    (file,) = tmp_path.glob("*/*")
    file.write_bytes(damage)
    assert cache.get("one", make) == behaviour(2)
    assert cache.get("one", make) == behaviour(2)


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    in_the_way = tmp_path / "traces"
    in_the_way.write_text("a file")
    assert BehaviourCache(in_the_way, "layers", "a" * 64).get("one", Maker()) == behaviour(1)


def test_of_several_who_ask_at_once_one_makes_it_and_the_others_wait(tmp_path: Path) -> None:
    begun, waited_for = threading.Event(), threading.Event()
    make = Maker()

    def slowly() -> Behaviour:
        begun.set()
        assert waited_for.wait(60)
        return make()

    first = BehaviourCache(tmp_path, "layers", "a" * 64)
    second = BehaviourCache(tmp_path, "layers", "a" * 64, waiting=waited_for.set)
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(first.get, "one", slowly)
        assert begun.wait(60)
        assert second.get("one", make) == behaviour(1)
        assert found.result() == behaviour(1)
    assert make.made == 1
    assert [path.suffix for path in tmp_path.glob("*/*")] == [".msgpack"]  # no lock is left


def test_who_waits_for_somebody_that_fails_makes_it(tmp_path: Path) -> None:
    begun, waited_for = threading.Event(), threading.Event()

    def fail() -> Behaviour:
        begun.set()
        assert waited_for.wait(60)
        raise RuntimeError("out of time")

    cache = BehaviourCache(tmp_path, "layers", "a" * 64, waiting=waited_for.set)
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(cache.get, "one", fail)
        assert begun.wait(60)
        assert cache.get("one", Maker()) == behaviour(1)
        assert isinstance(found.exception(), RuntimeError)


TRIPLES = """
    from autograder.testing import misconception

    misconception(
        "triples", change=[("2 * x", "3.3 * x")], fails=["double"], en="Thrice.", ja="3 倍です。",
        ask_en="How often?", ask_ja="何倍ですか。",
    )
"""
STUDENT = "def double(x):\n    return x + 2.3 * x\n"
CHECKS = """
    from autograder.testing import assert_close, points

    @points(2)
    def test_double(submission):
        assert_close(submission.double(0.7), 1.4)
"""


def diagnosed(course: TinyCourse) -> str | None:
    report = course.grade(course.write("one/student.py", STUDENT), fresh=True)
    found = check(report.submissions[0], "double").diagnosis
    return found and report.legend.diagnosis(found).explanation.en


def test_a_changed_catalogue_is_used_at_once(tiny: TinyCourse) -> None:
    tiny.assignment(hidden=CHECKS)
    assert diagnosed(tiny) is None
    file = tiny.write("assignments/tiny/misconceptions.py", TRIPLES)
    assert diagnosed(tiny) == "Thrice."
    file.write_text(file.read_text().replace("Thrice.", "Three times."))
    assert diagnosed(tiny) == "Three times."


def test_a_broken_catalogue_costs_the_diagnoses_and_nothing_else(tiny: TinyCourse) -> None:
    tiny.assignment(hidden=CHECKS)
    tiny.write("assignments/tiny/misconceptions.py", TRIPLES.replace("2 * x", "7 * x"))
    tiny.hand_in(anne=STUDENT)
    run = run_kadai("grade", "class", "--assignment", "tiny", cwd=tiny.root)
    assert run.returncode == 0
    assert "anne: 0 / 2" in run.stdout
    (line,) = [line for line in run.stderr.splitlines() if "without diagnoses" in line]
    assert "misconceptions.py" in line
    assert "'triples'" in line
    assert "Traceback" not in run.stderr
