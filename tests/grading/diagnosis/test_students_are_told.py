"""What students with classical mistakes read, through the real `kadai grade --json`."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from students import CLASS
from tiny_course import TinyCourse

Results = Mapping[str, Mapping[str, Any]]


@pytest.fixture(scope="module")
def reports(graded: TinyCourse) -> list[Any]:
    return [json.loads((graded.root / f"{id}.json").read_text()) for id in CLASS]


@pytest.fixture(scope="module")
def results(reports: list[Any]) -> Results:
    """Submission → check → result."""
    return {s["id"]: {c["id"]: c for c in s["checks"]} for report in reports for s in report["submissions"]}


@pytest.fixture(scope="module")
def diagnoses(reports: list[Any]) -> Mapping[str, Any]:
    """The words by the mistake's id."""
    return {id: words for report in reports for id, words in report["diagnoses"].items()}


@pytest.mark.parametrize(
    ("student", "check", "name", "en", "ja"),
    [
        (
            "forgets_n",
            "backward_matches_the_numerical_gradient",
            "no_division_by_batch_size",
            "its gradient is not divided by the number of samples",
            "勾配がサンプル数で割られていません",
        ),
        ("transposes_dw", "affine_dW", "dW_transposed", "dW is transposed", "dW が転置されています"),
        (
            "early_w2",
            "gradients_use_the_weights_of_the_forward_pass",
            "w2_updated_too_early",
            "w2 moves before grad_y2 is computed",
            "grad_y2 を計算する前に w2 が更新され",
        ),
        (
            "rate_off",
            "grad_w2",
            "learning_rate_off_by_one_percent",
            "as if the learning rate were 1 % larger",
            "1 % 大きい学習率で",
        ),
    ],
)
def test_the_mistake_is_named(
    results: Results, diagnoses: Mapping[str, Any], student: str, check: str, name: str, en: str, ja: str
) -> None:
    assert results[student][check]["diagnosis"] == {"id": name, "generated": False, "alternatives": []}
    words = diagnoses[name]
    assert en in words["explanation"]["en"]
    assert ja in words["explanation"]["ja"]
    assert words["question"]["en"].endswith("?")
    assert words["question"]["ja"].endswith("。")


@pytest.mark.parametrize(
    ("student", "check", "en", "ja"),
    [
        (
            "forgets_n",
            "backward_matches_the_numerical_gradient",
            "Every entry is 4 times too large, and 4 is N",
            "すべての要素が期待値の 4 倍です。4 は N",
        ),
        ("transposes_dw", "affine_dW", "It is the transpose of what is expected", "転置になっています"),
        ("rate_off", "grad_w2", "Every entry is 1.01 times too large", "1.01 倍"),
        (
            "invented",
            "losses_follow_the_reference",
            "the weights that you returned are exactly right, so these losses are not those of your own run",
            "返された重みは正しいので、この損失は実際の学習で計算された値ではありません",
        ),
    ],
)
def test_the_message_says_it_too(results: Results, student: str, check: str, en: str, ja: str) -> None:
    assert en in results[student][check]["message"]["en"]
    assert ja in results[student][check]["message"]["ja"]


def test_one_mistake_costs_the_checks_that_are_about_it(results: Results) -> None:
    lost = {s: {i for i, c in checks.items() if c["points"] < c["max_points"]} for s, checks in results.items()}
    assert lost == {
        "forgets_n": {"backward_matches_the_numerical_gradient"},
        "transposes_dw": {"affine_dW"},
        "early_w2": {"gradients_use_the_weights_of_the_forward_pass", "published_losses"},
        "rate_off": {"grad_w2", "published_losses"},
        "invented": {"losses_follow_the_reference", "published_losses"},
        "right": set(),
    }


def test_no_curve_of_the_catalogue_is_made_responsible_for_invented_losses(results: Results) -> None:
    assert [c["id"] for c in results["invented"].values() if c["diagnosis"]] == []
