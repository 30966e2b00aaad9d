"""Slips in the rules of He and Glorot."""

from autograder.testing import misconception

HE = "return rng.normal(0.0, np.sqrt(2.0 / n_in), size=(n_in, n_out))"
GLOROT = "return rng.normal(0.0, np.sqrt(2.0 / (n_in + n_out)), size=(n_in, n_out))"


def both_rules() -> None:
    """What goes wrong alike in both."""
    for name, line, sigma in (("he", HE, "np.sqrt(2.0 / n_in)"), ("glorot", GLOROT, "np.sqrt(2.0 / (n_in + n_out))")):
        misconception(
            f"{name}_uniform_from_0_to_1",
            change=[(line, f"return {sigma} * rng.random((n_in, n_out))")],
            fails=[f"{name}_variance", f"{name}_distribution", "rough_size"],
            title_en="Uniform between 0 and 1",
            title_ja="0 から 1 の一様分布",
            en=f"{name}_normal scales numbers that are uniform from 0 to 1; rng.random is not normal, and never "
            f"negative.",
            ja=f"{name}_normal が 0 から 1 の一様分布の数を使っています。rng.random は正規分布ではなく、"
            f"負にもなりません。",
            ask_en="Can one of your weights be negative?",
            ask_ja="あなたの重みは負の値を取りますか。",
        )
        misconception(
            f"{name}_around_sigma",
            change=[(line, f"return rng.normal({sigma}, size=(n_in, n_out))")],
            fails=[f"{name}_variance", f"{name}_distribution", "rough_size"],
            title_en="σ in the place of the mean",
            title_ja="平均のところに σ を渡している",
            en=f"The weights of {name}_normal lie around σ with standard deviation 1: σ stands where the mean belongs.",
            ja=f"{name}_normal の重みが、平均 σ、標準偏差 1 になっています。平均を渡すところに σ があります。",
            ask_en="What does the first argument of rng.normal mean, and what the second?",
            ask_ja="rng.normal の 1 番目の引数は何ですか。2 番目は何ですか。",
        )
        misconception(
            f"{name}_clipped",
            change=[(line, f"s = {sigma}\n    return np.clip(rng.normal(0.0, s, size=(n_in, n_out)), -2 * s, 2 * s)")],
            fails=[f"{name}_variance", f"{name}_distribution"],
            title_en="Cut off at 2σ",
            title_ja="2σ で切られている",
            en=f"No weight of {name}_normal lies beyond 2σ: they are cut off, and their variance is smaller than σ².",
            ja=f"{name}_normal の重みが ±2σ で切られていて、2σ より外側の値がありません。分散も σ² "
            f"より小さくなります。",
            ask_en="Which part of normal numbers lies beyond 2σ? And of yours?",
            ask_ja="正規分布では、2σ より外側の値はどのくらいありますか。あなたの重みではどうですか。",
        )
        misconception(
            f"{name}_from_numpys_global_generator",
            change=[(line, line.replace("rng.normal", "np.random.normal"))],
            fails=["all_draws_come_from_the_generator"],
            title_en="rng is not used",
            title_ja="rng を使っていない",
            en=f"{name}_normal draws from NumPy's global generator in place of rng: a run cannot be repeated.",
            ja=f"{name}_normal が、rng ではなく NumPy 全体で共有される乱数を使っているので、同じ実験を再現できません。",
            ask_en="Call it twice with two rngs of the same seed. Do you get the same weights?",
            ask_ja="同じシードの rng で 2 回呼ぶと、同じ重みになりますか。",
        )
    for prefix, name, line, inputs in (("", "he", HE, "n_in"), ("glorot_", "glorot", GLOROT, "(n_in + n_out)")):
        misconception(
            f"{prefix}shape_transposed",
            change=[(line, line.replace("size=(n_in, n_out)", "size=(n_out, n_in)"))],
            fails=[f"{name}_variance", f"{name}_distribution", "all_draws_come_from_the_generator", "shapes"],
            title_en="The weights are transposed",
            title_ja="重みの形が転置されている",
            en=f"{name}_normal returns the shape (n_out, n_in); a layer computes x W, so W is (n_in, n_out).",
            ja=f"{name}_normal の形が (n_out, n_in) です。層は x W を計算するので、W は (n_in, n_out) です。",
            ask_en="x is (N, n_in). Which shape must W have so that x W exists?",
            ask_ja="x の形は (N, n_in) です。x W が計算できるためには、W はどんな形ですか。",
        )
        misconception(
            "he_uniform_of_the_same_variance" if name == "he" else "uniform_of_the_same_variance",
            change=[
                (line, f"limit = np.sqrt(6.0 / {inputs})\n    return rng.uniform(-limit, limit, size=(n_in, n_out))")
            ],
            fails=[f"{name}_distribution"],
            title_en="Uniform in place of normal",
            title_ja="正規分布ではなく一様分布",
            en=f"The weights of {name}_normal are uniform; normal ones are asked for.",
            ja=f"{name}_normal の重みが一様分布になっています。求められているのは正規分布です。",
            ask_en="What does a histogram of your weights look like?",
            ask_ja="重みのヒストグラムを描くと、どんな形になりますか。",
        )


def he() -> None:
    """he_normal."""
    misconception(
        "variance_for_deviation",
        change=[(HE, HE.replace("np.sqrt(2.0 / n_in)", "2.0 / n_in"))],
        fails=["he_variance", "rough_size"],
        title_en="The variance taken for the standard deviation",
        title_ja="分散を標準偏差として渡している",
        en="2/n_in is the variance, but it is passed as the standard deviation; the root is missing.",
        ja="2/n_in は分散ですが、標準偏差として渡されています。平方根が抜けています。",
        ask_en="What does the second argument of rng.normal mean: σ or σ²?",
        ask_ja="rng.normal の 2 番目の引数は σ ですか、σ² ですか。",
    )
    misconception(
        "root_of_the_2_alone",
        change=[(HE, HE.replace("np.sqrt(2.0 / n_in)", "np.sqrt(2.0) / n_in"))],
        fails=["he_variance", "rough_size"],
        title_en="The root of the 2 alone",
        title_ja="2 だけの平方根を取っている",
        en="The standard deviation of he_normal is √2 / n_in: the root is taken of the 2, and not of n_in.",
        ja="he_normal の標準偏差が √2 / n_in になっています。n_in の平方根を取っていません。",
        ask_en="What is the variance of your weights for n_in = 200, and what is 2/200?",
        ask_ja="n_in = 200 のとき、あなたの重みの分散はいくつですか。2/200 はいくつですか。",
    )
    misconception(
        "fan_out",
        change=[(HE, HE.replace("2.0 / n_in", "2.0 / n_out"))],
        fails=["he_variance"],
        title_en="n_out in place of n_in",
        title_ja="n_in ではなく n_out を使っている",
        en="The variance of he_normal is 2/n_out; a unit adds up n_in inputs, so it should be 2/n_in.",
        ja="he_normal の分散が 2/n_out になっています。1 つのユニットは n_in 個の入力を足すので、2/n_in のはずです。",
        ask_en="How many terms does the sum of one unit of the layer have?",
        ask_ja="この層の 1 つのユニットが計算する和には、項がいくつありますか。",
    )
    misconception(
        "he_from_the_average",
        change=[(HE, HE.replace("2.0 / n_in", "2.0 / ((n_in + n_out) / 2)"))],
        fails=["he_variance"],
        title_en="The average of n_in and n_out in He's rule",
        title_ja="He の規則で n_in と n_out の平均を使っている",
        en="The variance of he_normal is 2 divided by the average of n_in and n_out; He's rule knows n_in alone.",
        ja="he_normal の分散が、2 を n_in と n_out の平均で割った値になっています。He の規則に現れるのは "
        "n_in だけです。",
        ask_en="How many terms does the sum of one unit of the layer have?",
        ask_ja="この層の 1 つのユニットが計算する和には、項がいくつありますか。",
    )
    misconception(
        "factor_2_missing",
        change=[(HE, HE.replace("2.0 / n_in", "1.0 / n_in"))],
        fails=["he_variance", "rough_size"],
        title_en="He's rule without the 2",
        title_ja="He の規則に 2 がない",
        en="The variance of he_normal is 1/n_in; the 2 makes up for the half that ReLU sets to 0.",
        ja="he_normal の分散が 1/n_in になっています。2 は、ReLU が 0 にする半分を補うためのものです。",
        ask_en="What part of a symmetric input is left of Σ x² after ReLU?",
        ask_ja="正負対称な入力に ReLU をかけると、Σ x² のどれだけが残りますか。",
    )
    misconception(
        "only_positive_weights",
        change=[(HE, "return np.abs(" + HE.removeprefix("return ") + ")")],
        fails=["he_distribution", "rough_size"],
        title_en="Only positive weights",
        title_ja="重みが正の値だけになっている",
        en="All weights are positive; their mean must be 0.",
        ja="すべての重みが正になっています。平均は 0 でなければなりません。",
        ask_en="If all weights are positive, what sign have all units of the first layer for a positive input?",
        ask_ja="重みがすべて正なら、正の入力に対して最初の層のユニットの符号はどうなりますか。",
    )
    misconception(
        "generator_made_anew",
        change=[(HE, "rng = np.random.default_rng(0)\n    " + HE)],
        fails=["all_draws_come_from_the_generator"],
        title_en="The given generator is not used",
        title_ja="渡された rng を使っていない",
        en="he_normal makes a generator of its own with a fixed seed: all layers of the same shape get the same "
        "weights.",
        ja="he_normal が固定のシードで乱数生成器を作り直しています。同じ形の層はすべて同じ重みになります。",
        ask_en="What do two layers of the same size have in common in your net?",
        ask_ja="同じ大きさの 2 つの層の重みを比べると、どうなっていますか。",
    )
    misconception(
        "he_and_glorot_swapped",
        change=[
            (HE, GLOROT),
            (GLOROT + "\n    ### END SOLUTION\n\n\ndef activation", HE + "\n    ### END SOLUTION\n\n\ndef activation"),
        ],
        fails=["he_variance", "glorot_variance", "rough_size"],
        title_en="He and Glorot mixed up",
        title_ja="He と Glorot が逆になっている",
        en="he_normal has Glorot's variance, and glorot_normal that of He.",
        ja="he_normal が Glorot の分散、glorot_normal が He の分散になっています。",
        ask_en="Which of the two makes up for a ReLU that switches off half of its inputs?",
        ask_ja="ReLU が入力の半分を 0 にすることを埋め合わせているのは、どちらですか。",
    )


def glorot() -> None:
    """glorot_normal."""
    misconception(
        "glorot_without_the_2",
        change=[(GLOROT, GLOROT.replace("2.0 / (", "1.0 / ("))],
        fails=["glorot_variance", "rough_size"],
        title_en="Glorot's rule without the 2",
        title_ja="Glorot の規則に 2 がない",
        en="The variance of glorot_normal is 1/(n_in + n_out), half of what it should be.",
        ja="glorot_normal の分散が 1/(n_in + n_out) で、本来の半分になっています。",
        ask_en="If n_in = n_out = n, Glorot's variance should be 1/n. What is yours?",
        ask_ja="n_in = n_out = n のとき、Glorot の分散は 1/n のはずです。あなたのコードではいくつですか。",
    )
    misconception(
        "glorot_from_n_in_alone",
        change=[(GLOROT, GLOROT.replace("2.0 / (n_in + n_out)", "1.0 / n_in"))],
        fails=["glorot_variance"],
        title_en="Glorot's rule from n_in alone",
        title_ja="Glorot の規則で n_in しか使っていない",
        en="The variance of glorot_normal is 1/n_in, the older simplified rule; n_out is not used.",
        ja="glorot_normal の分散が 1/n_in(簡略化された規則)になっています。n_out が使われていません。",
        ask_en="Which of the two passes, forward and backward, sees n_out terms in a sum?",
        ask_ja="順伝播と逆伝播のうち、n_out 個の項の和が現れるのはどちらですか。",
    )
    misconception(
        "glorot_without_brackets",
        change=[(GLOROT, GLOROT.replace("2.0 / (n_in + n_out)", "2.0 / n_in + n_out"))],
        fails=["glorot_variance", "rough_size"],
        title_en="Brackets are missing",
        title_ja="括弧が足りない",
        en="The variance of glorot_normal is (2/n_in) + n_out, larger than n_out: the division comes first.",
        ja="glorot_normal の分散が (2/n_in) + n_out で、n_out より大きくなっています。割り算が先に計算されるからです。",
        ask_en="What does Python make of 2 / 4 + 4?",
        ask_ja="Python で 2 / 4 + 4 はいくつになりますか。",
    )
    misconception(
        "glorot_of_the_product",
        change=[(GLOROT, GLOROT.replace("(n_in + n_out)", "(n_in * n_out)"))],
        fails=["glorot_variance", "rough_size"],
        title_en="n_in times n_out",
        title_ja="n_in と n_out を掛けている",
        en="The variance of glorot_normal is 2/(n_in · n_out); the two are added, not multiplied.",
        ja="glorot_normal の分散が 2/(n_in・n_out) になっています。2 つは掛けずに足します。",
        ask_en="How small do your weights become for n_in = n_out = 100?",
        ask_ja="n_in = n_out = 100 のとき、あなたの重みはどのくらい小さくなりますか。",
    )
    misconception(
        "glorot_of_the_geometric_mean",
        change=[(GLOROT, GLOROT.replace("2.0 / (n_in + n_out)", "1.0 / np.sqrt(n_in * n_out)"))],
        fails=["glorot_variance"],
        title_en="Another mean of n_in and n_out",
        title_ja="n_in と n_out の平均の取り方が違う",
        en="The variance of glorot_normal is 1/√(n_in · n_out): it is the sum of n_in and n_out that counts.",
        ja="glorot_normal の分散が 1/√(n_in・n_out) になっています。使うのは n_in と n_out の和です。",
        ask_en="What is your variance for n_in = 1 and n_out = 9, and what should it be?",
        ask_ja="n_in = 1、n_out = 9 のとき、あなたの分散はいくつですか。いくつになるべきですか。",
    )
    misconception(
        "glorot_variance_for_deviation",
        change=[(GLOROT, GLOROT.replace("np.sqrt(2.0 / (n_in + n_out))", "2.0 / (n_in + n_out)"))],
        fails=["glorot_variance", "rough_size"],
        title_en="The variance taken for the standard deviation",
        title_ja="分散を標準偏差として渡している",
        en="2/(n_in + n_out) is the variance, but it is passed as the standard deviation; the root is missing.",
        ja="2/(n_in + n_out) は分散ですが、標準偏差として渡されています。平方根が抜けています。",
        ask_en="What does the second argument of rng.normal mean: σ or σ²?",
        ask_ja="rng.normal の 2 番目の引数は σ ですか、σ² ですか。",
    )
    misconception(
        "glorot_with_the_6_of_the_uniform_rule",
        change=[(GLOROT, GLOROT.replace("2.0 / (", "6.0 / ("))],
        fails=["glorot_variance", "rough_size"],
        title_en="The 6 of the uniform rule",
        title_ja="一様分布の規則の 6 を使っている",
        en="The variance of glorot_normal is 6/(n_in + n_out): the 6 belongs to the limits of a uniform distribution.",
        ja="glorot_normal の分散が 6/(n_in + n_out) です。6 は一様分布の端を決めるときの数です。",
        ask_en="What is the variance of numbers that are uniform between −a and a?",
        ask_ja="−a から a までの一様分布の分散は何ですか。",
    )
    misconception(
        "glorot_of_the_average",
        change=[(GLOROT, GLOROT.replace("(n_in + n_out)", "((n_in + n_out) / 2)"))],
        fails=["glorot_variance", "rough_size"],
        title_en="2 divided by the average",
        title_ja="2 を平均で割っている",
        en="The variance of glorot_normal is 2 divided by the average of n_in and n_out, twice what it should be.",
        ja="glorot_normal の分散が、2 を n_in と n_out の平均で割った値で、本来の 2 倍になっています。",
        ask_en="If n_in = n_out = n, Glorot's variance should be 1/n. What is yours?",
        ask_ja="n_in = n_out = n のとき、Glorot の分散は 1/n のはずです。あなたのコードではいくつですか。",
    )
    misconception(
        "glorot_generator_made_anew",
        change=[(GLOROT, "rng = np.random.default_rng(0)\n    " + GLOROT)],
        fails=["all_draws_come_from_the_generator"],
        title_en="The given generator is not used",
        title_ja="渡された rng を使っていない",
        en="glorot_normal makes a generator of its own with a fixed seed: layers of the same shape get the same "
        "weights.",
        ja="glorot_normal が固定のシードで乱数生成器を作り直しています。同じ形の層はすべて同じ重みになります。",
        ask_en="What do two layers of the same size have in common in your net?",
        ask_ja="同じ大きさの 2 つの層の重みを比べると、どうなっていますか。",
    )
