"""Results that say the same share their memory, and stay what they were."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.classroom.pooling import Pool
from autograder.grading.results import CheckResult, Diagnosis, SubmissionResult
from autograder.text import Text

texts = st.text(max_size=5)
details = st.recursive(
    st.none() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
)
diagnoses = st.none() | st.builds(Diagnosis, id=texts, title=texts, alternatives=st.tuples(texts))
checks = st.builds(
    CheckResult,
    id=texts,
    outcome=st.just("failed"),
    points=st.just(0.0),
    max_points=st.just(1.0),
    message=texts,
    diagnosis=diagnoses,
    details=st.dictionaries(texts, details, max_size=3),
)
results = st.builds(
    SubmissionResult,
    id=texts,
    status=st.just("graded"),
    score=st.just(0.0),
    max_score=st.just(1.0),
    checks=st.lists(checks, max_size=3).map(tuple),
    notes=st.lists(st.builds(Text, en=texts, ja=texts), max_size=2).map(tuple),
)


@given(st.lists(results, max_size=4))
def test_sharing_changes_nothing(given: list[SubmissionResult]) -> None:
    before = [msgspec.json.encode(result) for result in given]
    pool = Pool()
    assert [msgspec.json.encode(pool.share(result)) for result in given] == before


def test_equal_texts_and_diagnoses_are_held_once() -> None:
    def result() -> SubmissionResult:
        text = (
            '{"id": "a", "status": "graded", "score": 0, "max_score": 1, "checks": [{"id": "forward", "outcome": '
            '"failed", "points": 0, "max_points": 1, "message": "Both shapes are named.", "details": {"why": "the '
            'shape"}, "diagnosis": {"id": "no_mean", "title": "No mean is taken.", "explanation": "It is a sum."}}]}'
        )
        return msgspec.json.decode(text, type=SubmissionResult)

    pool = Pool()
    (first,), (second,) = pool.share(result()).checks, pool.share(result()).checks
    assert first.message is second.message
    assert first.diagnosis is second.diagnosis
    assert first.details["why"] is second.details["why"]
