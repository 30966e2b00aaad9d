"""Slips in backward, and in what a layer keeps and writes into."""

from batch_norm_slips import DX, KEEP, OUTPUT, X_HAT

from autograder.testing import misconception

DGAMMA = "self.dgamma = (dout * self.x_hat).sum(axis=0)"
DBETA = "self.dbeta = dout.sum(axis=0)"
CENTRED = "x -= mean\n        x_hat = x / std"
NORMALIZED = "x -= mean\n        x /= std\n        x_hat = x.copy()"


def dx() -> None:
    """dx."""
    misconception(
        "path_through_the_mean_missing",
        change=[(DX, DX.replace("g - g.mean(axis=0) - ", "g - "))],
        fails=["dx"],
        title_en="The path through the mean is missing",
        title_ja="平均を通る経路がない",
        en="dx lacks the term of the mean: x also changes μ, and with it every other sample.",
        ja="dx に平均の項がありません。x は平均 μ も変え、μ を通してほかのすべてのサンプルに影響します。",
        ask_en="If every x of a unit grows by 1, does y change? What must the dx of that unit add up to?",
        ask_ja="あるユニットの x をすべて 1 増やすと、y は変わりますか。そのユニットの dx "
        "の和はいくつになるべきですか。",
    )
    misconception(
        "path_through_the_variance_missing",
        change=[(DX, "dx: Array = (g - g.mean(axis=0)) / self.std")],
        fails=["dx"],
        title_en="The path through the variance is missing",
        title_ja="分散を通る経路がない",
        en="dx lacks the term of the variance: x also changes v, and with it every other sample.",
        ja="dx に分散の項がありません。x は分散 v も変え、v を通してほかのすべてのサンプルに影響します。",
        ask_en="If every x of a unit doubles, does y change? What must Σ dx · (x − μ) be, then?",
        ask_ja="あるユニットの x をすべて 2 倍にすると、y は変わりますか。では Σ dx・(x − μ) "
        "はいくつになるべきですか。",
    )
    misconception(
        "statistics_taken_for_constants",
        change=[(DX, "dx: Array = g / self.std")],
        fails=["dx"],
        title_en="Mean and variance taken for constants",
        title_ja="平均と分散を定数とみなしている",
        en="dx is dout · γ / √(v + ε), as if μ and v did not depend on x.",
        ja="dx が dout・γ / √(v + ε) になっています。μ と v も x によって変わります。",
        ask_en="Through which three quantities does x reach y?",
        ask_ja="x は、どの 3 つの量を通して y に影響しますか。",
    )
    misconception(
        "half_of_the_path_through_the_variance",
        change=[(DX, DX.replace("- self.x_hat", "- 0.5 * self.x_hat"))],
        fails=["dx", "dx_where_the_variance_is_small"],
        title_en="Half of the path through the variance",
        title_ja="分散を通る経路が半分になっている",
        en="The term through the variance is half as large as it should be: look for a 2, or a ½, that was lost "
        "or taken "
        "twice.",
        ja="分散を通る項が、本来の半分の大きさです。抜けた 2 か、余分な 1/2 がないか探してください。",
        ask_en="What is ∂v/∂x_n? And ∂s/∂v for s = √(v + ε)?",
        ask_ja="∂v/∂x_n は何ですか。s = √(v + ε) のとき、∂s/∂v は何ですか。",
    )
    misconception(
        "dx_with_n_minus_1",
        change=[
            (
                DX,
                "n = len(g) - 1\n"
                "        dx: Array = (g - g.sum(axis=0) / n - self.x_hat * (g * self.x_hat).sum(axis=0) / n) / "
                "self.std",
            )
        ],
        fails=["dx", "dx_where_the_variance_is_small"],
        title_en="N − 1 in dx",
        title_ja="dx が N − 1 で割られている",
        en="In dx the terms through μ and v are divided by N − 1; μ and v are divided by N, and so are their "
        "derivatives.",
        ja="dx で、μ と v を通る項が N − 1 で割られています。μ も v も N で割ったものなので、その微分も N で割ります。",
        ask_en="What is ∂μ/∂x_n?",
        ask_ja="∂μ/∂x_n はいくつですか。",
    )
    misconception(
        "sums_in_place_of_means",
        change=[
            (
                DX,
                DX.replace("g.mean(axis=0)", "g.sum(axis=0)").replace(
                    "(g * self.x_hat).mean(axis=0)", "(g * self.x_hat).sum(axis=0)"
                ),
            )
        ],
        fails=["dx", "dx_where_the_variance_is_small"],
        title_en="Sums in place of means in dx",
        title_ja="dx の平均が和になっている",
        en="The terms through μ and v hold sums over the batch; they must be means.",
        ja="μ と v を通る項がバッチの和になっています。平均でなければなりません。",
        ask_en="What is ∂μ/∂x_n?",
        ask_ja="∂μ/∂x_n はいくつですか。",
    )
    misconception(
        "dx_without_division",
        change=[(DX, DX.replace(" / self.std", ""))],
        fails=["dx", "dx_where_the_variance_is_small"],
        title_en="dx is not divided by √(v + ε)",
        title_ja="dx を √(v + ε) で割っていない",
        en="dx lacks the division by √(v + ε) that x̂ contains.",
        ja="x̂ に含まれる √(v + ε) による割り算が dx にありません。",
        ask_en="If all x of a unit are scaled by 10, y stays the same. How must dx change?",
        ask_ja="あるユニットの x をすべて 10 倍しても y は同じです。dx はどう変わるべきですか。",
    )
    misconception(
        "dx_divided_by_the_variance",
        change=[(DX, DX.replace("/ self.std", "/ self.std**2"))],
        fails=["dx", "dx_where_the_variance_is_small"],
        title_en="dx is divided by the variance",
        title_ja="dx を分散で割っている",
        en="dx is divided by v + ε; the square root is missing.",
        ja="dx が v + ε で割られています。平方根が抜けています。",
        ask_en="If all x of a unit are scaled by 10, y stays the same. How must dx change?",
        ask_ja="あるユニットの x をすべて 10 倍しても y は同じです。dx はどう変わるべきですか。",
    )
    misconception(
        "sign_of_the_variance_term",
        change=[(DX, DX.replace("- self.x_hat *", "+ self.x_hat *"))],
        fails=["dx", "dx_where_the_variance_is_small"],
        title_en="Sign of the variance's term",
        title_ja="分散の項の符号が逆",
        en="The term through the variance is added in dx; it must be subtracted.",
        ja="dx で、分散を通る項が足されています。引く必要があります。",
        ask_en="If x moves away from μ, v grows. Does that make the other |x̂| larger or smaller?",
        ask_ja="x が μ から離れると v は増えます。ほかの |x̂| は大きくなりますか、小さくなりますか。",
    )
    misconception(
        "gamma_missing_in_dx",
        change=[("g = dout * self.gamma", "g = dout")],
        fails=["dx"],
        title_en="γ is missing in dx",
        title_ja="dx に γ がない",
        en="The gradient starts from dout; x̂ was multiplied by γ, so it must start from dout · γ.",
        ja="勾配が dout から始まっています。x̂ には γ が掛かっているので、dout・γ から始める必要があります。",
        ask_en="y = γ x̂ + β. What is ∂y/∂x̂?",
        ask_ja="y = γ x̂ + β です。∂y/∂x̂ は何ですか。",
    )
    misconception(
        "backward_without_eps",
        change=[(KEEP, KEEP + "\n            self.sigma = np.sqrt(var)"), (DX, DX.replace("self.std", "self.sigma"))],
        fails=["dx_where_the_variance_is_small"],
        title_en="ε forgotten in backward",
        title_ja="backward で ε を忘れている",
        en="backward divides by √v where forward divided by √(v + ε): a difference wherever v is as small as ε.",
        ja="forward は √(v + ε) で割っているのに、backward は √v で割っています。v が ε "
        "と同じくらい小さいと違いが出ます。",
        ask_en="Which function did forward compute, and is it the one that you have differentiated?",
        ask_ja="forward が計算した関数と、微分した関数は同じものですか。",
    )
    misconception(
        "slope_of_the_root_without_eps",
        change=[
            (KEEP, KEEP + "\n            self.sigma = np.where(var > 0, np.sqrt(var), 1.0)"),
            (
                DX,
                "dx: Array = (g - g.mean(axis=0)) / self.std - self.x_hat * (g * self.x_hat).mean(axis=0) / self.sigma",
            ),
        ],
        fails=["dx_where_the_variance_is_small"],
        title_en="ε forgotten in backward",
        title_ja="backward で ε を忘れている",
        en="backward divides by √v where forward divided by √(v + ε): a difference wherever v is as small as ε.",
        ja="forward は √(v + ε) で割っているのに、backward は √v で割っています。v が ε "
        "と同じくらい小さいと違いが出ます。",
        ask_en="Which function did forward compute, and is it the one that you have differentiated?",
        ask_ja="forward が計算した関数と、微分した関数は同じものですか。",
    )


def parameters() -> None:
    """dgamma and dbeta."""
    misconception(
        "dgamma_as_mean",
        change=[(DGAMMA, "self.dgamma = (dout * self.x_hat).mean(axis=0)")],
        fails=["dgamma"],
        title_en="dgamma as a mean",
        title_ja="dgamma が平均になっている",
        en="dgamma is a mean over the batch, where the sum is asked for.",
        ja="dgamma がバッチの平均になっています。求められているのは和です。",
        ask_en="γ is used by each of the N samples. Along how many paths does it reach the loss?",
        ask_ja="γ は N 個のサンプルのそれぞれで使われます。損失までの経路は何本ありますか。",
    )
    misconception(
        "dgamma_along_the_wrong_axis",
        change=[(DGAMMA, DGAMMA.replace("axis=0", "axis=1"))],
        fails=["dgamma", "backward_shapes"],
        title_en="dgamma along the wrong axis",
        title_ja="dgamma の和の軸が違う",
        en="dgamma is summed over the units and has N entries; it must be summed over the samples and have D.",
        ja="dgamma がユニットの方向に足されて N 個の要素になっています。サンプルの方向に足して D "
        "個にする必要があります。",
        ask_en="γ has shape (D,). Which axis of dout · x̂ must disappear?",
        ask_ja="γ の形は (D,) です。dout・x̂ のどの軸が消えるべきですか。",
    )
    misconception(
        "dgamma_and_dbeta_swapped",
        change=[
            (DGAMMA, DGAMMA.replace("self.dgamma", "self.dbeta")),
            (DBETA, DBETA.replace("self.dbeta", "self.dgamma")),
        ],
        fails=["dgamma", "dbeta"],
        title_en="dgamma and dbeta are swapped",
        title_ja="dgamma と dbeta が逆",
        en="dgamma holds Σ dout, and dbeta holds Σ dout · x̂: it must be the other way round.",
        ja="dgamma に Σ dout が、dbeta に Σ dout・x̂ が入っています。逆にする必要があります。",
        ask_en="y = γ x̂ + β. In which of the two derivatives does x̂ occur?",
        ask_ja="y = γ x̂ + β です。x̂ が現れるのは、γ と β のどちらの微分ですか。",
    )
    misconception(
        "gradients_pile_up",
        change=[
            (DGAMMA, "self.dgamma = getattr(self, 'dgamma', 0.0) + (dout * self.x_hat).sum(axis=0)"),
            (DBETA, "self.dbeta = getattr(self, 'dbeta', 0.0) + dout.sum(axis=0)"),
        ],
        fails=["backward_twice_gives_the_same"],
        title_en="dgamma and dbeta pile up",
        title_ja="dgamma と dbeta が加算され続けている",
        en="Each backward adds to dgamma and dbeta of the one before, instead of replacing them.",
        ja="backward のたびに、前回の dgamma と dbeta に加算されています。置き換える必要があります。",
        ask_en="What is dgamma after the hundredth step of training, if it is never set back?",
        ask_ja="一度もリセットしないと、100 ステップ目の学習のあと dgamma には何が入っていますか。",
    )
    misconception(
        "dbeta_as_mean",
        change=[(DBETA, "self.dbeta = dout.mean(axis=0)")],
        fails=["dbeta"],
        title_en="dbeta as a mean",
        title_ja="dbeta が平均になっている",
        en="dbeta is a mean over the batch, where the sum is asked for.",
        ja="dbeta がバッチの平均になっています。求められているのは和です。",
        ask_en="β is added to each of the N rows. Along how many paths does it reach the loss?",
        ask_ja="β は N 個の行それぞれに足されます。損失までの経路は何本ありますか。",
    )
    misconception(
        "dbeta_with_gamma",
        change=[(DBETA, "self.dbeta = (dout * self.gamma).sum(axis=0)")],
        fails=["dbeta"],
        title_en="dbeta contains γ",
        title_ja="dbeta に γ が入っている",
        en="dbeta is summed from dout · γ; β is added after γ has been multiplied.",
        ja="dbeta が dout・γ の和になっています。β は γ を掛けたあとに足されます。",
        ask_en="y = γ x̂ + β. What is ∂y/∂β?",
        ask_ja="y = γ x̂ + β です。∂y/∂β は何ですか。",
    )
    misconception(
        "dbeta_along_the_wrong_axis",
        change=[(DBETA, DBETA.replace("axis=0", "axis=1"))],
        fails=["dbeta", "backward_shapes"],
        title_en="dbeta along the wrong axis",
        title_ja="dbeta の和の軸が違う",
        en="dbeta is summed over the units and has N entries; it must be summed over the samples and have D.",
        ja="dbeta がユニットの方向に足されて N 個の要素になっています。サンプルの方向に足して D "
        "個にする必要があります。",
        ask_en="β has shape (D,). Which axis of dout must disappear?",
        ask_ja="β の形は (D,) です。dout のどの軸が消えるべきですか。",
    )
    misconception(
        "dgamma_from_the_input",
        change=[(KEEP, KEEP + "\n            self.x = x"), (DGAMMA, "self.dgamma = (dout * self.x).sum(axis=0)")],
        fails=["dgamma"],
        title_en="dgamma from x",
        title_ja="dgamma を x̂ ではなく x から計算している",
        en="dgamma multiplies dout by x; what γ multiplies in forward is x̂.",
        ja="dgamma で dout に x を掛けています。forward で γ が掛かっているのは x̂ です。",
        ask_en="y = γ x̂ + β. What is ∂y/∂γ?",
        ask_ja="y = γ x̂ + β です。∂y/∂γ は何ですか。",
    )
    misconception(
        "dgamma_from_the_output",
        change=[
            (
                OUTPUT,
                "y = self.gamma * x_hat + self.beta\n        if train:\n            self.y = y.copy()\n        "
                "return y",
            ),
            (DGAMMA, "self.dgamma = (dout * self.y).sum(axis=0)"),
        ],
        fails=["dgamma"],
        title_en="dgamma from y",
        title_ja="dgamma を x̂ ではなく y から計算している",
        en="dgamma multiplies dout by the output y; what γ multiplies in forward is x̂.",
        ja="dgamma で dout に出力 y を掛けています。forward で γ が掛かっているのは x̂ です。",
        ask_en="y = γ x̂ + β. What is ∂y/∂γ?",
        ask_ja="y = γ x̂ + β です。∂y/∂γ は何ですか。",
    )
    misconception(
        "dgamma_and_dbeta_with_an_axis_too_many",
        change=[
            (DGAMMA, DGAMMA.replace("axis=0", "axis=0, keepdims=True")),
            (DBETA, DBETA.replace("axis=0", "axis=0, keepdims=True")),
        ],
        fails=["dgamma", "dbeta", "backward_shapes"],
        title_en="dgamma and dbeta have an axis too many",
        title_ja="dgamma と dbeta の軸が 1 つ多い",
        en="dgamma and dbeta have the shape (1, D); they must have the shape (D,), like γ and β.",
        ja="dgamma と dbeta の形が (1, D) です。γ や β と同じ (D,) でなければなりません。",
        ask_en="What does keepdims=True keep, and is it wanted here?",
        ask_ja="keepdims=True は何を残しますか。ここでそれは必要ですか。",
    )


def memory() -> None:
    """What is kept, shared and written into."""
    for name, dx in (
        (
            "",
            "self.x_hat *= (g * self.x_hat).mean(axis=0)\n        dx: Array = (g - g.mean(axis=0) - self.x_hat) / "
            "self.std",
        ),
        (
            "_with_dgamma",
            "n = len(dout)\n        self.x_hat *= self.dgamma\n"
            "        dx: Array = self.gamma / (n * self.std) * (n * dout - self.dbeta - self.x_hat)",
        ),
    ):
        misconception(
            "backward_overwrites_what_it_needs" + name,
            change=[(DX, dx)],
            fails=["backward_twice_gives_the_same"],
            title_en="backward overwrites what it needs",
            title_ja="backward が必要な値を上書きしている",
            en="backward writes into an array that forward kept for it: a second call finds other numbers there.",
            ja="backward が、forward の保存した配列を書き換えています。もう一度呼ぶと、違う数が使われます。",
            ask_en="Call backward twice with the same dout. Which of your arrays are different the second time?",
            ask_ja="同じ dout で backward を 2 回呼ぶと、2 回目に中身が変わっている配列はどれですか。",
        )
    for name, new, where in (
        ("", NORMALIZED, ""),
        ("_centred", CENTRED, ""),
        ("_in_training", NORMALIZED, "[training]"),
        ("_centred_in_training", CENTRED, "[training]"),
    ):
        misconception(
            "input_changed" + name,
            change=[(X_HAT, (f"x = x if train else x.copy()\n        {new}" if where else new))],
            fails=["arguments_are_never_modified" + where],
            title_en="forward changes its input",
            title_ja="forward が入力を書き換えている",
            en="`x -= mean` writes into the caller's own array.",
            ja="`x -= mean` は、呼び出し側の配列そのものを書き換えます。",
            ask_en="Which layer before this one still needs its output in backward?",
            ask_ja="手前の層は、backward で自分の出力を使うかもしれません。その配列には何が残っていますか。",
        )
    misconception(
        "dout_changed",
        change=[("g = dout * self.gamma", "dout *= self.gamma\n        g = dout")],
        fails=["arguments_are_never_modified[backward]"],
        title_en="backward changes dout",
        title_ja="backward が dout を書き換えている",
        en="`dout *= gamma` writes into dout, which belongs to the caller.",
        ja="`dout *= gamma` は、呼び出し側のものである dout を書き換えます。",
        ask_en="If two layers receive the same dout, what does the second one see?",
        ask_ja="2 つの層が同じ dout を受け取るとき、2 番目の層には何が見えますか。",
    )
    misconception(
        "memory_shared_by_all_layers",
        change=[(KEEP, "BatchNorm.std, BatchNorm.x_hat = std, x_hat")],
        fails=["each_layer_remembers_its_own_forward"],
        title_en="All layers share one memory",
        title_ja="すべての層が同じ記憶を共有している",
        en="What forward keeps is in the class (or in a global variable), so all layers share it.",
        ja="forward で保存する値がクラス変数（またはグローバル変数）にあり、すべての層で共有されています。",
        ask_en="A net has two such layers. Whose x̂ does the first one use in backward?",
        ask_ja="この層が 2 つあるネットワークで、1 つ目の層の backward は誰の x̂ を使いますか。",
    )
