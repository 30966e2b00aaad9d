"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

from autograder.testing import misconception

L2 = "return float(alpha * sum(np.sum(W**2) for W in weights))"
L1 = "return float(alpha * sum(np.sum(np.abs(W)) for W in weights))"
L2_SLOPE = "return 2.0 * alpha * W"
L1_SLOPE = "slope: Array = alpha * np.sign(W)"
RATE = "return self.lr * self.factor ** (epoch // self.every)"

misconception(
    "l2_gradient_without_the_2",
    change=[(L2_SLOPE, "return alpha * W")],
    fails=["l2_gradient", "minimum_with_l2"],
    title_en="The 2 is missing in the gradient of L2",
    title_ja="L2 の勾配に 2 がない",
    en="The gradient is αW: that belongs to ½ α Σ w². The penalty of this course has no ½.",
    ja="勾配が αW です。それは ½ α Σ w² の微分です。この課題のペナルティに ½ はありません。",
    ask_en="What is the derivative of α w²?",
    ask_ja="α w² の微分は何ですか。",
)
misconception(
    "l2_gradient_without_alpha",
    change=[(L2_SLOPE, "return 2.0 * W")],
    fails=["l2_gradient", "minimum_with_l2"],
    title_en="α is missing in the gradient of L2",
    title_ja="L2 の勾配に α がない",
    en="The gradient is 2W; the factor α is missing.",
    ja="勾配が 2W になっています。α が抜けています。",
    ask_en="What should the gradient of the penalty be for α = 0?",
    ask_ja="α = 0 のとき、ペナルティの勾配は何であるべきですか。",
)
misconception(
    "l2_penalty_with_half",
    change=[(L2, "return float(0.5 * alpha * sum(np.sum(W**2) for W in weights))")],
    fails=["l2_penalty", "penalty_examples"],
    title_en="½ in the L2 penalty",
    title_ja="L2 ペナルティに ½ が付いている",
    en="The penalty is ½ α Σ w²; here it is α Σ w², so that it fits its gradient 2αW.",
    ja="ペナルティが ½ α Σ w² になっています。この課題では α Σ w² で、勾配は 2αW です。",
    ask_en="Differentiate your penalty: do you get your gradient?",
    ask_ja="あなたのペナルティを微分すると、あなたの勾配になりますか。",
)
misconception(
    "l2_penalty_is_the_norm",
    change=[(L2, "return float(alpha * sum(np.sqrt(np.sum(W**2)) for W in weights))")],
    fails=["l2_penalty", "penalty_examples"],
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
    "mean_instead_of_sum",
    change=[(L1, "return float(alpha * sum(np.mean(np.abs(W)) for W in weights))")],
    fails=["l1_penalty", "penalty_examples"],
    title_en="Mean instead of sum",
    title_ja="和ではなく平均になっている",
    en="The penalty is a mean over the weights; the sum is asked for.",
    ja="ペナルティが重みの平均になっています。求められているのは和です。",
    ask_en="For W = (3, −4), is Σ |w| 7 or 3.5?",
    ask_ja="W = (3, −4) のとき、Σ |w| は 7 ですか、3.5 ですか。",
)
misconception(
    "l1_without_absolute_value",
    change=[(L1, L1.replace("np.abs(W)", "W"))],
    fails=["l1_penalty", "penalty_examples"],
    title_en="The absolute value is missing",
    title_ja="絶対値がない",
    en="The weights are added with their signs, so large ones of different signs cancel.",
    ja="重みを符号付きのまま足しているため、符号の違う大きな重みが打ち消し合います。",
    ask_en="Which penalty does W = (5, −5) get?",
    ask_ja="W = (5, −5) のペナルティはいくつになりますか。",
)
misconception(
    "l1_gradient_like_l2",
    change=[(L1_SLOPE, "slope: Array = alpha * W")],
    fails=["l1_gradient", "l1_gradient_is_0_at_0", "minimum_with_l1", "published_minimum"],
    title_en="The gradient of L1 grows with the weight",
    title_ja="L1 の勾配が重みに比例している",
    en="The gradient is αW; the slope of |w| is 1 or −1, however large w is.",
    ja="勾配が αW になっています。|w| の傾きは、w の大きさによらず 1 か −1 です。",
    ask_en="By how much does |w| grow from w = 100 to w = 101?",
    ask_ja="w が 100 から 101 になると、|w| はどれだけ増えますか。",
)
misconception(
    "l1_gradient_as_quotient",
    change=[(L1_SLOPE, "slope: Array = alpha * W / np.abs(W)")],
    fails=["l1_gradient_is_0_at_0", "minimum_with_l1", "published_minimum"],
    title_en="W/|W| at 0",
    title_ja="0 での W/|W|",
    en="W/|W| is NaN where a weight is exactly 0, and one NaN spoils the whole net.",
    ja="重みがちょうど 0 のとき W/|W| は NaN になり、ネットワーク全体がだめになります。",
    ask_en="What does np.sign give for 0?",
    ask_ja="np.sign(0) は何を返しますか。",
)
misconception(
    "penalty_subtracted",
    change=[("gradient + gradient_of_penalty(w, alpha)", "gradient - gradient_of_penalty(w, alpha)")],
    fails=["minimum_with_l2", "minimum_with_l1", "published_minimum"],
    title_en="The penalty is subtracted",
    title_ja="ペナルティの勾配を引いている",
    en="The gradient of the penalty is subtracted, so that large weights are rewarded.",
    ja="ペナルティの勾配を引いているため、大きな重みほど有利になります。",
    ask_en="Is your w farther from 0 than (3, 6), or nearer?",
    ask_ja="あなたの w は (3, 6) より 0 に近いですか、遠いですか。",
)
misconception(
    "decay_in_every_epoch",
    change=[(RATE, "return self.lr * self.factor**epoch")],
    fails=["step_decay"],
    title_en="The rate falls in every epoch",
    title_ja="学習率が毎エポック減っている",
    en="The rate is multiplied by factor in each epoch; it should stay the same for `every` epochs.",
    ja="学習率がエポックごとに factor 倍されています。every エポックの間は変わらないはずです。",
    ask_en="With every = 10, what is the rate in epoch 9?",
    ask_ja="every = 10 のとき、エポック 9 の学習率はいくつですか。",
)
misconception(
    "decay_without_steps",
    change=[(RATE, RATE.replace("//", "/"))],
    fails=["step_decay"],
    title_en="The decay is smooth",
    title_ja="階段状に減っていない",
    en="The exponent is epoch / every, not its whole part: the rate falls smoothly in place of in steps.",
    ja="指数が epoch / every のままで、整数部分になっていません。学習率が階段状ではなく滑らかに減ります。",
    ask_en="What is 9 // 10, and what is 9 / 10?",
    ask_ja="9 // 10 と 9 / 10 はそれぞれいくつですか。",
)
