"""Slips in the relative error."""

from autograder.testing import misconception

ERROR = "np.abs(a - b) / np.where(size == 0, 1.0, size)"
SIZE = "np.maximum(np.abs(a), np.abs(b))"
CHECK = "float(np.max(relative_error(grad(x), numerical_gradient(f, x, h))))"
SWAPPED = (CHECK, "float(np.max(relative_error(numerical_gradient(f, x, h), grad(x))))")  # right by itself


def divided_by_the_first(name, *more, change=()):
    """The error is relative to a, whichever is larger."""
    misconception(
        name,
        change=[(SIZE, "np.abs(a)"), *change],
        fails=["relative_error", "relative_error_example", *more],
        title_en="Divided by the first number only",
        title_ja="最初の数だけで割っている",
        en="The error is divided by |a|, so relative_error(a, b) and relative_error(b, a) differ.",
        ja="誤差を |a| で割っているため、relative_error(a, b) と relative_error(b, a) が違う値になります。",
        ask_en="What comes out for a = 0 and b = 5?",
        ask_ja="a = 0、b = 5 のときはどうなりますか。",
    )


def divided_by_the_second(name, *more, change=()):
    """The error is relative to b, whichever is larger."""
    misconception(
        name,
        change=[(SIZE, "np.abs(b)"), *change],
        fails=["relative_error", *more],
        title_en="Divided by the second number only",
        title_ja="2 番目の数だけで割っている",
        en="The error is divided by |b|, so relative_error(a, b) and relative_error(b, a) differ.",
        ja="誤差を |b| で割っているため、relative_error(a, b) と relative_error(b, a) が違う値になります。",
        ask_en="What comes out for a = 5 and b = 0?",
        ask_ja="a = 5、b = 0 のときはどうなりますか。",
    )


def outweighing(name, size, *more):
    """A guard against 0/0 that tiny numbers do not outweigh."""
    misconception(
        name,
        change=[("np.where(size == 0, 1.0, size)", size)],
        fails=["relative_error_of_tiny_numbers", *more],
        title_en="The guard against 0/0 outweighs tiny numbers",
        title_ja="0/0 を防ぐ定数が大きすぎる",
        en="The denominator contains a constant that is larger than tiny numbers: their errors come out too small.",
        ja="分母の定数がごく小さい数より大きいため、そのような数の誤差が小さく出ます。",
        ask_en="What is your relative error of 1e-9 and 3e-9?",
        ask_ja="1e-9 と 3e-9 の相対誤差は、あなたの関数ではいくつになりますか。",
    )


def sizes() -> None:
    """What the difference is divided by."""
    misconception(
        "absolute_error",
        change=[(ERROR, "np.abs(a - b)")],
        fails=["gradient_check_example", "relative_error", "relative_error_example", "relative_error_of_tiny_numbers"],
        title_en="Absolute instead of relative error",
        title_ja="相対誤差ではなく絶対誤差",
        en="The error is not divided by the size of the numbers: 1e-3 is much for 1e-3, and little for 1e6.",
        ja="誤差を値の大きさで割っていません。同じ 1e-3 の差でも、1e-3 に対しては大きく、1e6 に対しては小さいです。",
        ask_en="Should the result change if both gradients are measured in another unit?",
        ask_ja="2 つの勾配の単位を変えたら、結果は変わるべきですか。",
    )
    misconception(
        "divided_by_the_sum",
        change=[(SIZE, "np.abs(a) + np.abs(b)")],
        fails=["gradient_check_example", "relative_error", "relative_error_example"],
        title_en="Divided by the sum of the sizes",
        title_ja="大きさの和で割っている",
        en="The error is divided by |a| + |b|; here it is max(|a|, |b|).",
        ja="誤差を |a| + |b| で割っています。この課題では max(|a|, |b|) で割ります。",
        ask_en="What does the docstring divide by?",
        ask_ja="docstring では何で割っていますか。",
    )
    divided_by_the_first("divided_by_the_first")
    divided_by_the_first("divided_by_the_first_swapped", "gradient_check_example", change=[SWAPPED])
    divided_by_the_second("divided_by_the_second", "gradient_check_example")
    divided_by_the_second("divided_by_the_second_swapped", change=[SWAPPED])
    misconception(
        "divided_by_the_smaller",
        change=[(SIZE, "np.minimum(np.abs(a), np.abs(b))")],
        fails=["gradient_check_example", "relative_error", "relative_error_example"],
        title_en="Divided by the smaller number",
        title_ja="小さい方の数で割っている",
        en="The error is divided by min(|a|, |b|); it is to be divided by the larger one.",
        ja="誤差を min(|a|, |b|) で割っています。割るのは大きい方です。",
        ask_en="How large can |a − b| / max(|a|, |b|) become at most? And yours?",
        ask_ja="|a − b| / max(|a|, |b|) は最大でいくつになりますか。あなたの式ではどうですか。",
    )
    misconception(
        "divided_by_the_mean_size",
        change=[(SIZE, "(np.abs(a) + np.abs(b)) / 2")],
        fails=["gradient_check_example", "relative_error", "relative_error_example"],
        title_en="Divided by the mean size",
        title_ja="大きさの平均で割っている",
        en="The error is divided by (|a| + |b|) / 2; here it is max(|a|, |b|).",
        ja="誤差を (|a| + |b|) / 2 で割っています。この課題では max(|a|, |b|) で割ります。",
        ask_en="What does the docstring divide by?",
        ask_ja="docstring では何で割っていますか。",
    )
    misconception(
        "divided_by_the_largest_of_all",
        change=[(SIZE, "max(np.max(np.abs(a)), np.max(np.abs(b)))")],
        fails=["relative_error"],
        title_en="Divided by the largest of all entries",
        title_ja="全要素の最大値で割っている",
        en="All errors are divided by the same number, the largest entry of a and b; each entry has a size of its own.",
        ja="どの誤差も、a と b の全要素のうち最大の値で割っています。大きさは要素ごとに取ります。",
        ask_en="What is the relative error of the second entry for a = (1000, 1) and b = (1000, 2)?",
        ask_ja="a = (1000, 1)、b = (1000, 2) のとき、2 番目の要素の相対誤差はいくつですか。",
    )
    misconception(
        "only_the_largest_of_the_errors",
        change=[(f"return {ERROR}", f"return np.max({ERROR})")],
        fails=["relative_error", "relative_error_of_zeros", "relative_error_of_tiny_numbers", "relative_error_example"],
        title_en="One number in place of one for each entry",
        title_ja="要素ごとではなく 1 つの数",
        en="relative_error returns the largest error only; it is to be an array, with an error for each entry.",
        ja="relative_error が最大の誤差だけを返しています。返すのは、要素ごとの誤差の配列です。",
        ask_en="Which function of this task asks for the largest error?",
        ask_ja="最大の誤差を求めるのは、この課題のどの関数ですか。",
    )
    for name, size in [
        ("larger_number_without_absolute_value", "np.abs(np.maximum(a, b))"),
        ("larger_number_with_its_sign", "np.maximum(a, b)"),
    ]:
        misconception(
            name,
            change=[(SIZE, size)],
            fails=["relative_error"],
            title_en="max(a, b) without absolute values",
            title_ja="絶対値を取らずに max(a, b)",
            en="max(a, b) is the larger number, not the larger size: of −5 and 1 it is 1.",
            ja="max(a, b) は、絶対値ではなく値が大きい方です。−5 と 1 なら 1 になります。",
            ask_en="What is your denominator for a = −5 and b = 1?",
            ask_ja="a = −5、b = 1 のとき、分母はいくつになりますか。",
        )
    misconception(
        "max_of_python",
        change=[(SIZE, "np.asarray(max(np.abs(a), np.abs(b)))")],
        fails=["relative_error", "relative_error_of_zeros", "relative_error_of_tiny_numbers"],
        title_en="One truth value of an array",
        title_ja="配列を 1 つの真偽値として使っている",
        en="`if`, `and` and Python's `max` need a single yes or no; comparing arrays gives one for each entry.",
        ja="`if`、`and`、Python の `max` には真偽値が 1 つ必要ですが、配列の比較の結果は要素ごとに 1 つずつあります。",
        ask_en="Which of the arrays (1, 4) and (3, 2) is larger? Which NumPy functions answer entry by entry?",
        ask_ja="配列 (1, 4) と (3, 2) では、どちらが大きいですか。要素ごとに答える NumPy の関数は何ですか。",
    )
    misconception(
        "error_with_sign",
        change=[(ERROR, "(a - b) / np.where(size == 0, 1.0, size)")],
        fails=["relative_error", "relative_error_example"],
        title_en="The error has a sign",
        title_ja="誤差に符号がある",
        en="a − b is taken without its absolute value, so that an error can be negative.",
        ja="a − b の絶対値を取っていないため、誤差が負になることがあります。",
        ask_en="If all of your errors are negative, what does their maximum tell?",
        ask_ja="誤差がすべて負だったら、その最大値は何を意味しますか。",
    )
    misconception(
        "error_in_percent",
        change=[(ERROR, "100 * np.abs(a - b) / np.where(size == 0, 1.0, size)")],
        fails=["gradient_check_example", "relative_error", "relative_error_example"],
        title_en="The error in percent",
        title_ja="誤差がパーセントになっている",
        en="The error is multiplied by 100; |a − b| / max(|a|, |b|) is a fraction.",
        ja="誤差に 100 が掛かっています。|a − b| / max(|a|, |b|) は割合そのものです。",
        ask_en="How large can |a − b| / max(|a|, |b|) become at most? And yours?",
        ask_ja="|a − b| / max(|a|, |b|) は最大でいくつになりますか。あなたの式ではどうですか。",
    )
    misconception(
        "arguments_of_the_error_overwritten",
        change=[(f"return {ERROR}", "a -= b\n    return np.abs(a) / np.where(size == 0, 1.0, size)")],
        fails=["relative_error"],
        title_en="The caller's a is changed",
        title_ja="呼び出し側の a を書き換えている",
        en="`a -= b` writes into the array that the caller handed over.",
        ja="`a -= b` が、呼び出し側から渡された配列そのものを書き換えています。",
        ask_en="What is a for the caller after relative_error(a, b) has returned?",
        ask_ja="relative_error(a, b) を呼んだあと、呼び出し側の a はどうなっていますか。",
    )


def zeros() -> None:
    """The guard against 0/0."""
    for power in (8, 7, 6, 5, 4):
        outweighing(f"floor_of_1e_{power}", f"np.maximum(size, 1e-{power})")
    outweighing("floor_of_1", "np.maximum(size, 1.0)", "relative_error")
    for power in (10, 9, 8):
        outweighing(f"added_1e_{power}", f"(size + 1e-{power})")
    for power in (7, 6, 5):
        outweighing(f"added_1e_{power}", f"(size + 1e-{power})", "relative_error")
    misconception(
        "zero_by_zero",
        change=[(ERROR, "np.abs(a - b) / size")],
        fails=["relative_error_of_zeros"],
        title_en="0/0 where both are 0",
        title_ja="どちらも 0 のとき 0/0 になる",
        en="Where both numbers are 0 the result is NaN; they agree, so the error is 0.",
        ja="どちらも 0 のところで結果が NaN になります。一致しているので、誤差は 0 です。",
        ask_en="A weight that never matters has the gradient 0. What should the check say about it?",
        ask_ja="損失に影響しない重みの勾配は 0 です。そのとき検査の結果はどうなるべきですか。",
    )
    misconception(
        "one_where_both_are_zero",
        change=[(ERROR, "np.where(size == 0, 1.0, np.abs(a - b) / np.where(size == 0, 1.0, size))")],
        fails=["relative_error_of_zeros"],
        title_en="1 where both are 0",
        title_ja="どちらも 0 のとき 1 になる",
        en="Where both numbers are 0 the result is 1; they agree, so the error is 0.",
        ja="どちらも 0 のところで結果が 1 になっています。一致しているので、誤差は 0 です。",
        ask_en="A weight that never matters has the gradient 0. What should the check say about it?",
        ask_ja="損失に影響しない重みの勾配は 0 です。そのとき検査の結果はどうなるべきですか。",
    )
