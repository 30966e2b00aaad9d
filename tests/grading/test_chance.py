"""What a hidden test draws is the same for every submission, in every run, and unknown to the submission."""

import re

import pytest
from tiny_course import TinyCourse, by_id

REFERENCE = """
    def double(x):
        return 2 * x

    def rewind(rng):
        return rng.normal()

    def hold(f):
        return f()

    def same(a, b):
        return a is b
"""
RIGHT = "\n".join(line[4:] for line in REFERENCE.splitlines())
# Draws, and fails with what was drawn for whoever does not double.
DRAWING = """
    import random
    from random import Random
    import numpy as np
    from numpy.random import PCG64, RandomState, SeedSequence, default_rng
    import pytest

    ABOVE = [np.random.rand(), random.random(), default_rng().random(), Random().random()]
    np.random.seed()
    random.seed()
    ABOVE += [np.random.rand(), random.random()]

    def numpy_globals(): return np.random.rand()
    def python_globals(): return random.random()
    def unseeded(): return default_rng().random(), default_rng().random()
    def sequence(): return SeedSequence().entropy
    def legacy(): return RandomState().rand()
    def bits(): return np.random.Generator(PCG64()).random()
    def python(): return Random().random(), Random().gauss(0, 1)
    def reseeded(): np.random.seed(); random.seed(); return np.random.rand(), random.random()
    def other_bits(): np.random.set_bit_generator(PCG64()); return np.random.rand()
    def above(): return ABOVE

    @pytest.fixture
    def drawn_by_a_fixture():
        return np.random.rand(), default_rng().random()

    @pytest.mark.parametrize("draw", [numpy_globals, python_globals, unseeded, sequence, legacy, bits, python,
                                      reseeded, other_bits, above])
    def test_draw(submission, draw):
        drawn = draw()
        assert submission.double(1) == 2, f"{draw.__name__}: {drawn}"

    def test_fixture(submission, drawn_by_a_fixture):
        assert submission.double(1) == 2, f"{drawn_by_a_fixture}"
"""


def test_every_run_and_every_submission_meet_the_same_draws(tiny: TinyCourse) -> None:
    tiny.assignment(DRAWING, reference=REFERENCE)
    # the n-th parameter set is where it goes wrong, so that each of them is seen
    wrong = "count = 0\ndef double(x):\n    global count\n    count += 1\n    return 2 if count < {n} else 3\n"
    tiny.hand_in(**{f"{who}{n}": wrong.format(n=n) + f"# {who}\n" for who in "ab" for n in range(1, 11)})
    first, second = tiny.grade(fresh=True), tiny.grade(fresh=True, jobs=2)
    told = [{s.id: [c.message.en for c in s.checks] for s in run.submissions} for run in (first, second)]
    assert told[0] == told[1]
    assert all(told[0][f"a{n}"] == told[0][f"b{n}"] for n in range(1, 11))
    seen = {re.search(r"(\w+): ", told[0][f"a{n}"][0]).group(1) for n in range(1, 11)}  # type: ignore[union-attr]
    assert len(seen) == 10
    for text in (told[0]["a3"][0], told[0]["a7"][0]):
        numbers = re.findall(r"\d\.\d+", text)
        assert len(set(numbers)) == len(numbers) == 2, "one draw after the other, not the same again"


LEAVING_NO_TRACE = """
    import random
    import numpy as np

    BEFORE = np.random.get_state()[1].tolist(), random.getstate()

    def test_draws(submission):
        np.random.rand(), random.random()
        np.random.set_bit_generator(np.random.PCG64(1))
        assert submission.double(1) == 2

    def test_draws_again(submission):
        assert type(np.random.get_bit_generator()) is np.random.MT19937
        assert submission.double(1) == 2
"""


def test_bit_generators_are_put_back(tiny: TinyCourse) -> None:
    tiny.assignment(LEAVING_NO_TRACE)
    assert set(tiny.outcomes(RIGHT).values()) == {"passed"}


@pytest.mark.parametrize(
    "expression",
    ["os.urandom(3)", "secrets.token_hex()", "secrets.randbelow(9)", "random.SystemRandom().random()", "uuid.uuid4()",
     "urandom(2)"],
)  # fmt: skip
def test_what_cannot_be_repeated_is_refused_with_file_and_line(tiny: TinyCourse, expression: str) -> None:
    tiny.assignment(f"""
        import os, random, secrets, uuid
        from os import urandom

        def test_double(submission):
            token = {expression}
            assert submission.double(1) == 2
    """)
    (result,) = tiny.grade_one(RIGHT).checks
    assert result.outcome == "fault"
    assert "test_hidden.py line 6 asks the operating system" in result.message.en
    assert "test_hidden.py の 6 行目" in result.message.ja


def test_what_pytest_and_the_library_draw_is_not_refused(tiny: TinyCourse) -> None:
    tiny.assignment("""
        import tempfile

        def test_double(submission, tmp_path):
            with tempfile.TemporaryDirectory() as folder:
                assert submission.double(1) == 2
    """)
    assert tiny.outcomes(RIGHT) == {"double": "passed"}


HANDED_OVER = """
    import numpy as np

    def test_rng_is_not_moved(submission, rng, reference):
        ours = np.random.Generator(type(rng.bit_generator)())
        ours.bit_generator.state = rng.bit_generator.state
        legacy = np.random.RandomState(rng.bit_generator)
        for _ in range(2):
            submission.rewind(rng)
            submission.rewind(legacy)
            submission.hold(rng.normal)
        assert rng.random() == ours.random(), "moved"

    def test_rng_is_another_stream(submission, rng):
        assert submission.rewind(rng) != rng.normal(), "the same stream"

    def test_rng_goes_on(submission, rng):
        assert submission.rewind(rng) != submission.rewind(rng)
        assert submission.same(rng, rng)

    def test_rng_is_the_same_for_all(submission, rng):
        assert submission.double(1) == 2, f"{submission.rewind(rng)}"

    def test_own_generators_are_shared(submission):
        ours, expected = np.random.default_rng(1), np.random.default_rng(1)
        assert submission.rewind(ours) == expected.normal()
        assert ours.normal() == expected.normal()

    OURS = np.random.default_rng(2)

    def test_one_above(submission):
        assert submission.rewind(OURS) == np.random.default_rng(2).normal()

    def test_one_above_again(submission):
        test_one_above(submission)
"""
REWINDING = """
    SEEN = []

    def double(x):
        return 3 * x

    def rewind(rng):
        state = rng.bit_generator.state if hasattr(rng, "bit_generator") else None
        value = rng.normal()
        SEEN.append(state)
        if hasattr(rng, "bit_generator"):
            rng.bit_generator.state = SEEN[0]
        return value

    def hold(f):
        return [f() for _ in range(5)][0]

    def same(a, b):
        return a is b
"""


def test_a_submission_neither_knows_nor_moves_what_the_check_draws(tiny: TinyCourse) -> None:
    tiny.assignment(HANDED_OVER, reference=REFERENCE)
    assert set(tiny.outcomes(RIGHT).values()) == {"passed"}
    rewinding = "\n".join(line[4:] for line in REWINDING.splitlines())
    tiny.hand_in(a=rewinding, b=rewinding + "# b\n", c=RIGHT, d=RIGHT + "# d\n")
    results = by_id(tiny.grade())
    outcomes = {c.id: c.outcome for c in results["a"].checks}
    assert outcomes["rng_is_not_moved"] == outcomes["rng_is_another_stream"] == outcomes["one_above"] == "passed"
    assert results["a"].checks[3].message.en == results["b"].checks[3].message.en != ""
    assert all(c.outcome == "passed" for id in "cd" for c in results[id].checks)
