"""Slips in the minimum, and in the rate that falls."""

from autograder.testing import misconception

RATE = "return self.lr * self.factor ** (epoch // self.every)"
MINIMUM = ["minimum_with_l2", "minimum_with_l1"]
STEP = "w = w - learning_rate * (gradient + gradient_of_penalty(w, alpha))"
ERROR = "gradient = np.array([2.0, 8.0]) * (w - np.array([3.0, 6.0]))"


def minimum() -> None:
    """minimise."""
    misconception(
        "penalty_subtracted",
        change=[("gradient + gradient_of_penalty(w, alpha)", "gradient - gradient_of_penalty(w, alpha)")],
        fails=["minimum_with_l2", "minimum_with_l1", "published_minimum"],
        title_en="The penalty is subtracted",
        title_ja="ペナルティの勾配を引いている",
        en="The gradient of the penalty is subtracted, so that large weights are rewarded.",
        ja="ペナルティの勾配を引いているため、大きな重みほど有利になります。",
        ask_en="Is your w farther from 0 than (3, 6), or nearer?",
        ask_ja="あなたの w は (3, 6) より 0 に近いですか、遠いですか。",
    )
    misconception(
        "penalty_not_in_the_descent",
        change=[(STEP, "w = w - learning_rate * gradient")],
        fails=[*MINIMUM, "published_minimum"],
        title_en="The penalty is not in the descent",
        title_ja="最小化にペナルティが入っていない",
        en="minimise descends on the error alone and arrives at (3, 6), whatever the penalty is.",
        ja="minimise が誤差だけを減らしていて、ペナルティによらず (3, 6) に着きます。",
        ask_en="Which α leads to the point that you return?",
        ask_ja="あなたが返す点が最小点になるのは、α がいくつのときですか。",
    )
    misconception(
        "climbing",
        change=[(STEP, STEP.replace("w - learning", "w + learning"))],
        fails=[*MINIMUM, "published_minimum"],
        title_en="Uphill",
        title_ja="坂を登っている",
        en="minimise moves along the gradient, so the sum of error and penalty grows without end.",
        ja="minimise が勾配の向きに動いているので、誤差とペナルティの和が増え続けます。",
        ask_en="In which direction does a gradient point?",
        ask_ja="勾配はどちらを向いていますか。",
    )
    misconception(
        "two_of_the_second_square_missing",
        change=[(ERROR, ERROR.replace("[2.0, 8.0]", "[2.0, 4.0]"))],
        fails=MINIMUM,
        title_en="The 2 of the second square is missing",
        title_ja="2 つ目の 2 乗の微分に 2 がない",
        en="The derivative of 4 (w2 − 6)² has the factor 4 in yours; the square gives another 2.",
        ja="4 (w2 − 6)² の微分の係数が 4 になっています。2 乗を微分すると、さらに 2 が出ます。",
        ask_en="What is the derivative of (w − 6)², and what becomes of the 4?",
        ask_ja="(w − 6)² を微分すると何ですか。4 はどうなりますか。",
    )
    misconception(
        "error_not_differentiated_fully",
        change=[(ERROR, ERROR.replace("[2.0, 8.0]", "[1.0, 4.0]"))],
        fails=MINIMUM,
        title_en="The 2 is missing in the gradient of the error",
        title_ja="誤差の勾配に 2 がない",
        en="The error's gradient has the factors 1 and 4; the square gives another 2, so the penalty weighs twice "
        "as much.",
        ja="誤差の勾配の係数が 1 と 4 です。2 乗を微分すると 2 が出るので、ペナルティが 2 倍の重みになっています。",
        ask_en="What is the derivative of (w − 3)²?",
        ask_ja="(w − 3)² を微分すると何になりますか。",
    )
    misconception(
        "factor_4_forgotten",
        change=[(ERROR, ERROR.replace("[2.0, 8.0]", "[2.0, 2.0]"))],
        fails=MINIMUM,
        title_en="The factor 4 of the second term is missing",
        title_ja="2 番目の項の係数 4 がない",
        en="Both squares count alike; the second, (w2 − 6)², has the factor 4.",
        ja="2 つの 2 乗が同じ重みになっています。2 番目の (w2 − 6)² には係数 4 が付きます。",
        ask_en="Which of the two weights does the error hold more tightly?",
        ask_ja="誤差の式が強く引き止めているのは、どちらの重みですか。",
    )
    misconception(
        "penalties_swapped",
        change=[('{"l1": l1_gradient, "l2": l2_gradient}', '{"l1": l2_gradient, "l2": l1_gradient}')],
        fails=[*MINIMUM, "published_minimum"],
        title_en="L1 and L2 mixed up",
        title_ja="L1 と L2 が逆になっている",
        en='minimise uses the gradient of L2 for "l1", and that of L1 for "l2".',
        ja='minimise が "l1" に L2 の勾配を、"l2" に L1 の勾配を使っています。',
        ask_en="With which of the two can a weight become exactly 0?",
        ask_ja="重みがちょうど 0 になりうるのは、どちらのペナルティですか。",
    )
    for name, other, en, ja in (("l1", "l2", "L1", "L1"), ("l2", "l1", "L2", "L2")):
        misconception(
            f"always_{name}",
            change=[('{"l1": l1_gradient, "l2": l2_gradient}', f'{{"l1": {name}_gradient, "l2": {name}_gradient}}')],
            fails=[f"minimum_with_{other}", *(["published_minimum"] if name == "l2" else [])],
            title_en=f"{en} whatever is asked for",
            title_ja=f"いつも {ja} になっている",
            en=f"minimise uses the penalty {en} also where the other one is asked for.",
            ja=f"もう一方のペナルティが指定されても、minimise が {ja} を使っています。",
            ask_en="Which texts can the argument penalty be, to the letter?",
            ask_ja="引数 penalty の文字列は、正確には何ですか。",
        )
    misconception(
        "half_of_l2_in_the_descent",
        change=[(STEP, STEP.replace("(w, alpha)", "(w, alpha / (2 if penalty == 'l2' else 1))"))],
        fails=["minimum_with_l2"],
        title_en="The 2 is missing in the gradient of L2",
        title_ja="L2 の勾配に 2 がない",
        en="The gradient is αW: that belongs to ½ α Σ w². The penalty of this course has no ½.",
        ja="勾配が αW です。それは ½ α Σ w² の微分です。この課題のペナルティに ½ はありません。",
        ask_en="What is the derivative of α w²?",
        ask_ja="α w² の微分は何ですか。",
    )
    misconception(
        "penalty_on_w1_alone",
        change=[(STEP, STEP.replace("(w, alpha)", "(w, alpha) * np.array([1.0, 0.0])"))],
        fails=MINIMUM,
        title_en="Only w1 is penalized",
        title_ja="w1 にしかペナルティがない",
        en="The penalty acts on w1 alone; Ω contains both weights.",
        ja="ペナルティが w1 にしか掛かっていません。Ω には両方の重みが入ります。",
        ask_en="Where is your w2 for a very large α?",
        ask_ja="α がとても大きいとき、あなたの w2 はいくつになりますか。",
    )
    for steps in (500, 1000):
        misconception(
            f"stops_after_{steps}_steps",
            change=[("steps: int = 4000", f"steps: int = {steps}")],
            fails=MINIMUM if steps == 500 else ["minimum_with_l2"],
            title_en="The descent has not arrived",
            title_ja="最小点に着く前に止まっている",
            en="Where no steps are given, minimise stops before it is within 0.02 of the minimum.",
            ja="steps が指定されないとき、minimise が最小点の ±0.02 以内に入る前に止まっています。",
            ask_en="How far does the result move when you double the number of steps?",
            ask_ja="ステップ数を 2 倍にすると、結果はどれだけ動きますか。",
        )


def decay() -> None:
    """StepDecay."""
    misconception(
        "decay_in_every_epoch",
        change=[(RATE, "return self.lr * self.factor**epoch")],
        fails=["step_decay"],
        title_en="The rate falls in every epoch",
        title_ja="学習率が毎エポック減っている",
        en="The rate is multiplied by factor in each epoch; it should stay the same for `every` epochs.",
        ja="学習率がエポックごとに factor 倍されています。every エポックの間は変わらないはずです。",
        ask_en="With every = 10, what is the rate in epoch 9?",
        ask_ja="every = 10 のとき、エポック 9 の学習率はいくつですか。",
    )
    misconception(
        "decay_without_steps",
        change=[(RATE, RATE.replace("//", "/"))],
        fails=["step_decay"],
        title_en="The decay is smooth",
        title_ja="階段状に減っていない",
        en="The exponent is epoch / every, not its whole part: the rate falls smoothly in place of in steps.",
        ja="指数が epoch / every のままで、整数部分になっていません。学習率が階段状ではなく滑らかに減ります。",
        ask_en="What is 9 // 10, and what is 9 / 10?",
        ask_ja="9 // 10 と 9 / 10 はそれぞれいくつですか。",
    )
    for name, exponent, en, ja in (
        ("early", "((epoch + 1) // self.every)", "an epoch too early", "1 エポック早く"),
        ("late", "(max(epoch - 1, 0) // self.every)", "an epoch too late", "1 エポック遅く"),
    ):
        misconception(
            f"decay_an_epoch_too_{name}",
            change=[(RATE, RATE.replace("(epoch // self.every)", exponent))],
            fails=["step_decay"],
            title_en=f"The rate falls {en}",
            title_ja=f"学習率が {ja}減っている",
            en=f"Each fall of the rate comes {en}: epochs are counted from 0.",
            ja=f"学習率が毎回 {ja}減っています。エポックは 0 から数えます。",
            ask_en="With every = 3, which are the first three epochs?",
            ask_ja="every = 3 のとき、最初の 3 エポックの番号は何ですか。",
        )
    misconception(
        "decay_rounded_up",
        change=[(RATE, RATE.replace("(epoch // self.every)", "int(np.ceil(epoch / self.every))"))],
        fails=["step_decay"],
        title_en="Periods rounded up",
        title_ja="周期の数を切り上げている",
        en="A period that has only begun counts as a whole one: the rate falls right after epoch 0.",
        ja="始まったばかりの周期も 1 つと数えているので、エポック 0 の直後に学習率が減ります。",
        ask_en="How many complete periods lie before epoch 1?",
        ask_ja="エポック 1 より前に、終わった周期はいくつありますか。",
    )
    misconception(
        "decay_only_once",
        change=[(RATE, "return self.lr if epoch < self.every else self.lr * self.factor")],
        fails=["step_decay"],
        title_en="The rate falls only once",
        title_ja="学習率が 1 回しか減らない",
        en="The rate is multiplied by factor once and then stays; it should fall again after each period.",
        ja="factor が 1 回掛かるだけで、そのあとは変わりません。周期ごとに減るはずです。",
        ask_en="What is the rate after three periods?",
        ask_ja="3 周期が終わったあとの学習率はいくつですか。",
    )
    misconception(
        "decay_as_a_product",
        change=[(RATE, "return self.lr * self.factor * (epoch // self.every) if epoch >= self.every else self.lr")],
        fails=["step_decay"],
        title_en="factor times the number of periods",
        title_ja="factor に周期の数を掛けている",
        en="factor is multiplied by the number of periods; it must be multiplied by itself as often.",
        ja="factor に周期の数を掛けています。factor を周期の数だけ繰り返し掛けます。",
        ask_en="What is left of 1 after it has been halved three times?",
        ask_ja="1 を 3 回半分にすると、いくつになりますか。",
    )
    misconception(
        "decay_by_the_remainder",
        change=[(RATE, RATE.replace("//", "%"))],
        fails=["step_decay"],
        title_en="The remainder in place of the quotient",
        title_ja="商ではなく余りを使っている",
        en="The exponent is epoch % every: the rate falls in every epoch, and jumps back after each period.",
        ja="指数が epoch % every です。学習率がエポックごとに減り、周期が終わるたびに元に戻っています。",
        ask_en="What are 9 // 4 and 9 % 4?",
        ask_ja="9 // 4 と 9 % 4 はそれぞれいくつですか。",
    )
    misconception(
        "decay_keeps_a_state",
        change=[
            (
                RATE,
                "if epoch > 0 and epoch % self.every == 0:\n            self.lr *= self.factor\n        return self.lr",
            )
        ],
        fails=["step_decay_depends_on_the_epoch_alone"],
        title_en="The rate depends on what was asked before",
        title_ja="前の呼び出しによって学習率が変わる",
        en="rate changes lr itself: asked a second time, or without the epochs before, it gives another answer.",
        ja="rate が lr そのものを変えています。2 回目や、前のエポックを飛ばして聞いたときに、答えが変わります。",
        ask_en="What does rate(4) give the second time?",
        ask_ja="rate(4) を 2 回目に呼ぶと、何が返りますか。",
    )
    misconception(
        "decays_share_their_numbers",
        change=[
            ("        self.lr = lr\n", "        StepDecay.lr = lr\n"),
            ("        self.factor = factor\n", "        StepDecay.factor = factor\n"),
            ("        self.every = every\n", "        StepDecay.every = every\n"),
        ],
        fails=["step_decay"],
        title_en="All StepDecay objects share their numbers",
        title_ja="すべての StepDecay が数値を共有している",
        en="lr, factor and every belong to the class: a second StepDecay changes the first.",
        ja="lr、factor、every がクラスのものになっているので、2 つ目の StepDecay を作ると 1 つ目も変わります。",
        ask_en="Make two StepDecay with different lr. What does the first one give for epoch 0?",
        ask_ja="lr の違う StepDecay を 2 つ作ったとき、1 つ目の rate(0) はいくつですか。",
    )
