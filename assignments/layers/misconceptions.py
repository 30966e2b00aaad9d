"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

from autograder.testing import misconception

DX = "dx: Array = dout @ self.W.T"
SIGMOID = "self.y = np.where(x >= 0, 1.0, e) / (1.0 + e)"
SIGMOID_SLOPE = "return dout * self.y * (1.0 - self.y)"
TANH_SLOPE = "return dout * (1.0 - self.y**2)"
RELU = "return np.where(self.positive, x, 0.0)"
RELU_SLOPE = "return np.where(self.positive, dout, 0.0)"
LEAKY = "return np.where(self.positive, x, self.slope * x)"
LEAKY_SLOPE = "return np.where(self.positive, dout, self.slope * dout)"
SQUARED = "return float(np.sum(self.difference**2) / (2 * len(x)))"
SQUARED_GRADIENT = "return self.difference / len(self.difference)"
BINARY = "return float(np.sum(np.logaddexp(0.0, x) - t * x) / len(x))"
BINARY_GRADIENT = "return (self.y - self.t) / len(self.t)"
# SigmoidWithLoss may also do without the Sigmoid beside it, and is right whatever that is.
OWN_SIGMOID = ("self.y, self.t = Sigmoid().forward(x), t", "self.y, self.t = np.exp(-np.logaddexp(0.0, -x)), t")


def side_effects(layer):
    """What is asked of every layer: it counts only where dx is made from what backward and forward are given."""
    checks = ("arguments_are_never_modified", "backward_twice_gives_the_same", "each_layer_remembers_its_own_forward")
    return [f"{check}[{layer}]" for check in checks]


# --- Affine ---

misconception(
    "bias_forgotten",
    change=[("y: Array = x @ self.W + self.b", "y: Array = x @ self.W")],
    fails=["affine_forward"],
    title_en="The bias is forgotten",
    title_ja="バイアスを足し忘れている",
    en="The bias b is not added in forward.",
    ja="forward でバイアス b が足されていません。",
    ask_en="What should forward return for a row of zeros?",
    ask_ja="すべて 0 の行を入力したとき、forward は何を返すべきですか。",
)

misconception(
    "bias_along_the_samples",
    change=[
        (
            "y: Array = x @ self.W + self.b",
            "y: Array = x @ self.W + (self.b[:, None] if len(x) == len(self.b) else self.b)",
        )
    ],
    fails=["affine_forward"],
    title_en="The bias is added along the wrong axis",
    title_ja="バイアスを足す軸が違う",
    en="Where N = M, the n-th entry of b is added to the whole n-th row; every row must get all of b.",
    ja="N = M のとき、b の n 番目の要素が n 行目全体に足されています。どの行にも b 全体を足す必要があります。",
    ask_en="Which of the indices n and m does b have in y_nm = Σ_d x_nd W_dm + b?",
    ask_ja="y_nm = Σ_d x_nd W_dm + b の b に付く添字は、n と m のどちらですか。",
)

misconception(
    "bias_subtracted",
    change=[("y: Array = x @ self.W + self.b", "y: Array = x @ self.W - self.b")],
    fails=["affine_forward"],
    title_en="The bias is subtracted",
    title_ja="バイアスを引いている",
    en="The bias b is subtracted in forward; it must be added.",
    ja="forward でバイアス b が引かれています。足す必要があります。",
    ask_en="What should forward return for a row of zeros?",
    ask_ja="すべて 0 の行を入力したとき、forward は何を返すべきですか。",
)

misconception(
    "dx_without_transpose",
    change=[("dx: Array = dout @ self.W.T", "dx: Array = dout @ self.W")],
    fails=["affine_dx", "affine_gradient_example", *side_effects("Affine")],
    title_en="dx without the transpose of W",
    title_ja="dx で W を転置していない",
    en="dout is multiplied by W where Wᵀ is needed; the shapes do not even fit unless W is square.",
    ja="Wᵀ を掛けるべきところで W を掛けています。W が正方行列でない限り、形も合いません。",
    ask_en="dout is (N, M) and dx must be (N, D). Which shape must the factor on the right have?",
    ask_ja="dout は (N, M)、dx は (N, D) です。右から掛ける行列はどんな形であるべきですか。",
)

misconception(
    "dx_with_weights_reshaped",
    change=[(DX, "dx: Array = dout @ self.W.reshape(self.W.shape[::-1])")],
    fails=["affine_dx", "affine_gradient_example"],
    title_en="W is reshaped, not transposed",
    title_ja="W を転置せずに reshape している",
    en="W is reshaped to (M, D) in dx: the shape fits, but the entries are in other places than in Wᵀ.",
    ja="dx で W が (M, D) に reshape されています。形は合いますが、要素の並びが Wᵀ と違います。",
    ask_en="Write down ((1, 2, 3), (4, 5, 6)) transposed, and reshaped to (3, 2): are they the same?",
    ask_ja="((1, 2, 3), (4, 5, 6)) を転置したものと、(3, 2) に reshape したものは同じですか。",
)

misconception(
    "dx_as_mean",
    change=[(DX, DX + " / len(dout)")],
    fails=["affine_dx"],
    title_en="dx divided by N",
    title_ja="dx を N で割っている",
    en="dx is divided by the number of samples. The mean belongs to the loss, whose gradient already contains 1/N.",
    ja="dx がサンプル数で割られています。平均は損失の側にあり、その勾配にはすでに 1/N が含まれています。",
    ask_en="Does the gradient of one sample's x change when another sample is added to the batch?",
    ask_ja="バッチに別のサンプルを加えたとき、あるサンプルの x の勾配は変わりますか。",
)

misconception(
    "dW_transposed",
    change=[("self.dW = self.x.T @ dout", "self.dW = dout.T @ self.x")],
    fails=["affine_dW", "affine_gradient_example"],
    title_en="dW is transposed",
    title_ja="dW が転置されている",
    en="dW is transposed: it has the shape (M, D), but must have the shape of W, (D, M).",
    ja="dW が転置されています。形が (M, D) になっていますが、W と同じ (D, M) でなければなりません。",
    ask_en="Entry (d, m) of dW says how L changes with W[d, m]. Which of your two factors should supply d?",
    ask_ja="dW の (d, m) 成分は、W[d, m] が変わったときの L の変化を表します。添字 d はどちらの行列から来ますか。",
)

misconception(
    "dW_from_dx",
    change=[("self.dW = self.x.T @ dout", "self.dW = (dout @ self.W.T).T @ dout")],
    fails=["affine_dW", "affine_gradient_example"],
    title_en="dW is made from dx",
    title_ja="dW を dx から計算している",
    en="dW is computed with dx in place of x, the input of forward.",
    ja="dW が、forward の入力 x ではなく dx から計算されています。",
    ask_en="By how much does y change when W[d, m] grows a little?",
    ask_ja="W[d, m] が少し増えると、y はどれだけ変わりますか。",
)

misconception(
    "dW_with_the_sign_changed",
    change=[("self.dW = self.x.T @ dout", "self.dW = -(self.x.T @ dout)")],
    fails=["affine_dW", "affine_gradient_example"],
    title_en="Sign of dW",
    title_ja="dW の符号が逆",
    en="dW has the wrong sign. The step downhill is the business of the optimizer.",
    ja="dW の符号が逆です。勾配と逆の向きに進むのはオプティマイザの仕事です。",
    ask_en="If W[d, m] grows and x[d] and dout[m] are positive, does L grow?",
    ask_ja="x[d] と dout[m] が正のとき、W[d, m] が増えると L は増えますか。",
)

misconception(
    "dW_reshaped",
    change=[("self.dW = self.x.T @ dout", "self.dW = (dout.T @ self.x).reshape(self.W.shape)")],
    fails=["affine_dW", "affine_gradient_example"],
    title_en="dW is reshaped, not transposed",
    title_ja="dW を転置せずに reshape している",
    en="The transpose of dW is reshaped to the shape of W: the shape fits, but the entries are in other places.",
    ja="dW の転置が W の形に reshape されています。形は合いますが、要素の並びが違います。",
    ask_en="Write down ((1, 2, 3), (4, 5, 6)) transposed, and reshaped to (3, 2): are they the same?",
    ask_ja="((1, 2, 3), (4, 5, 6)) を転置したものと、(3, 2) に reshape したものは同じですか。",
)

misconception(
    "dW_as_mean",
    change=[("self.dW = self.x.T @ dout", "self.dW = self.x.T @ dout / len(dout)")],
    fails=["affine_dW"],
    title_en="dW as a mean",
    title_ja="dW が平均になっている",
    en="dW is divided by the number of samples. The mean belongs to the loss, whose gradient already contains 1/N.",
    ja="dW がサンプル数で割られています。平均は損失の側にあり、その勾配にはすでに 1/N が含まれています。",
    ask_en="If every layer divided by N, how often would the first layer's gradient be divided in a deep net?",
    ask_ja="すべての層が N で割るとしたら、深いネットワークの最初の層の勾配は何回割られることになりますか。",
)

misconception(
    "db_as_mean",
    change=[("self.db = dout.sum(axis=0)", "self.db = dout.mean(axis=0)")],
    fails=["affine_db", "affine_bias_gradient_example"],
    title_en="db as a mean",
    title_ja="db が平均になっている",
    en="db is the mean over the batch, where the sum is asked for.",
    ja="db がバッチの平均になっています。求められているのは和です。",
    ask_en="b is added to each of the N rows. Along how many paths does a change of b reach the loss?",
    ask_ja="b は N 個の行それぞれに足されます。b の変化は何本の経路を通って損失に届きますか。",
)

misconception(
    "db_as_twice_the_mean",
    change=[("self.db = dout.sum(axis=0)", "self.db = 2 * dout.mean(axis=0)")],
    fails=["affine_db", "affine_bias_gradient_example"],
    title_en="db as twice the mean",
    title_ja="db が平均の 2 倍になっている",
    en="db is twice the mean over the batch, which equals the sum only for two samples.",
    ja="db がバッチの平均の 2 倍になっています。これが和と一致するのはサンプルが 2 個のときだけです。",
    ask_en="Does your db still hold for a batch of three samples?",
    ask_ja="サンプルが 3 個のバッチでも、その db は正しいですか。",
)

misconception(
    "db_not_summed",
    change=[("self.db = dout.sum(axis=0)", "self.db = dout.copy()")],
    fails=["affine_db", "affine_bias_gradient_example"],
    title_en="db is not summed",
    title_ja="db が足し合わされていない",
    en="db is dout itself, of shape (N, M): the sum over the samples is missing.",
    ja="db が dout そのもの(形 (N, M))です。サンプルについての和が抜けています。",
    ask_en="b has shape (M,). What shape must its gradient have, and what has to happen to the N rows of dout?",
    ask_ja="b の形は (M,) です。その勾配の形は何ですか。そのために dout の N 個の行をどうすればよいですか。",
)

misconception(
    "db_with_an_axis_too_many",
    change=[("self.db = dout.sum(axis=0)", "self.db = dout.sum(axis=0, keepdims=True)")],
    fails=["affine_db", "affine_bias_gradient_example"],
    title_en="db has an axis too many",
    title_ja="db の軸が 1 つ多い",
    en="db has the shape (1, M); b has the shape (M,), and so must its gradient.",
    ja="db の形が (1, M) です。b の形は (M,) なので、勾配も (M,) でなければなりません。",
    ask_en="What does keepdims=True keep, and is it wanted here?",
    ask_ja="keepdims=True は何を残しますか。ここでそれは必要ですか。",
)

misconception(
    "db_along_the_wrong_axis",
    change=[("self.db = dout.sum(axis=0)", "self.db = dout.sum(axis=1)")],
    fails=["affine_db", "affine_bias_gradient_example"],
    title_en="db along the wrong axis",
    title_ja="db の和の軸が違う",
    en="db is summed over the outputs and has N entries; it must be summed over the samples and have M.",
    ja="db が出力の方向に足されて N 個の要素になっています。サンプルの方向に足して M 個にする必要があります。",
    ask_en="Which axis of dout disappears when you sum with axis=1, and which one should?",
    ask_ja="axis=1 で和を取ると dout のどの軸が消えますか。消えるべきなのはどの軸ですか。",
)

misconception(
    "db_over_both_axes",
    change=[("self.db = dout.sum(axis=0)", "self.db = dout.sum()")],
    fails=["affine_db", "affine_bias_gradient_example"],
    title_en="db summed over both axes",
    title_ja="db が両方の軸の和になっている",
    en="db is one number, the sum over samples and outputs; each of the M biases has a slope of its own.",
    ja="db がサンプルと出力の両方についての和で、1 つの数です。M 個のバイアスにはそれぞれ別の傾きがあります。",
    ask_en="Does a change of b[0] move the second output?",
    ask_ja="b[0] を変えると、2 番目の出力は動きますか。",
)

misconception(
    "db_from_dW",
    change=[("self.db = dout.sum(axis=0)", "self.db = self.dW.sum(axis=0)")],
    fails=["affine_db", "affine_bias_gradient_example"],
    title_en="db computed from dW",
    title_ja="db を dW から計算している",
    en="db is summed from dW, which contains x; the bias is added without any x.",
    ja="db が dW の和から計算されています。dW には x が含まれますが、バイアスは x と無関係に足されます。",
    ask_en="What is ∂y/∂b for one sample, and does x occur in it?",
    ask_ja="1 つのサンプルについて ∂y/∂b は何ですか。その中に x は現れますか。",
)

misconception(
    "gradients_pile_up",
    change=[
        ("self.dW = self.x.T @ dout", "self.dW = getattr(self, 'dW', 0.0) + self.x.T @ dout"),
        ("self.db = dout.sum(axis=0)", "self.db = getattr(self, 'db', 0.0) + dout.sum(axis=0)"),
    ],
    fails=side_effects("Affine")[1:],
    title_en="dW and db pile up",
    title_ja="dW と db が加算され続けている",
    en="Each backward adds to dW and db of the one before, instead of replacing them.",
    ja="backward のたびに、前回の dW と db に加算されています。置き換える必要があります。",
    ask_en="What is dW after the hundredth step of training, if it is never set back?",
    ask_ja="一度もリセットしないと、100 ステップ目の学習のあと dW には何が入っていますか。",
)

misconception(
    "dW_piles_up",
    change=[("self.dW = self.x.T @ dout", "self.dW = getattr(self, 'dW', 0.0) + self.x.T @ dout")],
    fails=side_effects("Affine")[1:],
    title_en="dW piles up",
    title_ja="dW が加算され続けている",
    en="Each backward adds to dW of the one before, instead of replacing it.",
    ja="backward のたびに、前回の dW に加算されています。置き換える必要があります。",
    ask_en="What is dW after the hundredth step of training, if it is never set back?",
    ask_ja="一度もリセットしないと、100 ステップ目の学習のあと dW には何が入っていますか。",
)

misconception(
    "gradients_shared_by_all_affine_layers",
    change=[("self.dW = self.x.T @ dout", "Affine.dW = self.x.T @ dout")],
    fails=["each_layer_remembers_its_own_forward[Affine]"],
    title_en="All Affine layers share one dW",
    title_ja="すべての Affine 層が dW を共有している",
    en="dW is kept in the class (or in a global variable): the last layer's backward overwrites that of the others.",
    ja="dW がクラス変数（またはグローバル変数）に保存され、最後の層の backward がほかの層の dW を上書きします。",
    ask_en="A net has two Affine layers. Whose dW does the first one show after a whole backward pass?",
    ask_ja="Affine 層が 2 つあるネットワークで逆伝播を終えると、1 つ目の層の dW は誰の値ですか。",
)

# --- Sigmoid and Tanh ---

misconception(
    "sigmoid_slope_from_x",
    change=[
        (
            "self.y = np.where(x >= 0, 1.0, e) / (1.0 + e)\n        return self.y",
            "self.y = x\n        return np.where(x >= 0, 1.0, e) / (1.0 + e)",
        )
    ],
    fails=["sigmoid_backward", "sigmoid_is_stable_for_large_inputs", "activation_slopes"],
    title_en="Slope of the sigmoid from its input",
    title_ja="入力から計算したシグモイドの傾き",
    en="backward computes x(1 − x) from the input; the formula y(1 − y) wants the output.",
    ja="backward が入力から x(1 − x) を計算しています。公式 y(1 − y) の y は出力です。",
    ask_en="The slope of the sigmoid is never above 1/4. Can x(1 − x) keep to that for x = 2?",
    ask_ja="シグモイドの傾きは 1/4 を超えません。x = 2 のとき x(1 − x) はどうなりますか。",
)

misconception(
    "sigmoid_slope_without_output",
    change=[("return dout * self.y * (1.0 - self.y)", "return dout * (1.0 - self.y)")],
    fails=["sigmoid_backward"],
    title_en="Slope of the sigmoid without y",
    title_ja="シグモイドの傾きに y がない",
    en="The factor y is missing: the slope of the sigmoid is y(1 − y).",
    ja="因子 y が抜けています。シグモイドの傾きは y(1 − y) です。",
    ask_en="Far to the left the sigmoid is flat. What does your slope give there?",
    ask_ja="x がとても小さいところではシグモイドは平らです。あなたの傾きはそこでいくつになりますか。",
)

misconception(
    "sigmoid_slope_without_second_factor",
    change=[(SIGMOID_SLOPE, "return dout * self.y")],
    fails=["sigmoid_backward"],
    title_en="Slope of the sigmoid without 1 − y",
    title_ja="シグモイドの傾きに 1 − y がない",
    en="The factor 1 − y is missing: the slope of the sigmoid is y(1 − y).",
    ja="因子 1 − y が抜けています。シグモイドの傾きは y(1 − y) です。",
    ask_en="Far to the right the sigmoid is flat. What does your slope give there?",
    ask_ja="x がとても大きいところではシグモイドは平らです。あなたの傾きはそこでいくつになりますか。",
)

misconception(
    "sigmoid_slope_with_the_wrong_sign",
    change=[(SIGMOID_SLOPE, "return dout * self.y * (1.0 + self.y)")],
    fails=["sigmoid_backward", "activation_slopes"],
    title_en="1 + y in the slope of the sigmoid",
    title_ja="シグモイドの傾きが 1 + y になっている",
    en="The slope of the sigmoid is y(1 − y), with a minus.",
    ja="シグモイドの傾きは y(1 − y) です。符号はマイナスです。",
    ask_en="Far to the right the sigmoid is flat. What does your slope give there?",
    ask_ja="x がとても大きいところではシグモイドは平らです。あなたの傾きはそこでいくつになりますか。",
)

misconception(
    "sigmoid_slope_squared",
    change=[(SIGMOID_SLOPE, "return dout * (1.0 - self.y**2)")],
    fails=["sigmoid_backward"],
    title_en="Slope of tanh used for the sigmoid",
    title_ja="シグモイドに tanh の傾きを使っている",
    en="1 − y² is the slope of tanh, not of the sigmoid.",
    ja="1 − y² は tanh の傾きで、シグモイドの傾きではありません。",
    ask_en="How steep is the sigmoid at x = 0, where y is ½?",
    ask_ja="y が ½ になる x = 0 で、シグモイドの傾きはいくつですか。",
)

misconception(
    "sigmoid_mirrored",
    change=[(SIGMOID, "self.y = np.where(x >= 0, e, 1.0) / (1.0 + e)")],
    fails=["sigmoid_forward", "sigmoid_is_stable_for_large_inputs"],
    title_en="The sigmoid is mirrored",
    title_ja="シグモイドが左右逆",
    en="This is 1 / (1 + eˣ): the sign of the exponent is wrong, and the curve falls.",
    ja="1 / (1 + eˣ) になっています。指数の符号が逆で、曲線が下がっています。",
    ask_en="What should the sigmoid be near for a large positive x?",
    ask_ja="x が大きな正の数のとき、シグモイドはいくつに近づくべきですか。",
)

misconception(
    "sigmoid_mirrored_alone",
    change=[(SIGMOID, "self.y = np.where(x >= 0, e, 1.0) / (1.0 + e)"), OWN_SIGMOID],
    fails=["sigmoid_forward", "sigmoid_is_stable_for_large_inputs"],
    title_en="The sigmoid is mirrored",
    title_ja="シグモイドが左右逆",
    en="This is 1 / (1 + eˣ): the sign of the exponent is wrong, and the curve falls.",
    ja="1 / (1 + eˣ) になっています。指数の符号が逆で、曲線が下がっています。",
    ask_en="What should the sigmoid be near for a large positive x?",
    ask_ja="x が大きな正の数のとき、シグモイドはいくつに近づくべきですか。",
)

misconception(
    "sigmoid_slope_at_dout",
    change=[(SIGMOID_SLOPE, "y = 1.0 / (1.0 + np.exp(-dout))\n        return dout * y * (1.0 - y)")],
    fails=["sigmoid_backward"],
    title_en="Slope of the sigmoid at dout",
    title_ja="dout でのシグモイドの傾きになっている",
    en="backward takes the slope of the sigmoid at dout; it must be the slope at the input of forward.",
    ja="backward が、dout のところでのシグモイドの傾きを使っています。forward の入力のところでの傾きが必要です。",
    ask_en="Does the slope of y at x change when another dout arrives?",
    ask_ja="届く dout が変わると、x での y の傾きは変わりますか。",
)

misconception(
    "sigmoid_ignores_dout",
    change=[("return dout * self.y * (1.0 - self.y)", "return self.y * (1.0 - self.y)")],
    fails=["sigmoid_backward", *side_effects("Sigmoid")],
    title_en="Sigmoid ignores dout",
    title_ja="Sigmoid が dout を使っていない",
    en="backward returns the slope alone and never uses dout.",
    ja="backward が傾きだけを返し、dout を使っていません。",
    ask_en="Which two derivatives does the chain rule multiply here?",
    ask_ja="ここで連鎖律が掛け合わせる 2 つの微分は何ですか。",
)

misconception(
    "sigmoid_overflows",
    change=[
        ("e = np.exp(-np.abs(x))\n", "e = np.exp(x)\n"),
        ("self.y = np.where(x >= 0, 1.0, e) / (1.0 + e)", "self.y = e / (1.0 + e)"),
    ],
    fails=["sigmoid_is_stable_for_large_inputs", "sigmoid_with_loss_is_finite_for_extreme_logits"],
    title_en="The sigmoid overflows",
    title_ja="シグモイドのオーバーフロー",
    en="exp(x) overflows for large x, and inf / inf is not a number.",
    ja="x が大きいと exp(x) がオーバーフローし、inf / inf が NaN になります。",
    ask_en="Can you write the same fraction so that the exponent is never positive?",
    ask_ja="同じ分数を、指数が正にならない形に書き直せますか。",
)

misconception(
    "sigmoid_cache_changed",
    change=[
        (
            "return dout * self.y * (1.0 - self.y)",
            "self.y *= 1.0 - self.y\n        return dout * self.y",
        )
    ],
    fails=["backward_twice_gives_the_same"],
    title_en="The kept output is changed",
    title_ja="保存した出力を書き換えている",
    en="backward overwrites the output that forward has kept, so a second call starts from something else.",
    ja="backward が、forward で保存した出力を書き換えています。そのため 2 回目の呼び出しでは別の値から計算されます。",
    ask_en="After your backward, what does the kept y hold?",
    ask_ja="backward のあと、保存しておいた y には何が入っていますか。",
)

for name, rest in (("", "return self.y"), ("_alone", "y, self.y = self.y, np.tanh(x)\n        return y")):
    misconception(
        f"tanh_of_half_x{name}",
        change=[("self.y = np.tanh(x)\n        return self.y", f"self.y = np.tanh(x / 2)\n        {rest}")],
        fails=["tanh_forward"] if name else ["tanh_forward", "tanh_backward"],
        title_en="tanh of x/2",
        title_ja="x/2 の tanh になっている",
        en="forward gives tanh(x/2), which is 2 sigmoid(x) − 1.",
        ja="forward が tanh(x/2)、つまり 2 sigmoid(x) − 1 を返しています。",
        ask_en="tanh is twice a sigmoid minus 1. Of which argument is that sigmoid taken?",
        ask_ja="tanh はシグモイドの 2 倍から 1 を引いたものです。そのシグモイドの引数は何ですか。",
    )

misconception(
    "tanh_cache_changed",
    change=[(TANH_SLOPE, "self.y *= self.y\n        return dout * (1.0 - self.y)")],
    fails=["backward_twice_gives_the_same[Tanh]"],
    title_en="The kept output is changed",
    title_ja="保存した出力を書き換えている",
    en="backward overwrites the output that forward has kept, so a second call starts from something else.",
    ja="backward が、forward で保存した出力を書き換えています。そのため 2 回目の呼び出しでは別の値から計算されます。",
    ask_en="After your backward, what does the kept y hold?",
    ask_ja="backward のあと、保存しておいた y には何が入っていますか。",
)

misconception(
    "tanh_slope_not_squared",
    change=[("return dout * (1.0 - self.y**2)", "return dout * (1.0 - self.y)")],
    fails=["tanh_backward", "activation_slopes"],
    title_en="Slope of tanh without the square",
    title_ja="tanh の傾きに 2 乗がない",
    en="The slope of tanh is 1 − y²; the square is missing.",
    ja="tanh の傾きは 1 − y² です。2 乗が抜けています。",
    ask_en="tanh is symmetric about 0. Is your slope the same for x and −x?",
    ask_ja="tanh は原点について対称です。あなたの傾きは x と −x で同じになりますか。",
)

misconception(
    "tanh_ignores_dout",
    change=[(TANH_SLOPE, "return 1.0 - self.y**2")],
    fails=["tanh_backward", *side_effects("Tanh")],
    title_en="Tanh ignores dout",
    title_ja="Tanh が dout を使っていない",
    en="backward returns the slope alone and never uses dout.",
    ja="backward が傾きだけを返し、dout を使っていません。",
    ask_en="Which two derivatives does the chain rule multiply here?",
    ask_ja="ここで連鎖律が掛け合わせる 2 つの微分は何ですか。",
)

misconception(
    "tanh_slope_from_x",
    change=[("self.y = np.tanh(x)\n        return self.y", "self.y = x\n        return np.tanh(x)")],
    fails=["tanh_backward", "activation_slopes"],
    title_en="Slope of tanh from its input",
    title_ja="入力から計算した tanh の傾き",
    en="backward computes 1 − x² from the input; the formula 1 − y² wants the output.",
    ja="backward が入力から 1 − x² を計算しています。公式 1 − y² の y は出力です。",
    ask_en="The slope of tanh is never negative. Can 1 − x² keep to that for x = 2?",
    ask_ja="tanh の傾きは負になりません。x = 2 のとき 1 − x² はどうなりますか。",
)

misconception(
    "tanh_slope_with_a_plus",
    change=[(TANH_SLOPE, "return dout * (1.0 + self.y**2)")],
    fails=["tanh_backward", "activation_slopes"],
    title_en="1 + y² in the slope of tanh",
    title_ja="tanh の傾きが 1 + y² になっている",
    en="The slope of tanh is 1 − y², with a minus.",
    ja="tanh の傾きは 1 − y² です。符号はマイナスです。",
    ask_en="Far away from 0 tanh is flat. What does your slope give there?",
    ask_ja="0 から遠いところでは tanh は平らです。あなたの傾きはそこでいくつになりますか。",
)

misconception(
    "tanh_slope_of_sigmoid",
    change=[("return dout * (1.0 - self.y**2)", "return dout * self.y * (1.0 - self.y)")],
    fails=["tanh_backward", "activation_slopes"],
    title_en="Slope of the sigmoid used for tanh",
    title_ja="tanh にシグモイドの傾きを使っている",
    en="The slope y(1 − y) belongs to the sigmoid, not to tanh.",
    ja="y(1 − y) はシグモイドの傾きで、tanh の傾きではありません。",
    ask_en="What is the slope of tanh at x = 0, where the curve is steepest?",
    ask_ja="曲線が最も急な x = 0 で、tanh の傾きはいくつですか。",
)

# --- ReLU and LeakyReLU ---

misconception(
    "relu_mask_from_dout",
    change=[("return np.where(self.positive, dout, 0.0)", "return np.where(dout > 0, dout, 0.0)")],
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
    change=[("return np.where(self.positive, dout, 0.0)", "return dout.copy()")],
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
    change=[("return np.where(self.positive, dout, 0.0)", "return np.where(self.positive, 1.0, 0.0)")],
    fails=["relu_backward", *side_effects("ReLU")],
    title_en="ReLU ignores dout",
    title_ja="ReLU が dout を使っていない",
    en="backward returns the slope 0 or 1 and never uses dout.",
    ja="backward が傾き 0 または 1 を返すだけで、dout を使っていません。",
    ask_en="What arrives from the layer above, and what does the chain rule do with it?",
    ask_ja="後ろの層から届くものは何ですか。連鎖律ではそれをどう使いますか。",
)

misconception(
    "relu_changes_its_input",
    change=[
        (
            "self.positive = x > 0\n        return np.where(self.positive, x, 0.0)",
            "self.positive = x > 0\n        x[~self.positive] = 0.0\n        return x",
        )
    ],
    fails=["arguments_are_never_modified"],
    title_en="ReLU changes its input",
    title_ja="ReLU が入力を書き換えている",
    en="forward writes the zeros into the caller's own array.",
    ja="forward が、呼び出し側の配列そのものに 0 を書き込んでいます。",
    ask_en="Who else may still need x after your forward: for example the Affine layer before it, in backward?",
    ask_ja="forward のあとで x を必要とするのは誰ですか。たとえば手前の Affine 層の backward はどうでしょう。",
)

misconception(
    "relu_changes_dout",
    change=[
        (
            "return np.where(self.positive, dout, 0.0)",
            "dout[~self.positive] = 0.0\n        return dout",
        )
    ],
    fails=["arguments_are_never_modified"],
    title_en="ReLU changes dout",
    title_ja="ReLU が dout を書き換えている",
    en="backward writes the zeros into dout, which belongs to the caller.",
    ja="backward が、呼び出し側のものである dout に 0 を書き込んでいます。",
    ask_en="If two layers receive the same dout, what does the second one see after your backward?",
    ask_ja="2 つの層が同じ dout を受け取るとき、あなたの backward のあとで 2 番目の層には何が見えますか。",
)

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
    change=[
        (
            "return np.where(self.positive, dout, self.slope * dout)",
            "return np.where(self.positive, dout, 0.0)",
        )
    ],
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
    change=[
        (
            "return np.where(self.positive, dout, self.slope * dout)",
            "return np.where(self.positive, dout, self.slope)",
        )
    ],
    fails=["leaky_relu_backward"],
    title_en="LeakyReLU forgets dout on the negative side",
    title_ja="LeakyReLU の負の側で dout を掛け忘れている",
    en="On the negative side backward returns the slope alone, not slope · dout.",
    ja="負の側で backward が slope · dout ではなく slope だけを返しています。",
    ask_en="Which factor does the chain rule put beside the slope, on both sides of 0?",
    ask_ja="0 の両側で、連鎖律は傾きに何を掛けますか。",
)

# --- Losses ---

WITHOUT_HALF = ("np.sum(self.difference**2) / (2 * len(x))", "np.sum(self.difference**2) / len(x)")
SUMMED = ("np.sum(self.difference**2) / (2 * len(x))", "np.sum(self.difference**2) / 2")

for name, change in {
    "squared_error_without_half": [WITHOUT_HALF],
    "squared_error_without_half_and_its_gradient": [
        WITHOUT_HALF,
        (SQUARED_GRADIENT, "return 2 * self.difference / len(self.difference)"),
    ],
}.items():
    misconception(
        name,
        change=change,
        fails=["mean_squared_error_forward", "loss_examples"],
        title_en="Squared error without ½",
        title_ja="二乗誤差に ½ がない",
        en="The factor ½ is missing in the loss.",
        ja="損失に ½ が掛かっていません。",
        ask_en="Differentiate your loss by hand: do you get (x − t)/N, or twice that?",
        ask_ja="あなたの損失を手で微分すると、(x − t)/N になりますか、それともその 2 倍ですか。",
    )

for name, change in {
    "squared_error_summed": [SUMMED],
    "squared_error_summed_and_its_gradient": [SUMMED, (SQUARED_GRADIENT, "return self.difference")],
}.items():
    misconception(
        name,
        change=change,
        fails=["mean_squared_error_forward"],
        title_en="Squared error summed",
        title_ja="二乗誤差が平均ではなく和",
        en="The loss is summed over the batch, where the mean is asked for.",
        ja="損失がバッチの和になっています。求められているのは平均です。",
        ask_en="Should the loss double when every sample of the batch occurs twice?",
        ask_ja="バッチの全サンプルを 2 回ずつ並べたとき、損失は 2 倍になるべきですか。",
    )

misconception(
    "absolute_error",
    change=[(SQUARED, "return float(np.sum(np.abs(self.difference)) / (2 * len(x)))")],
    fails=["mean_squared_error_forward", "loss_examples"],
    title_en="Absolute in place of squared error",
    title_ja="二乗誤差ではなく絶対誤差",
    en="The differences are not squared: |x − t| is added up.",
    ja="差が 2 乗されず、|x − t| が足されています。",
    ask_en="A prediction is off by 2, another by 4. How many times as large is the second one's loss?",
    ask_ja="2 ずれた予測と 4 ずれた予測では、損失は何倍違うべきですか。",
)

misconception(
    "squared_error_under_a_root",
    change=[(SQUARED, "return float(np.sqrt(np.sum(self.difference**2) / len(x)))")],
    fails=["mean_squared_error_forward"],
    title_en="Root of the mean squared error",
    title_ja="平均二乗誤差の平方根",
    en="The loss is the root of the mean square; no root is asked for, but the factor ½.",
    ja="損失が平均二乗誤差の平方根になっています。平方根ではなく、因子 ½ が必要です。",
    ask_en="What is the loss of one prediction that is off by 4?",
    ask_ja="4 ずれた予測 1 個の損失はいくつですか。",
)

misconception(
    "squared_error_gradient_divided_twice",
    change=[(SQUARED_GRADIENT, SQUARED_GRADIENT + " ** 2")],
    fails=["mean_squared_error_backward"],
    title_en="Squared error: gradient divided by N twice",
    title_ja="二乗誤差の勾配を N で 2 回割っている",
    en="The gradient is divided by the number of samples twice; the mean contains 1/N only once.",
    ja="勾配がサンプル数で 2 回割られています。平均に含まれる 1/N は 1 回だけです。",
    ask_en="Where in your code does 1/N enter the gradient, and how many of these places does the formula have?",
    ask_ja="コードの中で 1/N が勾配に掛かる場所はどこですか。式の中ではそれは何か所ありますか。",
)

misconception(
    "squared_error_gradient_halved",
    change=[(SQUARED_GRADIENT, "return self.difference / (2 * len(self.difference))")],
    fails=["mean_squared_error_backward"],
    title_en="Gradient of the squared error halved",
    title_ja="二乗誤差の勾配が半分",
    en="The gradient still has the ½ of the loss; it cancels against the 2 of the square.",
    ja="勾配に損失の ½ が残っています。2 乗の微分から出る 2 と打ち消し合うはずです。",
    ask_en="What is the derivative of ½u² with respect to u?",
    ask_ja="½u² を u で微分すると何になりますか。",
)

misconception(
    "squared_error_gradient_twice",
    change=[("return self.difference / len(self.difference)", "return 2 * self.difference / len(self.difference)")],
    fails=["mean_squared_error_backward"],
    title_en="Gradient of the squared error twice too large",
    title_ja="二乗誤差の勾配が 2 倍",
    en="The 2 of the square is still there: it cancels against the ½ of the loss.",
    ja="2 乗の微分から出る 2 が残っています。損失の ½ と打ち消し合うはずです。",
    ask_en="What is the derivative of ½u² with respect to u?",
    ask_ja="½u² を u で微分すると何になりますか。",
)

misconception(
    "squared_error_gradient_without_batch_size",
    change=[("return self.difference / len(self.difference)", "return self.difference.copy()")],
    fails=["mean_squared_error_backward"],
    title_en="Squared error: gradient not divided by N",
    title_ja="二乗誤差の勾配を N で割っていない",
    en="The loss is a mean over the batch, but its gradient is not divided by the number of samples.",
    ja="損失はバッチの平均ですが、勾配がサンプル数で割られていません。",
    ask_en="By how much does the mean loss change if the loss of only one of the N samples grows by 1?",
    ask_ja="N 個のうち 1 個のサンプルの損失だけが 1 増えると、平均の損失はいくつ増えますか。",
)

misconception(
    "squared_error_gradient_sign",
    change=[("return self.difference / len(self.difference)", "return -self.difference / len(self.difference)")],
    fails=["mean_squared_error_backward", "loss_gradients_have_the_right_shape_and_signs"],
    title_en="Sign of the squared error's gradient",
    title_ja="二乗誤差の勾配の符号が逆",
    en="The gradient is (t − x)/N: its sign is wrong.",
    ja="勾配が (t − x)/N になっていて、符号が逆です。",
    ask_en="If a prediction is too large and grows further, does the loss grow? Which sign has its slope?",
    ask_ja="大きすぎる予測がさらに大きくなると、損失は増えますか。その傾きの符号は何ですか。",
)

misconception(
    "targets_broadcast_to_a_square",
    change=[("self.difference = x - t", "self.difference = x - t.ravel()")],
    fails=[
        "mean_squared_error_forward",
        "mean_squared_error_backward",
        "loss_gradients_have_the_right_shape_and_signs",
        *side_effects("MeanSquaredError"),
    ],
    title_en="(N, 1) minus (N,) is (N, N)",
    title_ja="(N, 1) と (N,) の差が (N, N) になっている",
    en="(N, 1) minus (N,) is (N, N): every prediction is compared with every target.",
    ja="(N, 1) から (N,) を引くと (N, N) になり、すべての予測がすべての正解と比べられています。",
    ask_en="What is the shape of x − t in your forward?",
    ask_ja="あなたの forward で、x − t の形は何ですか。",
)

misconception(
    "targets_broadcast_in_the_loss",
    change=[(SQUARED, "return float(np.sum((x - t.ravel()) ** 2) / (2 * len(x)))")],
    fails=["mean_squared_error_forward"],
    title_en="(N, 1) minus (N,) is (N, N)",
    title_ja="(N, 1) と (N,) の差が (N, N) になっている",
    en="(N, 1) minus (N,) is (N, N): every prediction is compared with every target.",
    ja="(N, 1) から (N,) を引くと (N, N) になり、すべての予測がすべての正解と比べられています。",
    ask_en="What is the shape of x − t in your forward?",
    ask_ja="あなたの forward で、x − t の形は何ですか。",
)

misconception(
    "binary_formula_for_signs",
    change=[(BINARY, "return float(np.sum(np.logaddexp(0.0, -t * x)) / len(x))")],
    fails=["sigmoid_with_loss_forward", "sigmoid_with_loss_is_finite_for_extreme_logits"],
    title_en="Formula for targets −1 and 1",
    title_ja="正解が −1 と 1 のときの式",
    en="log(1 + e^(−t x)) is the loss for targets −1 and 1; here they are 0 and 1.",
    ja="log(1 + e^(−t x)) は、正解が −1 と 1 のときの損失です。ここでの正解は 0 と 1 です。",
    ask_en="What does your formula give for t = 0, and does it depend on x?",
    ask_ja="t = 0 のとき、あなたの式はいくつになりますか。それは x によりますか。",
)

misconception(
    "binary_loss_without_wrong_class",
    change=[("np.sum(np.logaddexp(0.0, x) - t * x)", "np.sum(t * (np.logaddexp(0.0, x) - x))")],
    fails=["sigmoid_with_loss_forward"],
    title_en="The term for t = 0 is missing",
    title_ja="t = 0 のときの項がない",
    en="The loss is −t log y alone; a sample with t = 0 adds nothing, however wrong the answer.",
    ja="損失が −t log y だけです。t = 0 のサンプルは、どんなに間違っていても損失に加わりません。",
    ask_en="What should the loss be for t = 0 and y close to 1?",
    ask_ja="t = 0 で y が 1 に近いとき、損失はどうなるべきですか。",
)

misconception(
    "binary_loss_summed",
    change=[("np.sum(np.logaddexp(0.0, x) - t * x) / len(x)", "np.sum(np.logaddexp(0.0, x) - t * x)")],
    fails=["sigmoid_with_loss_forward"],
    title_en="Binary cross entropy summed",
    title_ja="二値交差エントロピーが平均ではなく和",
    en="The loss is summed over the batch, where the mean is asked for.",
    ja="損失がバッチの和になっています。求められているのは平均です。",
    ask_en="Should the loss double when every sample of the batch occurs twice?",
    ask_ja="バッチの全サンプルを 2 回ずつ並べたとき、損失は 2 倍になるべきですか。",
)

misconception(
    "binary_loss_with_the_wrong_sign",
    change=[(BINARY, BINARY.replace("float(", "-float("))],
    fails=["sigmoid_with_loss_forward", "sigmoid_with_loss_is_finite_for_extreme_logits", "loss_examples"],
    title_en="Binary cross entropy without the minus",
    title_ja="二値交差エントロピーにマイナスがない",
    en="The loss has no minus sign, so it is negative: the better the answer, the larger it is.",
    ja="損失にマイナスがないため、値が負になり、よい答えほど大きくなっています。",
    ask_en="Which sign does log y have for a probability y below 1?",
    ask_ja="1 より小さい確率 y に対して、log y の符号は何ですか。",
)

misconception(
    "binary_targets_swapped",
    change=[(BINARY, "return float(np.sum(np.logaddexp(0.0, x) - (1 - t) * x) / len(x))")],
    fails=["sigmoid_with_loss_forward", "sigmoid_with_loss_is_finite_for_extreme_logits"],
    title_en="t and 1 − t are swapped",
    title_ja="t と 1 − t が逆",
    en="log y goes with 1 − t and log(1 − y) with t; it must be the other way round.",
    ja="log y に 1 − t が、log(1 − y) に t が掛かっています。逆にする必要があります。",
    ask_en="For t = 1, which of the two logarithms should be left?",
    ask_ja="t = 1 のとき、2 つの対数のうち残るべきなのはどちらですか。",
)

misconception(
    "binary_loss_without_logarithm",
    change=[(BINARY, "return float(np.sum(self.y + t - 2 * t * self.y) / len(x))")],
    fails=["sigmoid_with_loss_forward", "sigmoid_with_loss_is_finite_for_extreme_logits", "loss_examples"],
    title_en="The logarithm is missing",
    title_ja="対数がない",
    en="The loss adds up the probabilities of the wrong class; the logarithms are missing.",
    ja="損失が、間違ったクラスの確率の和になっています。対数が抜けています。",
    ask_en="How large should the loss of a sample be whose true class has probability 0?",
    ask_ja="正解クラスの確率が 0 のサンプルの損失は、どれくらい大きいべきですか。",
)

misconception(
    "binary_loss_of_vanished_probability",
    change=[
        (
            "return float(np.sum(np.logaddexp(0.0, x) - t * x) / len(x))",
            "return float(-np.sum(t * np.log(self.y) + (1 - t) * np.log(1 - self.y)) / len(x))",
        )
    ],
    fails=["sigmoid_with_loss_is_finite_for_extreme_logits"],
    title_en="Logarithm of a vanished probability",
    title_ja="0 になった確率の対数",
    en="At extreme logits y is exactly 0 or 1, and the logarithm of 0 makes the loss infinite or not a number.",
    ja="極端なロジットでは y がちょうど 0 や 1 になり、0 の対数によって損失が無限大や NaN になります。",
    ask_en="Can you write log y in terms of x, without computing y first?",
    ask_ja="y を先に計算せずに、log y を x で書き表せますか。",
)

misconception(
    "binary_gradient_with_sigmoid_slope",
    change=[
        (
            "return (self.y - self.t) / len(self.t)",
            "return (self.y - self.t) * self.y * (1 - self.y) / len(self.t)",
        )
    ],
    fails=["sigmoid_with_loss_backward"],
    title_en="The slope y(1 − y) twice",
    title_ja="傾き y(1 − y) を余分に掛けている",
    en="The slope y(1 − y) is multiplied in once more; in y − t it has already cancelled.",
    ja="傾き y(1 − y) がもう一度掛けられています。y − t では、すでに約分されて消えています。",
    ask_en="∂L/∂y contains 1/(y(1 − y)). What is left when it meets ∂y/∂x?",
    ask_ja="∂L/∂y には 1/(y(1 − y)) が含まれます。∂y/∂x を掛けると何が残りますか。",
)

misconception(
    "binary_gradient_without_batch_size",
    change=[("return (self.y - self.t) / len(self.t)", "return self.y - self.t")],
    fails=["sigmoid_with_loss_backward"],
    title_en="Binary cross entropy: gradient not divided by N",
    title_ja="二値交差エントロピーの勾配を N で割っていない",
    en="The loss is a mean over the batch, but its gradient is not divided by the number of samples.",
    ja="損失はバッチの平均ですが、勾配がサンプル数で割られていません。",
    ask_en="By how much does the mean loss change if the loss of only one of the N samples grows by 1?",
    ask_ja="N 個のうち 1 個のサンプルの損失だけが 1 増えると、平均の損失はいくつ増えますか。",
)

misconception(
    "binary_gradient_sign",
    change=[(BINARY_GRADIENT, "return (self.t - self.y) / len(self.t)")],
    fails=["sigmoid_with_loss_backward", "loss_gradients_have_the_right_shape_and_signs"],
    title_en="Sign of the binary cross entropy's gradient",
    title_ja="二値交差エントロピーの勾配の符号が逆",
    en="The gradient is (t − y)/N: its sign is wrong.",
    ja="勾配が (t − y)/N になっていて、符号が逆です。",
    ask_en="For t = 1, does the loss grow when the logit grows a little?",
    ask_ja="t = 1 のとき、ロジットが少し増えると損失は増えますか。",
)

misconception(
    "binary_gradient_from_the_logits",
    change=[("self.y, self.t = Sigmoid().forward(x), t", "self.y, self.t = x, t")],
    fails=["sigmoid_with_loss_backward", "sigmoid_with_loss_is_finite_for_extreme_logits"],
    title_en="The logits in place of the probabilities",
    title_ja="確率ではなくロジットを使っている",
    en="backward subtracts t from the logits x; the formula wants the probabilities y.",
    ja="backward がロジット x から t を引いています。式に現れるのは確率 y です。",
    ask_en="How large can y − t become, and how large x − t?",
    ask_ja="y − t はどこまで大きくなりますか。x − t はどうですか。",
)

misconception(
    "binary_gradient_with_respect_to_y",
    change=[(BINARY_GRADIENT, "return (self.y - self.t) / np.maximum(self.y * (1 - self.y), 1e-12) / len(self.t)")],
    fails=["sigmoid_with_loss_backward"],
    title_en="Gradient with respect to y",
    title_ja="y についての勾配になっている",
    en="backward stops at the probability y: the slope y(1 − y) of the sigmoid is missing.",
    ja="backward が確率 y のところで止まっています。シグモイドの傾き y(1 − y) が掛けられていません。",
    ask_en="Which function lies between x and y, and what does the chain rule do with its slope?",
    ask_ja="x と y の間にはどんな関数がありますか。連鎖律では、その傾きをどう扱いますか。",
)

misconception(
    "binary_gradient_divided_twice",
    change=[(BINARY_GRADIENT, BINARY_GRADIENT + " ** 2")],
    fails=["sigmoid_with_loss_backward"],
    title_en="Binary cross entropy: gradient divided by N twice",
    title_ja="二値交差エントロピーの勾配を N で 2 回割っている",
    en="The gradient is divided by the number of samples twice; the mean contains 1/N only once.",
    ja="勾配がサンプル数で 2 回割られています。平均に含まれる 1/N は 1 回だけです。",
    ask_en="Where in your code does 1/N enter the gradient, and how many of these places does the formula have?",
    ask_ja="コードの中で 1/N が勾配に掛かる場所はどこですか。式の中ではそれは何か所ありますか。",
)

# --- Side effects ---

MEMORY = {
    "Affine": ("self.x = x\n", "Affine.x = x\n"),
    "Sigmoid": (
        f"{SIGMOID}\n        return self.y",
        f"{SIGMOID}\n        return self.y".replace("self.y", "Sigmoid.y"),
    ),
    "ReLU": (f"self.positive = x > 0\n        {RELU}", f"ReLU.positive = x > 0\n        {RELU}"),
    "Tanh": ("self.y = np.tanh(x)\n        return self.y", "Tanh.y = np.tanh(x)\n        return Tanh.y"),
    "LeakyReLU": (f"self.positive = x > 0\n        {LEAKY}", f"LeakyReLU.positive = x > 0\n        {LEAKY}"),
    "MeanSquaredError": ("self.difference = x - t\n", "MeanSquaredError.difference = self.difference = x - t\n"),
    "SigmoidWithLoss": (
        "self.y, self.t = Sigmoid().forward(x), t",
        "SigmoidWithLoss.y, SigmoidWithLoss.t = Sigmoid().forward(x), t",
    ),
}
for layer, (own, shared) in MEMORY.items():
    misconception(
        f"{layer}_shares_its_memory",
        change=[(own, shared.replace("self.difference = x - t", "x - t"))],
        fails=[f"each_layer_remembers_its_own_forward[{layer}]"],
        title_en=f"All {layer} layers share one memory",
        title_ja=f"すべての {layer} 層が同じ記憶を共有している",
        en="What forward keeps is in the class (or in a global variable), so all layers of the kind share it.",
        ja="forward で保存する値がクラス変数（またはグローバル変数）にあり、同じ種類の層すべてで共有されています。",
        ask_en="A net has two such layers. Whose values does the first one use in backward?",
        ask_ja="同じ種類の層が 2 つあるネットワークで、1 つ目の層の backward は誰の値を使いますか。",
    )

IN_PLACE = {
    "Sigmoid": (SIGMOID_SLOPE, "dout *= self.y * (1.0 - self.y)\n        return dout"),
    "Tanh": (TANH_SLOPE, "dout *= 1.0 - self.y**2\n        return dout"),
    "LeakyReLU": (LEAKY_SLOPE, "dout[~self.positive] *= self.slope\n        return dout"),
}
for layer, change in IN_PLACE.items():
    misconception(
        f"{layer}_changes_dout",
        change=[change],
        fails=[f"arguments_are_never_modified[{layer}]"],
        title_en=f"{layer} changes dout",
        title_ja=f"{layer} が dout を書き換えている",
        en="backward multiplies inside dout, which belongs to the caller.",
        ja="backward が、呼び出し側のものである dout に掛け算の結果を書き込んでいます。",
        ask_en="If two layers receive the same dout, what does the second one see after your backward?",
        ask_ja="2 つの層が同じ dout を受け取るとき、あなたの backward のあとで 2 番目の層には何が見えますか。",
    )

misconception(
    "leaky_changes_its_input",
    change=[(LEAKY, "x[~self.positive] *= self.slope\n        return x")],
    fails=["arguments_are_never_modified[LeakyReLU]"],
    title_en="LeakyReLU changes its input",
    title_ja="LeakyReLU が入力を書き換えている",
    en="forward multiplies inside the caller's own array.",
    ja="forward が、呼び出し側の配列そのものに掛け算の結果を書き込んでいます。",
    ask_en="Who else may still need x after your forward: for example the Affine layer before it, in backward?",
    ask_ja="forward のあとで x を必要とするのは誰ですか。たとえば手前の Affine 層の backward はどうでしょう。",
)

misconception(
    "difference_taken_in_place",
    change=[("self.difference = x - t", "x -= t\n        self.difference = x.copy()")],
    fails=["arguments_are_never_modified[MeanSquaredError]"],
    title_en="The difference is taken in place",
    title_ja="差を入力の配列に書き込んでいる",
    en="`x -= t` subtracts inside the caller's own array.",
    ja="`x -= t` が、呼び出し側の配列そのものから引いています。",
    ask_en="What is the difference between `x -= t` and `x = x - t` for somebody who still uses that array?",
    ask_ja="`x -= t` と `x = x - t` では、同じ配列を使い続けている呼び出し側から見て何が違いますか。",
)

misconception(
    "weights_updated_by_backward",
    change=[(DX, DX + "\n        self.W -= 0.1 * self.dW\n        self.b -= 0.1 * self.db")],
    fails=side_effects("Affine"),
    title_en="backward updates the weights",
    title_ja="backward が重みを更新している",
    en="backward already makes a step of training inside W and b. It should give the gradients; stepping is the "
    "optimizer's business.",
    ja="backward が W と b を更新しています。backward は勾配を求めるだけで、更新はオプティマイザの仕事です。",
    ask_en="What is dx of a second call of backward, after W has moved?",
    ask_ja="W が動いたあとで backward をもう一度呼ぶと、dx はどうなりますか。",
)
