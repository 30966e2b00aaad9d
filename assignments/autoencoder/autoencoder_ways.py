"""Mistakes of those who write the way back, or the batches, by hand."""

from autograder.testing import misconception

BACK = "        for layer in reversed(layers):\n            dout = layer.backward(dout)\n"
EPOCH = "        order = rng.permutation(len(x))\n"
RECORD = '        history["loss"].append(net.loss(x))\n'
UPDATE = "            optimizer.update(net.params, net.gradient(x[batch]))\n"


def ways_back(gradients: list[str]) -> None:
    """gradient; `gradients` are the checks that reject a wrong one in the layers before the last."""
    misconception(
        "relu_mask_on_the_code",
        change=[
            (
                BACK,
                "        codes = self.encode(x)\n"
                "        for layer in reversed(layers):\n"
                "            dout = layer.backward(dout)\n"
                "            if layer is self.decoder[0]:\n"
                "                dout = dout * (codes > 0)\n",
            )
        ],
        fails=gradients,
        title_en="A ReLU on the code, on the way back only",
        title_ja="逆伝播だけコードに ReLU がある",
        en="On the way back the gradient of the code is set to 0 where the code is negative; the code has no ReLU.",
        ja="逆伝播で、コードが負のところの勾配を 0 にしています。コードに ReLU はありません。",
        ask_en="Which function stands between the last Affine of the encoder and the first of the decoder?",
        ask_ja="エンコーダの最後の Affine とデコーダの最初の Affine の間には、どんな関数がありますか。",
    )


def epochs(minis: list[str], runs: list[str], public: list[str]) -> None:
    """fit: what is recorded when, and which images a batch holds."""
    misconception(
        "loss_before_each_epoch",
        change=[(RECORD, ""), (EPOCH, RECORD + EPOCH)],
        fails=[*runs, *public],
        title_en="Loss before the epoch",
        title_ja="エポックの前に損失を記録している",
        en="The loss is recorded before each epoch; that after the last one is missing.",
        ja="損失を各エポックの前に記録しています。最後のエポックのあとの損失がありません。",
        ask_en="Which loss has a net before any training?",
        ask_ja="学習する前のネットの損失は、記録のどこに入りますか。",
    )
    misconception(
        "loss_after_each_batch",
        change=[(RECORD, ""), (UPDATE, UPDATE + "    " + RECORD)],
        fails=[*minis, *public],
        title_en="A loss for each batch",
        title_ja="バッチごとに損失を記録している",
        en="The loss is recorded after every batch; history holds one number for each epoch.",
        ja="損失をバッチごとに記録しています。記録するのはエポックごとに 1 つです。",
        ask_en="How many numbers should history hold after 3 epochs of 4 batches?",
        ask_ja="1 エポック 4 バッチで 3 エポック学習すると、記録はいくつになるべきですか。",
    )
    misconception(
        "batches_counted",
        change=[
            (
                "        for start in range(0, len(x), batch_size):\n"
                "            batch = order[start : start + batch_size]\n",
                "        for batch in np.array_split(order, batch_size):\n",
            )
        ],
        fails=runs,
        title_en="batch_size taken for the number of batches",
        title_ja="batch_size をバッチの数として使っている",
        en="The images are cut into batch_size batches; batch_size is the number of images in a batch.",
        ja="画像を batch_size 個のバッチに分けています。batch_size は 1 つのバッチに入る画像の枚数です。",
        ask_en="How many updates has an epoch of 100 images with batch_size = 50?",
        ask_ja="画像 100 枚、batch_size = 50 のとき、1 エポックの更新は何回ですか。",
    )


def layers(everywhere: list[str]) -> None:
    """The net without its last function."""
    misconception(
        "images_without_sigmoid",
        change=[("        self.decoder[-1] = Sigmoid()\n", "        self.decoder.pop()\n")],
        fails=everywhere,
        title_en="No sigmoid at the end",
        title_ja="最後にシグモイドがない",
        en="The images are the outputs of the last Affine layer; a sigmoid brings them between 0 and 1.",
        ja="最後の Affine の出力をそのまま画像にしています。シグモイドで 0 から 1 にします。",
        ask_en="Which values can the output of an Affine layer take, and which can a pixel?",
        ask_ja="Affine の出力はどんな値を取りますか。画素はどうですか。",
    )
