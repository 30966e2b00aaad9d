"""What authors of hidden and public tests import: marks, assertions, draws, and the two catalogues."""

from autograder.course.catalogue import equivalent, misconception
from autograder.grading.marks import after, points
from autograder.numerics import (
    Inconclusive,
    Mismatch,
    TrajectoryBand,
    assert_close,
    assert_gradient,
    assert_matches,
    assert_trajectory,
    assert_unchanged,
    assert_vjp,
    away_from_kinks,
    distinct_sizes,
    fail,
    labels,
    logits,
    numerical_gradient,
    one_hot,
    redraw,
    upstream,
)

__all__ = [
    "Inconclusive",
    "Mismatch",
    "TrajectoryBand",
    "after",
    "assert_close",
    "assert_gradient",
    "assert_matches",
    "assert_trajectory",
    "assert_unchanged",
    "assert_vjp",
    "away_from_kinks",
    "distinct_sizes",
    "equivalent",
    "fail",
    "labels",
    "logits",
    "misconception",
    "numerical_gradient",
    "one_hot",
    "points",
    "redraw",
    "upstream",
]
