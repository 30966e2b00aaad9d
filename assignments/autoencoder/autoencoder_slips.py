"""Slips in the autoencoder: in its construction, its passes, its gradient and what fit records."""

from net_mistakes import slip

DRAW = "rng.normal(0.0, np.sqrt(2.0 / n_in), (n_in, n_out))"
LAYERS = "half += [Affine(W, b), ReLU()]  # the same arrays, not copies"
CODE = "        self.encoder.pop()  # nothing follows the code\n"
LAST = "self.decoder[-1] = Sigmoid()"
LOSS = "return float(np.sum((self.decode(self.encode(x)) - x) ** 2) / (2 * len(x)))"
OUT = "dout = (self.decode(self.encode(x)) - x) / len(x)  # every layer keeps what its backward needs"
BACK = "        for layer in reversed(layers):\n            dout = layer.backward(dout)\n"
KEPT = 'history["loss"].append(net.loss(x))'
GENERATOR = ["initial_weights_come_from_the_generator"]
LONG = "codes_tell_digits_apart"
PUBLIC = ["small_example", "small_gradient", "training_brings_the_loss_down"]
RUNS = ["fit_in_mini_batches", "fit_with_adam", "fit_with_a_single_batch"]
BACKWARD = ["gradient_belongs_to_its_argument", "gradient_of_the_last_layer", "gradient_of_the_other_layers"]


def construction() -> None:
    """The first weights, and the layers."""
    slip(
        "variance_as_deviation",
        "np.sqrt(2.0 / n_in)",
        "2.0 / n_in",
        ["initial_variance"],
        ("The variance taken for the standard deviation", "分散を標準偏差として使っている"),
        (
            "The weights have the variance (2/n_in)²; asked for is 2/n_in.",
            "重みの分散が (2/n_in)² です。求められているのは 2/n_in です。",
        ),
        (
            "What is the variance of your W1 for 784 inputs and 64 units?",
            "入力 784、ユニット 64 のとき、あなたの W1 の分散はいくつですか。",
        ),
    )
    slip(
        "he_without_the_2",
        "np.sqrt(2.0 / n_in)",
        "np.sqrt(1.0 / n_in)",
        ["initial_variance"],
        ("The 2 of He's rule is missing", "He の規則の 2 がない"),
        (
            "The weights have the variance 1/n_in; asked for is 2/n_in.",
            "重みの分散が 1/n_in です。求められているのは 2/n_in です。",
        ),
        (
            "What is the variance of your W1 for 784 inputs and 64 units?",
            "入力 784、ユニット 64 のとき、あなたの W1 の分散はいくつですか。",
        ),
    )
    slip(
        "outputs_counted_for_inputs",
        "np.sqrt(2.0 / n_in)",
        "np.sqrt(2.0 / n_out)",
        ["initial_variance"],
        ("n_out in place of n_in", "n_in ではなく n_out を使っている"),
        (
            "The weights have the variance 2/n_out; asked for is 2/n_in.",
            "重みの分散が 2/n_out です。求められているのは 2/n_in です。",
        ),
        (
            "What is the variance of your W1 for 784 inputs and 64 units?",
            "入力 784、ユニット 64 のとき、あなたの W1 の分散はいくつですか。",
        ),
    )
    slip(
        "glorots_rule",
        "np.sqrt(2.0 / n_in)",
        "np.sqrt(2.0 / (n_in + n_out))",
        ["initial_variance"],
        ("Glorot's rule in place of He's", "He ではなく Glorot の規則を使っている"),
        (
            "The weights have the variance 2/(n_in + n_out); asked for is 2/n_in.",
            "重みの分散が 2/(n_in + n_out) です。求められているのは 2/n_in です。",
        ),
        (
            "What is the variance of your W1 for 784 inputs and 64 units?",
            "入力 784、ユニット 64 のとき、あなたの W1 の分散はいくつですか。",
        ),
    )
    slip(
        "tiny_weights",
        "np.sqrt(2.0 / n_in)",
        "0.01",
        ["initial_variance", LONG],
        ("Weights with the standard deviation 0.01", "標準偏差 0.01 の重み"),
        (
            "The weights have the variance 0.0001; asked for is 2/n_in.",
            "重みの分散が 0.0001 です。求められているのは 2/n_in です。",
        ),
        (
            "What is the variance of your W1 for 784 inputs and 64 units?",
            "入力 784、ユニット 64 のとき、あなたの W1 の分散はいくつですか。",
        ),
    )
    slip(
        "weights_start_at_zero",
        DRAW,
        "np.zeros((n_in, n_out))",
        ["initial_parameters", *GENERATOR, "initial_variance", LONG],
        ("Weights start at 0", "重みが 0 から始まっている"),
        (
            "All weights are 0: all units of a layer are equal, and stay equal.",
            "重みがすべて 0 なので、層の中のユニットがすべて同じで、いつまでも同じままです。",
        ),
        ("In what do two units differ after the first step?", "1 ステップ後、2 つのユニットはどこが違いますか。"),
    )
    slip(
        "layers_hold_copies",
        "Affine(W, b), ReLU()",
        "Affine(W.copy(), b.copy()), ReLU()",
        [
            "small_example",
            "small_gradient",
            "training_brings_the_loss_down",
            "encode",
            "decode",
            *BACKWARD,
            "nothing_is_modified",
            LONG,
        ],
        ("The layers have copies of the parameters", "層がパラメータのコピーを持っている"),
        (
            "params and the layers hold different arrays: what an optimizer changes in params never reaches the net.",
            "params と層が別々の配列を持っています。オプティマイザが params を変えても、ネットワークは変わりません。",
        ),
        (
            'After params["W1"] -= 0.1, is encoder[0].W another one?',
            'params["W1"] -= 0.1 のあと、encoder[0].W は変わっていますか。',
        ),
    )
    slip(
        "relu_on_the_code",
        CODE,
        "",
        ["small_gradient", "encode", "nothing_is_modified"],
        ("A ReLU on the code", "コードに ReLU がかかっている"),
        (
            "The code goes through a ReLU: most of the plane is never used, and a unit that is always 0 stays so.",
            "コードに ReLU がかかっています。コードの平面の大部分が使われず、いつも 0 のユニットは 0 のままです。",
        ),
        ("Which codes can your encoder never give?", "あなたのエンコーダが決して出せないのは、どんなコードですか。"),
    )
    slip(
        "relu_on_the_images",
        LAST,
        "pass",
        ["small_example", "small_gradient", "decode", "nothing_is_modified", LONG],
        ("A ReLU in place of the sigmoid at the end", "最後がシグモイドではなく ReLU になっている"),
        (
            "The decoder ends with a ReLU; the shades of a pixel lie between 0 and 1.",
            "デコーダの最後が ReLU です。ピクセルの明るさは 0 から 1 です。",
        ),
        ("What is the largest value that your decoder can give?", "あなたのデコーダが出せる最大の値はいくつですか。"),
    )
    slip(
        "sigmoids_everywhere",
        "Affine(W, b), ReLU()",
        "Affine(W, b), Sigmoid()",
        ["encode", "decode", "nothing_is_modified", LONG],
        ("Sigmoids between the layers", "層の間がシグモイドになっている"),
        (
            "There are sigmoids between the Affine layers; asked for are ReLUs.",
            "Affine の間がシグモイドです。求められているのは ReLU です。",
        ),
        (
            "By how much does a sigmoid shrink a gradient at most, and at least?",
            "シグモイドを通ると、勾配は最大で何倍になりますか。",
        ),
    )
    slip(
        "one_relu_for_all",
        LAYERS,
        "shared = ReLU() if i == 1 else shared\n            half += [Affine(W, b), shared]",
        ["gradient_of_the_other_layers"],
        ("One ReLU object in several places", "1 つの ReLU オブジェクトを使い回している"),
        (
            "All ReLUs are the same object: each forward overwrites what the one before kept for its backward.",
            "すべての ReLU が同じオブジェクトです。forward のたびに、前の層が残した値が上書きされます。",
        ),
        (
            "Which input has the first ReLU kept when backward reaches it?",
            "backward が最初の ReLU に届いたとき、そこに残っているのはどの層の入力ですか。",
        ),
    )
    slip(
        "code_layer_twice",
        "[*sizes, *sizes[-2::-1]]",
        "[*sizes, *sizes[::-1]]",
        [
            *PUBLIC,
            "names_and_shapes",
            "initial_parameters",
            "initial_variance",
            "encode",
            "decode",
            "loss",
            *BACKWARD,
            "nothing_is_modified",
            *RUNS,
            LONG,
        ],
        ("A layer more between code and decoder", "コードとデコーダの間に層が 1 つ多い"),
        (
            "sizes is reversed with the code in it, so that a layer from the code to the code comes in between.",
            "sizes をコードごと逆順にしているので、コードからコードへの層が 1 つ余分に入ります。",
        ),
        (
            "Write down the widths for sizes = (784, 64, 2). How often is the 2 among them?",
            "sizes = (784, 64, 2) のときの幅を書き出してください。2 は何回出てきますか。",
        ),
    )
    slip(
        "numbered_from_zero",
        "enumerate(pairwise(widths), start=1)",
        "enumerate(pairwise(widths), start=0)",
        [
            *PUBLIC,
            "names_and_shapes",
            "initial_parameters",
            "encode",
            "decode",
            "loss",
            *BACKWARD[1:],
            "nothing_is_modified",
            LONG,
        ],
        ("Numbers from 0", "番号が 0 から始まっている"),
        (
            "The parameters are called W0, b0, …; asked for are W1, b1, ….",
            "パラメータの名前が W0、b0、…です。W1、b1、…にしてください。",
        ),
        ("Which key has the first weight in the handout?", "課題文では、最初の重みのキーは何ですか。"),
    )


def passes() -> None:
    """Encoder, decoder and loss."""
    slip(
        "encode_until_the_images",
        "        for layer in self.encoder:\n",
        "        for layer in self.encoder + self.decoder:\n",
        [*PUBLIC, "names_and_shapes", "encode", LONG],
        ("encode goes on to the images", "encode が画像まで進んでいる"),
        (
            "encode runs through the decoder, too: it gives images, not codes.",
            "encode がデコーダまで通っているので、コードではなく画像が返ります。",
        ),
        (
            "How many columns has encode(x) for sizes (784, 64, 2)?",
            "sizes が (784, 64, 2) のとき、encode(x) の列はいくつですか。",
        ),
    )
    slip(
        "encode_one_layer_too_far",
        "        for layer in self.encoder:\n",
        "        for layer in self.encoder[:-1]:\n",
        [*PUBLIC, "names_and_shapes", "encode", LONG],
        ("The layer of the code is missing", "コードの層が抜けている"),
        ("encode leaves out its last layer.", "encode が最後の層を通していません。"),
        ("Which layer turns 64 numbers into 2?", "64 個の数を 2 個にするのは、どの層ですか。"),
    )
    slip(
        "decode_before_the_sigmoid",
        "        for layer in self.decoder:\n",
        "        for layer in self.decoder[:-1]:\n",
        [*PUBLIC, "decode", LONG],
        ("decode stops before the sigmoid", "decode がシグモイドの前で終わっている"),
        ("decode leaves out its last layer, the sigmoid.", "decode が最後の層のシグモイドを通していません。"),
        (
            "What does decode give for pixels that are surely black?",
            "真っ黒なはずのピクセルに、decode はいくつを返しますか。",
        ),
    )
    slip(
        "code_normalised",
        "        for layer in self.encoder:\n",
        "        x = x - x.mean(axis=0)\n        for layer in self.encoder:\n",
        ["small_gradient", "encode", LONG],
        ("The batch's mean subtracted", "バッチの平均を引いている"),
        (
            "The code of an image depends on which other images are in the batch.",
            "画像のコードが、同じバッチの他の画像によって変わります。",
        ),
        ("What code does a single image get?", "画像が 1 枚だけのとき、コードはいくつになりますか。"),
    )
    slip(
        "summed_over_the_samples",
        LOSS,
        LOSS.replace("(2 * len(x))", "2"),
        ["loss"],
        ("Sum over the images in place of the mean", "平均ではなく画像の和"),
        (
            "The loss is a sum over the images; it is never divided by N.",
            "損失が画像についての和で、N で割られていません。",
        ),
        (
            "What becomes of your loss when every image is there twice?",
            "すべての画像を 2 枚ずつにすると、あなたの損失はどうなりますか。",
        ),
    )
    slip(
        "mean_over_the_pixels",
        LOSS,
        LOSS.replace("(2 * len(x))", "(2 * x.size)"),
        ["small_example", "loss"],
        ("Mean over the pixels, too", "ピクセルについても平均している"),
        (
            "The loss is divided by the number of pixels as well; over pixels it is a sum.",
            "損失をピクセルの数でも割っています。ピクセルについては和を取ります。",
        ),
        (
            "For one image: is your loss larger if it has more pixels that are wrong in the same way?",
            "画像 1 枚で、同じだけずれたピクセルが増えると、あなたの損失は増えますか。",
        ),
    )
    slip(
        "half_forgotten",
        LOSS,
        LOSS.replace("(2 * len(x))", "len(x)"),
        ["small_example", "loss"],
        ("The ½ is missing", "½ がない"),
        (
            "The loss is the whole squared difference; asked for is half of it.",
            "損失が差の 2 乗そのものです。求められているのはその半分です。",
        ),
        ("What is the derivative of ½d², and of d²?", "½d² と d² の微分は、それぞれ何ですか。"),
    )
    slip(
        "root_of_the_squares",
        LOSS,
        LOSS.replace("float(np.sum(", "float(np.sqrt(np.sum(").replace("** 2) /", "** 2)) /"),
        ["small_example", "loss"],
        ("A root over the squares", "2 乗の和の平方根になっている"),
        ("The loss has a root over the sum of squares.", "2 乗の和に平方根がついています。"),
        ("Which of the two formulas has the gradient x̂ − x?", "勾配が x̂ − x になるのは、どちらの式ですか。"),
    )
    slip(
        "absolute_differences",
        LOSS,
        LOSS.replace("np.sum((", "np.sum(np.abs(").replace(" ** 2)", ")"),
        ["small_example", "loss"],
        ("Absolute values in place of squares", "2 乗ではなく絶対値になっている"),
        ("The loss adds up absolute differences.", "損失が差の絶対値の和です。"),
        (
            "How much does one pixel that is wrong by 1 cost, and ten that are wrong by 0.1?",
            "1 だけずれたピクセル 1 個と、0.1 ずれたピクセル 10 個では、損失はどちらが大きいですか。",
        ),
    )
    slip(
        "cross_entropy_for_squares",
        LOSS,
        "y = self.decode(self.encode(x))\n"
        "        return float(-np.sum(x * np.log(y) + (1 - x) * np.log(1 - y)) / len(x))",
        ["small_example", "loss"],
        ("Cross entropy in place of squares", "2 乗誤差ではなく交差エントロピーになっている"),
        (
            "The loss is the cross entropy of the pixels; asked for are squared differences.",
            "損失がピクセルの交差エントロピーです。求められているのは 2 乗誤差です。",
        ),
        ("Is your loss 0 where x̂ = x = ½?", "x̂ = x = ½ のとき、あなたの損失は 0 ですか。"),
    )
