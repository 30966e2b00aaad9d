"""Slips in backward, and in what a layer keeps and writes into."""

from dropout_slips import BACKWARD, DRAW, OTHERWISE, PREDICT, TRAIN

from autograder.testing import misconception


def twice(name, change, **words):
    """A mistake, with the mask drawn as the reference draws it and with the comparison the other way round.

    Both are right, but they give other masks: each is needed to name the mistake of those who use it.
    """
    misconception(name, change=change, **words)
    if all(DRAW not in old for old, _ in change):
        misconception(f"{name}_drawn_otherwise", change=[*change, *OTHERWISE], **words)


def backward() -> None:
    """backward."""
    twice(
        "mask_drawn_anew_in_backward",
        change=[(BACKWARD, "return dout * (self.rng.random(dout.shape) >= self.p)")],
        fails=[
            "backward_uses_the_mask_of_forward",
            "backward_twice_gives_the_same",
            "each_layer_remembers_its_own_mask",
            "prediction_leaves_training_alone[backward]",
        ],
        title_en="A new mask in backward",
        title_ja="backward でマスクを作り直している",
        en="backward draws a mask of its own; the gradient belongs to the mask of forward.",
        ja="backward で新しいマスクを生成しています。勾配は forward で使ったマスクのものです。",
        ask_en="If forward made an entry 0, can a change of x there still reach the loss?",
        ask_ja="forward で 0 になった要素では、x を変えると損失は変わりますか。",
    )
    twice(
        "mask_ignored_in_backward",
        change=[(BACKWARD, "return dout.copy()")],
        fails=["backward_uses_the_mask_of_forward", "arguments_are_never_modified[backward]"],
        title_en="backward ignores the mask",
        title_ja="backward でマスクを使っていない",
        en="backward returns dout everywhere, also where forward dropped the entry.",
        ja="forward で 0 にした要素も含めて、backward がすべての dout を通しています。",
        ask_en="What is ∂y/∂x where y = x · 0?",
        ask_ja="y = x・0 のところで ∂y/∂x はいくつですか。",
    )
    twice(
        "backward_divided_by_1_minus_p",
        change=[(BACKWARD, "return dout * self.mask / (1.0 - self.p)")],
        fails=["backward_uses_the_mask_of_forward"],
        title_en="backward divides by 1 − p",
        title_ja="backward で 1 − p で割っている",
        en="backward has a factor 1/(1 − p) that does not stand in the forward of training.",
        ja="backward に、学習時の forward にはない因子 1/(1 − p) があります。",
        ask_en="What is ∂y/∂x where an entry was kept?",
        ask_ja="残った要素で、∂y/∂x はいくつですか。",
    )
    twice(
        "backward_multiplied_by_1_minus_p",
        change=[(BACKWARD, "return dout * self.mask * (1.0 - self.p)")],
        fails=["backward_uses_the_mask_of_forward"],
        title_en="backward multiplies by 1 − p, too",
        title_ja="backward で 1 − p も掛けている",
        en="backward has a factor 1 − p that does not stand in the forward of training.",
        ja="backward に、学習時の forward にはない因子 1 − p があります。",
        ask_en="What is ∂y/∂x where an entry was kept?",
        ask_ja="残った要素で、∂y/∂x はいくつですか。",
    )
    twice(
        "backward_multiplied_by_the_output",
        change=[
            (TRAIN, "self.out = x * self.mask\n        return self.out.copy()"),
            (BACKWARD, "return dout * self.out"),
        ],
        fails=[
            "backward_uses_the_mask_of_forward",
            "backward_twice_gives_the_same",
            "each_layer_remembers_its_own_mask",
            "prediction_leaves_training_alone[backward]",
            "arguments_are_never_modified[backward]",
        ],
        title_en="backward multiplies by the output",
        title_ja="backward で出力を掛けている",
        en="backward multiplies dout by what forward returned, x · M; ∂y/∂x is M alone.",
        ja="backward で、dout に forward の出力 x・M を掛けています。∂y/∂x は M だけです。",
        ask_en="y = x · M, and M does not depend on x. What is ∂y/∂x?",
        ask_ja="y = x・M で、M は x によりません。∂y/∂x は何ですか。",
    )
    twice(
        "backward_with_the_first_mask",
        change=[
            (DRAW, DRAW + "\n        self.first = getattr(self, 'first', self.mask)"),
            (BACKWARD, "return dout * self.first"),
        ],
        fails=["backward_uses_the_mask_of_forward"],
        title_en="backward uses the first mask",
        title_ja="backward が最初のマスクを使っている",
        en="backward uses the mask of the first forward in training, not that of the last.",
        ja="backward が、最後ではなく最初の学習時の forward のマスクを使っています。",
        ask_en="After ten steps of training, which forward does the next backward belong to?",
        ask_ja="学習を 10 ステップ進めたあと、次の backward はどの forward に対応しますか。",
    )
    for name, change in (
        (
            "ones_are_left",
            [(BACKWARD, "mask, self.mask = self.mask, np.ones_like(self.mask)\n        return dout * mask")],
        ),
        ("nothing_is_left", [(BACKWARD, "mask, self.mask = self.mask, None\n        return dout * mask")]),
        (
            "the_one_before_is_left",
            [
                (DRAW, DRAW + "\n        self.masks = [*getattr(self, 'masks', [1.0]), self.mask]"),
                (BACKWARD, "return dout * self.masks.pop()"),
            ],
        ),
    ):
        twice(
            f"mask_used_up_{name}",
            change=change,
            fails=[
                "backward_twice_gives_the_same",
                "each_layer_remembers_its_own_mask",
                "prediction_leaves_training_alone[backward]",
            ],
            title_en="backward uses its mask up",
            title_ja="backward を 1 回呼ぶとマスクがなくなる",
            en="After one backward the mask is gone: a second call no longer gives the gradient of the last forward.",
            ja="backward を 1 回呼ぶとマスクがなくなり、もう一度呼ぶと、直前の forward の勾配になりません。",
            ask_en="Call backward twice with the same dout. What does the second call find of what forward kept?",
            ask_ja="同じ dout で backward を 2 回呼ぶと、2 回目には forward が保存したものが残っていますか。",
        )
    twice(
        "backward_with_the_other_entries",
        change=[(BACKWARD, "return dout * ~self.mask")],
        fails=["backward_uses_the_mask_of_forward"],
        title_en="backward lets the other entries through",
        title_ja="backward のマスクが逆",
        en="The gradient passes where forward dropped the entry, and is 0 where it was kept.",
        ja="forward で 0 にした要素で勾配を通し、残した要素で 0 にしています。",
        ask_en="If forward made an entry 0, can a change of x there still reach the loss?",
        ask_ja="forward で 0 になった要素では、x を変えると損失は変わりますか。",
    )
    twice(
        "backward_returns_the_mask",
        change=[(BACKWARD, "return self.mask.astype(float)")],
        fails=[
            "backward_uses_the_mask_of_forward",
            "backward_twice_gives_the_same",
            "each_layer_remembers_its_own_mask",
            "prediction_leaves_training_alone[backward]",
            "arguments_are_never_modified[backward]",
        ],
        title_en="backward ignores dout",
        title_ja="backward で dout を使っていない",
        en="backward returns the mask alone and never uses dout.",
        ja="backward がマスクだけを返し、dout を使っていません。",
        ask_en="What arrives from the layer above, and what does the chain rule do with it?",
        ask_ja="後ろの層から届くものは何ですか。連鎖律ではそれをどう使いますか。",
    )
    twice(
        "mask_from_the_output",
        change=[(TRAIN, "y = x * self.mask\n        self.mask = y != 0\n        return y")],
        fails=["backward_uses_the_mask_of_forward"],
        title_en="The mask is read off the output",
        title_ja="出力からマスクを求めている",
        en="Where x is 0 and kept, y is 0 as well, and backward takes that for dropped.",
        ja="x が 0 で残った要素では y も 0 なので、backward がそれを「落とした」とみなしています。",
        ask_en="x = 0 was kept. If x grows a little, does y change?",
        ask_ja="x = 0 の要素が残ったとします。x が少し増えると y は変わりますか。",
    )
    twice(
        "backward_scaled_by_1_minus_p",
        change=[(BACKWARD, "return dout * (1.0 - self.p)")],
        fails=["backward_uses_the_mask_of_forward"],
        title_en="backward of prediction in training",
        title_ja="backward が予測時の式になっている",
        en="backward multiplies by 1 − p, as prediction does; in training the factor is the mask.",
        ja="backward が予測時のように 1 − p を掛けています。学習時に掛けるのはマスクです。",
        ask_en="Which forward does backward belong to: that of training, or that of prediction?",
        ask_ja="backward は、学習時と予測時のどちらの forward に対応しますか。",
    )


def memory() -> None:
    """What is kept, shared and written into."""
    twice(
        "prediction_overwrites_the_mask",
        change=[("if not train:", "if not train:\n            self.mask = np.ones(x.shape, dtype=bool)")],
        fails=["prediction_leaves_training_alone[backward]"],
        title_en="Prediction overwrites the mask",
        title_ja="予測時にマスクを上書きしている",
        en="Prediction writes over the mask; backward belongs to the last forward in training and still needs "
        "its mask.",
        ja="予測時にマスクを書き換えています。backward は直前の学習時の forward に対応し、そのマスクが必要です。",
        ask_en="Between forward and backward of a training step somebody predicts. What does backward use then?",
        ask_ja="学習の forward と backward の間に予測をすると、backward は何を使いますか。",
    )
    twice(
        "input_changed",
        change=[(TRAIN, "x *= self.mask\n        return x")],
        fails=["arguments_are_never_modified[training]"],
        title_en="forward changes its input",
        title_ja="forward が入力を書き換えている",
        en="`x *= mask` writes the zeros into the caller's own array.",
        ja="`x *= mask` は、呼び出し側の配列そのものに 0 を書き込みます。",
        ask_en="After one epoch of training, what is left of the data that you passed in?",
        ask_ja="1 エポック学習したあと、渡したデータには何が残っていますか。",
    )
    twice(
        "mask_by_the_sign_of_dout",
        change=[("return dout * self.mask", "return dout * (dout > 0)")],
        fails=["backward_uses_the_mask_of_forward"],
        title_en="The mask is made of dout",
        title_ja="dout からマスクを作っている",
        en="Negative entries of dout are set to 0; which inputs were dropped has nothing to do with their signs.",
        ja="dout の負の要素を 0 にしています。どの入力が落とされたかは、dout の符号と関係ありません。",
        ask_en="Which entries of the output were 0 in forward, whatever the input was?",
        ask_ja="forward で、入力によらず 0 になった出力はどれですか。",
    )
    twice(
        "input_changed_in_prediction",
        change=[(PREDICT, "x *= 1.0 - self.p\n            return x")],
        fails=["arguments_are_never_modified[prediction]"],
        title_en="Prediction changes its input",
        title_ja="予測時に入力を書き換えている",
        en="`x *= 1 - p` scales the caller's own array.",
        ja="`x *= 1 - p` は、呼び出し側の配列そのものを書き換えます。",
        ask_en="If you predict twice with the same x, do you get the same answer?",
        ask_ja="同じ x で 2 回予測すると、同じ答えになりますか。",
    )
    twice(
        "dout_changed",
        change=[(BACKWARD, "dout *= self.mask\n        return dout")],
        fails=["arguments_are_never_modified[backward]"],
        title_en="backward changes dout",
        title_ja="backward が dout を書き換えている",
        en="`dout *= mask` writes the zeros into dout, which belongs to the caller.",
        ja="`dout *= mask` は、呼び出し側のものである dout に 0 を書き込みます。",
        ask_en="If two layers receive the same dout, what does the second one see?",
        ask_ja="2 つの層が同じ dout を受け取るとき、2 番目の層には何が見えますか。",
    )
    twice(
        "mask_shared_by_all_layers",
        change=[(DRAW, "Dropout.mask = self.rng.random(x.shape) >= self.p")],
        fails=["each_layer_remembers_its_own_mask"],
        title_en="All layers share one mask",
        title_ja="すべての層がマスクを共有している",
        en="The mask is kept in the class (or in a global variable), so all dropout layers share the last one.",
        ja="マスクがクラス変数（またはグローバル変数）に保存され、すべての Dropout 層で共有されています。",
        ask_en="A net has two dropout layers. Whose mask does the first one use in backward?",
        ask_ja="Dropout 層が 2 つあるネットワークで、1 つ目の層の backward はどちらのマスクを使いますか。",
    )
