"""Mistakes of those who write the way back by themselves, or use what is given in another way than it is meant."""

from digit_checks import ALL, IN_BATCHES, WIDTHS
from digit_record_slips import ACCURACY, MEASURED

from autograder.testing import misconception

BACK = "                dout = layer.backward(dout)\n"
UPDATE = "            optimizer.update(params, grads)\n"


def ways_back() -> None:
    """The gradient, and when the weights are moved."""
    misconception(
        "relu_without_slope",
        change=[(BACK, "                dout = layer.backward(dout) if isinstance(layer, Affine) else dout\n")],
        fails=[*WIDTHS, "optimizers_with_a_memory", "training_with_squared_error", "rising_loss_is_recorded"],
        title_en="ReLU left out on the way back",
        title_ja="逆伝播で ReLU を通していない",
        en="On the way back the gradient passes the ReLU as it is, also where the ReLU was 0.",
        ja="逆伝播で、ReLU の出力が 0 だったところでも、勾配をそのまま通しています。",
        ask_en="By how much does the loss change if a unit whose ReLU is 0 gets a slightly larger input?",
        ask_ja="ReLU の出力が 0 のユニットの入力が少し増えると、損失はどれだけ変わりますか。",
    )
    misconception(
        "logits_cut_at_zero",
        change=[
            (
                "            x = layer.forward(x)\n        return x",
                "            x = layer.forward(x)\n        return np.maximum(x, 0.0)",
            )
        ],
        fails=ALL,
        title_en="ReLU behind the last layer",
        title_ja="最後の層のあとにも ReLU がある",
        en="The logits pass through a ReLU before the softmax.",
        ja="ロジットがソフトマックスの前に ReLU を通っています。",
        ask_en="What happens to a class whose logit should be negative?",
        ask_ja="ロジットが負になるべきクラスはどうなりますか。",
    )
    own_update = "optimizer.update({W: params[W], b: params[b]}, {W: layer.dW, b: layer.db})"
    for name, moved_first in (("moved_on_the_way_back", True), ("one_update_per_layer", False)):
        misconception(
            name,
            change=[
                (
                    BACK,
                    "                below = layer.backward(dout)\n"
                    "                if isinstance(layer, Affine):\n"
                    '                    W, b = (f"{kind}{affines.index(layer) + 1}" for kind in "Wb")\n'
                    f"                    {own_update}\n"
                    + ("                    below = dout @ layer.W.T\n" if moved_first else "")
                    + "                dout = below\n",
                ),
                (UPDATE, ""),
            ],
            fails=(
                ["training_with_all_samples", "squared_error_with_all_samples", *IN_BATCHES]
                if moved_first
                else ["optimizers_with_a_memory", "rising_loss_is_recorded"]
            ),
            title_en="Weights moved on the way back" if moved_first else "One update for each layer",
            title_ja="逆伝播の途中で重みを更新している" if moved_first else "層ごとに update を呼んでいる",
            en=(
                "A layer's weights are updated before the gradient has passed through them, so the layers below get a "
                "gradient of weights that the forward pass did not have."
                if moved_first
                else "update is called once for each layer, so an optimizer that counts steps counts several per batch."
            ),
            ja=(
                "勾配がその層を通る前に重みを更新しているので、前の層には、順伝播とは違う重みによる勾配が届きます。"
                if moved_first
                else "層ごとに update を呼ぶので、更新回数を数えるオプティマイザが 1 バッチで何回も数えます。"
            ),
            ask_en=(
                "With which W was the output of this layer computed?"
                if moved_first
                else "How many steps has Adam counted after the first batch?"
            ),
            ask_ja=(
                "この層の出力は、どの W で計算されましたか。"
                if moved_first
                else "最初のバッチのあと、Adam は何回数えていますか。"
            ),
        )
    misconception(
        "all_images_in_every_step",
        change=[
            (
                "            last.forward(scores(x[batch]), t[batch])\n",
                "            last.forward(scores(x), t)\n",
            )
        ],
        fails=IN_BATCHES,
        title_en="Every step uses all images",
        title_ja="毎回すべての画像で勾配を求めている",
        en="There are as many steps as batches, but each uses the gradient of all training images.",
        ja="更新の回数はバッチの数だけありますが、どの更新も全訓練画像の勾配を使っています。",
        ask_en="Which images does the gradient of one step come from?",
        ask_ja="1 ステップの勾配は、どの画像から求めますか。",
    )


def uses() -> None:
    """What config says, and what is measured."""
    misconception(
        "optimizer_without_its_arguments",
        change=[("OPTIMIZERS[name](**arguments)", "OPTIMIZERS[name]()")],
        fails=[*ALL, "short_training", "nothing_is_modified"],
        title_en="The optimizer's arguments are ignored",
        title_ja="オプティマイザの引数を渡していない",
        en="The optimizer is made without the arguments that config gives for it.",
        ja="config にあるオプティマイザの引数を渡さずに、オプティマイザを作っています。",
        ask_en='Which learning rate has your optimizer for ("sgd", {"lr": 0.1})?',
        ask_ja='("sgd", {"lr": 0.1}) のとき、あなたのオプティマイザの学習率はいくつですか。',
    )
    misconception(
        "own_learning_rate",
        change=[("OPTIMIZERS[name](**arguments)", "OPTIMIZERS[name](lr=0.01)")],
        fails=[*ALL],
        title_en="A learning rate of one's own",
        title_ja="学習率を自分で決めている",
        en="The learning rate is a number in the code, not the one in config.",
        ja="学習率が config のものではなく、コードに書いた数になっています。",
        ask_en="What changes in your run when config says lr = 0.1 in place of 0.2?",
        ask_ja="config の lr を 0.2 から 0.1 に変えると、あなたの学習では何が変わりますか。",
    )
    misconception(
        "test_targets_with_training_scores",
        change=[(MEASURED, '            z, right = scores(data["x_train"]), data[f"t_{part}"]\n')],
        fails=[*ALL, "short_training", "nothing_is_modified"],
        title_en="Training scores with test targets",
        title_ja="訓練画像のスコアをテストの正解と比べている",
        en="The test targets meet the scores of the training images: those of the test images are never computed.",
        ja="テストの正解を、訓練画像のスコアと比べています。テスト画像のスコアは計算されていません。",
        ask_en="Which images have passed through the net when the test loss is measured?",
        ask_ja="テストの損失を測るとき、ネットを通ったのはどの画像ですか。",
    )
    misconception(
        "accuracy_in_percent",
        change=[(ACCURACY, "100 * " + ACCURACY)],
        fails=["records", "short_training", "adam_is_better"],
        title_en="Accuracy in percent",
        title_ja="正解率が百分率",
        en="The accuracy is recorded in percent; it is a share, from 0 to 1.",
        ja="正解率を百分率で記録しています。0 から 1 の割合で表します。",
        ask_en="What is the accuracy of a net that is right half of the time?",
        ask_ja="半分正解するネットの正解率はいくつですか。",
    )
    misconception(
        "only_sure_answers_count",
        change=[(ACCURACY, "float(np.mean(np.all((softmax(z) > 0.5) == (right > 0.5), axis=1)))")],
        fails=["records"],
        title_en="Only sure answers count",
        title_ja="確信のある正解しか数えていない",
        en="An image counts only where the right class has a probability above ½; the largest one is enough.",
        ja="正解クラスの確率が ½ を超えた画像しか数えていません。最大であれば正解です。",
        ask_en="Which class does a net answer whose probabilities are 0.4, 0.3 and 0.3?",
        ask_ja="確率が 0.4、0.3、0.3 のとき、ネットはどのクラスと答えますか。",
    )
