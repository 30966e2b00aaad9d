"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

from autograder.testing import misconception

misconception(
    "activation_after_the_last_layer",
    change=[
        (
            "            if i < last:  # the softmax follows the last Affine\n                self.layers",
            "            self.layers",
        )
    ],
    fails=[
        "accuracy_example",
        "fit_uses_every_sample_once_per_epoch",
        "fit_with_a_single_batch",
        "gradient_belongs_to_its_arguments",
        "gradient_of_the_last_layer",
        "gradient_of_the_other_layers",
        "layers_in_order",
        "loss",
        "names_and_shapes",
        "nothing_is_modified",
        "predict",
        "small_gradient",
    ],
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
    fails=[
        "fit_learns_digits",
        "fit_with_a_single_batch",
        "gradient_of_the_last_layer",
        "gradient_of_the_other_layers",
    ],
    title_en="One activation object in several places",
    title_ja="1 つの活性化オブジェクトを使い回している",
    en="All activations are the same object: each forward overwrites what the one before kept for its backward.",
    ja="すべての活性化関数が同じオブジェクトです。forward のたびに、前の層が残した値が上書きされます。",
    ask_en="Which input has the first activation kept when backward reaches it?",
    ask_ja="backward が最初の活性化関数に届いたとき、そこに残っているのはどの層の入力ですか。",
)

misconception(
    "layers_hold_copies",
    change=[("= Affine(W, b)  # the same arrays, not copies", "= Affine(W.copy(), b.copy())")],
    fails=[
        "accuracy",
        "accuracy_example",
        "fit_learns_digits",
        "fit_returns_a_loss_per_epoch",
        "fit_uses_every_sample_once_per_epoch",
        "fit_with_a_single_batch",
        "gradient_belongs_to_its_arguments",
        "gradient_of_the_last_layer",
        "gradient_of_the_other_layers",
        "layers_in_order",
        "loss",
        "nothing_is_modified",
        "predict",
        "small_example",
        "small_gradient",
        "training_brings_the_loss_down",
    ],
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
    fails=["initial_parameters", "initial_variance"],
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
    fails=["initial_parameters"],
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
    fails=[
        "extreme_inputs",
        "fit_uses_every_sample_once_per_epoch",
        "fit_with_a_single_batch",
        "gradient_belongs_to_its_arguments",
        "gradient_of_the_last_layer",
        "gradient_of_the_other_layers",
        "loss",
    ],
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
    fails=["extreme_inputs", "nothing_is_modified", "predict", "small_example"],
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
    fails=[
        "fit_learns_digits",
        "fit_uses_every_sample_once_per_epoch",
        "gradient_belongs_to_its_arguments",
    ],
    title_en="Gradient of the last forward pass",
    title_ja="直前の forward の勾配を返している",
    en="gradient(x, t) goes back without going forward with x and t first: the layers still hold an earlier batch.",
    ja="gradient(x, t) で forward をしていないので、層には前のバッチの値が残っています。",
    ask_en="Which x is kept in the first layer when its backward is called?",
    ask_ja="最初の層の backward が呼ばれたとき、そこに残っている x はどのバッチのものですか。",
)

misconception(
    "gradient_not_divided_by_n",
    change=[("dout: Array = self.last.backward()", "dout: Array = self.last.backward() * len(x)")],
    fails=[
        "fit_learns_digits",
        "fit_shuffles",
        "fit_uses_every_sample_once_per_epoch",
        "fit_with_a_single_batch",
        "gradient_belongs_to_its_arguments",
        "gradient_of_the_last_layer",
        "gradient_of_the_other_layers",
    ],
    title_en="Gradient of a sum for the loss of a mean",
    title_ja="損失は平均なのに勾配は和になっている",
    en="The loss is a mean over the batch, but its gradient is not divided by N.",
    ja="損失はバッチの平均ですが、勾配が N で割られていません。",
    ask_en="What happens to your steps when the batch is made ten times larger?",
    ask_ja="バッチを 10 倍にすると、更新の大きさはどうなりますか。",
)

misconception(
    "divided_by_n_twice",
    change=[("affine.dW, affine.db\n", "affine.dW / len(x), affine.db / len(x)\n")],
    fails=[
        "fit_learns_digits",
        "fit_uses_every_sample_once_per_epoch",
        "fit_with_a_single_batch",
        "gradient_belongs_to_its_arguments",
        "gradient_of_the_last_layer",
        "gradient_of_the_other_layers",
    ],
    title_en="Divided by N twice",
    title_ja="N で 2 回割っている",
    en="1/N is in the gradient of the loss and again in the gradients of the parameters.",
    ja="1/N が、損失の勾配とパラメータの勾配の両方に入っています。",
    ask_en="At which single place does the mean of the loss appear in the chain rule?",
    ask_ja="損失の平均は、連鎖律のどこに 1 回だけ現れますか。",
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
    fails=[
        "fit_uses_every_sample_once_per_epoch",
        "fit_with_a_single_batch",
        "gradient_of_the_other_layers",
        "small_gradient",
    ],
    title_en="Only the Affine layers go back",
    title_ja="逆伝播で活性化関数を飛ばしている",
    en="The gradient goes back through the Affine layers only; the slopes of the activations are missing.",
    ja="勾配が Affine だけを通っていて、活性化関数の傾きが掛かっていません。",
    ask_en="List the layers that the gradient meets on its way from the loss to W1.",
    ask_ja="損失から W1 まで、勾配が通る層をすべて挙げてください。",
)

misconception(
    "entries_counted",
    change=[
        (
            "np.mean(self.scores(x).argmax(axis=1) == t.argmax(axis=1))",
            "np.mean((self.predict(x) > 0.5) == (t > 0.5))",
        )
    ],
    fails=["accuracy"],
    title_en="Entries counted in place of samples",
    title_ja="サンプルではなく要素を数えている",
    en="Every entry of the one-hot rows is compared, so a wrong sample still has some right entries.",
    ja="one-hot の要素ごとに比べているので、誤答のサンプルにも一致する要素が残ります。",
    ask_en="With 10 classes, what does your accuracy say of a net that is always wrong?",
    ask_ja="10 クラスで全問不正解のネットの精度は、あなたの式ではいくつになりますか。",
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
    fails=[
        "fit_learns_digits",
        "fit_returns_a_loss_per_epoch",
        "fit_shuffles",
        "fit_uses_every_sample_once_per_epoch",
        "fit_with_a_single_batch",
        "training_brings_the_loss_down",
    ],
    title_en="Copies of the parameters updated",
    title_ja="パラメータのコピーを更新している",
    en="The optimizer changes copies of the parameters; the net stays as it was.",
    ja="オプティマイザがパラメータのコピーを変えているので、ネットワークは元のままです。",
    ask_en="Which arrays do the layers hold, and which did the optimizer get?",
    ask_ja="層が持っている配列と、オプティマイザに渡した配列は同じものですか。",
)

misconception(
    "last_batch_dropped",
    change=[
        ("for start in range(0, len(x), batch_size):", "for start in range(0, len(x) - batch_size + 1, batch_size):")
    ],
    fails=["fit_uses_every_sample_once_per_epoch"],
    title_en="The incomplete batch is dropped",
    title_ja="最後の小さいバッチを捨てている",
    en="Samples that do not fill a batch are left out of the epoch.",
    ja="バッチに満たない残りのサンプルを使っていません。",
    ask_en="7 samples, batches of 3: how many steps does an epoch have?",
    ask_ja="7 サンプルを 3 個ずつに分けると、1 エポックは何ステップですか。",
)

misconception(
    "sampled_with_replacement",
    change=[
        ("batch = order[start : start + batch_size]", "batch = rng.choice(len(x), min(batch_size, len(x) - start))")
    ],
    fails=["fit_uses_every_sample_once_per_epoch", "fit_with_a_single_batch"],
    title_en="Samples drawn with replacement",
    title_ja="重複を許して選んでいる",
    en="Every batch is drawn anew from all samples, so an epoch uses some twice and others not at all.",
    ja="バッチごとに全サンプルから選び直しているので、2 回使われるものと 1 回も使われないものがあります。",
    ask_en="What share of the samples does such an epoch miss?",
    ask_ja="そのようなエポックでは、どのくらいの割合のサンプルが使われませんか。",
)

misconception(
    "targets_not_shuffled",
    change=[("net.gradient(x[batch], t[batch])", "net.gradient(x[batch], t[start : start + batch_size])")],
    fails=["fit_learns_digits", "fit_uses_every_sample_once_per_epoch", "fit_with_a_single_batch"],
    title_en="Targets not shuffled along",
    title_ja="正解を一緒に並べ替えていない",
    en="x is shuffled and t is not: the net learns from other samples' targets.",
    ja="x だけを並べ替えて t をそのままにしているので、別のサンプルの正解で学習しています。",
    ask_en="After shuffling, which target belongs to row 0 of the batch?",
    ask_ja="並べ替えたあと、バッチの 0 行目の正解はどれですか。",
)

misconception(
    "never_shuffled",
    change=[("order = rng.permutation(len(x))", "order = np.arange(len(x))")],
    fails=["fit_shuffles"],
    title_en="Never shuffled",
    title_ja="並べ替えていない",
    en="The samples come in the same order in every epoch; rng is not used.",
    ja="毎エポック同じ順番で、rng が使われていません。",
    ask_en="What do batches look like if the data is sorted by class?",
    ask_ja="データがクラス順に並んでいたら、バッチはどうなりますか。",
)

misconception(
    "shuffled_once",
    change=[
        ("    for _ in range(epochs):\n", ""),
        (
            "        order = rng.permutation(len(x))\n",
            "    order = rng.permutation(len(x))\n    for _ in range(epochs):\n",
        ),
    ],
    fails=["fit_shuffles"],
    title_en="Shuffled once",
    title_ja="最初に 1 回しか並べ替えていない",
    en="The samples are shuffled before the first epoch only: every epoch has the same batches.",
    ja="最初のエポックの前に 1 回並べ替えるだけなので、どのエポックも同じバッチになります。",
    ask_en="Which samples do never meet in one batch in your training?",
    ask_ja="あなたの学習では、同じバッチに決して入らないサンプルの組がありませんか。",
)

misconception(
    "numpys_global_generator",
    change=[
        ("import numpy as np\n", "import numpy as np\n\nnp.random.seed(0)\n"),
        ("order = rng.permutation(len(x))", "order = np.random.permutation(len(x))"),
    ],
    fails=["fit_shuffles"],
    title_en="Shuffled without rng",
    title_ja="rng を使わずに並べ替えている",
    en="The samples are shuffled by NumPy's global generator in place of rng: a run cannot be repeated.",
    ja="rng ではなく NumPy 全体で共有される乱数で並べ替えているので、同じ学習を再現できません。",
    ask_en="Call fit twice with two rngs of the same seed. Do you get the same losses?",
    ask_ja="同じシードの rng で fit を 2 回呼ぶと、同じ損失になりますか。",
)

misconception(
    "loss_of_the_last_batch",
    change=[('history["loss"].append(net.loss(x, t))', 'history["loss"].append(net.loss(x[batch], t[batch]))')],
    fails=["fit_returns_a_loss_per_epoch", "training_brings_the_loss_down"],
    title_en="Loss of the last batch",
    title_ja="最後のバッチの損失を記録している",
    en="history holds the loss of the last batch; asked for is that of the whole training set.",
    ja="history に、最後のバッチの損失が入っています。求められているのは訓練データ全体の損失です。",
    ask_en="Why do your losses jump from epoch to epoch?",
    ask_ja="あなたの損失がエポックごとに大きく揺れるのはなぜですか。",
)

misconception(
    "loss_before_the_epoch",
    change=[
        ('        history["loss"].append(net.loss(x, t))\n', ""),
        (
            "        order = rng.permutation(len(x))\n",
            '        history["loss"].append(net.loss(x, t))\n        order = rng.permutation(len(x))\n',
        ),
    ],
    fails=["fit_returns_a_loss_per_epoch", "fit_with_a_single_batch", "training_brings_the_loss_down"],
    title_en="Loss before the epoch",
    title_ja="エポックの前の損失",
    en="history holds the loss before each epoch; asked for is the loss after it.",
    ja="history に、各エポックの前の損失が入っています。求められているのは後の損失です。",
    ask_en="Which entry of your history shows what the last epoch has achieved?",
    ask_ja="最後のエポックの成果は、history のどこに現れますか。",
)
