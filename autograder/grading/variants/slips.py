"""What the changes of mutants are called: for students the kind of slip, for those who know the solution the edit."""

from collections.abc import Sequence

from autograder.grading.results import Diagnosis
from autograder.grading.variants.mutants import Edited
from autograder.text import NOTHING, Text

_SLIPS = {
    "accumulated": Text("a value added up that should be replaced", "上書き（=）すべきところで加算（+=）している"),
    "assigned": Text("a value replaced that should be added up", "加算（+=）すべきところで上書き（=）している"),
    "axis": Text("a reduction over another axis", "軸（axis）の指定が違っている"),
    "call": Text("a function that is not applied", "関数を 1 つ適用し忘れている"),
    "comparison": Text("another comparison", "比較の向きか、等号の有無が違っている"),
    "condition": Text("a condition that is missing or the wrong way round", "条件が抜けているか、逆になっている"),
    "constant": Text("another number", "定数が違っている"),
    "copy": Text("a copy missing", "コピーを取り忘れている"),
    "default": Text("a default value in an argument's place", "引数の値ではなく、既定値を使っている"),
    "doubled": Text("a factor applied twice", "同じ因数を 2 回使っている"),
    "early": Text("a step inside a loop that belongs after it", "ループの後の処理がループの中に入っている"),
    "factor": Text("a factor missing", "因数が 1 つ抜けている"),
    "function": Text("another function", "使う関数を取り違えている"),
    "in_place": Text("an array changed in place", "配列をその場で書き換えている"),
    "index": Text("a slice that is off by one", "スライスの範囲が 1 つずれている"),
    "initial": Text("another initial value", "初期値が違っている"),
    "keepdims": Text("a dimension kept or lost (keepdims)", "keepdims の指定が違っている"),
    "late": Text("a step after a loop that belongs inside it", "ループの中の処理がループの後に出ている"),
    "operands": Text("two operands the wrong way round", "2 つの項の順序が逆になっている"),
    "operator": Text("another operation, as + for −, or × for ÷", "演算（+ と −、× と ÷ など）を取り違えている"),
    "order": Text("two steps in the wrong order", "2 つの処理の順序が逆になっている"),
    "power": Text("an exponent missing", "べき乗が抜けている"),
    "range": Text("a loop that is off by one", "ループの範囲が 1 つずれている"),
    "reduction": Text("another reduction, as a mean for a sum", "集約（sum、mean、max など）を取り違えている"),
    "removed": Text("a step missing", "処理が 1 つ抜けている"),
    "results": Text("two results swapped", "2 つの戻り値の順序が逆になっている"),
    "sign": Text("the wrong sign", "符号が逆になっている"),
    "term": Text("a term missing", "項が 1 つ抜けている"),
    "transpose": Text("a transposition missing, or one too many", "転置が抜けているか、余分に行っている"),
    "variable": Text("one variable in the place of another", "変数を取り違えている"),
}
_SOME = Text("one small slip", "小さな間違いが 1 つある")
_REFERENCE = Text("the reference", "模範解答")
_MOST = 4  # edits that are shown of several that fit


def slip(kind: str) -> Text:
    """A kind of slip, for students; in Japanese as a clause."""
    return _SLIPS[kind]


def words_for(fitting: Sequence[Edited]) -> Diagnosis:
    """What is said of behaviour that several mutants of one function have: as much as they have in common."""
    kinds = {mutant.kind for mutant in fitting}
    what = _SLIPS[fitting[0].kind] if len(kinds) == 1 else _SOME
    function = fitting[0].function
    en, ja = (f" in {function}()", f"{function}() で") if function else ("", "")
    return Diagnosis(
        title=Text(f"Like a right solution with {what.en}{en}", f"{ja}{what.ja}場合と同じ動作"),
        explanation=Text(
            f"In all that was compared, your code behaves exactly like a right solution with {what.en}{en}.",
            f"比べたすべての結果が、正しい解答の中で{ja}{what.ja}場合とぴったり一致しています。",
        ),
        question=_question(function),
        edit=Text.join([edit_of(mutant) for mutant in fitting[:_MOST]], " / "),
    )


def _question(function: str) -> Text:
    if not function:
        return NOTHING
    return Text(
        f"Work out a small example by hand, step by step: where does {function}() part from it?",
        f"小さな例を手で計算し、{function}() を 1 ステップずつ比べてみましょう。どこで食い違いますか。",
    )


def edit_of(mutant: Edited) -> Text:
    """Where and how the reference, or an equivalent, would have to be changed, for lecturers."""
    text = Text(f"the equivalent {mutant.of}", f"別解 {mutant.of} ") if mutant.of else _REFERENCE
    en, ja = (f" in {mutant.place}", f"（{mutant.place}）") if mutant.place else ("", "")
    was, now = mutant.was, mutant.now
    return Text(
        f"as if, in line {mutant.line} of {text.en}{en}, `{was}` were `{now}`",
        f"{text.ja}の {mutant.line} 行目{ja}の `{was}` が `{now}` だった場合と同じ",
    )
