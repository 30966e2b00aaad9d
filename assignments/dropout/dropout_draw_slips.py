"""Mistakes that show in what is drawn: once for each way in which students draw a mask."""

from dropout_slips import BACKWARD, DRAW, PREDICT, TRAIN

from autograder.testing import misconception

UNIFORM = "({rng}.random({shape}) < 1 - self.p)"
BINOMIAL = "{rng}.binomial(1, 1 - self.p, {shape})"


def drawn_otherwise() -> None:
    """What is described elsewhere for `random() >= p`, for those who ask `random() < 1 - p` or draw a binomial."""
    for way, mask in (("uniform", UNIFORM), ("binomial", BINOMIAL)):
        drawn = (DRAW, "self.mask = " + mask.format(rng="self.rng", shape="x.shape"))
        misconception(
            f"mask_drawn_anew_in_backward_{way}",
            change=[drawn, (BACKWARD, "return dout * " + mask.format(rng="self.rng", shape="dout.shape"))],
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
        misconception(
            f"always_in_training_{way}",
            change=[drawn, ("if not train:", "if False:")],
            fails=["prediction_multiplies_by_1_minus_p", "prediction_leaves_training_alone", "prediction_example"],
            title_en="Prediction drops units, too",
            title_ja="予測時にもユニットを落としている",
            en="The argument train is not looked at: prediction is as random as training.",
            ja="引数 train が使われていません。予測時にも学習時と同じように乱数で 0 になります。",
            ask_en="Should the same image get another answer each time that you ask?",
            ask_ja="同じ画像を 2 回予測したとき、答えが変わってもよいでしょうか。",
        )
        misconception(
            f"mask_shared_by_all_layers_{way}",
            change=[(DRAW, "Dropout.mask = " + mask.format(rng="self.rng", shape="x.shape"))],
            fails=["each_layer_remembers_its_own_mask"],
            title_en="All layers share one mask",
            title_ja="すべての層がマスクを共有している",
            en="The mask is kept in the class (or in a global variable), so all dropout layers share the last one.",
            ja="マスクがクラス変数（またはグローバル変数）に保存され、すべての Dropout 層で共有されています。",
            ask_en="A net has two dropout layers. Whose mask does the first one use in backward?",
            ask_ja="Dropout 層が 2 つあるネットワークで、1 つ目の層の backward はどちらのマスクを使いますか。",
        )
    for way, mask in (
        ("uniform", UNIFORM.format(rng="self.rng", shape="x.shape")),
        ("binomial", BINOMIAL.format(rng="self.rng", shape="x.shape")),
    ):
        misconception(
            f"seed_of_its_own_{way}",
            change=[("self.rng = rng", "self.rng = np.random.default_rng(0)"), (DRAW, "self.mask = " + mask)],
            fails=["mask_is_drawn_from_the_generator"],
            title_en="A seed of its own",
            title_ja="シードを自分で決めている",
            en="Every layer draws from a generator with a fixed seed, made by itself; the given rng is never used.",
            ja="どの層も、シードを固定して自分で作った乱数生成器を使っています。渡された rng は使われていません。",
            ask_en="Two layers are given two different generators. In what do their masks differ?",
            ask_ja="2 つの層に別々の rng を渡すと、マスクはどう違いますか。",
        )


def halves() -> None:
    """Half of another convention, and masks read off in another way."""
    misconception(
        "inverted_in_forward_only",
        change=[(TRAIN, "return x * self.mask / (1.0 - self.p)"), (PREDICT, "return x.copy()")],
        fails=[
            "training_keeps_an_entry_or_makes_it_zero",
            "training_example",
            "prediction_example",
            "arguments_are_never_modified[prediction]",
        ],
        title_en="Inverted dropout, in forward only",
        title_ja="forward だけ inverted dropout",
        en="What is kept in training is divided by 1 − p, and prediction does nothing: inverted dropout, another "
        "convention than the one that is asked for. backward does not go with it, either.",
        ja="学習時に残した要素を 1 − p で割り、予測時は何もしていません。これは inverted dropout という別の流儀です。"
        "backward はその forward にも合っていません。",
        ask_en="At which of the two times does this assignment scale, and by which factor?",
        ask_ja="この課題では、学習時と予測時のどちらで、何倍しますか。",
    )
    misconception(
        "only_positive_outputs_pass",
        change=[(TRAIN, "y = x * self.mask\n        self.mask = y > 0\n        return y")],
        fails=["backward_uses_the_mask_of_forward"],
        title_en="Only positive outputs pass the gradient",
        title_ja="出力が正のところだけ勾配を通している",
        en="backward passes the gradient where the output is positive, as ReLU does; a kept entry may be negative.",
        ja="backward が、ReLU のように出力が正のところだけ勾配を通しています。残した要素は負のこともあります。",
        ask_en="x = −1 was kept. If x grows a little, does y change?",
        ask_ja="x = −1 の要素が残ったとします。x が少し増えると y は変わりますか。",
    )
    misconception(
        "normal_numbers_below_the_share_kept",
        change=[(DRAW, "self.mask = self.rng.normal(size=x.shape) < 1 - self.p")],
        fails=["share_of_zeros_is_p"],
        title_en="Normal numbers compared with p",
        title_ja="正規乱数を p と比べている",
        en="Normal numbers are compared with p; only uniform ones from [0, 1) are below p with probability p.",
        ja="正規乱数を p と比べています。確率 p で p より小さくなるのは、[0, 1) の一様乱数です。",
        ask_en="With which probability is a normal number below 0?",
        ask_ja="正規乱数が 0 より小さくなる確率はいくつですか。",
    )
