"""Pictures of results: what no data breaks, and what they say of some."""

import math
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.grading.kept_values import kept_arrays
from autograder.grading.results import Arrays, CheckResult, Evidence
from autograder.grading.shown import Cell, pictures_of, table_of
from autograder.numerics import Compared, assert_independent, assert_mean, assert_rate, assert_variance
from autograder.pictures import Picture, graph, heat_map, histogram, images, losses, paths

NUMBERS = st.one_of(st.floats(), st.integers(), st.booleans(), st.sampled_from(["nan", "-inf", "<b>", None]))
ROWS = st.lists(st.one_of(NUMBERS, st.lists(NUMBERS, max_size=3)), max_size=4)
ANYTHING = st.one_of(
    ROWS, st.lists(st.lists(st.lists(NUMBERS, min_size=1, max_size=2), max_size=2), max_size=3), NUMBERS
)


def drawn(picture: Picture | None) -> None:
    """In either language, and in both, a picture is SVG, and says the same in words."""
    if picture is None:
        return
    for svg in (picture.svg, picture.in_("en"), picture.in_("ja")):
        root = ET.fromstring(svg)
        assert all(math.isfinite(float(root.get(name, "nan"))) for name in ("width", "height"))
        assert not any("nan" in part or "inf" in part for e in root.iter() if (part := e.get("d") or ""))
    assert picture.caption.en
    assert picture.caption.ja


@settings(max_examples=200)
@given(ANYTHING, ANYTHING, ANYTHING, st.integers(-2, 5))
def test_no_data_breaks_a_picture(one, other, third, step) -> None:
    drawn(heat_map(one, other, third))
    drawn(losses(one, step, other, third))
    drawn(paths(one, other, third))
    drawn(images(one, other))
    drawn(histogram({"edges": one, "counts": other, "expected": third}))
    drawn(graph({"nodes": one, "edges": other}))
    for kind in ("entries", "path", "images"):
        evidence = Evidence({}, {"c": Arrays(one, other, third, kind=kind)})
        check = CheckResult("c", "failed", 0.0, 1.0, details={"data": {"sample": one, "graph": other, "step": step}})
        for picture in pictures_of(check, evidence):
            drawn(picture)
        table_of(check, evidence)


def test_a_path_names_the_first_wrong_step() -> None:
    right = np.cumsum(np.ones((6, 2, 3)), axis=0)
    got = right.copy()
    got[3:, 1, 2] += 5
    got[4:, 0, 1] += 2
    kept = kept_arrays(Compared(got, right, got != right, "path"))
    assert kept is not None
    assert (kept.kind, kept.names) == ("path", ("[0, 1]", "[1, 2]"))
    picture = paths(kept.got, kept.expected, kept.wrong, kept.names)
    drawn(picture)
    assert "up to step 2 and wrong from step 3" in picture.caption.en


@pytest.mark.parametrize("shape", [(5, 49), (12, 3, 3), (2, 4, 3, 3)])
def test_images_that_differ_most_are_kept(shape: tuple[int, ...]) -> None:
    right = np.random.default_rng(0).uniform(size=shape)
    got = right.copy()
    got[-1] += 0.5
    kept = kept_arrays(Compared(got, right, got != right, "images"))
    assert kept is not None
    assert kept.kind == "images"
    assert len(kept.got) <= 8
    count = math.prod(shape) // (49 if len(shape) == 2 else 9)
    assert str(count - 1) in kept.names
    drawn(images(kept.got, kept.expected, kept.names))


def test_what_is_no_row_of_pixels_is_shown_as_entries() -> None:
    right = np.zeros((3, 7))
    kept = kept_arrays(Compared(right + 1, right, right == 0, "images"))
    assert kept is not None
    assert kept.kind == "entries"


RNG = np.random.default_rng(7)
WRONG_DRAWS = {
    "variance": lambda: assert_variance(2 * RNG.normal(size=4000), 1.0),
    "mean": lambda: assert_mean(1 + RNG.normal(size=4000), 0.0, 1.0),
    "rate": lambda: assert_rate(RNG.random(4000) < 0.7, 0.3),
    "independence": lambda: assert_independent(np.tile(RNG.random(200) < 0.3, (64, 1)), 0.3),
}


@pytest.mark.parametrize("name", WRONG_DRAWS)
def test_draws_that_are_rejected_are_shown_beside_what_is_expected(name: str) -> None:
    with pytest.raises(AssertionError) as caught:
        WRONG_DRAWS[name]()
    sample = caught.value.data["sample"]
    assert sum(sample["counts"]) >= 64
    if sample["expected"]:
        assert sum(sample["expected"]) == pytest.approx(sum(sample["counts"]), rel=1e-3)
    drawn(histogram(sample))
    assert histogram(sample) is not None


def test_right_draws_fill_their_histogram() -> None:
    from autograder.numerics.distributions import normal_cdf
    from autograder.numerics.samples import counted

    sample = counted(np.random.default_rng(1).normal(size=20_000), normal_cdf(1.0))
    for count, expected in zip(sample["counts"], sample["expected"], strict=True):
        assert abs(count - expected) < 6 * math.sqrt(expected) + 1


EDGES = [[0, 2, ""], [1, 2, "missing"], [0, 3, "wrong"], [2, 3, ""], [3, 0, "extra"]]


def test_a_graph_names_the_edges_that_are_wrong_even_backwards() -> None:
    picture = graph({"nodes": ["x", "y", "a", "b"], "edges": EDGES})
    drawn(picture)
    assert picture is not None
    assert picture.caption.en == "Edges of the graph, wrong: x → b; missing: y → a; too many: b → x."


def test_a_circle_is_no_graph() -> None:
    assert graph({"nodes": ["x", "y"], "edges": [[0, 1, ""], [1, 0, "wrong"]]}) is None


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({1}, "Only column 1 is wrong (counted from 0)."),
        ({0, 2}, "Only columns 0, 2 are wrong (counted from 0)."),
        ({0, 1, 2, 4}, "Only column 3 is right (counted from 0)."),
        ({0, 1, 2, 3, 4}, "Every entry is wrong."),
    ],
)
def test_a_heat_map_says_which_columns_differ_by_the_fewer_ones(columns: set[int], said: str) -> None:
    wrong = [[j in columns for j in range(5)] for _ in range(3)]
    picture = heat_map([[1.0] * 5] * 3, [[2.0] * 5] * 3, wrong)
    assert picture is not None
    assert picture.caption.en == said


def test_how_far_losses_are_off_is_said_in_plain_numbers() -> None:
    far = [losses([1.0, 1.0 + off], 1, [1.0, 1.0], [1e-6] * 2) for off in (1.23e-5, 3.3612e-3, 40.0)]
    assert [p.caption.en.rpartition("by ")[2].partition(" times")[0] for p in far if p] == ["12.3", "3,360", "4e+07"]


@pytest.mark.parametrize(
    ("got", "expected", "said"),
    [
        (2.0, 4.0, "× 0.5"),
        (1.0 + 2e-9, 1.0, "+ 2e-09"),
        (-1.0 - 3e-12, -1.0, "− 3e-12"),
        (1.0, 0.0, ""),
        ("nan", 1.0, ""),
        (1.0, None, ""),
    ],
)
def test_what_is_written_alike_is_told_apart_by_its_difference(got, expected, said: str) -> None:
    assert Cell(got, expected, wrong=True).compared == said
