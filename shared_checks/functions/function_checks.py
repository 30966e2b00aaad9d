"""What is asked of any function of arrays: it leaves what it is given alone."""

from itertools import product

import numpy as np

from autograder.testing import assert_unchanged, copies, fail

NUDGE = 1e-4
A_LITTLE = 1e-2  # of the largest entry: more than NUDGE moves it, unless nearly all cancels


def check_arguments_stay(submission, reference, name, arguments):
    """The function writes into none of its arguments. Wrong values are charged elsewhere, but no work is not paid."""
    function, given = getattr(submission, name), copies(arguments)
    right = getattr(reference, name)(*copies(arguments).values())
    got = numbers(function(*given.values()), right)
    for key, before in arguments.items():
        assert_unchanged(given[key], before, what=(f"{key} of {name}", f"{name} の {key}"))
    nudged = numbers(function(*((1 + NUDGE) * array for array in arguments.values())), right)
    results = product(numbers(right, right), zip(got, nudged, strict=False))  # in any order
    if not any(is_work(expected, *result, arguments.values()) for expected, result in results):
        fail(
            f"{name} must first return numbers, in the right shape, that are made from what it is given.",
            f"{name} は、まず、渡されたものから計算した値を、正しい形で返す必要があります。",
        )


def numbers(returned, like):
    """Each of the results as an array; none where there are not as many as in `like`, or where one is no numbers."""
    several = isinstance(like, tuple)
    if several and not (isinstance(returned, tuple | list | np.ndarray) and len(returned) == len(like)):
        return []
    try:
        return [np.array(one, dtype=float) for one in (returned if several else [returned])]
    except (TypeError, ValueError):
        return []


def is_work(right, got, nudged, given):
    """Whether a result moves a little with the arguments. A transpose does, an argument itself only if it is right."""
    if sorted(got.shape) != sorted(right.shape) or nudged.shape != got.shape:
        return False
    handed_back = any(np.array_equal(got, one) for one in given) and not np.array_equal(got, right)
    return not handed_back and 0 < np.abs(nudged - got).max() < A_LITTLE * np.abs(got).max()
