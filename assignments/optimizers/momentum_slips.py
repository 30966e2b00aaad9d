"""Slips in SGD, Momentum and Nesterov."""

from autograder.testing import misconception

MOMENTUM = (
    "            self.v[key] = self.momentum * self.v.get(key, np.zeros_like(g)) - self.lr * g\n"
    "            params[key] += self.v[key]\n"
)
VELOCITY = "self.v[key] = self.momentum * self.v.get(key, np.zeros_like(g)) - self.lr * g"
NESTEROV = "params[key] += self.momentum * self.v[key] - self.lr * g"
BOTH_LINES = f"{VELOCITY}\n            {NESTEROV}"


def sgd() -> None:
    """Plain steps."""
    misconception(
        "uphill",
        change=[("params[key] -= self.lr * grads[key]", "params[key] += self.lr * grads[key]")],
        fails=["sgd", "first_steps", "descend_example"],
        title_en="The step goes uphill",
        title_ja="勾配の向きに登っている",
        en="The gradient is added; it points to where the loss grows.",
        ja="勾配を足しています。勾配は損失が増える向きを指しています。",
        ask_en="Does x² become smaller when you go from x = 10 in the direction of its derivative?",
        ask_ja="x = 10 から微分の向きに進むと、x² は小さくなりますか。",
    )


def momentum() -> None:
    """Momentum."""
    misconception(
        "velocity_without_the_rate",
        change=[
            (
                MOMENTUM,
                "            self.v[key] = self.momentum * self.v.get(key, np.zeros_like(g)) - g\n"
                "            params[key] += self.v[key]\n",
            )
        ],
        fails=["momentum", "first_steps"],
        title_en="The learning rate is missing in the velocity",
        title_ja="速度に学習率がない",
        en="The velocity of Momentum is built from g without λ: the steps are 1/λ times too large.",
        ja="Momentum の速度に λ が掛かっていません。1 歩が 1/λ 倍の大きさになります。",
        ask_en="What is the first step of Momentum, before there is any velocity?",
        ask_ja="まだ速度がない最初のステップで、Momentum はどれだけ動きますか。",
    )
    misconception(
        "velocity_never_kept",
        change=[
            (
                MOMENTUM,
                "            v = self.momentum * self.v.get(key, np.zeros_like(g)) - self.lr * g\n"
                "            params[key] += v\n",
            )
        ],
        fails=["momentum"],
        title_en="The velocity is not kept",
        title_ja="速度が保存されていない",
        en="The new velocity is not stored, so every step starts from v = 0: this is plain SGD.",
        ja="新しい速度が保存されていないため、毎回 v = 0 から始まります。これはただの SGD です。",
        ask_en="Where does your code read the velocity of the last step, and where does it write it?",
        ask_ja="前のステップの速度をどこで読み、どこで書いていますか。",
    )
    misconception(
        "momentum_with_the_old_velocity",
        change=[
            (
                MOMENTUM,
                "            v = self.v.get(key, np.zeros_like(g))\n"
                "            params[key] += v\n"
                "            self.v[key] = self.momentum * v - self.lr * g\n",
            )
        ],
        fails=[
            "momentum",
            "first_steps",
            "parameters_change_in_place[Momentum]",
            "gradients_are_left_alone[Momentum]",
            "each_optimizer_has_its_own_state[Momentum]",
        ],
        title_en="Momentum with the old velocity",
        title_ja="Momentum で更新前の v を使っている",
        en="θ moves by v from before its update: the first step does not move at all, and all others come one "
        "too late.",
        ja="更新前の v で θ が動いています。最初の 1 歩では動かず、その後も 1 歩ずつ遅れます。",
        ask_en="v is 0 before the first step. How far does θ move in your first step?",
        ask_ja="最初の 1 歩の前、v は 0 です。あなたの最初の 1 歩で、θ はどれだけ動きますか。",
    )
    misconception(
        "momentum_as_a_moving_average",
        change=[(MOMENTUM, MOMENTUM.replace("- self.lr * g", "- (1 - self.momentum) * self.lr * g"))],
        fails=["momentum", "first_steps"],
        title_en="Momentum as a moving average",
        title_ja="Momentum が移動平均になっている",
        en="The new gradient is weighted with 1 − α; Momentum's v adds up λ g in full.",
        ja="新しい勾配に 1 − α が掛かっています。Momentum の v には λ g がそのまま足されます。",
        ask_en="How long is the first step, while v is still 0: λ g, or (1 − α) λ g?",
        ask_ja="v がまだ 0 のとき、最初の 1 歩の長さは λ g ですか、(1 − α) λ g ですか。",
    )
    misconception(
        "momentum_uphill",
        change=[(MOMENTUM, MOMENTUM.replace("- self.lr * g", "+ self.lr * g"))],
        fails=["momentum", "first_steps"],
        title_en="Momentum goes uphill",
        title_ja="Momentum が勾配の向きに登っている",
        en="The signs of the two lines do not fit together: the velocity points to where the loss grows.",
        ja="2 つの式の符号が合っておらず、速度が損失の増える向きを指しています。",
        ask_en="With v = 0 and g > 0, does θ become larger or smaller in your first step?",
        ask_ja="v = 0 で g > 0 のとき、最初の 1 歩で θ は大きくなりますか、小さくなりますか。",
    )
    misconception(
        "momentum_rate_twice",
        change=[(MOMENTUM, MOMENTUM.replace("+= self.v[key]", "+= self.lr * self.v[key]"))],
        fails=["momentum", "first_steps"],
        title_en="The learning rate twice",
        title_ja="学習率を 2 回掛けている",
        en="λ is in the velocity and is multiplied in once more when θ moves.",
        ja="λ は速度の中にすでにありますが、θ を動かすときにもう一度掛けられています。",
        ask_en="How often does λ occur between g and the first step of θ?",
        ask_ja="g から θ の最初の 1 歩までの間に、λ は何回掛かりますか。",
    )
    misconception(
        "momentum_never_decays",
        change=[(MOMENTUM, MOMENTUM.replace("self.momentum * ", ""))],
        fails=["momentum"],
        title_en="The velocity never decays",
        title_ja="速度が減衰しない",
        en="The old velocity is kept in full; it must be multiplied by α.",
        ja="前の速度がそのまま残っています。α を掛ける必要があります。",
        ask_en="If the gradient is 0 from now on, does your θ ever come to rest?",
        ask_ja="これ以降の勾配がずっと 0 だとしたら、θ はいつか止まりますか。",
    )
    misconception(
        "momentum_weights_reversed",
        change=[(MOMENTUM, MOMENTUM.replace("self.momentum *", "(1 - self.momentum) *"))],
        fails=["momentum"],
        title_en="1 − α weights the old velocity",
        title_ja="前の速度に 1 − α を掛けている",
        en="The old velocity is multiplied by 1 − α, so nearly all of it is lost in each step.",
        ja="前の速度に 1 − α が掛かっているため、毎回ほとんど失われます。",
        ask_en="With α = 0.9, which part of the velocity should be left after one step without gradient?",
        ask_ja="α = 0.9 で勾配が 0 のとき、1 ステップ後に速度はどれだけ残るべきですか。",
    )
    misconception(
        "only_the_first_call_moves",
        change=[
            (
                MOMENTUM,
                "            if key not in self.v:\n"
                "                self.v[key] = -self.lr * g\n"
                "                params[key] += self.v[key]\n",
            )
        ],
        fails=["momentum"],
        title_en="Only the first update moves",
        title_ja="最初の update でしか動かない",
        en="The step stands inside the block that creates the state: from the second update on nothing happens.",
        ja="更新の式が、状態を初期化するブロックの中にあります。2 回目以降の update では何も起こりません。",
        ask_en="Which lines of your update run in the second call?",
        ask_ja="2 回目の呼び出しで実行されるのは、update のどの行ですか。",
    )


def nesterov() -> None:
    """Nesterov."""
    misconception(
        "nesterov_with_the_old_velocity",
        change=[
            (
                "            self.v[key] = self.momentum * self.v.get(key, np.zeros_like(g)) - self.lr * g\n"
                "            " + NESTEROV,
                "            v = self.v.get(key, np.zeros_like(g))\n"
                "            params[key] += self.momentum * v - self.lr * g\n"
                "            self.v[key] = self.momentum * v - self.lr * g",
            )
        ],
        fails=["nesterov", "first_steps"],
        title_en="Nesterov with the old velocity",
        title_ja="Nesterov で更新前の速度を使っている",
        en="The step uses v from before its update; α v − λ g with the old v is plain Momentum.",
        ja="更新前の v を使っています。古い v による α v − λ g は、ただの Momentum と同じです。",
        ask_en="How far does your first step go: λ g, or (1 + α) λ g?",
        ask_ja="最初の 1 歩はどれだけ動きますか。λ g ですか、(1 + α) λ g ですか。",
    )
    misconception(
        "nesterov_with_the_new_velocity_in_the_old_form",
        change=[(NESTEROV, "params[key] += self.momentum**2 * self.v[key] - (1 + self.momentum) * self.lr * g")],
        fails=["nesterov", "first_steps"],
        title_en="The formula for the old v, with the new one",
        title_ja="古い v の式に新しい v を入れている",
        en="α² v − (1 + α) λ g is the step written with the v before its update, but v has been updated already.",
        ja="α² v − (1 + α) λ g は更新前の v による式ですが、すでに更新された v が使われています。",
        ask_en="How far does your first step go: (1 + α) λ g, or more?",
        ask_ja="最初の 1 歩はどれだけ動きますか。(1 + α) λ g ですか、それより大きいですか。",
    )
    misconception(
        "nesterov_without_the_gradient",
        change=[(NESTEROV, "params[key] += self.momentum * self.v[key]")],
        fails=["nesterov", "first_steps"],
        title_en="Nesterov's step without −λ g",
        title_ja="Nesterov の式に −λ g がない",
        en="θ moves by α v alone; the −λ g of the second formula is missing.",
        ja="θ が α v だけ動いています。2 番目の式の −λ g が抜けています。",
        ask_en="How far must the first step go, when v was 0 before it?",
        ask_ja="その前の v が 0 なら、最初の 1 歩はどれだけ動くはずですか。",
    )
    misconception(
        "nesterov_as_a_moving_average",
        change=[
            (BOTH_LINES, VELOCITY.replace("- self.lr", "- (1 - self.momentum) * self.lr") + "\n            " + NESTEROV)
        ],
        fails=["nesterov", "first_steps"],
        title_en="Nesterov's velocity as a moving average",
        title_ja="Nesterov の速度が移動平均になっている",
        en="The new gradient is weighted with 1 − α in the velocity; v adds up λ g in full.",
        ja="速度の式で、新しい勾配に 1 − α が掛かっています。v には λ g がそのまま足されます。",
        ask_en="What is v after the first step: −λ g, or −(1 − α) λ g?",
        ask_ja="最初のステップのあと、v はいくつですか。−λ g ですか、−(1 − α) λ g ですか。",
    )
    misconception(
        "nesterov_uphill",
        change=[(BOTH_LINES, BOTH_LINES.replace("- self.lr", "+ self.lr"))],
        fails=["nesterov", "first_steps"],
        title_en="Nesterov goes uphill",
        title_ja="Nesterov が勾配の向きに登っている",
        en="Velocity and step both add the gradient, which points to where the loss grows.",
        ja="速度にも 1 歩にも勾配が足されています。勾配は損失が増える向きを指しています。",
        ask_en="With v = 0 and g > 0, does θ become larger or smaller in your first step?",
        ask_ja="v = 0 で g > 0 のとき、最初の 1 歩で θ は大きくなりますか、小さくなりますか。",
    )


def fixed() -> None:
    """Momentum and Nesterov with an α of their own."""
    for name, optimizer, lines in [
        ("momentum_argument_ignored", "Momentum", MOMENTUM),
        ("nesterov_momentum_ignored", "Nesterov", BOTH_LINES),
    ]:
        misconception(
            name,
            change=[(lines, lines.replace("self.momentum", "0.9"))],
            fails=[optimizer.lower()],
            title_en=f"{optimizer} with a fixed 0.9",
            title_ja=f"{optimizer} の α が 0.9 に固定されている",
            en="The argument `momentum` is not used: α is always 0.9.",
            ja="引数 momentum が使われず、α がいつも 0.9 になっています。",
            ask_en="What changes in your update when it is called with momentum=0.5?",
            ask_ja="momentum=0.5 を渡すと、あなたの update は何が変わりますか。",
        )
