"""Synthetic classes, realistic enough to look at: ``python sample_reports.py FOLDER [N]`` writes their pages."""

import random
import sys
from pathlib import Path

from report_schema import valid

from autograder.grading.not_run import faulty, unreadable
from autograder.grading.results import (
    FORMAT,
    CheckInfo,
    CheckResult,
    Diagnosed,
    Diagnosis,
    Report,
    SandboxInfo,
    SubmissionResult,
    result_of,
)
from autograder.text import Text


def _info(name: str, points: float, public: bool, en: str, ja: str) -> CheckInfo:
    return CheckInfo(name, Text(en, ja), points, public)


CHECKS = (
    _info(
        "softmax_gives_the_probabilities_of_each_row",
        1.0,
        True,
        "softmax(x) divides exp(x) by its sum over the classes of the same sample.",
        "softmax(x) は、exp(x) をそのサンプルのクラス方向の和で割った値です。",
    ),
    _info(
        "softmax_is_stable_for_large_logits",
        1.0,
        False,
        "softmax(x) is right for logits up to ±1000, also when every row has a different size.",
        "ロジットが ±1000 程度でも、softmax(x) は正しい値になります。",
    ),
    _info(
        "cross_entropy_is_the_mean_over_the_samples",
        1.0,
        True,
        "cross_entropy(y, t) is the sum of −t log y, divided by the number of samples N.",
        "cross_entropy(y, t) は −t log y の総和をサンプル数 N で割った値です。",
    ),
    _info(
        "cross_entropy_accepts_probabilities_of_zero",
        0.5,
        False,
        "A probability of exactly 0 adds nothing for a wrong class, and a large loss for the true one.",
        "確率が 0 のとき、正解でないクラスなら損失は増えません。",
    ),
    _info(
        "forward_returns_the_mean_cross_entropy",
        0.5,
        True,
        "forward(x, t) takes logits x and returns the mean cross entropy of softmax(x).",
        "forward(x, t) はロジット x を受け取り、平均交差エントロピーを返します。",
    ),
    _info(
        "backward_matches_the_numerical_gradient",
        3.0,
        False,
        "backward() is the gradient of the mean cross entropy.",
        "backward() は平均交差エントロピーの勾配です。",
    ),
    _info(
        "backward_scales_with_dout",
        1.0,
        False,
        "backward(dout) is dout times the gradient.",
        "backward(dout) は勾配の dout 倍です。",
    ),
    _info(
        "arguments_are_not_modified",
        1.0,
        False,
        "The layer leaves its arguments as they were.",
        "層は引数の値を書き換えません。",
    ),
    _info(
        "layer_can_be_used_twice",
        1.0,
        False,
        "A second forward and backward give the right values again.",
        "2 回目の forward と backward でも正しい値になります。",
    ),
)
SOFTMAX, STABLE, ENTROPY, ZERO, FORWARD, BACKWARD, DOUT, ARGUMENTS, TWICE = CHECKS

NO_MEAN = Diagnosed("no_division_by_batch_size")
NO_SHIFT = Diagnosed("no_max_shift", alternatives=("no_max_shift", "one_shift_for_all_rows"))
DIAGNOSES = {
    "no_division_by_batch_size": Diagnosis(
        Text("The gradient is not divided by the number of samples", "勾配がサンプル数で割られていません"),
        Text(
            "The loss is a mean over the batch, but its gradient is not divided by the number of samples.",
            "損失はバッチの平均ですが、勾配がサンプル数で割られていません。",
        ),
        Text(
            "By how much does the loss change if only one of the N samples changes?",
            "N 個のサンプルのうち 1 個だけが変わったら、損失はどれだけ変わりますか。",
        ),
    ),
    "no_max_shift": Diagnosis(
        Text(
            "exp overflows: the largest logit is not subtracted first",
            "最大値を引かずに exp を計算しているため、オーバーフローします",
        ),
        Text(
            "exp(1000) is infinite in float64, and inf/inf is NaN.",
            "float64 では exp(1000) は無限大になり、inf/inf は NaN になります。",
        ),
        Text(
            "Does softmax change if the same number is subtracted from all logits of a row?",
            "1 行のロジットすべてから同じ数を引いたら、softmax の値は変わりますか。",
        ),
    ),
    "one_shift_for_all_rows": Diagnosis(
        Text("All rows are shifted by the largest logit of all", "すべての行から全体の最大値を引いています"),
        Text("A row of small logits underflows.", "小さいロジットの行がアンダーフローします。"),
    ),
}
GRADIENT_DETAILS = {
    "kind": "values",
    "what": "backward(), x (5, 4)",
    "shapes": [[5, 4], [5, 4]],
    "dtypes": ["float64", "float64"],
    "worst_index": [2, 3],
    "got": -0.8413447460685429,
    "expected": -0.16826894921370858,
    "relative_error": 4.0,
    "tolerance": 1.3e-12,
    "fraction_wrong": 1.0,
    "pattern": {"name": "ratio", "factor": 5.0, "quantity": "N"},
}
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>\x1b[31m\"'&amp;"
    "\u202egnp.exe\u2066 {{ 7*7 }} --> </title></style>"
)


def result(info: CheckInfo, outcome: str = "passed", en: str = "", ja: str = "", **more) -> CheckResult:
    """A check's result; it earns its points if it passed."""
    return CheckResult(
        id=info.id,
        outcome=outcome,
        points=info.max_points if outcome == "passed" else 0.0,
        max_points=info.max_points,
        message=Text(en, ja),
        **{"seconds": 0.004, **more},
    )


def wrong_gradient(info: CheckInfo) -> CheckResult:
    return result(
        info,
        "failed",
        "backward(), x (5, 4): at [2, 3] yours is -0.841345, expected -0.168269 (relative error 4). "
        "Every entry is 5.00 times too large; your batch has N = 5 samples.",
        "backward()、x (5, 4): [2, 3] であなたの値は -0.841345、期待値は -0.168269 です。"
        "すべての要素が 5.00 倍です。バッチのサンプル数は N = 5 です。",
        diagnosis=NO_MEAN,
        details=GRADIENT_DETAILS,
    )


def unstable(info: CheckInfo) -> CheckResult:
    return result(
        info,
        "failed",
        "softmax(x), |x| up to 1000: 6 of 15 entries are NaN.",
        "softmax(x)、|x| が 1000 まで: 15 個のうち 6 個の要素が NaN です。",
        diagnosis=NO_SHIFT,
        details={"kind": "finiteness", "worst_index": [1, 0], "got": "nan", "expected": 0.2740682},
    )


def transposed(info: CheckInfo) -> CheckResult:
    return result(
        info,
        "failed",
        "The result has shape (4, 5), expected (5, 4).",
        "結果の shape は (4, 5) ですが、(5, 4) のはずです。",
        details={"kind": "shape", "shapes": [[4, 5], [5, 4]], "dtypes": ["float64", "float64"]},
        trace_digest="a3c1",
    )


def raised(info: CheckInfo, line: int = 31) -> CheckResult:
    return result(
        info,
        "error",
        f'NameError: name "np" is not defined\n  line {line}, in forward\n    return np.mean(loss)',
        f'NameError: "np" という名前が定義されていません\n  {line} 行目、forward の中\n    return np.mean(loss)',
        output="forward called\nx.shape = (5, 4)\n",
    )


def skipped(info: CheckInfo) -> CheckResult:
    return result(
        info,
        "skipped",
        f"Not run: it builds on the check {FORWARD.id!r}, which did not pass. Mend that one first.",
        f"実行していません。このテストの前提となる {FORWARD.id!r} が通っていません。",
    )


def submission(name: str, *results: CheckResult, **more) -> SubmissionResult:
    """A submission; the checks that are not given have passed."""
    given = {c.id: c for c in results}
    checks = tuple(given.get(c.id) or result(c) for c in CHECKS)
    return result_of(name, checks, **more)


def report(*submissions: SubmissionResult, **more) -> Report:
    """A report on some submissions, by default of `CHECKS`."""
    return Report(
        **{
            "format": FORMAT,
            "assignment": "softmax_with_loss",
            "sandbox": SandboxInfo("standard", ("rlimits", "landlock", "seccomp", "no_new_privs")),
            "submissions": tuple(sorted(submissions, key=lambda s: s.id)),
            "title": Text("Softmax with cross entropy", "ソフトマックスと交差エントロピー"),
            "kadai": "0.1.0",
            "checks": CHECKS,
            "diagnoses": DIAGNOSES,
            **more,
        }
    )


UNREADABLE = unreadable(
    "s2599",
    Text("s2599.py, line 12: invalid syntax.", "s2599.py の 12 行目に構文エラーがあります。"),
    CHECKS,
)
FAULTY = faulty(
    "山田太郎",
    Text("The examiner died three times.", "採点プロセスが 3 回終了しました。"),
    CHECKS,
)
CRASHED = submission(
    "s2598",
    result(BACKWARD, "crashed", "The program ended itself: os._exit(0).", "プログラムが os._exit(0) で終了しました。"),
)
EVIL = submission(
    "../../" + HOSTILE,
    result(SOFTMAX, "failed", HOSTILE, HOSTILE + "\n" + "A" * 100_000, output=HOSTILE + "B" * 100_000),
)


def class_of(size: int, seed: int = 1) -> Report:
    """A class with the usual mistakes, one unreadable, one faulty, one crashed and one hostile submission."""
    draw = random.Random(seed)
    students = [_student(f"s{2600 + i}", draw) for i in range(size - 4)]
    return valid(report(*students, UNREADABLE, FAULTY, CRASHED, EVIL))


def _student(name: str, draw: random.Random) -> SubmissionResult:
    wrong: list[CheckResult] = []
    kind = draw.random()
    if kind > 0.95:
        stub = ("forward returned None: is it still the stub?", "forward が None を返しました。未記入ではありませんか?")
        wrong += [result(c, "failed", *stub) for c in CHECKS]
    elif kind > 0.35:
        wrong += [wrong_gradient(c) for c in (BACKWARD, DOUT, TWICE)] if draw.random() < 0.55 else []
        wrong += [unstable(STABLE)] if draw.random() < 0.4 else []
        wrong += [transposed(ENTROPY)] if draw.random() < 0.15 else []
        broken = [raised(FORWARD, draw.randint(20, 60)), skipped(BACKWARD), skipped(DOUT)]
        wrong += broken if draw.random() < 0.12 else []
        timeout = result(TWICE, "timeout", "Stopped after 5 s of computing.", "5 秒計算した時点で停止しました。")
        wrong += [timeout] if draw.random() < 0.06 else []
    note = Text("Line 88 raised ValueError; the rest was run.", "88 行目で ValueError が発生しました。")
    return submission(name, *wrong, notes=(note,) if draw.random() < 0.1 else ())


if __name__ == "__main__":
    from autograder.reports import html
    from autograder.reports import json as json_report

    folder = Path(sys.argv[1])
    sample = class_of(int(sys.argv[2]) if len(sys.argv) > 2 else 30)
    print(html.write(sample, folder / "html"))
    (folder / "report.json").write_bytes(json_report.render(sample))
