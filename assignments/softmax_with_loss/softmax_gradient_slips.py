"""Slips in the gradient, and in what is kept for it."""

from autograder.testing import misconception

BACKWARD = [
    "backward_is_proportional_to_y_minus_t",
    "backward_matches_the_numerical_gradient",
    "backward_has_the_right_shape_and_signs",
]
GRADIENT = "return dout * (self.y - self.t) / len(self.t)"


def gradient() -> None:
    """Values and signs."""
    misconception(
        "no_division_by_batch_size",
        change=[(GRADIENT, "return dout * (self.y - self.t)")],
        fails=["backward_matches_the_numerical_gradient"],
        title_en="Not divided by the number of samples",
        title_ja="サンプル数で割っていない",
        en="The loss is a mean over the batch, but its gradient is not divided by the number of samples.",
        ja="損失はバッチの平均ですが、勾配がサンプル数で割られていません。",
        ask_en="By how much does the mean loss change if the loss of only one of the N samples grows by 1?",
        ask_ja="N 個のうち 1 個のサンプルの損失だけが 1 増えると、平均の損失はいくつ増えますか。",
    )
    misconception(
        "divided_by_batch_size_twice",
        change=[("/ len(self.t)", "/ len(self.t) ** 2")],
        fails=["backward_matches_the_numerical_gradient"],
        title_en="Divided by the number of samples twice",
        title_ja="サンプル数で 2 回割っている",
        en="The gradient is divided by the number of samples twice; the mean contains 1/N only once.",
        ja="勾配がサンプル数で 2 回割られています。平均に含まれる 1/N は 1 回だけです。",
        ask_en="Where in your code does 1/N enter the gradient, and how many of these places does the formula have?",
        ask_ja="コードの中で 1/N が勾配に掛かる場所はどこですか。式の中ではそれは何か所ありますか。",
    )
    misconception(
        "divided_by_number_of_classes",
        change=[("/ len(self.t)", "/ self.t.shape[1]")],
        fails=["backward_matches_the_numerical_gradient"],
        title_en="Divided by the number of classes",
        title_ja="クラス数で割っている",
        en="The gradient is divided by the number of classes K, not by the number of samples N.",
        ja="勾配がサンプル数 N ではなく、クラス数 K で割られています。",
        ask_en="Over which axis of x is the loss averaged: the one of samples or the one of classes?",
        ask_ja="損失は x のどちらの軸について平均したものですか。サンプルの軸ですか、クラスの軸ですか。",
    )
    misconception(
        "divided_by_number_of_entries",
        change=[("/ len(self.t)", "/ self.t.size")],
        fails=["backward_matches_the_numerical_gradient"],
        title_en="Divided by the number of entries",
        title_ja="全要素数で割っている",
        en="The gradient is divided by the number of all entries, N · K, not by the number of samples N.",
        ja="勾配がサンプル数 N ではなく、全要素数 N・K で割られています。",
        ask_en="How many losses are averaged: one for each sample, or one for each entry of x?",
        ask_ja="平均しているのは、サンプルごとの損失ですか、それとも x の要素ごとの値ですか。",
    )
    misconception(
        "sign_of_the_gradient",
        change=[("dout * (self.y - self.t)", "dout * (self.t - self.y)")],
        fails=BACKWARD,
        title_en="Sign of the gradient",
        title_ja="勾配の符号が逆",
        en="The gradient has the wrong sign: it points to where the loss becomes smaller.",
        ja="勾配の符号が逆で、損失が減る向きを指しています。",
        ask_en="If the logit of the true class grows a little, does the loss grow? What is the sign of that slope?",
        ask_ja="正解クラスのロジットを少し増やすと、損失は増えますか、減りますか。そのときの傾きの符号は何ですか。",
    )
    misconception(
        "gradient_with_respect_to_probabilities",
        change=[("dout * (self.y - self.t)", "dout * (-self.t / self.y)")],
        fails=BACKWARD,
        title_en="Gradient with respect to the probabilities",
        title_ja="確率についての勾配になっている",
        en="backward stops at the probabilities: −t/y is the derivative with respect to y, not to the logits x.",
        ja="backward が確率のところで止まっています。−t/y は y についての微分で、ロジット x "
        "についての微分ではありません。",
        ask_en="Which function lies between x and y, and what does the chain rule do with its derivative?",
        ask_ja="x と y の間にはどんな関数がありますか。連鎖律では、その微分をどう扱いますか。",
    )
    misconception(
        "diagonal_of_the_jacobian",
        change=[("dout * (self.y - self.t)", "dout * (-self.t / self.y) * self.y * (1 - self.y)")],
        fails=BACKWARD,
        title_en="Only the diagonal of the Jacobian",
        title_ja="ヤコビ行列の対角成分だけを使っている",
        en="Only the diagonal y(1 − y) of softmax's derivative is used, as if each probability depended on its own "
        "logit alone.",
        ja="ソフトマックスの微分の対角成分 y(1 − y) しか使われていません。各確率は自分のロジットだけでは決まりません。",
        ask_en="Does the probability of class 1 change when the logit of class 2 grows?",
        ask_ja="クラス 2 のロジットが大きくなると、クラス 1 の確率は変わりますか。",
    )
    misconception(
        "forgotten_target",
        change=[("dout * (self.y - self.t)", "dout * self.y")],
        fails=BACKWARD,
        title_en="The targets are missing in the gradient",
        title_ja="勾配に正解ラベルがない",
        en="The targets do not appear in the gradient: backward returns the probabilities themselves.",
        ja="勾配に正解ラベル t が現れず、backward が確率そのものを返しています。",
        ask_en="What should the gradient be for a sample whose answer is already perfect?",
        ask_ja="すでに完全に正解しているサンプルでは、勾配はどんな値になるべきですか。",
    )
    misconception(
        "slope_multiplied_in_twice",
        change=[("dout * (self.y - self.t)", "dout * (self.y - self.t) * self.y * (1 - self.y)")],
        fails=BACKWARD,
        title_en="The slope y(1 − y) once more",
        title_ja="傾き y(1 − y) を余分に掛けている",
        en="y − t is multiplied by y(1 − y) once more; the derivative of softmax is in y − t already.",
        ja="y − t に y(1 − y) がもう一度掛けられています。ソフトマックスの微分は、すでに y − t の中に入っています。",
        ask_en="Differentiate log Σ exp(x_j) with respect to x_k: is there a factor beside y_k?",
        ask_ja="log Σ exp(x_j) を x_k で微分してください。y_k のほかに何か因子が残りますか。",
    )
    misconception(
        "gradient_from_the_logits",
        change=[
            ("self.y, self.t = softmax(x), t", "self.x, self.t = x, t"),
            ("dout * (self.y - self.t)", "dout * (self.x - self.t)"),
        ],
        fails=[*BACKWARD, "backward_is_right_for_extreme_logits"],
        title_en="The logits in place of the probabilities",
        title_ja="確率ではなくロジットを使っている",
        en="backward subtracts t from the logits x; the formula wants the probabilities y.",
        ja="backward がロジット x から t を引いています。式に現れるのは確率 y です。",
        ask_en="What should the gradient be if the same number is added to all logits of a row?",
        ask_ja="1 行のすべてのロジットに同じ数を足すと、勾配は変わるべきですか。",
    )
    misconception(
        "gradient_with_unshifted_exp",
        change=[
            ("self.y, self.t = softmax(x), t", "self.x, self.t = x, t"),
            (
                GRADIENT,
                "e = np.exp(self.x)\n        return dout * (e / e.sum(axis=1, keepdims=True) - self.t) / len(self.t)",
            ),
        ],
        fails=["backward_is_right_for_extreme_logits"],
        title_en="exp overflows in backward",
        title_ja="backward の exp がオーバーフローする",
        en="backward computes exp of the logits themselves: beyond 709 that is inf, and the gradient is not a number.",
        ja="backward がロジットそのものの exp を計算しています。709 を超えると inf になり、勾配が NaN になります。",
        ask_en="What has forward computed already that backward needs again?",
        ask_ja="backward で必要になるもののうち、forward がすでに計算しているものは何ですか。",
    )
    misconception(
        "divided_by_dout",
        change=[("return dout * (self.y - self.t)", "return 1 / dout * (self.y - self.t)")],
        fails=["backward_multiplies_by_dout"],
        title_en="Divided by dout",
        title_ja="dout で割っている",
        en="The gradient is divided by dout, where the chain rule multiplies.",
        ja="勾配が dout で割られています。連鎖律では掛けます。",
        ask_en="If the final loss is twice this layer's loss, does its slope become larger or smaller?",
        ask_ja="最終的な損失がこの層の損失の 2 倍なら、傾きは大きくなりますか、小さくなりますか。",
    )
    misconception(
        "dout_added",
        change=[(GRADIENT, "return dout - 1 + (self.y - self.t) / len(self.t)")],
        fails=["backward_multiplies_by_dout"],
        title_en="dout is added",
        title_ja="dout を足している",
        en="dout is added to the gradient, where the chain rule multiplies.",
        ja="dout が勾配に足されています。連鎖律では掛けます。",
        ask_en="What must backward return when dout is 0?",
        ask_ja="dout が 0 のとき、backward は何を返すべきですか。",
    )
    misconception(
        "dout_ignored",
        change=[("return dout * (self.y", "return (self.y")],
        fails=["backward_multiplies_by_dout"],
        title_en="dout is ignored",
        title_ja="dout を使っていない",
        en="backward ignores dout and always answers as if it were 1.",
        ja="backward が dout を使わず、いつも dout = 1 のときの値を返しています。",
        ask_en="If the final loss is twice this layer's loss, what does the chain rule say about its gradient?",
        ask_ja="最終的な損失がこの層の損失の 2 倍だとしたら、連鎖律によると勾配はどうなりますか。",
    )


def memory() -> None:
    """What is kept between forward and backward."""
    misconception(
        "cached_probabilities_changed",
        change=[(GRADIENT, "self.y -= self.t\n        return dout * self.y / len(self.t)")],
        fails=["backward_twice_gives_the_same"],
        title_en="The kept probabilities are changed",
        title_ja="保存した確率を書き換えている",
        en="backward subtracts t inside the probabilities that forward has kept, so a second call subtracts it again.",
        ja="backward が、forward で保存した確率そのものから t を引くので、2 回目の呼び出しでもう一度引かれます。",
        ask_en="Which array does `dx = self.y` give you: a new one, or another name for the old one?",
        ask_ja="`dx = self.y` と書くと、新しい配列ができますか。それとも同じ配列に別の名前がつくだけですか。",
    )
    misconception(
        "cached_probabilities_become_the_gradient",
        change=[(GRADIENT, "self.y -= self.t\n        self.y /= len(self.t)\n        return dout * self.y")],
        fails=["backward_twice_gives_the_same"],
        title_en="The kept probabilities become the gradient",
        title_ja="保存した確率が勾配に書き換わっている",
        en="backward turns the probabilities that forward has kept into the gradient, so a second call starts "
        "from that.",
        ja="backward が、forward で保存した確率を勾配に書き換えるので、2 回目の呼び出しはそこから始まります。",
        ask_en="Which array does `dx = self.y` give you: a new one, or another name for the old one?",
        ask_ja="`dx = self.y` と書くと、新しい配列ができますか。それとも同じ配列に別の名前がつくだけですか。",
    )
    misconception(
        "targets_changed_by_backward",
        change=[(GRADIENT, "self.t -= self.y\n        return -dout * self.t / len(self.t)")],
        fails=["arguments_are_never_modified", "backward_twice_gives_the_same"],
        title_en="backward writes into the targets",
        title_ja="backward が正解ラベルを書き換えている",
        en="backward subtracts inside the targets, which belong to whoever called forward.",
        ja="backward が正解ラベルの配列に引き算を書き込んでいます。その配列は forward の呼び出し側のものです。",
        ask_en="Does `self.t = t` make a new array? Who else holds it?",
        ask_ja="`self.t = t` で新しい配列はできますか。同じ配列を、ほかに誰が持っていますか。",
    )
    misconception(
        "state_shared_by_all_layers",
        change=[("self.y, self.t = softmax(x), t", "SoftmaxWithLoss.y, SoftmaxWithLoss.t = softmax(x), t")],
        fails=["each_layer_remembers_its_own_forward"],
        title_en="All layers share one memory",
        title_ja="すべての層が同じ記憶を共有している",
        en="forward keeps its values in the class (or in a global variable), so all layers share one memory.",
        ja="forward の値がクラス変数（またはグローバル変数）に保存され、すべての層が同じ記憶を共有しています。",
        ask_en="If two layers run forward one after the other, whose probabilities does the first one find in "
        "backward?",
        ask_ja="2 つの層が続けて forward を実行したあと、最初の層の backward はどちらの確率を使いますか。",
    )
