"""Slips in the function and in its samples."""

from net_mistakes import slip

TARGET = ["target", "values_by_hand"]
HOLLOW = "hollow = 10.0 * np.exp(-0.2 * (x1**2 + x2**2))"
WAVES = "waves = np.exp((np.cos(x1) + np.cos(x2)) / 2.0)"
SUM = "y: Array = 10.0 - hollow - waves"
X = "x = rng.uniform(-10.0, 10.0, (n, 2))"
NOISE = "rng.uniform(-noise, noise, (n, 1))"
ASK_NOISE = (
    "Draw a histogram of y − target(x). Between which values should it lie, and how high is it there?",
    "y − target(x) のヒストグラムを描いてください。どの範囲に、どのような高さで並ぶはずですか。",
)
ASK_X = (
    "Draw your samples as points in the plane. Which square should they fill evenly?",
    "作ったサンプルを平面に点で描いてください。どの正方形を一様に埋めるはずですか。",
)


def the_function() -> None:
    """f and its three terms."""
    for name, old, new, fails, title, text, ask in (
        (
            "radius_in_place_of_its_square",
            HOLLOW,
            HOLLOW.replace("(x1**2 + x2**2)", "np.sqrt(x1**2 + x2**2)"),
            TARGET,
            ("A root that is not in f", "f にない平方根"),
            (
                "The first exponent holds the distance from the middle; f has its square.",
                "最初の指数が中心からの距離になっています。f にあるのは距離の 2 乗です。",
            ),
            (
                "Is your surface round or pointed at (0, 0)? And f?",
                "あなたの曲面は (0, 0) で丸いですか、尖っていますか。f ではどうですか。",
            ),
        ),
        (
            "sign_of_the_exponent",
            HOLLOW,
            HOLLOW.replace("-0.2", "0.2"),
            TARGET,
            ("Sign of the exponent", "指数の符号"),
            (
                "The exponential of the squares grows outwards; its exponent must be negative.",
                "2 乗の和の指数関数が、外側ほど大きくなっています。指数は負のはずです。",
            ),
            ("What is f far away from (0, 0), about?", "(0, 0) から遠いところで、f はおよそいくつですか。"),
        ),
        (
            "cosines_not_averaged",
            WAVES,
            WAVES.replace(" / 2.0", ""),
            TARGET,
            ("The ½ of the cosines is missing", "余弦の和に ½ がない"),
            (
                "The second exponent is the sum of the cosines; f has half of it.",
                "2 番目の指数が余弦の和そのものです。f ではその半分です。",
            ),
            ("What does f(0, 0) become with your formula?", "あなたの式では f(0, 0) はいくつになりますか。"),
        ),
        (
            "half_of_one_cosine",
            WAVES,
            WAVES.replace("(np.cos(x1) + np.cos(x2)) / 2.0", "np.cos(x1) + np.cos(x2) / 2.0"),
            TARGET,
            ("Only one cosine is halved", "片方の余弦だけを 2 で割っている"),
            (
                "Without brackets the division belongs to the last cosine alone.",
                "括弧がないので、最後の余弦だけが 2 で割られています。",
            ),
            (
                "Does your f stay the same if x₁ and x₂ are swapped?",
                "x₁ と x₂ を入れ替えても、あなたの f は同じですか。",
            ),
        ),
        (
            "two_pi_in_the_cosines",
            WAVES,
            WAVES.replace("np.cos(x1) + np.cos(x2)", "np.cos(2 * np.pi * x1) + np.cos(2 * np.pi * x2)"),
            TARGET,
            ("2π in the cosines", "余弦の中の 2π"),
            (
                "The cosines are those of 2πx, as in a well-known test function; in f they are those of x.",
                "有名なテスト関数のように 2πx の余弦になっています。f では x の余弦です。",
            ),
            ("What is the period of the waves in f?", "f の波の周期はいくつですか。"),
        ),
        (
            "degrees",
            WAVES,
            WAVES.replace("np.cos(x1) + np.cos(x2)", "np.cos(np.deg2rad(x1)) + np.cos(np.deg2rad(x2))"),
            TARGET,
            ("Degrees", "度で計算している"),
            (
                "x is taken for degrees, so that the cosines hardly change; np.cos takes radians, and so does f.",
                "x を度とみなしているので、余弦がほとんど変化しません。np.cos も f もラジアンです。",
            ),
            ("What is f at (π, π)?", "(π, π) での f の値はいくつですか。"),
        ),
        (
            "waves_added",
            SUM,
            SUM.replace("- waves", "+ waves"),
            TARGET,
            ("Sign of the last term", "最後の項の符号"),
            ("The last exponential is added; f subtracts it.", "最後の指数関数を足しています。f では引きます。"),
            ("Is f(0, 0) positive or negative?", "f(0, 0) は正ですか、負ですか。"),
        ),
        (
            "without_the_10",
            HOLLOW,
            HOLLOW.replace("10.0 * ", ""),
            TARGET,
            ("The factor 10 is missing", "係数 10 がない"),
            (
                "The first exponential is subtracted once; f subtracts ten times as much.",
                "最初の指数関数に 10 が掛かっていません。",
            ),
            ("How deep is the hollow in the middle of f?", "f の中央のくぼみの深さはいくつですか。"),
        ),
        (
            "the_same_coordinate_twice",
            "x1, x2 = x[:, :1], x[:, 1:]",
            "x1, x2 = x[:, :1], x[:, :1]",
            TARGET,
            ("x₁ twice", "x₁ を 2 回使っている"),
            ("x₂ is never used: x₁ stands in its place.", "x₂ が使われず、x₁ が 2 回使われています。"),
            ("Does your f change if only x₂ changes?", "x₂ だけを変えたとき、あなたの f は変わりますか。"),
        ),
        (
            "flat_values",
            SUM,
            SUM.replace("10.0 - hollow - waves", "(10.0 - hollow - waves).ravel()"),
            [*TARGET, "shapes"],
            ("Values without the second axis", "値に 2 番目の軸がない"),
            (
                "target returns (N,); with noise of shape (N, 1) that broadcasts to (N, N).",
                "target が (N,) を返しています。(N, 1) の雑音を足すと、ブロードキャストで (N, N) になります。",
            ),
            ("What is the shape of np.ones(3) + np.ones((3, 1))?", "np.ones(3) + np.ones((3, 1)) の形は何ですか。"),
        ),
    ):
        slip(name, old, new, fails, title, text, ask)


def the_samples() -> None:
    """How x and the noise are drawn."""
    x_fails = ["inputs_are_uniform"]
    for name, new, en, ja in (
        (
            "positive_inputs",
            "x = rng.uniform(0.0, 10.0, (n, 2))",
            "x lies in [0, 10]²; a quarter of the square is missing three times.",
            "x が [0, 10]² にしかありません。正方形の残りの 4 分の 3 にはサンプルがありません。",
        ),
        (
            "normal_inputs",
            "x = rng.normal(0.0, 10.0 / np.sqrt(3.0), (n, 2))",
            "x is normal; asked for are uniform samples on the square.",
            "x が正規分布です。求められているのは正方形での一様分布です。",
        ),
        (
            "inputs_on_the_diagonal",
            "x = np.repeat(rng.uniform(-10.0, 10.0, (n, 1)), 2, axis=1)",
            "x₁ and x₂ are the same number, so that all samples lie on a line.",
            "x₁ と x₂ が同じ数なので、すべてのサンプルが 1 本の直線に並びます。",
        ),
        (
            "whole_numbers",
            "x = rng.integers(-10, 11, (n, 2)).astype(float)",
            "x holds whole numbers only.",
            "x が整数だけになっています。",
        ),
    ):
        slip(
            name,
            X,
            new,
            x_fails,
            ("The samples do not fill the square", "サンプルが正方形を埋めていない"),
            (en, ja),
            ASK_X,
        )
    amplitude = "noise_follows_its_argument"
    for name, new, fails, title, text in (
        (
            "normal_noise",
            "rng.normal(0.0, noise, (n, 1))",
            [amplitude, "noise_is_uniform"],
            ("Normal noise", "正規分布の雑音"),
            (
                "The noise is normal with the standard deviation `noise`; asked for is uniform noise.",
                "雑音が標準偏差 noise の正規分布です。求められているのは一様分布です。",
            ),
        ),
        (
            "positive_noise",
            "rng.uniform(0.0, noise, (n, 1))",
            ["noise_is_uniform"],
            ("Noise of one sign", "雑音が正だけ"),
            ("The noise is never negative.", "雑音が負になりません。"),
        ),
        (
            "one_noise_for_all",
            "rng.uniform(-noise, noise)",
            [amplitude, "noise_is_uniform"],
            ("The same noise for all samples", "全サンプルに同じ雑音"),
            (
                "One number is drawn and added to all samples; each needs a number of its own.",
                "1 つの数を生成して全サンプルに足しています。サンプルごとに別の数が必要です。",
            ),
        ),
        (
            "no_noise",
            "0.0 * noise",
            [amplitude, "noise_is_uniform"],
            ("No noise", "雑音がない"),
            ("y is target(x) itself.", "y が target(x) そのものです。"),
        ),
        (
            "noise_ignored",
            "rng.uniform(-0.01, 0.01, (n, 1))",
            [amplitude],
            ("The argument noise is ignored", "引数 noise を使っていない"),
            ("The noise is always 0.01, whatever noise is.", "noise の値によらず、雑音がいつも 0.01 です。"),
        ),
    ):
        slip(name, NOISE, new, fails, title, text, ASK_NOISE)
    slip(
        "a_seed_of_its_own",
        X,
        "rng = np.random.default_rng(0)\n    " + X,
        ["samples_come_from_the_generator"],
        ("rng is not used", "rng を使っていない"),
        (
            "The samples come from a generator with a fixed seed: training and test data would be the same.",
            "シードを固定した別の乱数生成器を使っています。訓練データとテストデータが同じになってしまいます。",
        ),
        ("How do you get new samples for a test?", "テスト用の新しいサンプルは、どうやって作りますか。"),
    )
    slip(
        "flat_targets",
        "return x, y\n",
        "return x, y.ravel()\n",
        ["shapes"],
        ("y without its second axis", "y に 2 番目の軸がない"),
        (
            "y has the shape (n,); minus predictions of shape (n, 1) it becomes (n, n).",
            "y の形が (n,) です。形が (n, 1) の予測との差は、(n, n) になってしまいます。",
        ),
        ("What is the shape of np.ones((3, 1)) - np.ones(3)?", "np.ones((3, 1)) - np.ones(3) の形は何ですか。"),
    )
