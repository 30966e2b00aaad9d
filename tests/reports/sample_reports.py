"""Synthetic classes, realistic enough to look at: `python sample_reports.py FOLDER [N]` writes their pages."""

import random
import sys
from pathlib import Path

from autograder.grading.results import (
    CheckInfo,
    CheckResult,
    Diagnosis,
    Report,
    SandboxInfo,
    SubmissionResult,
    faulty,
    unreadable,
)
from autograder.text import Text

CHECKS = (
    CheckInfo("softmax_gives_the_probabilities_of_each_row", Text("softmax(x) divides exp(x) by its sum over the classes of the same sample.", "softmax(x) は、exp(x) をそのサンプルのクラス方向の和で割った値です。"), 1.0, True),
    CheckInfo("softmax_is_stable_for_large_logits", Text("softmax(x) is right for logits up to ±1000, also when every row has a different size.", "ロジットが ±1000 程度でも、行ごとに大きさが違っても、softmax(x) は正しい値になります。"), 1.0, False),
    CheckInfo("cross_entropy_is_the_mean_over_the_samples", Text("cross_entropy(y, t) is the sum of −t log y, divided by the number of samples N.", "cross_entropy(y, t) は −t log y の総和をサンプル数 N で割った値です。"), 1.0, True),
    CheckInfo("cross_entropy_accepts_probabilities_of_zero", Text("A probability of exactly 0 adds nothing for a wrong class, and a large loss for the true one.", "確率がちょうど 0 のとき、正解でないクラスなら損失は増えず、正解クラスなら損失は大きな値になります。"), 0.5, False),
    CheckInfo("forward_returns_the_mean_cross_entropy", Text("forward(x, t) takes logits x and returns the mean cross entropy of softmax(x).", "forward(x, t) はロジット x を受け取り、softmax(x) の平均交差エントロピーを返します。"), 0.5, True),
    CheckInfo("backward_matches_the_numerical_gradient", Text("backward() is the gradient of the mean cross entropy.", "backward() は平均交差エントロピーの勾配です。"), 3.0, False, ("forward_returns_the_mean_cross_entropy",)),
    CheckInfo("backward_scales_with_dout", Text("backward(dout) is dout times the gradient.", "backward(dout) は勾配の dout 倍です。"), 1.0, False),
    CheckInfo("arguments_are_not_modified", Text("The layer leaves its arguments as they were.", "層は引数の値を書き換えません。"), 1.0, False),
    CheckInfo("layer_can_be_used_twice", Text("A second forward and backward give the right values again.", "2 回目の forward と backward でも正しい値になります。"), 1.0, False),
)  # fmt: skip

NO_MEAN = Diagnosis(
    id="no_division_by_batch_size",
    title="The gradient is not divided by the number of samples",
    title_ja="勾配がサンプル数で割られていません",
    explanation="The loss is a mean over the batch, but its gradient is not divided by the number of samples.",
    explanation_ja="損失はバッチの平均ですが、勾配がサンプル数で割られていません。",
    question="By how much does the loss change if only one of the N samples changes?",
    question_ja="N 個のサンプルのうち 1 個だけが変わったら、損失はどれだけ変わりますか。",
)
NO_SHIFT = Diagnosis(
    id="no_max_shift",
    title="exp overflows: the largest logit is not subtracted first",
    title_ja="最大値を引かずに exp を計算しているため、オーバーフローします",
    explanation="exp(1000) is infinite in float64, and inf/inf is NaN.",
    explanation_ja="float64 では exp(1000) は無限大になり、inf/inf は NaN になります。",
    question="Does softmax change if the same number is subtracted from all logits of a row?",
    question_ja="1 行のロジットすべてから同じ数を引いたら、softmax の値は変わりますか。",
    alternatives=("one_shift_for_all_rows",),
)
GRADIENT_DETAILS = {
    "kind": "values", "what": "backward(), x (5, 4)", "shapes": [[5, 4], [5, 4]], "dtypes": ["float64", "float64"],
    "worst_index": [2, 3], "got": -0.8413447460685429, "expected": -0.16826894921370858, "relative_error": 4.0,
    "tolerance": 1.3e-12, "fraction_wrong": 1.0,
    "pattern": {"name": "ratio", "factor": 5.0, "quantity": "N", "en": "Every entry is 5.00 times too large; your batch has N = 5 samples.", "ja": "すべての要素が 5.00 倍です。バッチのサンプル数は N = 5 です。"},
    "en": "…", "ja": "…",
}  # fmt: skip
HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)>\x1b[31m"\'&amp;\u202egnp.exe\u2066 {{ 7*7 }} --> </title></style>'


def passed(info: CheckInfo) -> CheckResult:
    return _result(info, "passed", "", "", seconds=0.004)


def wrong_gradient(info: CheckInfo) -> CheckResult:
    return _result(
        info,
        "failed",
        "backward(), x (5, 4): values differ. At [2, 3] yours is -0.841345, expected -0.168269 (relative error 4).",
        "backward()、x (5, 4): 値が違います。[2, 3] であなたの値は -0.841345、期待値は -0.168269 です (相対誤差 4)。",
        diagnosis=NO_MEAN,
        details=GRADIENT_DETAILS,
        seconds=0.011,
    )


def unstable(info: CheckInfo) -> CheckResult:
    return _result(
        info,
        "failed",
        "softmax(x), |x| up to 1000: 6 of 15 entries are NaN.",
        "softmax(x)、|x| が 1000 まで: 15 個のうち 6 個の要素が NaN です。",
        diagnosis=NO_SHIFT,
        details={"kind": "finiteness", "worst_index": [1, 0], "got": "nan", "expected": 0.2740682, "fraction_wrong": 0.4},
    )


def transposed(info: CheckInfo) -> CheckResult:
    return _result(
        info,
        "failed",
        "The result has shape (4, 5), expected (5, 4).",
        "結果の shape は (4, 5) ですが、(5, 4) のはずです。",
        details={"kind": "shape", "shapes": [[4, 5], [5, 4]], "dtypes": ["float64", "float64"]},
        trace_digest="a3c1",
    )


def raised(info: CheckInfo, line: int) -> CheckResult:
    return _result(
        info,
        "error",
        f'NameError: name "np" is not defined\n  line {line}, in forward\n    return np.mean(loss)',
        f'NameError: "np" という名前が定義されていません\n  {line} 行目、forward の中\n    return np.mean(loss)',
        output="forward called\nx.shape = (5, 4)\n",
    )


def _result(info, outcome, message, message_ja, **more):
    points = info.points if outcome == "passed" else 0.0
    return CheckResult(
        id=info.id, outcome=outcome, points=points, max_points=info.points, message=message, message_ja=message_ja,
        title=info.title.en, title_ja=info.title.ja, public=info.public, **more,
    )  # fmt: skip


def submission(name: str, *results: CheckResult, **more) -> SubmissionResult:
    return SubmissionResult(
        id=name,
        status=more.pop("status", "graded"),
        score=sum(c.points for c in results),
        max_score=sum(c.max_points for c in results),
        checks=results,
        **more,
    )


def report(*submissions: SubmissionResult, **more) -> Report:
    return Report(
        format=1,
        assignment="softmax_with_loss",
        sandbox=SandboxInfo(more.pop("level", "standard"), ("rlimits", "landlock", "seccomp", "no_new_privs")),
        submissions=tuple(sorted(submissions, key=lambda s: s.id)),
        title=Text("Softmax with cross entropy", "ソフトマックスと交差エントロピー"),
        kadai="0.1.0",
        checks=more.pop("checks", CHECKS),
    )


def class_of(size: int, seed: int = 1) -> Report:
    """A class with the usual mistakes, one unreadable and one faulty submission, a crash, and a hostile one."""
    draw = random.Random(seed)
    students = [_student(f"s{2600 + i}", draw) for i in range(size - 4)]
    syntax = Text(
        "s2599.py, line 12: invalid syntax. Nothing in the file could be run.",
        "s2599.py の 12 行目に構文エラーがあります。ファイル全体を実行できませんでした。",
    )
    broken = Text("The examiner died three times on this submission.", "この提出の採点中に、採点プロセスが 3 回終了しました。")
    killer = _result(CHECKS[5], "crashed", "The program ended itself: os._exit(0).", "プログラムが os._exit(0) で終了しました。")
    evil = _result(CHECKS[0], "failed", HOSTILE, HOSTILE + "\n" + "A" * 100_000, output=HOSTILE + "B" * 100_000)
    return report(
        *students,
        unreadable("s2599", syntax, CHECKS),
        faulty("山田太郎", broken, CHECKS),
        submission("s2598", *(killer if c is CHECKS[5] else passed(c) for c in CHECKS)),
        submission("../../" + HOSTILE, evil, *map(passed, CHECKS[1:])),
    )


def _student(name: str, draw: random.Random) -> SubmissionResult:
    results = {c.id: passed(c) for c in CHECKS}
    kind = draw.random()
    if kind > 0.35:
        if draw.random() < 0.55:
            for c in (CHECKS[5], CHECKS[6], CHECKS[8]):
                results[c.id] = wrong_gradient(c)
        if draw.random() < 0.4:
            results[CHECKS[1].id] = unstable(CHECKS[1])
        if draw.random() < 0.15:
            results[CHECKS[2].id] = transposed(CHECKS[2])
        if draw.random() < 0.12:
            results[CHECKS[4].id] = raised(CHECKS[4], draw.randint(20, 60))
            for c in CHECKS[5:7]:
                results[c.id] = _result(c, "skipped", "Not run: it builds on the check 'forward_returns_the_mean_cross_entropy', which did not pass. Mend that one first.", "実行していません。このテストの前提となる 'forward_returns_the_mean_cross_entropy' が通っていません。まずそちらを直してください。")  # fmt: skip
        if draw.random() < 0.06:
            results[CHECKS[8].id] = _result(CHECKS[8], "timeout", "Stopped after 5 s of computing.", "計算時間が 5 秒を超えたため停止しました。")
    if kind > 0.95:
        results = {c.id: _result(c, "failed", "forward returned None: is it still the stub?", "forward が None を返しました。まだ書き始めていませんか?") for c in CHECKS}  # fmt: skip
    notes = (Text("Line 88 raised ValueError while the file was loaded; the rest was run.", "読み込み中に 88 行目で ValueError が発生しました。残りは実行しました。"),)
    return submission(name, *results.values(), notes=notes if draw.random() < 0.1 else ())


if __name__ == "__main__":
    from autograder.reports import html
    from autograder.reports import json as json_report

    folder = Path(sys.argv[1])
    sample = class_of(int(sys.argv[2]) if len(sys.argv) > 2 else 30)
    print(html.write(sample, folder / "html"))
    (folder / "report.json").write_bytes(json_report.render(sample))
