"""How a validation is shown, wide and narrow; nothing is cut, whatever the names."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from autograder.cli.validation_progress import ValidationProgress
from autograder.cli.validation_table import COLUMNS, show_validation
from autograder.grading.validation.findings import Band, Finding, Nearest, Validation

IDS = st.from_regex(r"[a-z][a-z0-9_]{0,60}", fullmatch=True)


def validation(id: str, check: str = "losses", mistake: str = "too_slow") -> Validation:
    findings = [
        Finding("reference", "reference", True),
        Finding("stub", "stub", True),
        *(Finding("misconception", f"m{n}", True) for n in range(25)),
        Finding("mutant", "a", True, explained="why not"),
        Finding("mutant", "b", True),
        Finding("rerun", "reference", True),
    ]
    band = Band(
        check, "losses", "trajectory", 60, (1e-13, 3e-9), (1e-5, 2e-3),
        equivalent=Nearest("float32_inside", 0.12), misconception=Nearest(mistake, 3.5, 4), separated=6, compared=23,
    )  # fmt: skip
    return Validation(id, 10.0, (check,), tuple(findings), (band,))


def shown(results: list[Validation], width: int) -> str:
    out = io.StringIO()
    show_validation(results, Console(file=out, width=width))
    return out.getvalue()


@settings(max_examples=30)
@given(st.lists(IDS, min_size=1, max_size=4), IDS, IDS, st.integers(40, 250))
def test_nothing_is_cut(ids: list[str], check: str, mistake: str, width: int) -> None:
    text = shown([validation(id, check, mistake) for id in ids], width)
    words = text.split()
    for word in (*ids, check, mistake, "misconceptions", "equivalents", "repeated", "float32_inside", "25/25"):
        assert word in words


def test_a_table_where_there_is_room() -> None:
    heading = shown([validation("two_layer_mse")], 200).splitlines()[1].split()
    assert " ".join(heading) == " ".join(("assignment", "checks", "points", *COLUMNS))


def test_blocks_where_there_is_none() -> None:
    lines = shown([validation("two_layer_mse"), validation("two_layer_net")], 80).splitlines()
    assert lines[:5] == [
        "Validation",
        " two_layer_mse",
        "    checks 1  points 10  reference full  stub 0  misconceptions 25/25",
        "    equivalents –  mutants 2/2 (1 explained)  wrong sweeps –  right sweeps –",
        "    cheats –  repeated 1/1  handed out –",
    ]
    assert " two_layer_net" in lines


def test_what_a_band_keeps_out_is_no_failure() -> None:
    assert "6 (and 17 fail elsewhere)" in shown([validation("two_layer_mse")], 200)


def test_what_falls_short_has_a_name_once() -> None:
    bad = [Finding("reference", "reference", False, "no"), Finding("misconception", "slow", False, "no")]
    text = shown([Validation("tiny", 1.0, (), tuple(bad))], 80)
    assert "tiny: reference\n" in text
    assert "tiny: misconception slow\n" in text
    assert "tiny: stub" not in text


@pytest.mark.parametrize(
    ("known", "last"), [(False, "tiny: in order (0 s)"), (True, "tiny: in order (nothing has changed)")]
)
def test_progress_without_a_terminal(known: bool, last: str) -> None:
    jobs = [
        "reference:reference",
        "stub:stub",
        *(f"mutant:{n}" for n in range(99)),
        "honest:0",
        "cheat:none",
        "draw 1:x",
    ]
    out = io.StringIO()
    with ValidationProgress(Console(file=out, width=40)) as progress:
        progress.begin(["tiny"])
        for number, some in enumerate([jobs[:2], jobs[2:]]):
            progress.add("tiny", some, last=bool(number))
            for job in some:
                progress.graded("tiny", job, known)
        progress.end(Validation("tiny", 1.0, (), (), modules=len(jobs), known=len(jobs) * known))
    kinds = [
        "tiny: reference and stub done (2)",
        "tiny: mutants done (99)",
        "tiny: cheats and honest submissions between them done (2)",
        "tiny: right modules with other inputs done (1)",
    ]
    assert out.getvalue().splitlines() == ["validating tiny", *([] if known else kinds), last]
