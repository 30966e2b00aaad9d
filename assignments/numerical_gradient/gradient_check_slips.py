"""Slips in the check, and in the counts."""

from relative_error_slips import CHECK

from autograder.testing import misconception

COUNT = "(n_in + 1) * n_hidden + (n_hidden + 1) * n_out"


def checks() -> None:
    """gradient_check."""
    misconception(
        "mean_error",
        change=[("float(np.max(relative_error", "float(np.mean(relative_error")],
        fails=["gradient_check"],
        title_en="Mean instead of largest error",
        title_ja="最大ではなく平均の誤差",
        en="gradient_check averages the errors: one wrong entry among many hardly shows.",
        ja="gradient_check が誤差の平均を返しています。多くの要素の中の 1 つの誤りが目立たなくなります。",
        ask_en="If one of 39,760 entries has the wrong sign, how large is the mean?",
        ask_ja="39,760 個のうち 1 つだけ符号が逆なら、平均はどれくらいになりますか。",
    )
    misconception(
        "smallest_error",
        change=[("float(np.max(relative_error", "float(np.min(relative_error")],
        fails=["gradient_check"],
        title_en="The smallest error",
        title_ja="最小の誤差",
        en="gradient_check returns the smallest error: one right entry hides all wrong ones.",
        ja="gradient_check が最小の誤差を返しています。正しい要素が 1 つあれば、ほかの誤りが隠れてしまいます。",
        ask_en="If only one of 39,760 entries were right, what would your check say?",
        ask_ja="39,760 個のうち 1 つだけが正しいとき、あなたの検査の結果はどうなりますか。",
    )
    misconception(
        "sum_of_the_errors",
        change=[("float(np.max(relative_error", "float(np.sum(relative_error")],
        fails=["gradient_check"],
        title_en="The sum of the errors",
        title_ja="誤差の和",
        en="gradient_check adds the errors up; asked for is the largest one.",
        ja="gradient_check が誤差の和を返しています。求められているのは最大の誤差です。",
        ask_en="Does your number grow if x gets more entries that are all equally wrong?",
        ask_ja="同じだけ誤った要素が増えると、あなたの値は大きくなりますか。",
    )
    misconception(
        "largest_absolute_error",
        change=[(CHECK, "float(np.max(np.abs(grad(x) - numerical_gradient(f, x, h))))")],
        fails=["gradient_check", "gradient_check_example"],
        title_en="gradient_check with absolute errors",
        title_ja="gradient_check が絶対誤差を使っている",
        en="gradient_check returns the largest difference, not the largest relative error.",
        ja="gradient_check が、相対誤差ではなく差の最大値を返しています。",
        ask_en="A difference of 0.01: is that much? What does it depend on?",
        ask_ja="0.01 の差は大きいですか。それは何によりますか。",
    )
    for name, error, *more in [
        ("error_of_the_whole_vector", "norm(a - b) / max(norm(a), norm(b))"),
        ("error_by_the_sum_of_norms", "norm(a - b) / (norm(a) + norm(b))", "gradient_check_example"),
        ("error_by_the_norm_of_the_sum", "norm(a - b) / norm(a + b)", "gradient_check_example"),
        ("error_by_the_norm_of_the_gradient", "norm(a - b) / norm(a)"),
        ("error_by_the_numerical_norm", "norm(a - b) / norm(b)", "gradient_check_example"),
        ("largest_difference_by_largest_entry", "abs(a - b).max() / max(abs(a).max(), abs(b).max())"),
    ]:
        misconception(
            name,
            change=[
                (
                    f"return {CHECK}",
                    "a, b, norm = np.asarray(grad(x)), numerical_gradient(f, x, h), np.linalg.norm\n"
                    f"    return float({error})",
                )
            ],
            fails=["gradient_check", *more],
            title_en="One error for the whole gradient",
            title_ja="勾配全体で 1 つの誤差",
            en="One size is taken for the whole gradient: a wrong small entry vanishes beside large right ones.",
            ja="勾配全体で 1 つの大きさを使って割っています。小さい要素が誤っていても、大きい要素に隠れてしまいます。",
            ask_en="The gradient is (1000, 1), and grad gives (1000, −1). What does your check say?",
            ask_ja="勾配が (1000, 1) で grad が (1000, −1) を返すとき、あなたの検査の結果はいくつですか。",
        )
    misconception(
        "all_errors_returned",
        change=[(CHECK, "relative_error(grad(x), numerical_gradient(f, x, h))")],
        fails=["gradient_check", "gradient_check_example"],
        title_en="All errors in place of the largest",
        title_ja="最大ではなくすべての誤差",
        en="gradient_check returns an array with the error of each entry; it is to return one number, the largest.",
        ja="gradient_check が要素ごとの誤差の配列を返しています。返すのは 1 つの数、最大の誤差です。",
        ask_en="With 39,760 parameters, which single number tells whether the gradient can be trusted?",
        ask_ja="パラメータが 39,760 個あるとき、勾配が信用できるかどうかは、どの 1 つの数でわかりますか。",
    )
    misconception(
        "step_not_passed_on",
        change=[("numerical_gradient(f, x, h))))", "numerical_gradient(f, x))))")],
        fails=["gradient_check"],
        title_en="h is not passed on",
        title_ja="h を渡していない",
        en="gradient_check takes h, but calls numerical_gradient without it.",
        ja="gradient_check は h を受け取りますが、numerical_gradient に渡していません。",
        ask_en="Which h does numerical_gradient use when none is given?",
        ask_ja="h を渡さないと、numerical_gradient はどの h を使いますか。",
    )
    misconception(
        "zero_for_a_wrong_gradient",
        change=[(CHECK, "bool(np.max(relative_error(grad(x), numerical_gradient(f, x, h))) < 1e-5)")],
        fails=["gradient_check", "gradient_check_example"],
        title_en="0 or False in place of the error",
        title_ja="誤差ではなく 0 や False を返している",
        en="Where the gradient is wrong, gradient_check gives 0 or False; asked for is how large the error is.",
        ja="勾配が誤っているとき、gradient_check が 0 や False を返しています。求められているのは誤差の大きさです。",
        ask_en="Can one see from your result whether a gradient is off by 1 % or has the wrong sign?",
        ask_ja="勾配が 1 % ずれているのか、符号が逆なのか、あなたの結果から見分けられますか。",
    )


def counts() -> None:
    """parameter_count and forward_calls."""
    misconception(
        "biases_forgotten",
        change=[(COUNT, "n_in * n_hidden + n_hidden * n_out")],
        fails=["parameter_count", "published_counts"],
        title_en="The biases are forgotten",
        title_ja="バイアスを数えていない",
        en="Only the weights are counted; every unit of the hidden and of the output layer has a bias as well.",
        ja="重みだけを数えています。隠れ層と出力層のユニットには、それぞれバイアスもあります。",
        ask_en="How many numbers does y = xW + b need besides W?",
        ask_ja="y = xW + b では、W のほかにいくつの数が必要ですか。",
    )
    misconception(
        "biases_of_the_hidden_layer_only",
        change=[(COUNT, "(n_in + 1) * n_hidden + n_hidden * n_out")],
        fails=["parameter_count", "published_counts"],
        title_en="The biases of the output layer are missing",
        title_ja="出力層のバイアスがない",
        en="The biases of the hidden layer are counted, those of the output layer are not.",
        ja="隠れ層のバイアスは数えていますが、出力層のバイアスを数えていません。",
        ask_en="What is added to each of the outputs?",
        ask_ja="それぞれの出力には何が足されますか。",
    )
    misconception(
        "biases_of_the_output_layer_only",
        change=[(COUNT, "n_in * n_hidden + (n_hidden + 1) * n_out")],
        fails=["parameter_count", "published_counts"],
        title_en="The biases of the hidden layer are missing",
        title_ja="隠れ層のバイアスがない",
        en="The biases of the output layer are counted, those of the hidden layer are not.",
        ja="出力層のバイアスは数えていますが、隠れ層のバイアスを数えていません。",
        ask_en="What is added to each of the hidden units?",
        ask_ja="隠れ層のそれぞれのユニットには何が足されますか。",
    )
    misconception(
        "one_bias_for_each_layer",
        change=[(COUNT, "n_in * n_hidden + 1 + n_hidden * n_out + 1")],
        fails=["parameter_count", "published_counts"],
        title_en="One bias for each layer",
        title_ja="層ごとにバイアスが 1 つ",
        en="Each layer is counted with a single bias; every unit has one of its own.",
        ja="層ごとにバイアスを 1 つと数えています。バイアスはユニットごとに 1 つあります。",
        ask_en="Which shape has b in y = xW + b?",
        ask_ja="y = xW + b で、b の形は何ですか。",
    )
    misconception(
        "biases_for_the_inputs",
        change=[(COUNT, "n_in * (n_hidden + 1) + n_hidden * (n_out + 1)")],
        fails=["parameter_count", "published_counts"],
        title_en="One bias for each input",
        title_ja="入力ごとにバイアスが 1 つ",
        en="A layer is counted with as many biases as it has inputs; it has as many as it has outputs.",
        ja="バイアスを層の入力の数だけ数えています。バイアスは出力の数だけあります。",
        ask_en="To what is the bias added: to the inputs of a layer, or to its outputs?",
        ask_ja="バイアスは何に足されますか。層の入力ですか、出力ですか。",
    )
    misconception(
        "biases_for_the_inputs_too",
        change=[(COUNT, "n_in * n_hidden + n_hidden * n_out + n_in + n_hidden + n_out")],
        fails=["parameter_count", "published_counts"],
        title_en="Biases for the inputs, too",
        title_ja="入力にもバイアスを数えている",
        en="A bias is counted for every unit, also for those of the input layer; these are only given, nothing "
        "is added.",
        ja="入力層も含めて、すべてのユニットにバイアスを数えています。入力は与えられるだけで、何も足されません。",
        ask_en="To what is a bias added? Is there anything to add it to at the inputs?",
        ask_ja="バイアスは何に足されますか。入力のところに、足す相手はありますか。",
    )
    misconception(
        "one_call_per_parameter",
        change=[("return 2 * n_parameters", "return n_parameters + 1")],
        fails=["forward_calls", "published_counts"],
        title_en="One call for each parameter",
        title_ja="パラメータごとに 1 回",
        en="That is the number for forward differences; central differences run the net twice for each parameter.",
        ja="それは前進差分の回数です。中心差分では、パラメータごとに 2 回動かします。",
        ask_en="How often does your numerical_gradient call f for one entry?",
        ask_ja="あなたの numerical_gradient は、1 つの要素について f を何回呼びますか。",
    )
    misconception(
        "as_many_calls_as_parameters",
        change=[("return 2 * n_parameters", "return n_parameters")],
        fails=["forward_calls", "published_counts"],
        title_en="As many calls as parameters",
        title_ja="パラメータの数だけ",
        en="A central difference needs two values of f, so one call for each parameter is not enough.",
        ja="中心差分には f の値が 2 つ必要なので、パラメータごとに 1 回では足りません。",
        ask_en="How often does your numerical_gradient call f for one entry?",
        ask_ja="あなたの numerical_gradient は、1 つの要素について f を何回呼びますか。",
    )
    misconception(
        "one_call_at_x_itself",
        change=[("return 2 * n_parameters", "return 2 * n_parameters + 1")],
        fails=["forward_calls", "published_counts"],
        title_en="One call more, at x itself",
        title_ja="x での 1 回が余分",
        en="2n calls are enough: f(x) itself does not occur in the central difference.",
        ja="2n 回で足ります。中心差分には f(x) そのものは現れません。",
        ask_en="At which points does the formula take f? Is x among them?",
        ask_ja="式の中で f はどの点で計算されますか。x はその中にありますか。",
    )
