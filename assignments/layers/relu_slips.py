"""Slips in ReLU and LeakyReLU."""

from affine_slips import side_effects

from autograder.testing import misconception

RELU = "return np.where(self.positive, x, 0.0)"
RELU_SLOPE = "return np.where(self.positive, dout, 0.0)"
LEAKY = "return np.where(self.positive, x, self.slope * x)"
LEAKY_SLOPE = "return np.where(self.positive, dout, self.slope * dout)"


def relu() -> None:
    """ReLU."""
    misconception(
        "relu_mask_from_dout",
        change=[(RELU_SLOPE, "return np.where(dout > 0, dout, 0.0)")],
        fails=["relu_backward", "activation_slopes"],
        title_en="ReLU mask from dout",
        title_ja="dout の符号で決めた ReLU のマスク",
        en="backward looks at the sign of dout; what counts is whether the input of forward was positive.",
        ja="backward が dout の符号を見ています。見るべきなのは、forward の入力が正だったかどうかです。",
        ask_en="Where x was positive, y = x. What is dx there if dout is −3?",
        ask_ja="x が正だったところでは y = x です。dout が −3 なら、そこでの dx はいくつですか。",
    )
    misconception(
        "relu_passes_everything",
        change=[(RELU_SLOPE, "return dout.copy()")],
        fails=["relu_backward", "activation_slopes", *side_effects("ReLU")],
        title_en="ReLU passes every gradient",
        title_ja="ReLU が勾配をすべて通している",
        en="backward returns dout everywhere; where x was negative, the output does not depend on x at all.",
        ja="backward がすべての要素で dout を返しています。x が負だったところでは、出力は x にまったく依存しません。",
        ask_en="If x = −2 becomes −1.9, by how much does ReLU's output change?",
        ask_ja="x が −2 から −1.9 に変わると、ReLU の出力はどれだけ変わりますか。",
    )
    misconception(
        "relu_mask_inverted",
        change=[(RELU_SLOPE, "return np.where(self.positive, 0.0, dout)")],
        fails=["relu_backward", "activation_slopes"],
        title_en="ReLU's mask is inverted",
        title_ja="ReLU のマスクが逆",
        en="The gradient passes where x was negative, and is 0 where x was positive.",
        ja="x が負だったところで勾配を通し、正だったところで 0 にしています。",
        ask_en="Where x was positive, y = x. What is the slope there?",
        ask_ja="x が正だったところでは y = x です。そこでの傾きはいくつですか。",
    )
    misconception(
        "relu_multiplies_by_x",
        change=[
            ("self.positive = x > 0\n        " + RELU, "self.x = np.maximum(x, 0)\n        return self.x"),
            (RELU_SLOPE, "return dout * self.x"),
        ],
        fails=["relu_backward", "activation_slopes"],
        title_en="ReLU multiplies by its output",
        title_ja="ReLU の backward で出力を掛けている",
        en="dout is multiplied by the output of forward, not by the slope, which is 0 or 1.",
        ja="dout に、0 または 1 の傾きではなく、forward の出力が掛けられています。",
        ask_en="How steep is ReLU at x = 3, and at x = 30?",
        ask_ja="x = 3 と x = 30 で、ReLU の傾きはそれぞれいくつですか。",
    )
    misconception(
        "relu_gives_the_mask",
        change=[(RELU, "return np.where(self.positive, 1.0, 0.0)")],
        fails=["relu_forward", "activation_examples"],
        title_en="ReLU returns its mask",
        title_ja="ReLU がマスクを返している",
        en="forward returns 1 where x is positive; it must return x there.",
        ja="forward が、x が正のところで 1 を返しています。x を返す必要があります。",
        ask_en="What is max(3, 0)?",
        ask_ja="max(3, 0) はいくつですか。",
    )
    misconception(
        "relu_takes_the_minimum",
        change=[(RELU, "return np.where(self.positive, 0.0, x)")],
        fails=["relu_forward", "activation_examples"],
        title_en="ReLU keeps the negative part",
        title_ja="ReLU が負の側を残している",
        en="forward keeps what is negative and turns the rest into 0.",
        ja="forward が負の値を残し、正の値を 0 にしています。",
        ask_en="What is max(3, 0), and what is max(−2, 0)?",
        ask_ja="max(3, 0) と max(−2, 0) はそれぞれいくつですか。",
    )
    misconception(
        "relu_as_absolute_value",
        change=[(RELU, "return np.abs(x)")],
        fails=["relu_forward", "activation_examples"],
        title_en="ReLU takes the absolute value",
        title_ja="ReLU が絶対値になっている",
        en="forward returns |x|; what is negative must become 0.",
        ja="forward が |x| を返しています。負の値は 0 になる必要があります。",
        ask_en="What is max(−2, 0)?",
        ask_ja="max(−2, 0) はいくつですか。",
    )
    misconception(
        "relu_returns_the_slope",
        change=[(RELU_SLOPE, "return np.where(self.positive, 1.0, 0.0)")],
        fails=["relu_backward", *side_effects("ReLU")],
        title_en="ReLU ignores dout",
        title_ja="ReLU が dout を使っていない",
        en="backward returns the slope 0 or 1 and never uses dout.",
        ja="backward が傾き 0 または 1 を返すだけで、dout を使っていません。",
        ask_en="What arrives from the layer above, and what does the chain rule do with it?",
        ask_ja="後ろの層から届くものは何ですか。連鎖律ではそれをどう使いますか。",
    )


def leaky() -> None:
    """LeakyReLU."""
    misconception(
        "leaky_slope_fixed",
        change=[("self.slope = slope", "self.slope = 0.01")],
        fails=["leaky_relu_forward", "leaky_relu_backward", "activation_examples"],
        title_en="The given slope is ignored",
        title_ja="渡された slope を使っていない",
        en="The slope given to the constructor is ignored.",
        ja="コンストラクタに渡された slope が使われていません。",
        ask_en="What should LeakyReLU(0.3).forward give for x = −1?",
        ask_ja="x = −1 のとき、LeakyReLU(0.3).forward は何を返すべきですか。",
    )
    misconception(
        "leaky_slope_always_a_tenth",
        change=[("self.slope = slope", "self.slope = 0.1")],
        fails=["leaky_relu_forward", "leaky_relu_backward"],
        title_en="The given slope is ignored",
        title_ja="渡された slope を使っていない",
        en="The slope given to the constructor is ignored.",
        ja="コンストラクタに渡された slope が使われていません。",
        ask_en="What should LeakyReLU(0.3).forward give for x = −1?",
        ask_ja="x = −1 のとき、LeakyReLU(0.3).forward は何を返すべきですか。",
    )
    misconception(
        "leaky_default_of_a_hundredth",
        change=[("slope: float = 0.1", "slope: float = 0.01")],
        fails=["leaky_relu_forward", "leaky_relu_backward", "activation_examples"],
        title_en="Another slope where none is given",
        title_ja="slope の既定値が違う",
        en="Where no slope is given, LeakyReLU uses 0.01; the task asks for 0.1.",
        ja="slope が指定されないとき、LeakyReLU が 0.01 を使っています。課題の既定値は 0.1 です。",
        ask_en="What should LeakyReLU().forward give for x = −2?",
        ask_ja="x = −2 のとき、LeakyReLU().forward は何を返すべきですか。",
    )
    misconception(
        "leaky_slope_omitted_in_backward",
        change=[(LEAKY_SLOPE, "return np.where(self.positive, dout, 0.0)")],
        fails=["leaky_relu_backward"],
        title_en="LeakyReLU with the backward of ReLU",
        title_ja="LeakyReLU の backward が ReLU のもの",
        en="backward is that of ReLU: where x was negative, the slope is not 0 but `slope`.",
        ja="backward が ReLU のものになっています。x が負だったところの傾きは 0 ではなく slope です。",
        ask_en="If x = −2 becomes −1, by how much does the output of LeakyReLU change?",
        ask_ja="x が −2 から −1 に変わると、LeakyReLU の出力はどれだけ変わりますか。",
    )
    misconception(
        "leaky_forward_of_relu",
        change=[(LEAKY, "return np.where(self.positive, x, 0.0)")],
        fails=["leaky_relu_forward", "activation_examples"],
        title_en="LeakyReLU with the forward of ReLU",
        title_ja="LeakyReLU の forward が ReLU のもの",
        en="forward turns negative entries into 0; they must be multiplied by `slope`.",
        ja="forward が負の値を 0 にしています。slope 倍する必要があります。",
        ask_en="What should LeakyReLU(0.1).forward give for x = −2?",
        ask_ja="x = −2 のとき、LeakyReLU(0.1).forward は何を返すべきですか。",
    )
    misconception(
        "leaky_slope_with_a_minus",
        change=[(LEAKY, "return np.where(self.positive, x, -self.slope * x)")],
        fails=["leaky_relu_forward", "activation_examples"],
        title_en="LeakyReLU's negative side points up",
        title_ja="LeakyReLU の負の側が正になっている",
        en="Negative entries become positive: −slope · x where slope · x is asked for.",
        ja="負の値が正になっています。slope・x ではなく −slope・x になっています。",
        ask_en="Does y grow or fall while x goes from −2 to −1?",
        ask_ja="x が −2 から −1 に増えるとき、y は増えますか、減りますか。",
    )
    misconception(
        "leaky_sides_swapped_in_backward",
        change=[(LEAKY_SLOPE, "return np.where(self.positive, self.slope * dout, dout)")],
        fails=["leaky_relu_backward", "activation_slopes"],
        title_en="LeakyReLU's slopes are swapped in backward",
        title_ja="LeakyReLU の backward で傾きが逆",
        en="backward multiplies by `slope` where x was positive; it belongs to the other side.",
        ja="backward が、x が正だったところで slope を掛けています。slope は反対側の傾きです。",
        ask_en="Where x was positive, y = x. What is the slope there?",
        ask_ja="x が正だったところでは y = x です。そこでの傾きはいくつですか。",
    )
    misconception(
        "leaky_mask_from_dout",
        change=[(LEAKY_SLOPE, "return np.where(dout > 0, dout, self.slope * dout)")],
        fails=["leaky_relu_backward", "activation_slopes"],
        title_en="LeakyReLU: side chosen by dout",
        title_ja="LeakyReLU で dout の符号を見ている",
        en="backward looks at the sign of dout; what counts is whether the input of forward was positive.",
        ja="backward が dout の符号を見ています。見るべきなのは、forward の入力が正だったかどうかです。",
        ask_en="Where x was positive, y = x. What is dx there if dout is −3?",
        ask_ja="x が正だったところでは y = x です。dout が −3 なら、そこでの dx はいくつですか。",
    )
    misconception(
        "leaky_ignores_dout",
        change=[(LEAKY_SLOPE, "return np.where(self.positive, 1.0, self.slope)")],
        fails=["leaky_relu_backward", *side_effects("LeakyReLU")],
        title_en="LeakyReLU ignores dout",
        title_ja="LeakyReLU が dout を使っていない",
        en="backward returns the slopes alone and never uses dout.",
        ja="backward が傾きだけを返し、dout を使っていません。",
        ask_en="What arrives from the layer above, and what does the chain rule do with it?",
        ask_ja="後ろの層から届くものは何ですか。連鎖律ではそれをどう使いますか。",
    )
    misconception(
        "leaky_slope_without_dout",
        change=[(LEAKY_SLOPE, "return np.where(self.positive, dout, self.slope)")],
        fails=["leaky_relu_backward"],
        title_en="LeakyReLU forgets dout on the negative side",
        title_ja="LeakyReLU の負の側で dout を掛け忘れている",
        en="On the negative side backward returns the slope alone, not slope · dout.",
        ja="負の側で backward が slope · dout ではなく slope だけを返しています。",
        ask_en="Which factor does the chain rule put beside the slope, on both sides of 0?",
        ask_ja="0 の両側で、連鎖律は傾きに何を掛けますか。",
    )
