"""Slips in the autoencoder's gradient, and in what fit records."""

from autoencoder_slips import BACK, BACKWARD, KEPT, LONG, OUT
from net_mistakes import slip


def gradients() -> None:
    """The way back."""
    slip(
        "gradient_not_divided_by_n",
        OUT,
        OUT.replace(" / len(x)", ""),
        BACKWARD,
        ("Gradient of a sum for the loss of a mean", "損失は平均なのに勾配は和になっている"),
        (
            "The loss is a mean over the images, but its gradient is not divided by N.",
            "損失は画像についての平均ですが、勾配が N で割られていません。",
        ),
        (
            "What happens to your steps when the batch is made ten times larger?",
            "バッチを 10 倍にすると、更新の大きさはどうなりますか。",
        ),
    )
    slip(
        "gradient_divided_by_entries",
        OUT,
        OUT.replace("/ len(x)", "/ x.size"),
        ["small_gradient", *BACKWARD],
        ("Gradient divided by the number of pixels", "勾配をピクセルの数でも割っている"),
        (
            "The gradient is that of a mean over images and pixels; the loss is a sum over the pixels.",
            "勾配が画像とピクセルの平均のものです。損失はピクセルについては和です。",
        ),
        ("What is the derivative of your loss by one entry of x̂?", "損失を x̂ の 1 つの要素で微分すると何ですか。"),
    )
    slip(
        "two_from_the_square",
        OUT,
        OUT.replace("dout = ", "dout = 2 * "),
        ["small_gradient", *BACKWARD],
        ("The 2 of the square without the ½", "2 乗の 2 が残り、½ がない"),
        (
            "The gradient has a factor 2 that the ½ of the loss takes away.",
            "損失の ½ で消えるはずの 2 が、勾配に残っています。",
        ),
        ("What is the derivative of ½d²?", "½d² の微分は何ですか。"),
    )
    slip(
        "wrong_sign",
        OUT,
        "dout = (x - self.decode(self.encode(x))) / len(x)",
        ["small_gradient", "training_brings_the_loss_down", *BACKWARD, LONG],
        ("Uphill", "符号が逆"),
        ("The gradient has the wrong sign: with it the loss grows.", "勾配の符号が逆なので、損失が増えます。"),
        (
            "If a pixel comes out too bright, what must the gradient by it be?",
            "復元したピクセルが明るすぎるとき、その勾配の符号は何ですか。",
        ),
    )
    slip(
        "slope_of_the_sigmoid_missing",
        BACK,
        "        for layer in layers[-2::-1]:\n            dout = layer.backward(dout)\n",
        ["small_gradient", *BACKWARD, "nothing_is_modified"],
        ("The slope of the sigmoid is missing", "シグモイドの傾きがない"),
        (
            "The gradient skips the sigmoid, as it may with cross entropy; with squares its slope x̂(1 − x̂) remains.",
            "勾配がシグモイドを飛ばしています。交差エントロピーならよいですが、2 乗誤差では傾き x̂(1 − x̂) が残ります。",
        ),
        (
            "Which of the two losses cancels the slope of the sigmoid?",
            "シグモイドの傾きが打ち消されるのは、どちらの損失ですか。",
        ),
    )
    slip(
        "relus_left_out_going_back",
        BACK,
        "        for layer in reversed(layers):\n"
        "            dout = dout if isinstance(layer, ReLU) else layer.backward(dout)\n",
        ["gradient_of_the_other_layers", "gradient_belongs_to_its_argument"],
        ("The ReLUs are left out going back", "逆伝播で ReLU を飛ばしている"),
        (
            "The gradient goes back through Affine layers and the sigmoid only.",
            "勾配が Affine とシグモイドだけを通っています。",
        ),
        ("What is the gradient of a unit whose ReLU gave 0?", "ReLU の出力が 0 だったユニットの勾配はいくつですか。"),
    )
    slip(
        "encoder_not_trained",
        BACK,
        BACK + "        for layer in self.encoder:\n            if isinstance(layer, Affine):\n"
        "                layer.dW, layer.db = 0 * layer.dW, 0 * layer.db\n",
        ["small_gradient", "gradient_of_the_other_layers", "gradient_belongs_to_its_argument", LONG],
        ("The encoder gets no gradient", "エンコーダに勾配が届いていない"),
        (
            "The gradients of the encoder are 0: only the decoder learns.",
            "エンコーダの勾配が 0 です。デコーダしか学習しません。",
        ),
        (
            "Through which array does the loss depend on the encoder?",
            "損失は、どの配列を通してエンコーダに依存しますか。",
        ),
    )
    slip(
        "upstream_of_ones",
        BACK,
        "        for layer in layers[::-1]:\n            if layer is self.encoder[-1]:\n"
        "                dout = np.ones_like(dout)\n            dout = layer.backward(dout)\n",
        [
            "small_gradient",
            "training_brings_the_loss_down",
            "gradient_of_the_other_layers",
            "gradient_belongs_to_its_argument",
            LONG,
        ],
        ("The chain is cut at the code", "コードのところで連鎖が切れている"),
        (
            "At the code the gradient is replaced by ones: what the decoder says is lost.",
            "コードのところで勾配が 1 に置き換わり、デコーダから来た値が失われています。",
        ),
        (
            "What does the encoder get from the decoder on the way back?",
            "逆伝播で、エンコーダはデコーダから何を受け取りますか。",
        ),
    )
    slip(
        "gradient_of_an_earlier_batch",
        OUT,
        'if not hasattr(self, "y"):\n            self.y = self.decode(self.encode(x))\n'
        "        dout = (self.y[: len(x)] - x) / len(x)",
        ["training_brings_the_loss_down", "gradient_belongs_to_its_argument", "nothing_is_modified", LONG],
        ("Images of an earlier batch", "前のバッチの画像を使っている"),
        (
            "The images of the first call are kept and used again, whatever x is.",
            "最初の呼び出しの結果を残し、x が変わっても使っています。",
        ),
        (
            "Which x do the layers remember when your gradient goes back?",
            "逆伝播のとき、層が覚えているのはどの x ですか。",
        ),
    )


def losses(minis: list[str], runs: list[str]) -> None:
    """What fit records. `runs` are the checks of all trainings, `minis` of those with several batches."""
    slip(
        "loss_of_the_last_batch",
        KEPT,
        KEPT.replace("net.loss(x)", "net.loss(x[batch])"),
        ["training_brings_the_loss_down", *minis],
        ("Loss of the last batch", "最後のバッチの損失を記録している"),
        (
            "history holds the loss of the last batch; asked for is that of all images.",
            "history に最後のバッチの損失が入っています。求められているのは全画像の損失です。",
        ),
        ("Why do your losses jump from epoch to epoch?", "あなたの損失がエポックごとに大きく揺れるのはなぜですか。"),
    )
    slip(
        "loss_before_the_epoch",
        "        order = rng.permutation(len(x))\n",
        f"        {KEPT}\n        order = rng.permutation(len(x))\n",
        ["training_brings_the_loss_down", *runs],
        ("Losses before and after each epoch", "エポックの前にも損失を記録している"),
        (
            "history holds two losses for each epoch, that before it and that after it.",
            "各エポックの前と後の損失が、両方とも history に入っています。",
        ),
        (
            "How many numbers should history hold after five epochs?",
            "5 エポックのあと、history には数がいくつ入るはずですか。",
        ),
    )
    slip(
        "loss_in_the_end_only",
        f"        {KEPT}\n",
        '    history["loss"] = [net.loss(x)] * epochs\n',
        ["training_brings_the_loss_down", *runs],
        ("Only the last loss", "最後の損失しかない"),
        (
            "Every entry of history is the loss after the last epoch.",
            "history の値がすべて、最後のエポックの後の損失です。",
        ),
        ("What was the loss after the first epoch?", "1 エポック目の後の損失はいくつでしたか。"),
    )
