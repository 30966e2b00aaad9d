"""A mistake is named by what a submission does of its own, whichever of its functions use what it is then lent."""

from textwrap import dedent

import numpy as np
import pytest
from tiny_course import TinyCourse, by_id, check

from autograder.grading.examiner.traces import agree, sights_of
from autograder.grading.results import SubmissionResult
from autograder.sandbox import CheckTrace, Event

REFERENCE = '''
    import numpy as np


    class Net:
        """Two factors."""

        def __init__(self, a, b):
            self.a, self.b = a, b

        def encode(self, x):
            """The code."""
            ### BEGIN SOLUTION
            return self.a * x
            ### END SOLUTION

        def loss(self, x):
            """Half the mean square of what comes out."""
            ### BEGIN SOLUTION
            return float(np.mean((self.b * self.encode(x)) ** 2) / 2)
            ### END SOLUTION
'''
HIDDEN = """
    import numpy as np
    from autograder.testing import assert_close, points

    @points(1)
    def test_encode(submission, reference, rng):
        x = rng.normal(size=7)
        assert_close(submission.Net(2.0, 3.0).encode(x), reference.Net(2.0, 3.0).encode(x))

    @points(1)
    def test_both(submission, reference, rng):
        x = rng.normal(size=7)

        def check():
            net, ours = submission.Net(2.0, 3.0), reference.Net(2.0, 3.0)
            code, loss = net.encode(x), net.loss(x)
            assert_close([*code, loss], [*ours.encode(x), ours.loss(x)])

        try:
            check()
        except AssertionError:
            if np.allclose(submission.Net(2.0, 3.0).encode(x), reference.Net(2.0, 3.0).encode(x)):
                raise
            submission.using(**{"Net.encode": reference.Net.encode})
            check()
"""
MISCONCEPTIONS = """
    from autograder.testing import misconception

    def wrong(id, changes, fails):
        misconception(
            id, change=changes, fails=fails, title_en=id, title_ja=id,
            en="So it is.", ja="そうです。", ask_en="Is it?", ask_ja="そうですか。",
        )

    wrong("negatives_cut_off", [("return self.a * x", "return np.maximum(self.a * x, 0)")], ["encode"])
    wrong("half_forgotten", [(" / 2)", ")")], ["both"])
    by_hand = ("self.encode(x))", "(self.a * x - 1))")
    wrong("one_subtracted", [("return self.a * x", "return self.a * x - 1"), by_hand], ["encode", "both"])
"""
CUT_OFF = "np.maximum(self.a * x, 0)"
BY_HAND = f"""
import numpy as np


class Net:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def encode(self, x):
        return {CUT_OFF}

    def loss(self, x):
        return float(np.mean((self.b * {CUT_OFF}) ** 2) / 2)
"""


@pytest.fixture(scope="module")
def graded(tiny_shared: TinyCourse) -> dict[str, SubmissionResult]:
    course = tiny_shared.assignment(HIDDEN, reference=REFERENCE)
    course.write("assignments/tiny/misconceptions.py", MISCONCEPTIONS)
    students = {
        "by_hand": BY_HAND,
        "and_half": BY_HAND.replace(" / 2)", ")"),
        "by_its_parts": dedent(REFERENCE).replace("return self.a * x", "return self.a * x - 1"),
    }
    return by_id(course.grade(course.hand_in(**students)))


@pytest.mark.parametrize(
    ("student", "encode", "both"),
    [
        ("by_hand", "negatives_cut_off", "negatives_cut_off"),  # the catalogue's module passes `both`, with help
        ("and_half", None, None),  # what it does besides is no mistake of an encoder
        ("by_its_parts", "one_subtracted", None),  # the catalogue's module does not pass `both`, it does
    ],
)
def test_the_name_is_that_of_what_the_student_has_done(
    graded: dict[str, SubmissionResult], student: str, encode: str, both: str | None
) -> None:
    named = [check(graded[student], id).diagnosis for id in ("encode", "both")]
    assert [name and name.id for name in named] == [encode, both]


def traced(unaided: list[Event], aided: list[Event]) -> CheckTrace:
    lent = [Event("using(encode)", None, None), *aided]
    return CheckTrace(tuple(lent), "", "", 0.0, 0, None, None, lent=("encode",), unaided=tuple(unaided))


CODE, LOSS = Event("encode()", np.array([0.3, 0.0]), None), Event("loss()", 2.31, None)
OTHER = Event("loss()", 4.62, None)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (traced([CODE, LOSS], [LOSS]), traced([CODE, LOSS], [OTHER]), True),
        (traced([CODE, LOSS], [LOSS]), traced([CODE, OTHER], [LOSS]), False),
        (traced([CODE], [LOSS]), traced([CODE], [OTHER]), False),
        (traced([], [LOSS]), traced([], [LOSS]), True),
    ],
    ids=["the same before", "another before", "asked for more afterwards", "lent from the beginning"],
)
def test_what_came_before_a_loan_counts(one: CheckTrace, other: CheckTrace, alike: bool) -> None:
    assert agree(*(sights_of([trace], unaided=True) for trace in (one, other)), rtol=1e-6) is alike
