"""Slips in forward."""

import mode_mistakes

from autograder.testing import misconception

DRAW = "self.mask = self.rng.random(x.shape) >= self.p"
OTHERWISE = [(DRAW, "self.mask = self.rng.random(x.shape) < 1.0 - self.p")]
TRAIN = "return x * self.mask"
PREDICT = "return x * (1.0 - self.p)"
BACKWARD = "return dout * self.mask"


def masks() -> None:
    """Which entries are dropped."""
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
        en="Everywhere p is used as the probability of keeping an entry, as in the original paper; in this "
        "course it is "
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
        ja="サンプルごとに 1 つの乱数しか生成していないので、そのサンプルのユニットがすべて残るか、すべて "
        "0 になります。",
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
        en="In every row exactly p · D entries are dropped; dropout decides for each entry on its own: the "
        "number varies.",
        ja="どの行でもちょうど p・D 個が 0 になっています。要素ごとに独立に決めるので、"
        "個数は行によって変わるはずです。",
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
        en="Each new mask is multiplied into the one before: what was off once stays off, and after some steps "
        "nothing is "
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
        "a_generator_of_the_layers_own",
        change=[("        self.rng = rng\n", "        self.rng = np.random.default_rng(0)\n")],
        fails=["mask_is_drawn_from_the_generator"],
        title_en="Drawn from another generator",
        title_ja="別の乱数生成器を使っている",
        en="The constructor makes a generator with a fixed seed, and forgets the one that it was given.",
        ja="コンストラクタが固定のシードから乱数生成器を作り、渡された rng を使っていません。",
        ask_en="Somebody trains with ten different rngs. In what do your masks differ from run to run?",
        ask_ja="10 個の異なる rng で学習した人がいます。あなたのマスクは、どこが違いますか。",
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


def scaling() -> None:
    """By what entries are multiplied."""
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
        en="What is kept in training is divided by 1 − p; here training only keeps or drops, and prediction "
        "multiplies.",
        ja="学習時に残した要素が 1 − p で割られています。この課題では、学習時は残すか 0 にするだけです。",
        ask_en="What is the mean of your output in training, and what is your output in prediction?",
        ask_ja="あなたのコードで、学習時の出力の平均はいくつですか。予測時の出力と一致しますか。",
    )
    misconception(
        "scaled_at_both_times_and_in_backward",
        change=[
            (TRAIN, "return x * self.mask / (1.0 - self.p)"),
            (BACKWARD, "return dout * self.mask / (1.0 - self.p)"),
        ],
        fails=["training_keeps_an_entry_or_makes_it_zero", "training_example"],
        title_en="Scaled in training",
        title_ja="学習時に倍率を掛けている",
        en="What is kept in training is divided by 1 − p; here training only keeps or drops, and prediction "
        "multiplies.",
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
