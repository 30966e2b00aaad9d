"""Slips in the penalties."""

from autograder.testing import misconception

L2 = "return float(alpha * sum(np.sum(W**2) for W in weights))"
L1 = "return float(alpha * sum(np.sum(np.abs(W)) for W in weights))"
L2_SLOPE = "return 2.0 * alpha * W"


def l2() -> None:
    """l2_penalty."""
    misconception(
        "l2_penalty_with_half",
        change=[(L2, "return float(0.5 * alpha * sum(np.sum(W**2) for W in weights))")],
        fails=["l2_penalty", "penalty_examples"],
        title_en="½ in the L2 penalty",
        title_ja="L2 ペナルティに ½ が付いている",
        en="The L2 penalty has a factor ½; the one of this course is α Σ w², without it.",
        ja="L2 ペナルティに係数 ½ が掛かっています。この課題のペナルティは α Σ w² です。",
        ask_en="What does the handout say the penalty of W = (3, −4) with α = 0.1 is, and what is yours?",
        ask_ja="課題文では、W = (3, −4)、α = 0.1 のペナルティはいくつですか。あなたの式ではいくつになりますか。",
    )
    misconception(
        "l2_penalty_is_the_norm",
        change=[(L2, "return float(alpha * sum(np.sqrt(np.sum(W**2)) for W in weights))")],
        fails=["arguments_are_never_modified", "l2_penalty", "penalty_examples"],
        title_en="The norm without the square",
        title_ja="ノルムの 2 乗になっていない",
        en="The penalty is the norm √Σw²; the sum of squares is asked for.",
        ja="ペナルティがノルム √Σw² になっています。求められているのは 2 乗和です。",
        ask_en="For W = (3, 4): is Σ w² 5 or 25?",
        ask_ja="W = (3, 4) のとき、Σ w² は 5 ですか、25 ですか。",
    )
    misconception(
        "only_the_first_matrix",
        change=[(L2, "return float(alpha * np.sum(weights[0] ** 2))")],
        fails=["l2_penalty"],
        title_en="Only the first matrix is penalized",
        title_ja="最初の行列しか使っていない",
        en="Only the first weight matrix of the list enters the penalty.",
        ja="リストの最初の重み行列しかペナルティに入っていません。",
        ask_en="What happens to the weights of the second layer?",
        ask_ja="第 2 層の重みはどうなりますか。",
    )
    misconception(
        "l2_penalty_without_alpha",
        change=[(L2, "return float(sum(np.sum(W**2) for W in weights))")],
        fails=["l2_penalty"],
        title_en="α is missing in the L2 penalty",
        title_ja="L2 ペナルティに α がない",
        en="l2_penalty is Σ w² alone; the factor α is missing.",
        ja="l2_penalty が Σ w² だけで、α が掛かっていません。",
        ask_en="What should the penalty be for α = 0?",
        ask_ja="α = 0 のとき、ペナルティはいくつであるべきですか。",
    )
    misconception(
        "l2_mean_instead_of_sum",
        change=[(L2, L2.replace("np.sum(W**2)", "np.mean(W**2)"))],
        fails=["arguments_are_never_modified", "l2_penalty", "penalty_examples"],
        title_en="Mean of the squares instead of their sum",
        title_ja="2 乗の和ではなく平均になっている",
        en="The L2 penalty takes the mean of each matrix; the sum is asked for.",
        ja="L2 ペナルティで行列ごとに平均を取っています。求められているのは和です。",
        ask_en="For W = (3, −4), is Σ w² 25 or 12.5?",
        ask_ja="W = (3, −4) のとき、Σ w² は 25 ですか、12.5 ですか。",
    )
    misconception(
        "square_of_the_sum",
        change=[(L2, L2.replace("np.sum(W**2)", "np.sum(W) ** 2"))],
        fails=["arguments_are_never_modified", "l2_penalty", "penalty_examples"],
        title_en="Square of the sum",
        title_ja="2 乗の和ではなく和の 2 乗",
        en="The entries of a matrix are added first and squared afterwards; each entry must be squared by itself.",
        ja="行列の要素を足してから 2 乗しています。要素を 1 つずつ 2 乗してから足します。",
        ask_en="Which penalty does W = (5, −5) get?",
        ask_ja="W = (5, −5) のペナルティはいくつになりますか。",
    )
    misconception(
        "norm_of_all_weights",
        change=[(L2, "return float(alpha * np.sqrt(sum(np.sum(W**2) for W in weights)))")],
        fails=["arguments_are_never_modified", "l2_penalty", "penalty_examples"],
        title_en="The root of the sum of squares",
        title_ja="2 乗和の平方根になっている",
        en="The L2 penalty is the root of the sum of all squares; the sum itself is asked for.",
        ja="L2 ペナルティが、すべての 2 乗の和の平方根になっています。求められているのは和そのものです。",
        ask_en="For W = (3, 4): is Σ w² 5 or 25?",
        ask_ja="W = (3, 4) のとき、Σ w² は 5 ですか、25 ですか。",
    )
    misconception(
        "absolute_values_in_l2",
        change=[(L2, L2.replace("np.sum(W**2)", "np.sum(np.abs(W))"))],
        fails=["arguments_are_never_modified", "l2_penalty", "penalty_examples"],
        title_en="Absolute values in the L2 penalty",
        title_ja="L2 ペナルティで絶対値を足している",
        en="l2_penalty adds absolute values; that is L1. L2 adds squares.",
        ja="l2_penalty が絶対値を足しています。それは L1 です。L2 は 2 乗を足します。",
        ask_en="How much more than w = 1 does w = 10 cost with L2, and with L1?",
        ask_ja="w = 10 のペナルティは、w = 1 の何倍ですか。L2 と L1 のそれぞれで考えてください。",
    )
    for name, whole, en, ja in (("l2", L2, "w²", "w²"), ("l1", L1, "|w|", "|w|")):
        misconception(
            f"{name}_averaged_over_all_weights",
            change=[(whole, whole.replace("weights))", "weights) / sum(W.size for W in weights))"))],
            fails=["arguments_are_never_modified", f"{name}_penalty", "penalty_examples"],
            title_en="Divided by the number of weights",
            title_ja="重みの個数で割っている",
            en=f"{name}_penalty is α times the mean of {en} over all weights; the sum is asked for.",
            ja=f"{name}_penalty が、すべての重みについての {ja} の平均の α 倍になっています。"
            f"求められているのは和です。",
            ask_en="For W = (3, −4) and α = 1, what does the handout's formula give, and what does yours?",
            ask_ja="W = (3, −4)、α = 1 のとき、課題文の式ではいくつになりますか。あなたの式ではどうですか。",
        )
        misconception(
            f"{name}_with_alpha_squared",
            change=[(whole, whole.replace("alpha", "alpha**2"))],
            fails=[f"{name}_penalty"],
            title_en="α counts twice",
            title_ja="α が 2 回掛かっている",
            en=f"{name}_penalty is proportional to α²; α should be a factor once.",
            ja=f"{name}_penalty が α² に比例しています。α が掛かるのは 1 回だけです。",
            ask_en="By how much should the penalty grow when α is doubled?",
            ask_ja="α を 2 倍にすると、ペナルティは何倍になるべきですか。",
        )
    misconception(
        "half_with_its_gradient",
        change=[(L2, "return float(0.5 * alpha * sum(np.sum(W**2) for W in weights))"), (L2_SLOPE, "return alpha * W")],
        fails=["l2_penalty", "penalty_examples"],
        title_en="½ in the L2 penalty, with its gradient",
        title_ja="½ 付きの L2 ペナルティとその勾配",
        en="The L2 penalty has a factor ½ that this course does not have. The gradient is right for that penalty.",
        ja="この課題にはない係数 ½ が L2 ペナルティに掛かっています。勾配は、そのペナルティの勾配としては正しいです。",
        ask_en="How is Ω defined in the handout?",
        ask_ja="課題文では、Ω はどう定義されていますか。",
    )


def l1() -> None:
    """l1_penalty."""
    misconception(
        "mean_instead_of_sum",
        change=[(L1, "return float(alpha * sum(np.mean(np.abs(W)) for W in weights))")],
        fails=["arguments_are_never_modified", "l1_penalty", "penalty_examples"],
        title_en="Mean instead of sum",
        title_ja="和ではなく平均になっている",
        en="The L1 penalty takes the mean of each matrix; the sum is asked for.",
        ja="L1 ペナルティで行列ごとに平均を取っています。求められているのは和です。",
        ask_en="For W = (3, −4), is Σ |w| 7 or 3.5?",
        ask_ja="W = (3, −4) のとき、Σ |w| は 7 ですか、3.5 ですか。",
    )
    misconception(
        "l1_without_absolute_value",
        change=[(L1, L1.replace("np.abs(W)", "W"))],
        fails=["arguments_are_never_modified", "l1_penalty", "penalty_examples"],
        title_en="The absolute value is missing",
        title_ja="絶対値がない",
        en="The weights are added with their signs, so large ones of different signs cancel.",
        ja="重みを符号付きのまま足しているため、符号の違う大きな重みが打ち消し合います。",
        ask_en="Which penalty does W = (5, −5) get?",
        ask_ja="W = (5, −5) のペナルティはいくつになりますか。",
    )
    misconception(
        "l1_penalty_without_alpha",
        change=[(L1, "return float(sum(np.sum(np.abs(W)) for W in weights))")],
        fails=["l1_penalty"],
        title_en="α is missing in the L1 penalty",
        title_ja="L1 ペナルティに α がない",
        en="l1_penalty is Σ |w| alone; the factor α is missing.",
        ja="l1_penalty が Σ |w| だけで、α が掛かっていません。",
        ask_en="What should the penalty be for α = 0?",
        ask_ja="α = 0 のとき、ペナルティはいくつであるべきですか。",
    )
    for name, one, whole, check in (
        ("l1", "np.sum(np.abs(weights[{}]))", L1, "l1_penalty"),
        ("l2", "np.sum(weights[{}] ** 2)", L2, "l2_penalty"),
    ):
        for which, index, ja in (("first", 0, "最初"), ("last", -1, "最後")):
            if (name, which) != ("l2", "first"):
                misconception(
                    f"{name}_only_the_{which}_matrix",
                    change=[(whole, f"return float(alpha * {one.format(index)})")],
                    fails=[check],
                    title_en=f"Only the {which} matrix is penalized",
                    title_ja=f"{ja}の行列しか使っていない",
                    en=f"Only the {which} weight matrix of the list enters {check}.",
                    ja=f"リストの{ja}の重み行列しか {check} に入っていません。",
                    ask_en="How many of the matrices in the list does your result depend on?",
                    ask_ja="リストにある行列のうち、結果に影響するのはいくつですか。",
                )
        misconception(
            f"{name}_averaged_over_the_matrices",
            change=[(whole, whole.replace("weights))", "weights) / len(weights))"))],
            fails=[check],
            title_en="Averaged over the matrices",
            title_ja="行列の数で割っている",
            en=f"{check} is divided by the number of matrices; it is a sum over all of them.",
            ja=f"{check} が行列の数で割られています。すべての行列についての和です。",
            ask_en="Does the penalty of one layer become smaller when the net gets another layer?",
            ask_ja="層が 1 つ増えると、ほかの層の重みのペナルティは小さくなるべきでしょうか。",
        )
    misconception(
        "l1_absolute_value_of_the_sum",
        change=[(L1, L1.replace("np.sum(np.abs(W))", "np.abs(np.sum(W))"))],
        fails=["arguments_are_never_modified", "l1_penalty", "penalty_examples"],
        title_en="Absolute value of the sum",
        title_ja="絶対値の和ではなく和の絶対値",
        en="The entries of a matrix are added before the absolute value is taken: those of different signs cancel.",
        ja="行列の要素を足してから絶対値を取っているため、符号の違う大きな重みが打ち消し合います。",
        ask_en="Which penalty does W = (5, −5) get?",
        ask_ja="W = (5, −5) のペナルティはいくつになりますか。",
    )
    for name, norm in (("l1", "np.linalg.norm(W, 1)"), ("l2", "np.linalg.norm(W, 2) ** 2")):
        entries = {"l1": (L1, "np.sum(np.abs(W))"), "l2": (L2, "np.sum(W**2)")}[name]
        misconception(
            f"{name}_matrix_norm",
            change=[(entries[0], entries[0].replace(entries[1], norm))],
            fails=["arguments_are_never_modified", f"{name}_penalty", *(["penalty_examples"] if name == "l1" else [])],
            title_en="Norm of a matrix, not of its entries",
            title_ja="要素のノルムではなく行列のノルム",
            en="With order 1 or 2 np.linalg.norm takes the largest column or singular value of a matrix, not all "
            "entries.",
            ja="行列に対する次数 1 や 2 の np.linalg.norm は、最大の列や特異値だけを見ます。",
            ask_en="What does np.linalg.norm give for ((1, 0), (0, 1)), and what is the sum over the entries?",
            ask_ja="((1, 0), (0, 1)) の np.linalg.norm はいくつですか。要素についての和はいくつですか。",
        )
    for name, norm in (
        ("of_each_matrix", "np.sqrt(np.sum(W**2))"),
        ("of_each_row", "np.sum(np.sqrt(np.sum(W**2, axis=1)))"),
    ):
        misconception(
            f"l1_root_{name}",
            change=[(L1, L1.replace("np.sum(np.abs(W))", norm))],
            fails=["arguments_are_never_modified", "l1_penalty", "penalty_examples"],
            title_en="Root of squares in place of absolute values",
            title_ja="絶対値ではなく 2 乗和の平方根",
            en="Several weights are squared and added under one root; L1 adds the absolute value of each.",
            ja="いくつかの重みを 2 乗して足し、その平方根を取っています。L1 は、要素ごとの絶対値を足します。",
            ask_en="For W = (3, −4), is Σ |w| 7 or 5?",
            ask_ja="W = (3, −4) のとき、Σ |w| は 7 ですか、5 ですか。",
        )
    misconception(
        "absolute_values_written_into_the_weights",
        change=[
            (
                L1,
                "for W in weights:\n        np.abs(W, out=W)\n    return float(alpha * sum(np.sum(W) for W in "
                "weights))",
            )
        ],
        fails=["arguments_are_never_modified"],
        title_en="The weights are overwritten",
        title_ja="重みを書き換えている",
        en="A penalty writes into the matrices that it was given.",
        ja="ペナルティの計算で、渡された行列を書き換えています。",
        ask_en="What are the weights of the net after its penalty was computed?",
        ask_ja="ペナルティを計算したあと、ネットワークの重みはどうなっていますか。",
    )
