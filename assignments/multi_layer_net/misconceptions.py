"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import multi_layer_slips
import net_mistakes
from net_mistakes import FIT

from autograder.testing import misconception

BACKWARD = ["gradient_of_the_last_layer", "gradient_of_the_other_layers"]
GRADIENTS = [*BACKWARD, "gradient_belongs_to_its_arguments"]
TRAINING = [*FIT, "fit_returns_a_loss_per_epoch", "training_brings_the_loss_down"]
PREDICTIONS = [
    "accuracy_example",
    "extreme_inputs",
    "layers_in_order",
    "nothing_is_modified",
    "predict",
    "small_gradient",
]
COPIES = ["accuracy_example", "initial_parameters", "layers_in_order", "small_example", "small_gradient"]
WEIGHTS = ["initial_weights_come_from_the_generator"]

misconception(
    "activation_after_the_last_layer",
    change=[
        (
            "            if i < last:  # the softmax follows the last Affine\n                self.layers",
            "            self.layers",
        )
    ],
    fails=[*PREDICTIONS, "names_and_shapes"],
    title_en="An activation between the last Affine layer and the softmax",
    title_ja="最後の Affine とソフトマックスの間に活性化関数がある",
    en="An activation follows the last Affine layer; the softmax takes that layer's output as it is.",
    ja="最後の Affine のあとに活性化関数があります。ソフトマックスには、最後の Affine の出力をそのまま渡します。",
    ask_en="Which logits can a ReLU at the end never produce, and what does that mean for a class that is unlikely?",
    ask_ja="最後に ReLU があると、出せないロジットは何ですか。確率の低いクラスではどうなりますか。",
)

misconception(
    "one_activation_for_all",
    change=[
        (
            "        for i in range(1, last + 1):\n",
            "        shared = ACTIVATIONS[activation]()\n        for i in range(1, last + 1):\n",
        ),
        ('self.layers[f"Activation{i}"] = ACTIVATIONS[activation]()', 'self.layers[f"Activation{i}"] = shared'),
    ],
    fails=BACKWARD,
    title_en="One activation object in several places",
    title_ja="1 つの活性化オブジェクトを使い回している",
    en="All activations are the same object: each forward overwrites what the one before kept for its backward.",
    ja="すべての活性化関数が同じオブジェクトです。forward のたびに、前の層が残した値が上書きされます。",
    ask_en="Which input has the first activation kept when backward reaches it?",
    ask_ja="backward が最初の活性化関数に届いたとき、そこに残っているのはどの層の入力ですか。",
)

for name, arrays, fails in (
    ("layers_hold_copies", "W.copy(), b.copy()", [*COPIES, "training_brings_the_loss_down"]),
    ("layers_hold_copies_of_the_weights", "W.copy(), b", COPIES),
):
    misconception(
        name,
        change=[("= Affine(W, b)  # the same arrays, not copies", f"= Affine({arrays})")],
        fails=fails,
        title_en="The layers have copies of the parameters",
        title_ja="層がパラメータのコピーを持っている",
        en="params and the layers hold different arrays: what an optimizer changes in params never reaches the net.",
        ja="params と層が別々の配列を持っています。オプティマイザが params を変えても、ネットワークは変わりません。",
        ask_en='After params["W1"] -= 0.1, is layers["Affine1"].W another one?',
        ask_ja='params["W1"] -= 0.1 のあと、layers["Affine1"].W は変わっていますか。',
    )

misconception(
    "variance_as_deviation",
    change=[
        ("sigma = np.sqrt(2.0 / n_in)", "sigma = 2.0 / n_in"),
        ("sigma = np.sqrt(2.0 / (n_in + n_out))", "sigma = 2.0 / (n_in + n_out)"),
    ],
    fails=["initial_variance"],
    title_en="The variance taken for the standard deviation",
    title_ja="分散を標準偏差として使っている",
    en="2/n is the variance of the weights; rng.normal takes the standard deviation, its square root.",
    ja="2/n は重みの分散です。rng.normal に渡すのは、その平方根の標準偏差です。",
    ask_en="By which factor do you have to multiply a draw so that its variance becomes 2/n?",
    ask_ja="乱数の分散を 2/n にするには、何倍すればよいですか。",
)

misconception(
    "he_and_glorot_swapped",
    change=[
        ('if weight_init == "he":', 'if weight_init == "glorot":'),
        ('elif weight_init == "glorot":', 'elif weight_init == "he":'),
    ],
    fails=["initial_variance"],
    title_en="He and Glorot mixed up",
    title_ja="He と Glorot が逆になっている",
    en='The variance for "he" is 2/n_in, for "glorot" 2/(n_in + n_out); yours are the other way round.',
    ja='"he" の分散は 2/n_in、"glorot" は 2/(n_in + n_out) です。逆になっています。',
    ask_en="Which of the two makes up for a ReLU that switches off half of its inputs?",
    ask_ja="ReLU が入力の半分を 0 にすることを埋め合わせているのは、どちらですか。",
)

misconception(
    "outputs_counted_for_inputs",
    change=[("sigma = np.sqrt(2.0 / n_in)", "sigma = np.sqrt(2.0 / n_out)")],
    fails=["initial_variance"],
    title_en="n_out in place of n_in",
    title_ja="n_in ではなく n_out を使っている",
    en='The variance of "he" is 2/n_out; a unit adds up n_in products, so n_in counts.',
    ja='"he" の分散が 2/n_out になっています。1 つのユニットは n_in 個の積を足すので、n_in で割ります。',
    ask_en="How many random terms does one entry of x W have?",
    ask_ja="x W の 1 つの要素は、いくつの乱数の和ですか。",
)

misconception(
    "weight_init_ignored",
    change=[
        (
            "            else:\n                sigma = weight_init\n",
            "            else:\n                sigma = 0.01\n",
        )
    ],
    fails=["initial_variance"],
    title_en="A number for weight_init is ignored",
    title_ja="weight_init の数値を無視している",
    en="With a number for weight_init the weights have the standard deviation 0.01, whatever the number is.",
    ja="weight_init に数値を渡しても、重みの標準偏差がいつも 0.01 になります。",
    ask_en="Where does your constructor use the number?",
    ask_ja="渡された数値は、コンストラクタのどこで使われていますか。",
)

misconception(
    "weights_start_at_zero",
    change=[("rng.normal(0.0, sigma, (n_in, n_out))", "np.zeros((n_in, n_out))")],
    fails=[*WEIGHTS, "initial_variance", "initial_weights_are_normal"],
    title_en="Weights start at 0",
    title_ja="重みが 0 から始まっている",
    en="All weights are 0: all hidden units are equal, get the same gradient, and stay equal.",
    ja="重みがすべて 0 です。隠れユニットがすべて同じで、勾配も同じなので、いつまでも同じままです。",
    ask_en="In what do two hidden units differ after the first step?",
    ask_ja="1 ステップ後、2 つの隠れユニットはどこが違いますか。",
)

misconception(
    "a_seed_of_its_own",
    change=[("W, b = rng.normal(", "W, b = np.random.default_rng(i).normal(")],
    fails=WEIGHTS,
    title_en="rng is not used",
    title_ja="rng を使っていない",
    en="The weights come from a generator with a fixed seed, so every net starts with the same ones.",
    ja="シードを固定した別の乱数生成器を使っているので、どのネットも同じ重みから始まります。",
    ask_en="How would you train ten nets from ten different starts?",
    ask_ja="10 通りの初期値から 10 個のネットを学習させるには、どうしますか。",
)

misconception(
    "biases_drawn",
    change=[("np.zeros(n_out)", "rng.normal(0.0, sigma, n_out)")],
    fails=["initial_parameters"],
    title_en="Random biases",
    title_ja="バイアスを乱数で初期化している",
    en="The biases are drawn; they start at 0.",
    ja="バイアスが乱数になっています。0 から始めてください。",
    ask_en="Random weights make the units different already. What is left for the biases to do?",
    ask_ja="重みが乱数なら、ユニットはすでに互いに異なります。バイアスまで乱数にする必要はありますか。",
)

misconception(
    "softmax_twice",
    change=[("self.last.forward(self.scores(x), t)", "self.last.forward(self.predict(x), t)")],
    fails=[*GRADIENTS, "extreme_inputs", "loss", "nothing_is_modified"],
    title_en="Softmax applied twice",
    title_ja="ソフトマックスを 2 回適用している",
    en="SoftmaxWithLoss gets probabilities; it applies the softmax itself and wants the logits.",
    ja="SoftmaxWithLoss に確率を渡しています。ソフトマックスは中で計算するので、渡すのはロジットです。",
    ask_en="How small can the loss become, if the logits are numbers between 0 and 1?",
    ask_ja="ロジットが 0 から 1 の数しか取れないとき、損失はどこまで小さくなりますか。",
)

misconception(
    "predict_returns_logits",
    change=[("y: Array = softmax(self.scores(x))", "y: Array = self.scores(x)")],
    fails=["extreme_inputs", "predict", "small_example"],
    title_en="Logits in place of probabilities",
    title_ja="確率ではなくロジットを返している",
    en="predict returns the output of the last Affine layer; asked for are probabilities.",
    ja="predict が最後の Affine の出力を返しています。求められているのは確率です。",
    ask_en="What is the sum of each row of your predictions?",
    ask_ja="予測の各行の和はいくつですか。",
)

misconception(
    "gradient_without_forward",
    change=[
        (
            "        self.loss(x, t)  # every layer keeps what its backward needs\n",
            '        if not hasattr(self.last, "y"):\n            self.loss(x, t)\n',
        )
    ],
    fails=["gradient_belongs_to_its_arguments"],
    title_en="Gradient of the last forward pass",
    title_ja="直前の forward の勾配を返している",
    en="gradient(x, t) goes back without going forward with x and t first: the layers still hold an earlier batch.",
    ja="gradient(x, t) で forward をしていないので、層には前のバッチの値が残っています。",
    ask_en="Which x is kept in the first layer when its backward is called?",
    ask_ja="最初の層の backward が呼ばれたとき、そこに残っている x はどのバッチのものですか。",
)

net_mistakes.means(
    summed=[("dout: Array = self.last.backward()", "dout: Array = self.last.backward() * len(x)")],
    divided_again=[("affine.dW, affine.db\n", "affine.dW / len(x), affine.db / len(x)\n")],
    gradients=GRADIENTS,
)

misconception(
    "activations_left_out_going_back",
    change=[
        (
            "        for layer in reversed(self.layers.values()):\n            dout = layer.backward(dout)\n",
            "        for i in range(len(self.params) // 2, 0, -1):\n"
            '            dout = self.layers[f"Affine{i}"].backward(dout)\n',
        )
    ],
    fails=["gradient_of_the_other_layers", "small_gradient"],
    title_en="Only the Affine layers go back",
    title_ja="逆伝播で活性化関数を飛ばしている",
    en="The gradient goes back through the Affine layers only; the slopes of the activations are missing.",
    ja="勾配が Affine だけを通っていて、活性化関数の傾きが掛かっていません。",
    ask_en="List the layers that the gradient meets on its way from the loss to W1.",
    ask_ja="損失から W1 まで、勾配が通る層をすべて挙げてください。",
)

net_mistakes.entries_counted(
    (
        "np.mean(self.scores(x).argmax(axis=1) == t.argmax(axis=1))",
        "np.mean((self.predict(x) > 0.5) == (t > 0.5))",
    ),
    fails=["accuracy"],
)

misconception(
    "most_likely_sample",
    change=[("self.scores(x).argmax(axis=1) == t.argmax(axis=1)", "self.scores(x).argmax(axis=0) == t.argmax(axis=0)")],
    fails=["accuracy", "accuracy_example"],
    title_en="argmax over the samples",
    title_ja="サンプルの方向に argmax を取っている",
    en="argmax runs down the columns: it finds for each class the most likely sample, not for each sample its class.",
    ja="argmax が列方向になっています。サンプルごとのクラスではなく、クラスごとのサンプルを探しています。",
    ask_en="How long is the array that your argmax returns, N or K?",
    ask_ja="argmax が返す配列の長さは N ですか、K ですか。",
)

misconception(
    "optimizer_replaced",
    change=[
        (
            "            optimizer.update(net.params, net.gradient(x[batch], t[batch]))\n",
            "            gradient = net.gradient(x[batch], t[batch])\n"
            "            for key in net.params:\n"
            "                net.params[key] -= optimizer.lr * gradient[key]\n",
        )
    ],
    fails=["fit_with_a_single_batch"],
    title_en="Gradient descent by hand in place of the optimizer",
    title_ja="オプティマイザを使わず自分で更新している",
    en="fit subtracts lr · gradient itself; the optimizer may do something else, such as lower its rate.",
    ja="fit が自分で lr · 勾配を引いています。オプティマイザは、学習率を下げるなど別の更新をするかもしれません。",
    ask_en="What must you change in fit to train with another optimizer?",
    ask_ja="別のオプティマイザで学習させるには、fit のどこを変える必要がありますか。",
)

misconception(
    "one_update_per_parameter",
    change=[
        (
            "            optimizer.update(net.params, net.gradient(x[batch], t[batch]))\n",
            "            gradient = net.gradient(x[batch], t[batch])\n"
            "            for key in net.params:\n"
            "                optimizer.update({key: net.params[key]}, {key: gradient[key]})\n",
        )
    ],
    fails=["fit_with_a_single_batch"],
    title_en="One update for each parameter",
    title_ja="パラメータごとに update を呼んでいる",
    en="update is called once for each array, so an optimizer that counts its steps counts several per batch.",
    ja="配列ごとに update を呼んでいるので、更新回数を数えるオプティマイザは 1 バッチで何回も数えてしまいます。",
    ask_en="How many steps has the optimizer counted after one batch?",
    ask_ja="1 つのバッチのあと、オプティマイザが数えた更新は何回ですか。",
)

misconception(
    "copies_updated",
    change=[
        (
            "            optimizer.update(net.params, net",
            "            optimizer.update({key: value.copy() for key, value in net.params.items()}, net",
        )
    ],
    fails=[*TRAINING, "fit_shuffles"],
    title_en="Copies of the parameters updated",
    title_ja="パラメータのコピーを更新している",
    en="The optimizer changes copies of the parameters; the net stays as it was.",
    ja="オプティマイザがパラメータのコピーを変えているので、ネットワークは元のままです。",
    ask_en="Which arrays do the layers hold, and which did the optimizer get?",
    ask_ja="層が持っている配列と、オプティマイザに渡した配列は同じものですか。",
)

net_mistakes.batches()

net_mistakes.losses_kept("training_brings_the_loss_down")

multi_layer_slips.construction()
multi_layer_slips.passes()
multi_layer_slips.ways_back()
multi_layer_slips.training()
