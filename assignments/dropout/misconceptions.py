"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

import mode_mistakes

from autograder.testing import misconception

DRAW = "self.mask = self.rng.random(x.shape) >= self.p"
TRAIN = "return x * self.mask"
PREDICT = "return x * (1.0 - self.p)"
BACKWARD = "return dout * self.mask"

# --- Which entries are dropped ---

misconception(
    "dropped_with_probability_1_minus_p",
    change=[(DRAW, "self.mask = self.rng.random(x.shape) < self.p")],
    fails=["share_of_zeros_is_p"],
    title_en="Dropped and kept are swapped",
    title_ja="落とす確率と残す確率が逆",
    en="An entry is kept with probability p, and dropped with probability 1 − p; p is the probability of a zero.",
    ja="要素が残る確率が p、0 になる確率が 1 − p になっています。p は 0 になる確率です。",
    ask_en="With p = 0.1, how many of 1000 entries should your forward set to zero, and how many does it?",
    ask_ja="p = 0.1 のとき、1000 個の要素のうち何個が 0 になるべきですか。あなたの forward では何個ですか。",
)

misconception(
    "normal_numbers_compared_with_p",
    change=[(DRAW, "self.mask = self.rng.normal(size=x.shape) >= self.p")],
    fails=["share_of_zeros_is_p"],
    title_en="Normal numbers compared with p",
    title_ja="正規乱数を p と比べている",
    en="Normal numbers are compared with p; only uniform ones from [0, 1) are below p with probability p.",
    ja="正規乱数を p と比べています。確率 p で p より小さくなるのは、[0, 1) の一様乱数です。",
    ask_en="With which probability is a normal number below 0?",
    ask_ja="正規乱数が 0 より小さくなる確率はいくつですか。",
)

misconception(
    "p_is_the_probability_of_keeping",
    change=[(DRAW, "self.mask = self.rng.random(x.shape) < self.p"), (PREDICT, "return x * self.p")],
    fails=["share_of_zeros_is_p", "prediction_example"],
    title_en="p taken for the probability of keeping",
    title_ja="p を「残す確率」と解釈している",
    en="Everywhere p is used as the probability of keeping an entry, as in the original paper; in this course it is "
    "the probability of a zero.",
    ja="全体を通して、p が「残す確率」として使われています（元の論文の流儀）。この課題では p は 0 になる確率です。",
    ask_en="What should Dropout(0, rng) do to its input, and what does yours do?",
    ask_ja="Dropout(0, rng) は入力をどうするべきですか。あなたのコードではどうなりますか。",
)

misconception(
    "one_mask_for_all_rows",
    change=[(DRAW, "self.mask = (self.rng.random(x.shape[1:]) >= self.p) & (x == x)")],
    fails=["entries_are_dropped_independently"],
    title_en="One mask for all samples",
    title_ja="全サンプルでマスクが共通",
    en="The mask is drawn for one row and used for every sample of the batch.",
    ja="1 行分のマスクが、バッチのすべてのサンプルに使い回されています。",
    ask_en="How many random decisions does a batch of N samples with D units need? How many numbers do you draw?",
    ask_ja="D 個のユニットをもつ N 個のサンプルには、いくつの判断が必要ですか。乱数はいくつ生成していますか。",
)

misconception(
    "one_number_for_each_sample",
    change=[(DRAW, "self.mask = (self.rng.random((len(x), 1)) >= self.p) & (x == x)")],
    fails=["share_of_zeros_is_p", "entries_are_dropped_independently"],
    title_en="Whole samples are dropped",
    title_ja="サンプルごと落としている",
    en="One number is drawn for each sample, so that its units are all kept or all dropped.",
    ja="サンプルごとに 1 つの乱数しか生成していないので、そのサンプルのユニットがすべて残るか、すべて 0 になります。",
    ask_en="How many random decisions does a batch of N samples with D units need? How many numbers do you draw?",
    ask_ja="D 個のユニットをもつ N 個のサンプルには、いくつの判断が必要ですか。乱数はいくつ生成していますか。",
)

misconception(
    "half_of_the_entries_whatever_p_is",
    change=[(DRAW, "self.mask = self.rng.random(x.shape) >= 0.5")],
    fails=["share_of_zeros_is_p"],
    title_en="Half of the entries, whatever p is",
    title_ja="p によらず半分を落としている",
    en="An entry is dropped with probability ½ whatever p is: the draw does not depend on p.",
    ja="p の値によらず、確率 1/2 で 0 になっています。乱数と比べる値が p によっていません。",
    ask_en="How many of 1000 entries does your forward set to zero with p = 0.1, and how many with p = 0.9?",
    ask_ja="あなたの forward は、p = 0.1 と p = 0.9 のとき、1000 個の要素のうち何個を 0 にしますか。",
)

misconception(
    "fixed_number_of_zeros_per_row",
    change=[
        (
            DRAW,
            "few = np.arange(x.shape[1]) >= round(self.p * x.shape[1])\n"
            "        self.mask = self.rng.permuted(np.tile(few, (len(x), 1)), axis=1)",
        )
    ],
    fails=["entries_are_dropped_independently"],
    title_en="Always the same number of zeros",
    title_ja="0 の個数がいつも同じ",
    en="In every row exactly p · D entries are dropped; dropout decides for each entry on its own: the number varies.",
    ja="どの行でもちょうど p・D 個が 0 になっています。要素ごとに独立に決めるので、個数は行によって変わるはずです。",
    ask_en="If nine of ten coins already show heads, does the tenth coin know?",
    ask_ja="10 枚の硬貨のうち 9 枚が表だったとき、10 枚目の結果はそれに左右されますか。",
)

misconception(
    "fixed_number_of_zeros",
    change=[(DRAW, "self.mask = (self.rng.permutation(x.size) >= round(self.p * x.size)).reshape(x.shape)")],
    fails=["entries_are_dropped_independently"],
    title_en="Always the same number of zeros in the batch",
    title_ja="バッチ全体の 0 の個数がいつも同じ",
    en="Exactly p · N · D entries of the batch are dropped; the decision is made for each entry on its own.",
    ja="バッチ全体でちょうど p・N・D 個が 0 になっています。要素ごとに独立に決めるので、個数は毎回変わるはずです。",
    ask_en="Toss 450 coins, many times. Do you get the same number of heads each time?",
    ask_ja="450 枚の硬貨を何度も投げます。表の枚数は毎回同じですか。",
)

misconception(
    "mask_drawn_once",
    change=[(DRAW, "if not hasattr(self, 'mask'):\n            " + DRAW)],
    fails=["every_call_draws_a_new_mask"],
    title_en="The mask is drawn only once",
    title_ja="マスクを最初の 1 回しか生成していない",
    en="The mask of the first forward is used for ever: the same units are switched off in the whole training.",
    ja="最初の forward のマスクがずっと使われています。学習の間、いつも同じユニットが無効のままです。",
    ask_en="What does a unit learn that is off in every step of the training?",
    ask_ja="学習のすべてのステップで無効になっているユニットは、何を学べますか。",
)

misconception(
    "mask_multiplied_into_the_old_one",
    change=[(DRAW, "self.mask = getattr(self, 'mask', True) & (self.rng.random(x.shape) >= self.p)")],
    fails=["every_call_draws_a_new_mask"],
    title_en="New masks are multiplied into the old one",
    title_ja="新しいマスクを古いマスクに掛けている",
    en="Each new mask is multiplied into the one before: what was off once stays off, and after some steps nothing is "
    "left.",
    ja="新しいマスクが前のマスクに掛けられています。一度 0 になった要素はずっと 0 のままで、やがて何も残りません。",
    ask_en="Call forward ten times with p = 0.3 on one layer. What share of the entries is 0 then?",
    ask_ja="p = 0.3 の 1 つの層で forward を 10 回呼ぶと、0 の要素の割合はどうなりますか。",
)

misconception(
    "drawn_from_a_copy_of_the_generator",
    change=[
        ("import numpy as np", "import copy\n\nimport numpy as np"),
        (DRAW, "self.mask = copy.deepcopy(self.rng).random(x.shape) >= self.p"),
    ],
    fails=["every_call_draws_a_new_mask"],
    title_en="Drawn from a copy of rng",
    title_ja="rng のコピーから生成している",
    en="Each forward draws from a copy of rng. rng itself stays as it was, so all masks are the same.",
    ja="forward のたびに rng のコピーから生成しています。rng 自身は進まないので、毎回同じマスクになります。",
    ask_en="Two forwards in a row copy rng and draw from the copy. In what do the two copies differ?",
    ask_ja="続けて 2 回 forward を呼ぶと、それぞれが rng をコピーします。2 つのコピーに違いはありますか。",
)

misconception(
    "generator_made_anew",
    change=[(DRAW, "self.mask = np.random.default_rng(0).random(x.shape) >= self.p")],
    fails=["every_call_draws_a_new_mask", "mask_is_drawn_from_the_generator"],
    title_en="The given generator is not used",
    title_ja="渡された rng を使っていない",
    en="forward makes a generator of its own, with a fixed seed, so that every mask is the same.",
    ja="forward の中で、固定のシードから乱数生成器を作り直しています。そのため毎回同じマスクになります。",
    ask_en="What is the first number of default_rng(0), and what is it the next time you write default_rng(0)?",
    ask_ja="default_rng(0) の最初の乱数は何ですか。もう一度 default_rng(0) と書くと何になりますか。",
)

misconception(
    "global_generator",
    change=[(DRAW, "self.mask = np.random.random(x.shape) >= self.p")],
    fails=["mask_is_drawn_from_the_generator"],
    title_en="Drawn from another generator",
    title_ja="別の乱数生成器を使っている",
    en="The mask is drawn from np.random, or from a generator of the layer's own, not from the rng that was given.",
    ja="マスクが、渡された rng ではなく、np.random や自分で作った乱数生成器から生成されています。",
    ask_en="Somebody wants to repeat a training exactly, and passes the same rng. Does that work with your code?",
    ask_ja="同じ rng を渡して学習をそっくり再現したい人がいます。あなたのコードで再現できますか。",
)

# --- Scaling ---

misconception(
    "inverted_dropout",
    change=[
        (TRAIN, "return x * self.mask / (1.0 - self.p)"),
        (PREDICT, "return x.copy()"),
        (BACKWARD, "return dout * self.mask / (1.0 - self.p)"),
    ],
    fails=[
        "training_keeps_an_entry_or_makes_it_zero",
        "training_example",
        "prediction_example",
        "arguments_are_never_modified[prediction]",
    ],
    title_en="Inverted dropout",
    title_ja="inverted dropout になっている",
    en="What is kept in training is divided by 1 − p. That is inverted dropout, a good convention, but not the one "
    "that is asked for: here training only keeps or drops, and prediction multiplies.",
    ja="学習時に残した要素が 1 − p で割られています。これは inverted dropout という別の流儀です。"
    "この課題では、学習時は残すか 0 にするだけで、倍率を掛けるのは予測時です。",
    ask_en="At which of the two times does this assignment scale, and by which factor?",
    ask_ja="この課題では、学習時と予測時のどちらで、何倍しますか。",
)

misconception(
    "scaled_at_both_times",
    change=[(TRAIN, "return x * self.mask / (1.0 - self.p)")],
    fails=["training_keeps_an_entry_or_makes_it_zero", "training_example"],
    title_en="Scaled in training",
    title_ja="学習時に倍率を掛けている",
    en="What is kept in training is divided by 1 − p; here training only keeps or drops, and prediction multiplies.",
    ja="学習時に残した要素が 1 − p で割られています。この課題では、学習時は残すか 0 にするだけです。",
    ask_en="What is the mean of your output in training, and what is your output in prediction?",
    ask_ja="あなたのコードで、学習時の出力の平均はいくつですか。予測時の出力と一致しますか。",
)

misconception(
    "scaled_at_both_times_and_in_backward",
    change=[(TRAIN, "return x * self.mask / (1.0 - self.p)"), (BACKWARD, "return dout * self.mask / (1.0 - self.p)")],
    fails=["training_keeps_an_entry_or_makes_it_zero", "training_example"],
    title_en="Scaled in training",
    title_ja="学習時に倍率を掛けている",
    en="What is kept in training is divided by 1 − p; here training only keeps or drops, and prediction multiplies.",
    ja="学習時に残した要素が 1 − p で割られています。この課題では、学習時は残すか 0 にするだけです。",
    ask_en="What is the mean of your output in training, and what is your output in prediction?",
    ask_ja="あなたのコードで、学習時の出力の平均はいくつですか。予測時の出力と一致しますか。",
)

misconception(
    "training_multiplied_by_1_minus_p",
    change=[(TRAIN, "return x * self.mask * (1.0 - self.p)")],
    fails=["training_keeps_an_entry_or_makes_it_zero", "training_example"],
    title_en="Training multiplies by 1 − p",
    title_ja="学習時に 1 − p を掛けている",
    en="What is kept in training is multiplied by 1 − p; here training only keeps or drops.",
    ja="学習時に残した要素に 1 − p が掛けられています。この課題では、学習時は残すか 0 にするだけです。",
    ask_en="What is the mean of x · M, before any factor?",
    ask_ja="何も掛けないとき、x・M の平均はいくつですか。",
)

misconception(
    "training_divided_by_p",
    change=[(TRAIN, "return x * self.mask / self.p")],
    fails=["training_keeps_an_entry_or_makes_it_zero", "training_example"],
    title_en="Training divides by p",
    title_ja="学習時に p で割っている",
    en="What is kept in training is divided by p; here training only keeps or drops.",
    ja="学習時に残した要素が p で割られています。この課題では、学習時は残すか 0 にするだけです。",
    ask_en="What should an entry 5 that is kept become?",
    ask_ja="残った要素の値が 5 なら、出力はいくつになるべきですか。",
)

misconception(
    "prediction_not_scaled",
    change=[(PREDICT, "return x.copy()")],
    fails=["prediction_multiplies_by_1_minus_p", "prediction_example", "arguments_are_never_modified[prediction]"],
    title_en="Prediction is not scaled",
    title_ja="予測時の倍率がない",
    en="In prediction x is returned as it is; it must be multiplied by 1 − p, since more units are at work than in "
    "training.",
    ja="予測時に x がそのまま返されています。学習時より多くのユニットが働くので、1 − p 倍する必要があります。",
    ask_en="A unit adds up 100 inputs of 1. What sum does it see on average in training, and what in prediction?",
    ask_ja="値 1 の入力 100 個を足すユニットがあります。学習時の和の平均と、予測時の和はそれぞれいくつですか。",
)

misconception(
    "prediction_scaled_by_p",
    change=[(PREDICT, "return x * self.p")],
    fails=["prediction_multiplies_by_1_minus_p", "prediction_example"],
    title_en="Prediction is scaled by p",
    title_ja="予測時に p を掛けている",
    en="Prediction multiplies by p, the probability of dropping; the mean of the mask is 1 − p.",
    ja="予測時に、0 になる確率 p を掛けています。マスクの平均は 1 − p です。",
    ask_en="The mask is 0 with probability p and 1 otherwise. What is its mean?",
    ask_ja="マスクは確率 p で 0、それ以外で 1 です。平均はいくつですか。",
)

misconception(
    "prediction_scaled_by_the_root",
    change=[(PREDICT, "return x * np.sqrt(1.0 - self.p)")],
    fails=["prediction_multiplies_by_1_minus_p", "prediction_example"],
    title_en="Prediction is scaled by a root",
    title_ja="予測時に平方根を掛けている",
    en="Prediction multiplies by √(1 − p), which would keep a mean square; it is the mean that is to be kept.",
    ja="予測時に √(1 − p) を掛けています。それは 2 乗の平均を保つ倍率です。保ちたいのは平均です。",
    ask_en="The mask is 0 with probability p and 1 otherwise. What is its mean?",
    ask_ja="マスクは確率 p で 0、それ以外で 1 です。平均はいくつですか。",
)

misconception(
    "prediction_divided_by_1_minus_p",
    change=[(PREDICT, "return x / (1.0 - self.p)")],
    fails=["prediction_multiplies_by_1_minus_p", "prediction_example"],
    title_en="Prediction is divided by 1 − p",
    title_ja="予測時に 1 − p で割っている",
    en="Prediction divides by 1 − p; it must multiply, to match the mean of training.",
    ja="予測時に 1 − p で割っています。学習時の平均に合わせるには、掛ける必要があります。",
    ask_en="In prediction more units are at work than in training. Must their outputs become larger or smaller?",
    ask_ja="予測時には学習時より多くのユニットが働きます。出力は大きくするべきですか、小さくするべきですか。",
)

misconception(
    "always_in_training",
    change=[("if not train:", "if False:")],
    fails=["prediction_multiplies_by_1_minus_p", "prediction_leaves_training_alone", "prediction_example"],
    title_en="Prediction drops units, too",
    title_ja="予測時にもユニットを落としている",
    en="The argument train is not looked at: prediction is as random as training.",
    ja="引数 train が使われていません。予測時にも学習時と同じように乱数で 0 になります。",
    ask_en="Should the same image get another answer each time that you ask?",
    ask_ja="同じ画像を 2 回予測したとき、答えが変わってもよいでしょうか。",
)

mode_mistakes.train_is_false_by_default(fails=["training_keeps_an_entry_or_makes_it_zero", "training_example"])

misconception(
    "prediction_overwrites_the_mask",
    change=[("if not train:", "if not train:\n            self.mask = np.ones(x.shape, dtype=bool)")],
    fails=["prediction_leaves_training_alone[backward]"],
    title_en="Prediction overwrites the mask",
    title_ja="予測時にマスクを上書きしている",
    en="Prediction writes over the mask; backward belongs to the last forward in training and still needs its mask.",
    ja="予測時にマスクを書き換えています。backward は直前の学習時の forward に対応し、そのマスクが必要です。",
    ask_en="Between forward and backward of a training step somebody predicts. What does backward use then?",
    ask_ja="学習の forward と backward の間に予測をすると、backward は何を使いますか。",
)

misconception(
    "prediction_draws",
    change=[
        ("if not train:", "mask = self.rng.random(x.shape) >= self.p\n        if not train:"),
        (DRAW, "self.mask = mask"),
    ],
    fails=["prediction_leaves_training_alone[draws]"],
    title_en="Prediction draws random numbers",
    title_ja="予測時にも乱数を生成している",
    en="A mask is drawn in prediction, too, and thrown away: a prediction changes the training that follows.",
    ja="予測時にもマスクを生成して捨てています。そのため、予測をすると、その後の学習が変わってしまいます。",
    ask_en="Train twice from the same seed, once with a prediction in between. Do you get the same net?",
    ask_ja="同じシードで 2 回学習し、片方だけ途中で予測をします。同じネットワークになりますか。",
)

# --- backward ---

misconception(
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

misconception(
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

misconception(
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

misconception(
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

misconception(
    "backward_multiplied_by_the_output",
    change=[(TRAIN, "self.out = x * self.mask\n        return self.out.copy()"), (BACKWARD, "return dout * self.out")],
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

misconception(
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
    ("ones_are_left", [(BACKWARD, "mask, self.mask = self.mask, np.ones_like(self.mask)\n        return dout * mask")]),
    ("nothing_is_left", [(BACKWARD, "mask, self.mask = self.mask, None\n        return dout * mask")]),
    (
        "the_one_before_is_left",
        [
            (DRAW, DRAW + "\n        self.masks = [*getattr(self, 'masks', [1.0]), self.mask]"),
            (BACKWARD, "return dout * self.masks.pop()"),
        ],
    ),
):
    misconception(
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

misconception(
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

misconception(
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

misconception(
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

misconception(
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

# --- Side effects ---

misconception(
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

misconception(
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

misconception(
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

misconception(
    "mask_shared_by_all_layers",
    change=[
        (DRAW, "Dropout.mask = self.rng.random(x.shape) >= self.p"),
    ],
    fails=["each_layer_remembers_its_own_mask"],
    title_en="All layers share one mask",
    title_ja="すべての層がマスクを共有している",
    en="The mask is kept in the class (or in a global variable), so all dropout layers share the last one.",
    ja="マスクがクラス変数（またはグローバル変数）に保存され、すべての Dropout 層で共有されています。",
    ask_en="A net has two dropout layers. Whose mask does the first one use in backward?",
    ask_ja="Dropout 層が 2 つあるネットワークで、1 つ目の層の backward はどちらのマスクを使いますか。",
)
