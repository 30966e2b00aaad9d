"""Slips on a single way: the sigmoid and the square."""

from autograder.testing import misconception

SLOPE = "u * (1 - u) * dz_du"
CLOSED = "return float(1 / (1 + np.exp(-x)) - t)"
RESULTS = "return dz_dr * a, dz_dr * x, -dz_dr"


def sigmoid() -> None:
    """sigmoid_chain."""
    misconception(
        "sigmoid_without_upstream",
        change=[(SLOPE, "u * (1 - u)")],
        fails=["sigmoid"],
        title_en="dz/du is left out",
        title_ja="dz/du を掛けていない",
        en="sigmoid_chain returns du/dx; the chain rule multiplies it by dz/du.",
        ja="sigmoid_chain が du/dx を返しています。連鎖律では、それに dz/du を掛けます。",
        ask_en="If z changes twice as fast with u, what happens to dz/dx?",
        ask_ja="u に対する z の変化が 2 倍になると、dz/dx はどうなりますか。",
    )
    misconception(
        "sigmoid_slope_from_the_input",
        change=[(SLOPE, "x * (1 - x) * dz_du")],
        fails=["sigmoid", "sigmoid_examples"],
        title_en="x(1 − x) in place of u(1 − u)",
        title_ja="u(1 − u) ではなく x(1 − x)",
        en="The slope is written with the input x; u(1 − u) takes the output u of the sigmoid.",
        ja="傾きが入力 x で書かれています。u(1 − u) の u は、シグモイドの出力です。",
        ask_en="What is the slope of the sigmoid at x = 0, and what does your formula say there?",
        ask_ja="x = 0 でのシグモイドの傾きはいくつですか。あなたの式ではいくつになりますか。",
    )
    misconception(
        "sigmoid_slope_one_factor",
        change=[(SLOPE, "(1 - u) * dz_du")],
        fails=["sigmoid", "sigmoid_examples"],
        title_en="A factor u is missing in the slope",
        title_ja="傾きの因子 u が抜けている",
        en="The slope of the sigmoid is u(1 − u); only 1 − u is there.",
        ja="シグモイドの傾きは u(1 − u) ですが、1 − u しかありません。",
        ask_en="How steep is the sigmoid where u is nearly 0?",
        ask_ja="u がほぼ 0 のところで、シグモイドの傾きはどれくらいですか。",
    )
    misconception(
        "sigmoid_stops_at_u",
        change=[(SLOPE, "dz_du")],
        fails=["sigmoid", "sigmoid_examples"],
        title_en="The chain stops at u (sigmoid_chain)",
        title_ja="u で止まっている(sigmoid_chain)",
        en="dz/du is returned as it is; the last step, du/dx, is missing.",
        ja="dz/du がそのまま返されています。最後の段階 du/dx が掛かっていません。",
        ask_en="If x grows a little, by how much does u grow?",
        ask_ja="x が少し増えると、u はどれだけ増えますか。",
    )
    misconception(
        "sigmoid_slope_other_factor",
        change=[(SLOPE, "u * dz_du")],
        fails=["sigmoid", "sigmoid_examples"],
        title_en="A factor 1 − u is missing in the slope",
        title_ja="傾きの因子 1 − u が抜けている",
        en="The slope of the sigmoid is u(1 − u); only u is there.",
        ja="シグモイドの傾きは u(1 − u) ですが、u しかありません。",
        ask_en="How steep is the sigmoid where u is nearly 1?",
        ask_ja="u がほぼ 1 のところで、シグモイドの傾きはどれくらいですか。",
    )
    misconception(
        "sigmoid_slope_sign",
        change=[(SLOPE, "u * (u - 1) * dz_du")],
        fails=["sigmoid", "sigmoid_examples"],
        title_en="The sigmoid's slope with the wrong sign",
        title_ja="シグモイドの傾きの符号が逆",
        en="The slope is computed as u(u − 1), which is negative; the sigmoid grows with x.",
        ja="傾きが u(u − 1) で、負になっています。シグモイドは x とともに増えます。",
        ask_en="Does 1/(1 + e⁻ˣ) grow or fall with x?",
        ask_ja="1/(1 + e⁻ˣ) は x とともに増えますか、減りますか。",
    )
    misconception(
        "sigmoid_slope_added",
        change=[(SLOPE, "u * (1 - u) + dz_du")],
        fails=["sigmoid", "sigmoid_examples"],
        title_en="Slopes added in place of multiplied",
        title_ja="傾きを掛けずに足している",
        en="dz/du and du/dx are added; along one way slopes are multiplied.",
        ja="dz/du と du/dx を足しています。1 本の経路に沿っては、傾きを掛けます。",
        ask_en="If u grows 3 times as fast as x, and z 2 times as fast as u, how fast does z grow?",
        ask_ja="u が x の 3 倍、z が u の 2 倍の速さで増えるとき、z は x の何倍の速さで増えますか。",
    )


def sigmoid_cross_entropy() -> None:
    """sigmoid_cross_entropy_chain."""
    misconception(
        "slope_of_the_sigmoid_left_in",
        change=[(CLOSED, "u = 1 / (1 + np.exp(-x))\n    return float((u - t) * u * (1 - u))")],
        fails=["sigmoid_cross_entropy", "sigmoid_examples"],
        title_en="The slope u(1 − u) left in",
        title_ja="傾き u(1 − u) が残っている",
        en="u − t is multiplied by u(1 − u) once more; the derivative of the logarithms has cancelled that factor.",
        ja="u − t にさらに u(1 − u) が掛かっています。この因子は、対数の微分の分母と打ち消し合います。",
        ask_en="What is dz/du, and what is left when you multiply it by u(1 − u)?",
        ask_ja="dz/du は何ですか。それに u(1 − u) を掛けると何が残りますか。",
    )
    misconception(
        "sign_of_the_cross_entropy",
        change=[(CLOSED, "return float(t - 1 / (1 + np.exp(-x)))")],
        fails=["sigmoid_cross_entropy", "sigmoid_examples"],
        title_en="t − u in place of u − t",
        title_ja="u − t ではなく t − u",
        en="The sign is wrong: where u is too large for t, z must grow with x.",
        ja="符号が逆です。u が t より大きいときは、x が増えると z も増えるはずです。",
        ask_en="For t = 0, does z = −log(1 − u) grow or fall with x?",
        ask_ja="t = 0 のとき、z = −log(1 − u) は x とともに増えますか、減りますか。",
    )
    misconception(
        "only_the_term_with_t",
        change=[(CLOSED, "u = 1 / (1 + np.exp(-x))\n    return float(-t * (1 - u))")],
        fails=["sigmoid_cross_entropy"],
        title_en="Only −t log u is differentiated",
        title_ja="−t log u しか微分していない",
        en="−t(1 − u) is returned, which comes of −t log u alone; −(1 − t) log(1 − u) depends on x as well.",
        ja="−t(1 − u)、つまり −t log u だけの微分が返されています。−(1 − t) log(1 − u) も x に依存します。",
        ask_en="What is z for t = 0, and what does your function say of its slope?",
        ask_ja="t = 0 のとき z は何ですか。その傾きは、あなたの関数ではいくつになりますか。",
    )
    misconception(
        "only_the_term_with_one_minus_t",
        change=[(CLOSED, "u = 1 / (1 + np.exp(-x))\n    return float((1 - t) * u)")],
        fails=["sigmoid_cross_entropy", "sigmoid_examples"],
        title_en="Only −(1 − t) log(1 − u) is differentiated",
        title_ja="−(1 − t) log(1 − u) しか微分していない",
        en="(1 − t) u is returned, which comes of −(1 − t) log(1 − u) alone; −t log u depends on x as well.",
        ja="(1 − t) u、つまり −(1 − t) log(1 − u) だけの微分が返されています。−t log u も x に依存します。",
        ask_en="What is z for t = 1, and what does your function say of its slope?",
        ask_ja="t = 1 のとき z は何ですか。その傾きは、あなたの関数ではいくつになりますか。",
    )
    misconception(
        "inner_derivative_of_one_minus_u",
        change=[(CLOSED, "u = 1 / (1 + np.exp(-x))\n    return float(-t * (1 - u) - (1 - t) * u)")],
        fails=["sigmoid_cross_entropy"],
        title_en="The inner derivative of 1 − u",
        title_ja="1 − u の中身の微分",
        en="The derivative of log(1 − u) by u is −1/(1 − u); the minus of the inner derivative is missing.",
        ja="log(1 − u) を u で微分すると −1/(1 − u) です。中身の微分のマイナスが抜けています。",
        ask_en="Does −log(1 − u) grow or fall with u?",
        ask_ja="−log(1 − u) は u とともに増えますか、減りますか。",
    )
    misconception(
        "sigmoid_cross_entropy_stops_at_u",
        change=[(CLOSED, "u = 1 / (1 + np.exp(-x))\n    return float((u - t) / (u * (1 - u)))")],
        fails=["sigmoid_cross_entropy", "sigmoid_examples"],
        title_en="The chain stops at u (sigmoid_cross_entropy_chain)",
        title_ja="u で止まっている(sigmoid_cross_entropy_chain)",
        en="dz/du = (u − t) / (u(1 − u)) is returned; the last step, du/dx, is missing.",
        ja="dz/du = (u − t) / (u(1 − u)) が返されています。最後の段階 du/dx が掛かっていません。",
        ask_en="Is your result the derivative by u or by x?",
        ask_ja="あなたの結果は、u による微分ですか、x による微分ですか。",
    )
    misconception(
        "sigmoid_without_target",
        change=[(CLOSED, "return float(1 / (1 + np.exp(-x)))")],
        fails=["sigmoid_cross_entropy", "sigmoid_examples"],
        title_en="t is not used",
        title_ja="t を使っていない",
        en="u is returned; the derivative is u − t.",
        ja="u が返されています。微分は u − t です。",
        ask_en="What should the derivative be where u equals t?",
        ask_ja="u が t と等しいとき、微分はいくつになるべきですか。",
    )


def squares() -> None:
    """squared_residual_chain."""
    misconception(
        "square_without_two",
        change=[("dz_dr = 2 * (a * x - y)", "dz_dr = a * x - y")],
        fails=["squared_residual", "squared_residual_example"],
        title_en="The 2 of the square is missing",
        title_ja="2 乗の微分の 2 が抜けている",
        en="The derivative of r² is 2r; the 2 is missing.",
        ja="r² の微分は 2r です。2 が抜けています。",
        ask_en="What is the derivative of r²?",
        ask_ja="r² を微分すると何になりますか。",
    )
    misconception(
        "inner_derivative_forgotten",
        change=[(RESULTS, "return dz_dr, dz_dr, dz_dr")],
        fails=["squared_residual", "squared_residual_example"],
        title_en="The inner derivative is forgotten",
        title_ja="中身の微分を忘れている",
        en="All three are 2(ax − y); the derivative of ax − y itself, by x, a or y, is missing.",
        ja="3 つとも 2(ax − y) です。中身 ax − y の、x、a、y による微分が掛かっていません。",
        ask_en="By how much does ax − y change if x grows by 1? And if y does?",
        ask_ja="x が 1 増えると、ax − y はいくつ変わりますか。y が 1 増えるとどうですか。",
    )
    misconception(
        "sign_of_dz_dy",
        change=[(RESULTS, "return dz_dr * a, dz_dr * x, dz_dr")],
        fails=["squared_residual", "squared_residual_example"],
        title_en="The sign of ∂z/∂y",
        title_ja="∂z/∂y の符号",
        en="y is subtracted in ax − y, so ∂z/∂y has a minus.",
        ja="ax − y では y を引いているので、∂z/∂y にはマイナスが付きます。",
        ask_en="If y moves closer to ax from below, does z grow or fall?",
        ask_ja="y が下から ax に近づくと、z は増えますか、減りますか。",
    )
    misconception(
        "residual_results_exchanged",
        change=[(RESULTS, "return dz_dr * x, dz_dr * a, -dz_dr")],
        fails=["squared_residual", "squared_residual_example"],
        title_en="∂z/∂x and ∂z/∂a exchanged",
        title_ja="∂z/∂x と ∂z/∂a が逆",
        en="The first two results have changed places: the derivative of ax by x is a, and by a it is x.",
        ja="最初の 2 つが入れ替わっています。ax を x で微分すると a、a で微分すると x です。",
        ask_en="By how much does ax grow if x grows by 1?",
        ask_ja="x が 1 増えると、ax はいくつ増えますか。",
    )
    misconception(
        "residual_sign",
        change=[(RESULTS, "return -dz_dr * a, -dz_dr * x, dz_dr")],
        fails=["squared_residual", "squared_residual_example"],
        title_en="The signs of all three derivatives",
        title_ja="3 つの微分の符号がすべて逆",
        en="All three have the wrong sign, as if the residual were y − ax in the outer derivative only.",
        ja="3 つとも符号が逆です。外側の微分だけ、残差が y − ax になっているときと同じです。",
        ask_en="If ax is larger than y and x grows (a > 0), does z grow or fall?",
        ask_ja="ax が y より大きく、x が増えると(a > 0)、z は増えますか、減りますか。",
    )
    misconception(
        "square_not_differentiated",
        change=[("dz_dr = 2 * (a * x - y)", "dz_dr = (a * x - y) ** 2")],
        fails=["squared_residual", "squared_residual_example"],
        title_en="The square is not differentiated",
        title_ja="2 乗を微分していない",
        en="r² itself is multiplied by the inner derivative; the outer derivative is 2r.",
        ja="r² そのものに中身の微分を掛けています。外側の微分は 2r です。",
        ask_en="What is the slope of r² at r = 1, and at r = 3?",
        ask_ja="r = 1 と r = 3 での r² の傾きは、それぞれいくつですか。",
    )
