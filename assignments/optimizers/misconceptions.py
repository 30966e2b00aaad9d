"""Wrong variants of the reference: mistakes that real students make, each with the checks that must reject it."""

from autograder.testing import misconception

M_STATE = "self.m[key] = self.beta1 * self.m.get(key, np.zeros_like(g)) + (1.0 - self.beta1) * g"
V_STATE = "self.v[key] = self.beta2 * self.v.get(key, np.zeros_like(g)) + (1.0 - self.beta2) * g**2"
M_HAT = "m_hat = self.m[key] / (1.0 - self.beta1**self.t)"
V_HAT = "v_hat = self.v[key] / (1.0 - self.beta2**self.t)"
ADAM = "params[key] -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)"
MOMENTUM = (
    "            self.v[key] = self.momentum * self.v.get(key, np.zeros_like(g)) - self.lr * g\n"
    "            params[key] += self.v[key]\n"
)
VELOCITY = "self.v[key] = self.momentum * self.v.get(key, np.zeros_like(g)) - self.lr * g"
NESTEROV = "params[key] += self.momentum * self.v[key] - self.lr * g"
H_SUM = "self.h[key] = self.h.get(key, np.zeros_like(g)) + g**2\n"
STEP = "params[key] -= self.lr * g / (np.sqrt(self.h[key]) + self.eps)"
ADAGRAD = H_SUM + "            " + STEP
H_MEAN = "self.h[key] = self.rho * self.h.get(key, np.zeros_like(g)) + (1.0 - self.rho) * g**2\n            "
RMSPROP = H_MEAN + STEP
DELTA = "step = -g * np.sqrt(s + self.eps) / np.sqrt(self.h[key] + self.eps)"
S_MEAN = "self.s[key] = self.rho * s + (1.0 - self.rho) * step**2"
FTRL_STEP = "theta[...] = -beyond / ((self.beta + np.sqrt(new_n)) / self.lr + self.l2)"
FTRL_STARTS_WRONG = [  # what is asked of every optimizer counts only where the first step follows the gradient
    "parameters_change_in_place[FTRL]",
    "gradients_are_left_alone[FTRL]",
    "each_optimizer_has_its_own_state[FTRL]",
]
SIGMA = "z = self.z[key] + g - (np.sqrt(new_n) - np.sqrt(n)) / self.lr * theta"

# --- SGD, Momentum, Nesterov ---

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

NEW_ARRAYS = {
    "SGD": [("params[key] -= self.lr * grads[key]", "params[key] = params[key] - self.lr * grads[key]")],
    "Momentum": [(MOMENTUM, MOMENTUM.replace("+= self.v[key]", "= params[key] + self.v[key]"))],
    "Nesterov": [(NESTEROV, NESTEROV.replace("+=", "= params[key] +"))],
    "AdaGrad": [(ADAGRAD, ADAGRAD.replace("-=", "= params[key] -"))],
    "RMSProp": [(RMSPROP, RMSPROP.replace("-=", "= params[key] -"))],
    "AdaDelta": [("params[key] += step", "params[key] = params[key] + step")],
    "Adam": [(ADAM, ADAM.replace("-=", "= params[key] -"))],
    "FTRL": [(FTRL_STEP, FTRL_STEP.replace("theta[...]", "params[key]"))],
}
for optimizer, change in NEW_ARRAYS.items():
    misconception(
        f"{optimizer.lower()}_puts_new_arrays_into_the_dict",
        change=change,
        fails=["parameters_change_in_place"],
        title_en=f"{optimizer}: params gets new arrays",
        title_ja=f"{optimizer}：params に新しい配列を入れている",
        en="update puts a new array into the dict; layers that hold the old one never see the step.",
        ja="update が辞書に新しい配列を入れています。元の配列を持っている層には、更新が伝わりません。",
        ask_en="What is the difference between `a -= b` and `a = a - b` for an array a that someone else holds, too?",
        ask_ja="ほかのコードも同じ配列 a を持っているとき、`a -= b` と `a = a - b` はどう違いますか。",
    )

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
    en="θ moves by v from before its update: the first step does not move at all, and all others come one too late.",
    ja="更新前の v で θ が動いています。最初の 1 歩では動かず、その後も 1 歩ずつ遅れます。",
    ask_en="v is 0 before the first step. How far does θ move in your first step?",
    ask_ja="最初の 1 歩の前、v は 0 です。あなたの最初の 1 歩で、θ はどれだけ動きますか。",
)

misconception(
    "momentum_with_one_velocity",
    change=[
        (
            MOMENTUM,
            "            if np.shape(getattr(self, 'one', None)) != g.shape:\n"
            "                self.one = np.zeros_like(g)\n"
            "            self.one = self.momentum * self.one - self.lr * g\n"
            "            params[key] += self.one\n",
        )
    ],
    fails=["momentum"],
    title_en="Momentum: one state for several parameters",
    title_ja="Momentum の状態が複数のパラメータで共通",
    en="Parameters share a state; W and b each need one of their own, also where their shapes are the same.",
    ja="複数のパラメータが 1 つの状態を共有しています。形が同じでも、W と b にはそれぞれの状態が必要です。",
    ask_en="A net has two biases of the same shape. What does the second one find in the state?",
    ask_ja="同じ形のバイアスが 2 つあるネットワークで、2 つ目を更新するとき、状態には何が入っていますか。",
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
    "momentum_argument_ignored",
    change=[(MOMENTUM, MOMENTUM.replace("self.momentum", "0.9"))],
    fails=["momentum"],
    title_en="Momentum with a fixed 0.9",
    title_ja="Momentum の α が 0.9 に固定されている",
    en="The argument `momentum` is not used: α is always 0.9.",
    ja="引数 momentum が使われず、α がいつも 0.9 になっています。",
    ask_en="What changes in your update when it is called with momentum=0.5?",
    ask_ja="momentum=0.5 を渡すと、あなたの update は何が変わりますか。",
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
    "nesterov_momentum_ignored",
    change=[
        (
            VELOCITY + "\n            " + NESTEROV,
            (VELOCITY + "\n            " + NESTEROV).replace("self.momentum", "0.9"),
        )
    ],
    fails=["nesterov"],
    title_en="Nesterov with a fixed 0.9",
    title_ja="Nesterov の α が 0.9 に固定されている",
    en="The argument `momentum` is not used: α is always 0.9.",
    ja="引数 momentum が使われず、α がいつも 0.9 になっています。",
    ask_en="What changes in your update when it is called with momentum=0.5?",
    ask_ja="momentum=0.5 を渡すと、あなたの update は何が変わりますか。",
)

misconception(
    "nesterov_as_a_moving_average",
    change=[
        (
            VELOCITY + "\n            " + NESTEROV,
            VELOCITY.replace("- self.lr", "- (1 - self.momentum) * self.lr") + "\n            " + NESTEROV,
        )
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
    change=[
        (
            VELOCITY + "\n            " + NESTEROV,
            (VELOCITY + "\n            " + NESTEROV).replace("- self.lr", "+ self.lr"),
        )
    ],
    fails=["nesterov", "first_steps"],
    title_en="Nesterov goes uphill",
    title_ja="Nesterov が勾配の向きに登っている",
    en="Velocity and step both add the gradient, which points to where the loss grows.",
    ja="速度にも 1 歩にも勾配が足されています。勾配は損失が増える向きを指しています。",
    ask_en="With v = 0 and g > 0, does θ become larger or smaller in your first step?",
    ask_ja="v = 0 で g > 0 のとき、最初の 1 歩で θ は大きくなりますか、小さくなりますか。",
)

# --- AdaGrad, RMSProp, AdaDelta ---

misconception(
    "adagrad_forgets",
    change=[(H_SUM, "self.h[key] = g**2\n")],
    fails=["adagrad"],
    title_en="AdaGrad does not accumulate",
    title_ja="AdaGrad で 2 乗和を累積していない",
    en="h holds only the last g²; it must add up the squares of all steps.",
    ja="h が最後の g² だけになっています。すべてのステップの 2 乗を足していく必要があります。",
    ask_en="If g is always 2, what is h after 1, 2 and 3 steps?",
    ask_ja="g がいつも 2 なら、1、2、3 ステップ後の h はいくつですか。",
)

misconception(
    "adagrad_with_the_norm",
    change=[(H_SUM, H_SUM.replace("g**2", "np.sum(g**2)"))],
    fails=["adagrad", "first_steps"],
    title_en="AdaGrad adds up the squared norm",
    title_ja="AdaGrad が勾配全体の 2 乗和を足している",
    en="h adds up the sum of g² over all entries; every entry has an h of its own.",
    ja="h に、すべての要素についての g² の和が足されています。h は要素ごとに別々です。",
    ask_en="For the gradient (1, 100), should both coordinates make the same first step? Do they?",
    ask_ja="勾配が (1, 100) のとき、2 つの座標の最初の 1 歩は同じ長さになるべきですか。あなたのコードではどうですか。",
)

misconception(
    "adagrad_without_root",
    change=[(ADAGRAD, ADAGRAD.replace("np.sqrt(self.h[key])", "self.h[key]"))],
    fails=["adagrad", "first_steps"],
    title_en="AdaGrad without the root",
    title_ja="AdaGrad に平方根がない",
    en="The step is divided by the sum of squares h, not by its root.",
    ja="2 乗和 h そのもので割っています。その平方根で割る必要があります。",
    ask_en="If all gradients become ten times as large, how should the steps of AdaGrad change?",
    ask_ja="勾配がすべて 10 倍になったら、AdaGrad の 1 歩はどう変わるべきですか。",
)

misconception(
    "adagrad_sum_one_step_late",
    change=[
        (
            ADAGRAD,
            "h = self.h.get(key, np.zeros_like(g))\n            "
            + STEP.replace("self.h[key]", "h")
            + "\n            self.h[key] = h + g**2",
        )
    ],
    fails=["adagrad", "first_steps"],
    title_en="AdaGrad adds g² after the step",
    title_ja="AdaGrad で 1 歩のあとに g² を足している",
    en="The step uses h from before its update, so the first one is divided by ε alone.",
    ja="更新前の h で割っているため、最初の 1 歩は ε だけで割られます。",
    ask_en="What is h when your very first step is divided by its root?",
    ask_ja="最初の 1 歩を割る時点で、h はいくつですか。",
)

misconception(
    "adagrad_as_an_average",
    change=[
        (
            ADAGRAD,
            ADAGRAD.replace(
                "self.h.get(key, np.zeros_like(g)) + g**2", "0.9 * self.h.get(key, np.zeros_like(g)) + 0.1 * g**2"
            ),
        )
    ],
    fails=["adagrad", "first_steps"],
    title_en="AdaGrad with a running average",
    title_ja="AdaGrad が移動平均になっている",
    en="h is a running average of g², as in RMSProp; AdaGrad adds all squares up.",
    ja="h が RMSProp のような g² の移動平均になっています。AdaGrad は 2 乗をすべて足します。",
    ask_en="If g is always 1, does h grow without end or settle?",
    ask_ja="g がいつも 1 なら、h は限りなく増えますか、ある値に落ち着きますか。",
)

misconception(
    "adagrad_uphill",
    change=[(ADAGRAD, ADAGRAD.replace("-=", "+="))],
    fails=["adagrad", "first_steps"],
    title_en="AdaGrad goes uphill",
    title_ja="AdaGrad が勾配の向きに登っている",
    en="The step is added; the gradient points to where the loss grows.",
    ja="1 歩が足されています。勾配は損失が増える向きを指しています。",
    ask_en="Does x² become smaller when you go from x = 10 in the direction of its derivative?",
    ask_ja="x = 10 から微分の向きに進むと、x² は小さくなりますか。",
)

misconception(
    "adagrad_sums_before_squaring",
    change=[
        (
            H_SUM + "            params[key] -= self.lr * g / (np.sqrt(self.h[key]) + self.eps)",
            "self.h[key] = self.h.get(key, np.zeros_like(g)) + np.abs(g)\n"
            "            params[key] -= self.lr * g / (self.h[key] + self.eps)",
        )
    ],
    fails=["adagrad"],
    title_en="AdaGrad adds up |g|",
    title_ja="AdaGrad で |g| を足している",
    en="|g| is added up where g² is asked for; the root of a sum of squares is not the sum of absolute values.",
    ja="g² ではなく |g| を足しています。2 乗和の平方根は、絶対値の和とは違います。",
    ask_en="For the gradients 3 and 4, what is √(3² + 4²), and what is 3 + 4?",
    ask_ja="勾配が 3、4 のとき、√(3² + 4²) はいくつですか。3 + 4 とは同じですか。",
)

misconception(
    "rmsprop_weights_reversed",
    change=[
        (
            "self.h[key] = self.rho * self.h.get(key, np.zeros_like(g)) + (1.0 - self.rho) * g**2\n"
            "            params[key] -=",
            "self.h[key] = (1 - self.rho) * self.h.get(key, np.zeros_like(g)) + self.rho * g**2\n"
            "            params[key] -=",
        )
    ],
    fails=["rmsprop", "first_steps"],
    title_en="RMSProp weights the wrong way round",
    title_ja="RMSProp の重みが逆",
    en="ρ weights the new g²; it belongs to the old average.",
    ja="ρ が新しい g² の重みになっています。ρ は古い平均の重みです。",
    ask_en="With ρ = 0.9, how many steps should the average remember: about one, or about ten?",
    ask_ja="ρ = 0.9 なら、平均は何ステップ分くらいを覚えているべきですか。1 ですか、10 ですか。",
)

misconception(
    "root_forgotten",
    change=[
        (
            "(1.0 - self.rho) * g**2\n            params[key] -= self.lr * g / (np.sqrt(self.h[key]) + self.eps)",
            "(1.0 - self.rho) * g**2\n            params[key] -= self.lr * g / (self.h[key] + self.eps)",
        )
    ],
    fails=["rmsprop", "first_steps"],
    title_en="RMSProp without the root",
    title_ja="RMSProp に平方根がない",
    en="The step is divided by the mean of g², not by its root.",
    ja="g² の平均そのもので割っています。その平方根で割る必要があります。",
    ask_en="If all gradients become ten times as large, how should the steps of RMSProp change?",
    ask_ja="勾配がすべて 10 倍になったら、RMSProp の 1 歩はどう変わるべきですか。",
)

misconception(
    "rmsprop_average_added",
    change=[
        (
            RMSPROP,
            RMSPROP.replace(
                "self.h[key] = self.rho * self.h.get(key, np.zeros_like(g)) +",
                "self.h[key] = (1 + self.rho) * self.h.get(key, np.zeros_like(g)) +",
            ),
        )
    ],
    fails=["rmsprop"],
    title_en="RMSProp adds to the old h",
    title_ja="RMSProp で古い h に足している",
    en="`+=` keeps the old h beside ρ h: h grows without end.",
    ja="`+=` のため、ρ h のほかに古い h も残り、h が限りなく増えます。",
    ask_en="If g is always 1, where should h settle? Where does yours go?",
    ask_ja="g がいつも 1 なら、h はどこに落ち着くべきですか。あなたの h はどうなりますか。",
)

misconception(
    "rmsprop_without_one_minus_rho",
    change=[(RMSPROP, RMSPROP.replace("(1.0 - self.rho) * g**2", "g**2"))],
    fails=["rmsprop", "first_steps"],
    title_en="RMSProp adds g² in full",
    title_ja="RMSProp で g² に 1 − ρ を掛けていない",
    en="g² is not weighted with 1 − ρ, so h is no average but up to 1/(1 − ρ) times as large.",
    ja="g² に 1 − ρ が掛かっていません。h が平均にならず、最大で 1/(1 − ρ) 倍になります。",
    ask_en="If g is always 1, where should an average of g² settle?",
    ask_ja="g がいつも 1 なら、g² の平均はどこに落ち着くべきですか。",
)

misconception(
    "rmsprop_never_forgets",
    change=[(RMSPROP, RMSPROP.replace("self.rho * self.h.get", "self.h.get"))],
    fails=["rmsprop"],
    title_en="RMSProp never forgets",
    title_ja="RMSProp が過去を忘れない",
    en="The old h is kept in full: ρ is missing before it.",
    ja="古い h がそのまま残っています。ρ が掛かっていません。",
    ask_en="Do the two weights of an average add up to 1 in your formula?",
    ask_ja="あなたの式で、平均の 2 つの重みは足して 1 になりますか。",
)

misconception(
    "rmsprop_starts_at_the_first_square",
    change=[(RMSPROP, RMSPROP.replace("np.zeros_like(g)", "g**2"))],
    fails=["rmsprop", "first_steps"],
    title_en="RMSProp starts at the first g²",
    title_ja="RMSProp の h が最初の g² から始まっている",
    en="h is g² after the first step; it starts as 0, so that it should be (1 − ρ) g².",
    ja="最初の 1 歩のあと h が g² になっています。h は 0 から始まるので、(1 − ρ) g² になるはずです。",
    ask_en="With h = 0 and ρ = 0.9, what is h after the first step for g = 10?",
    ask_ja="h = 0、ρ = 0.9 のとき、g = 10 の最初の 1 歩のあと h はいくつですか。",
)

misconception(
    "rmsprop_averages_absolute_values",
    change=[(RMSPROP, RMSPROP.replace("g**2", "np.abs(g)").replace("np.sqrt(self.h[key])", "self.h[key]"))],
    fails=["rmsprop", "first_steps"],
    title_en="RMSProp averages |g|",
    title_ja="RMSProp で |g| を平均している",
    en="|g| is averaged where g² is asked for; the root of a mean of squares is not the mean of absolute values.",
    ja="g² ではなく |g| を平均しています。2 乗平均の平方根は、絶対値の平均とは違います。",
    ask_en="For the gradients 1 and 7, what is the root of the mean square, and what is the mean of |g|?",
    ask_ja="勾配が 1 と 7 のとき、2 乗平均の平方根はいくつですか。|g| の平均はいくつですか。",
)

misconception(
    "rmsprop_rho_ignored",
    change=[(RMSPROP, RMSPROP.replace("self.rho", "0.9"))],
    fails=["rmsprop"],
    title_en="RMSProp with a fixed 0.9",
    title_ja="RMSProp の ρ が 0.9 に固定されている",
    en="The argument `rho` is not used: ρ is always 0.9.",
    ja="引数 rho が使われず、ρ がいつも 0.9 になっています。",
    ask_en="What changes in your update when it is called with rho=0.5?",
    ask_ja="rho=0.5 を渡すと、あなたの update は何が変わりますか。",
)

misconception(
    "rmsprop_average_one_step_late",
    change=[
        (
            RMSPROP,
            "h = self.h.get(key, np.zeros_like(g))\n            "
            + STEP.replace("self.h[key]", "h")
            + "\n            self.h[key] = self.rho * h + (1 - self.rho) * g**2",
        )
    ],
    fails=["rmsprop", "first_steps"],
    title_en="RMSProp averages g² after the step",
    title_ja="RMSProp で 1 歩のあとに h を更新している",
    en="The step uses h from before its update, so the first one is divided by ε alone.",
    ja="更新前の h で割っているため、最初の 1 歩は ε だけで割られます。",
    ask_en="What is h when your very first step is divided by its root?",
    ask_ja="最初の 1 歩を割る時点で、h はいくつですか。",
)

misconception(
    "rmsprop_uphill",
    change=[(RMSPROP, RMSPROP.replace("-=", "+="))],
    fails=["rmsprop", "first_steps"],
    title_en="RMSProp goes uphill",
    title_ja="RMSProp が勾配の向きに登っている",
    en="The step is added; the gradient points to where the loss grows.",
    ja="1 歩が足されています。勾配は損失が増える向きを指しています。",
    ask_en="Does x² become smaller when you go from x = 10 in the direction of its derivative?",
    ask_ja="x = 10 から微分の向きに進むと、x² は小さくなりますか。",
)

misconception(
    "adagrad_eps_forgotten",
    change=[(ADAGRAD, ADAGRAD.replace("(np.sqrt(self.h[key]) + self.eps)", "np.sqrt(self.h[key])"))],
    fails=["eps_guards_against_a_gradient_of_zero"],
    title_en="AdaGrad without ε",
    title_ja="AdaGrad に ε がない",
    en="Without ε a gradient of 0 in the first step gives 0/0.",
    ja="ε がないと、最初のステップの勾配が 0 のとき 0/0 になります。",
    ask_en="What does your update do to the weights of a pixel that is always 0?",
    ask_ja="いつも 0 の画素につながる重みに対して、あなたの update は何をしますか。",
)

misconception(
    "adagrad_eps_fixed",
    change=[(ADAGRAD, ADAGRAD.replace("self.eps", "1e-7"))],
    fails=["eps_guards_against_a_gradient_of_zero"],
    title_en="AdaGrad with a fixed ε",
    title_ja="AdaGrad の ε が固定されている",
    en="The argument `eps` is not used: ε is always the same.",
    ja="引数 eps が使われず、ε がいつも同じ値です。",
    ask_en="What changes in your update when it is called with eps=1?",
    ask_ja="eps=1 を渡すと、あなたの update は何が変わりますか。",
)

misconception(
    "rmsprop_eps_forgotten",
    change=[(RMSPROP, RMSPROP.replace("(np.sqrt(self.h[key]) + self.eps)", "np.sqrt(self.h[key])"))],
    fails=["eps_guards_against_a_gradient_of_zero"],
    title_en="RMSProp without ε",
    title_ja="RMSProp に ε がない",
    en="Without ε a gradient of 0 in the first step gives 0/0.",
    ja="ε がないと、最初のステップの勾配が 0 のとき 0/0 になります。",
    ask_en="What does your update do to the weights of a pixel that is always 0?",
    ask_ja="いつも 0 の画素につながる重みに対して、あなたの update は何をしますか。",
)

misconception(
    "rmsprop_eps_fixed",
    change=[(RMSPROP, RMSPROP.replace("self.eps", "1e-7"))],
    fails=["eps_guards_against_a_gradient_of_zero"],
    title_en="RMSProp with a fixed ε",
    title_ja="RMSProp の ε が固定されている",
    en="The argument `eps` is not used: ε is always the same.",
    ja="引数 eps が使われず、ε がいつも同じ値です。",
    ask_en="What changes in your update when it is called with eps=1?",
    ask_ja="eps=1 を渡すと、あなたの update は何が変わりますか。",
)

misconception(
    "adam_eps_forgotten",
    change=[(ADAM, ADAM.replace("(np.sqrt(v_hat) + self.eps)", "np.sqrt(v_hat)"))],
    fails=["eps_guards_against_a_gradient_of_zero"],
    title_en="Adam without ε",
    title_ja="Adam に ε がない",
    en="Without ε a gradient of 0 in the first step gives 0/0.",
    ja="ε がないと、最初のステップの勾配が 0 のとき 0/0 になります。",
    ask_en="What does your update do to the weights of a pixel that is always 0?",
    ask_ja="いつも 0 の画素につながる重みに対して、あなたの update は何をしますか。",
)

misconception(
    "adam_eps_fixed",
    change=[(ADAM, ADAM.replace("self.eps", "1e-8"))],
    fails=["eps_guards_against_a_gradient_of_zero"],
    title_en="Adam with a fixed ε",
    title_ja="Adam の ε が固定されている",
    en="The argument `eps` is not used: ε is always the same.",
    ja="引数 eps が使われず、ε がいつも同じ値です。",
    ask_en="What changes in your update when it is called with eps=1?",
    ask_ja="eps=1 を渡すと、あなたの update は何が変わりますか。",
)

misconception(
    "adadelta_with_past_steps_of_the_wrong_time",
    change=[
        (
            "            step = -g * np.sqrt(s + self.eps) / np.sqrt(self.h[key] + self.eps)\n"
            "            self.s[key] = self.rho * s + (1.0 - self.rho) * step**2\n",
            "            step = -g / np.sqrt(self.h[key] + self.eps)\n"
            "            self.s[key] = self.rho * s + (1.0 - self.rho) * step**2\n"
            "            step = step * np.sqrt(self.s[key] + self.eps)\n",
        )
    ],
    fails=["adadelta", "first_steps_go_downhill"],
    title_en="AdaDelta averages something else than its steps",
    title_ja="AdaDelta で実際の Δ 以外を平均している",
    en="s averages g²/(h + ε), not the squares of the steps that were really made.",
    ja="s が、実際の移動量 Δ の 2 乗ではなく g²/(h + ε) を平均しています。",
    ask_en="Which Δ does s average, and is it known when the root of s is taken?",
    ask_ja="s が平均するのはどの Δ ですか。s の平方根をとる時点で、その Δ はもう決まっていますか。",
)

misconception(
    "adadelta_ratio_inverted",
    change=[(DELTA, "step = -g * np.sqrt(self.h[key] + self.eps) / np.sqrt(s + self.eps)")],
    fails=["adadelta", "first_steps_go_downhill"],
    title_en="AdaDelta's ratio is upside down",
    title_ja="AdaDelta の比が逆さま",
    en="The root of h stands above and that of s below: large gradients make the steps larger still.",
    ja="h の平方根が分子、s の平方根が分母にあります。勾配が大きいほど 1 歩がさらに大きくなります。",
    ask_en="If all gradients become ten times as large, how should the steps change?",
    ask_ja="勾配がすべて 10 倍になったら、1 歩はどう変わるべきですか。",
)

misconception(
    "adadelta_never_averages_its_steps",
    change=[(S_MEAN, "self.s[key] = s")],
    fails=["adadelta"],
    title_en="AdaDelta never averages its steps",
    title_ja="AdaDelta が Δ の平均を更新していない",
    en="s stays 0: the squares of the steps are never averaged, and every step lives on ε.",
    ja="s が 0 のままです。Δ の 2 乗が平均されず、毎回 ε だけで動いています。",
    ask_en="Which lines of your update change s?",
    ask_ja="s を変えているのは、update のどの行ですか。",
)

misconception(
    "adadelta_averages_gradients_twice",
    change=[(S_MEAN, "self.s[key] = self.rho * s + (1.0 - self.rho) * g**2")],
    fails=["adadelta"],
    title_en="AdaDelta averages g² in s, too",
    title_ja="AdaDelta の s も g² を平均している",
    en="s averages g², as h does; it must average the squares of the steps Δ.",
    ja="s が h と同じように g² を平均しています。平均すべきなのは Δ の 2 乗です。",
    ask_en="What are the units of s and of h, if θ is a length and g is per length?",
    ask_ja="θ が長さで g がその逆数の単位をもつなら、s と h の単位は何ですか。",
)

misconception(
    "adadelta_rho_ignored",
    change=[
        (H_MEAN + DELTA, (H_MEAN + DELTA).replace("self.rho", "0.95")),
        (S_MEAN, S_MEAN.replace("self.rho", "0.95")),
    ],
    fails=["adadelta"],
    title_en="AdaDelta with a fixed 0.95",
    title_ja="AdaDelta の ρ が 0.95 に固定されている",
    en="The argument `rho` is not used: ρ is always 0.95.",
    ja="引数 rho が使われず、ρ がいつも 0.95 になっています。",
    ask_en="What changes in your update when it is called with rho=0.5?",
    ask_ja="rho=0.5 を渡すと、あなたの update は何が変わりますか。",
)

misconception(
    "adadelta_without_roots",
    change=[(DELTA, "step = -g * (s + self.eps) / (self.h[key] + self.eps)")],
    fails=["adadelta"],
    title_en="AdaDelta without the roots",
    title_ja="AdaDelta に平方根がない",
    en="s and h are averages of squares; their roots are asked for, in both places.",
    ja="s と h は 2 乗の平均です。どちらも平方根をとる必要があります。",
    ask_en="If all gradients become ten times as large, how should the steps change?",
    ask_ja="勾配がすべて 10 倍になったら、1 歩はどう変わるべきですか。",
)

misconception(
    "adadelta_uphill",
    change=[("params[key] += step", "params[key] -= step")],
    fails=["adadelta", "first_steps_go_downhill"],
    title_en="AdaDelta goes uphill",
    title_ja="AdaDelta が勾配の向きに登っている",
    en="The sign of Δ and that of the last line do not fit together: θ goes to where the loss grows.",
    ja="Δ の符号と最後の式の符号が合っておらず、損失の増える向きに進んでいます。",
    ask_en="For g > 0, does θ become larger or smaller in your first step?",
    ask_ja="g > 0 のとき、最初の 1 歩で θ は大きくなりますか、小さくなりますか。",
)

# --- Adam ---

misconception(
    "adam_without_correction",
    change=[(M_HAT, "m_hat = self.m[key]"), (V_HAT, "v_hat = self.v[key]")],
    fails=["adam", "first_steps"],
    title_en="Adam without correction",
    title_ja="Adam の補正がない",
    en="m and v are used as they are; in the first steps they are too small, since they start at 0.",
    ja="m と v をそのまま使っています。0 から始まるため、最初のうちは小さすぎる値です。",
    ask_en="After one step m = 0.1 g. By what do you have to divide to get g?",
    ask_ja="1 ステップ後は m = 0.1 g です。g に戻すには何で割ればよいですか。",
)

misconception(
    "adam_correction_without_t",
    change=[
        (M_HAT, "m_hat = self.m[key] / (1.0 - self.beta1)"),
        (V_HAT, "v_hat = self.v[key] / (1.0 - self.beta2)"),
    ],
    fails=["adam"],
    title_en="Adam's correction without t",
    title_ja="Adam の補正に t がない",
    en="The correction is 1 − β in every step, not 1 − βᵗ: right in the first step only.",
    ja="補正がいつも 1 − β で、1 − βᵗ になっていません。正しいのは最初のステップだけです。",
    ask_en="After very many steps, how much correction should be left?",
    ask_ja="とても多くのステップの後では、補正はどれくらい残るべきですか。",
)

misconception(
    "adam_only_m_corrected",
    change=[(V_HAT, "v_hat = self.v[key]")],
    fails=["adam", "first_steps"],
    title_en="Adam corrects m only",
    title_ja="Adam で m だけを補正している",
    en="v is used as it is. It starts at 0, too, and is much too small in the first steps.",
    ja="v が補正されていません。v も 0 から始まるため、最初のうちは小さすぎます。",
    ask_en="After one step v = 0.001 g². By what do you have to divide to get g²?",
    ask_ja="1 ステップ後は v = 0.001 g² です。g² に戻すには何で割ればよいですか。",
)

misconception(
    "adam_only_v_corrected",
    change=[(M_HAT, "m_hat = self.m[key]")],
    fails=["adam", "first_steps"],
    title_en="Adam corrects v only",
    title_ja="Adam で v だけを補正している",
    en="m is used as it is. It starts at 0, too, and is too small in the first steps.",
    ja="m が補正されていません。m も 0 から始まるため、最初のうちは小さすぎます。",
    ask_en="After one step m = 0.1 g. By what do you have to divide to get g?",
    ask_ja="1 ステップ後は m = 0.1 g です。g に戻すには何で割ればよいですか。",
)

misconception(
    "adam_betas_swapped",
    change=[
        (M_STATE, M_STATE.replace("beta1", "beta2")),
        (V_STATE, V_STATE.replace("beta2", "beta1")),
        (M_HAT, M_HAT.replace("beta1", "beta2")),
        (V_HAT, V_HAT.replace("beta2", "beta1")),
    ],
    fails=["adam"],
    title_en="Adam's β₁ and β₂ are swapped",
    title_ja="Adam の β₁ と β₂ が逆",
    en="β₁ belongs to m, the average of g, and β₂ to v, the average of g²; here it is the other way round.",
    ja="β₁ は g の平均 m、β₂ は g² の平均 v の重みですが、逆になっています。",
    ask_en="Which of the two averages should remember more steps?",
    ask_ja="2 つの平均のうち、より多くのステップを覚えているべきなのはどちらですか。",
)

misconception(
    "adam_corrections_swapped",
    change=[(M_HAT, M_HAT.replace("beta1", "beta2")), (V_HAT, V_HAT.replace("beta2", "beta1"))],
    fails=["adam", "first_steps"],
    title_en="Adam's corrections are swapped",
    title_ja="Adam の補正の β が逆",
    en="m is divided by 1 − β₂ᵗ and v by 1 − β₁ᵗ.",
    ja="m が 1 − β₂ᵗ で、v が 1 − β₁ᵗ で割られています。",
    ask_en="After one step m = (1 − β₁) g. By what do you have to divide to get g?",
    ask_ja="1 ステップ後は m = (1 − β₁) g です。g に戻すには何で割ればよいですか。",
)

misconception(
    "adam_both_corrected_with_beta1",
    change=[(V_HAT, V_HAT.replace("beta2", "beta1"))],
    fails=["adam", "first_steps"],
    title_en="v is corrected with β₁",
    title_ja="v を β₁ で補正している",
    en="m and v are both divided by 1 − β₁ᵗ; v is averaged with β₂, and must be corrected with it.",
    ja="m も v も 1 − β₁ᵗ で割られています。v は β₂ で平均しているので、補正も β₂ で行います。",
    ask_en="After one step v = (1 − β₂) g². By what do you have to divide to get g²?",
    ask_ja="1 歩のあと v = (1 − β₂) g² です。g² にするには何で割ればよいですか。",
)

misconception(
    "adam_weights_reversed",
    change=[
        (M_STATE, "self.m[key] = (1.0 - self.beta1) * self.m.get(key, np.zeros_like(g)) + self.beta1 * g"),
        (V_STATE, "self.v[key] = (1.0 - self.beta2) * self.v.get(key, np.zeros_like(g)) + self.beta2 * g**2"),
    ],
    fails=["adam", "first_steps"],
    title_en="Adam's weights the wrong way round",
    title_ja="Adam の重みが逆",
    en="β₁ and β₂ weight the new gradient; they belong to the old averages.",
    ja="β₁ と β₂ が新しい勾配の重みになっています。これらは古い平均の重みです。",
    ask_en="With β₁ = 0.9, how many steps should m remember: about one, or about ten?",
    ask_ja="β₁ = 0.9 なら、m は何ステップ分くらいを覚えているべきですか。1 ですか、10 ですか。",
)

misconception(
    "adam_averages_added",
    change=[
        (M_STATE, M_STATE.replace("= self.beta1 *", "= (1 + self.beta1) *")),
        (V_STATE, V_STATE.replace("= self.beta2 *", "= (1 + self.beta2) *")),
    ],
    fails=["adam"],
    title_en="Adam adds to the old averages",
    title_ja="Adam で古い平均に足している",
    en="`+=` keeps the old m and v beside β m and β v: they grow without end.",
    ja="`+=` のため、β m、β v のほかに古い m、v も残り、限りなく増えます。",
    ask_en="If g is always 1, where should m settle? Where does yours go?",
    ask_ja="g がいつも 1 なら、m はどこに落ち着くべきですか。あなたの m はどうなりますか。",
)

misconception(
    "adam_moved_by_the_difference_of_the_wrong_sign",
    change=[
        (M_STATE, "m = self.m.get(key, np.zeros_like(g))\n            self.m[key] = m + (1 - self.beta1) * g"),
        (V_STATE, "v = self.v.get(key, np.zeros_like(g))\n            self.v[key] = v + (1 - self.beta2) * g**2"),
    ],
    fails=["adam"],
    title_en="Adam's averages never forget",
    title_ja="Adam の平均が過去を忘れない",
    en="The old m and v are kept in full: β₁ and β₂ are missing before them.",
    ja="古い m と v がそのまま残っています。β₁、β₂ が掛かっていません。",
    ask_en="Do the two weights of an average add up to 1 in your formula?",
    ask_ja="あなたの式で、平均の 2 つの重みは足して 1 になりますか。",
)

misconception(
    "adam_without_square",
    change=[(V_STATE, V_STATE.replace("g**2", "np.abs(g)"))],
    fails=["adam", "first_steps"],
    title_en="Adam averages |g| in v",
    title_ja="Adam の v に 2 乗がない",
    en="v averages |g|; the square is missing.",
    ja="v が |g| を平均しています。2 乗が抜けています。",
    ask_en="If all gradients become ten times as large, how should the steps of Adam change?",
    ask_ja="勾配がすべて 10 倍になったら、Adam の 1 歩はどう変わるべきですか。",
)

misconception(
    "adam_without_root",
    change=[(ADAM, ADAM.replace("np.sqrt(v_hat)", "v_hat"))],
    fails=["adam", "first_steps"],
    title_en="Adam without the root",
    title_ja="Adam に平方根がない",
    en="The step is divided by v̂, not by its root.",
    ja="v̂ そのもので割っています。その平方根で割る必要があります。",
    ask_en="If all gradients become ten times as large, how should the steps of Adam change?",
    ask_ja="勾配がすべて 10 倍になったら、Adam の 1 歩はどう変わるべきですか。",
)

misconception(
    "adam_rate_without_root",
    change=[
        (M_HAT, "m_hat = self.m[key] * (1.0 - self.beta2**self.t) / (1.0 - self.beta1**self.t)"),
        (V_HAT, "v_hat = self.v[key]"),
    ],
    fails=["adam", "first_steps"],
    title_en="The correction of v without the root",
    title_ja="v の補正に平方根がない",
    en="In the corrected rate, 1 − β₂ᵗ stands without its root.",
    ja="補正した学習率の 1 − β₂ᵗ に平方根がついていません。",
    ask_en="v is divided by 1 − β₂ᵗ and stands inside a root. How does that factor come out of it?",
    ask_ja="v は 1 − β₂ᵗ で割られ、平方根の中にあります。その因子を外に出すとどうなりますか。",
)

misconception(
    "adam_t_one_step_behind",
    change=[("        self.t += 1\n        for key, g", "        for key, g"), (ADAM, ADAM + "\n        self.t += 1")],
    fails=[
        "adam",
        "first_steps",
        "eps_guards_against_a_gradient_of_zero",
        "each_optimizer_has_its_own_state",
        "gradients_are_left_alone",
        "parameters_change_in_place",
    ],
    title_en="t is one step behind",
    title_ja="t が 1 ステップ遅れている",
    en="t is still 0 in the first update, where 1 − β⁰ = 0 is divided by.",
    ja="最初の update で t がまだ 0 のため、1 − β⁰ = 0 で割っています。",
    ask_en="What is t in the first update, and what is 1 − β₁ᵗ then?",
    ask_ja="最初の update で t はいくつですか。そのとき 1 − β₁ᵗ はいくつですか。",
)

misconception(
    "adam_t_one_step_ahead",
    change=[
        ("        self.t += 1\n        for key, g", "        self.t += 2 if self.t == 0 else 1\n        for key, g")
    ],
    fails=["adam", "first_steps"],
    title_en="t is one step ahead",
    title_ja="t が 1 ステップ進んでいる",
    en="t is already 2 in the first update, so that it is corrected too little.",
    ja="最初の update で t がすでに 2 になっていて、補正が足りません。",
    ask_en="What is t in the first update, and what is 1 − β₁ᵗ then?",
    ask_ja="最初の update で t はいくつですか。そのとき 1 − β₁ᵗ はいくつですか。",
)

misconception(
    "adam_multiplied_by_the_correction",
    change=[(M_HAT, M_HAT.replace("] / (", "] * (")), (V_HAT, V_HAT.replace("] / (", "] * ("))],
    fails=["adam", "first_steps"],
    title_en="Multiplied by the correction",
    title_ja="補正を掛けている",
    en="m and v are multiplied by 1 − βᵗ, where they must be divided.",
    ja="m と v に 1 − βᵗ が掛けられています。割る必要があります。",
    ask_en="m is too small in the first steps. Does your correction make it larger?",
    ask_ja="最初のうち m は小さすぎます。あなたの補正で大きくなりますか。",
)

misconception(
    "adam_betas_ignored",
    change=[
        (M_STATE, M_STATE.replace("self.beta1", "0.9")),
        (V_STATE, V_STATE.replace("self.beta2", "0.999")),
        (M_HAT, M_HAT.replace("self.beta1", "0.9")),
        (V_HAT, V_HAT.replace("self.beta2", "0.999")),
    ],
    fails=["adam"],
    title_en="Adam with fixed β₁ and β₂",
    title_ja="Adam の β が固定されている",
    en="The arguments `beta1` and `beta2` are not used: they are always 0.9 and 0.999.",
    ja="引数 beta1 と beta2 が使われず、いつも 0.9 と 0.999 になっています。",
    ask_en="What changes in your update when it is called with beta1=0.5?",
    ask_ja="beta1=0.5 を渡すと、あなたの update は何が変わりますか。",
)

misconception(
    "adam_uphill",
    change=[(ADAM, ADAM.replace("-=", "+="))],
    fails=["adam", "first_steps"],
    title_en="Adam goes uphill",
    title_ja="Adam が勾配の向きに登っている",
    en="The step is added; the gradient points to where the loss grows.",
    ja="1 歩が足されています。勾配は損失が増える向きを指しています。",
    ask_en="Does x² become smaller when you go from x = 10 in the direction of its derivative?",
    ask_ja="x = 10 から微分の向きに進むと、x² は小さくなりますか。",
)

misconception(
    "adam_correction_stored",
    change=[
        (M_HAT, "self.m[key] = self.m[key] / (1.0 - self.beta1**self.t)\n            m_hat = self.m[key]"),
        (V_HAT, "self.v[key] = self.v[key] / (1.0 - self.beta2**self.t)\n            v_hat = self.v[key]"),
    ],
    fails=["adam"],
    title_en="The corrected averages are stored",
    title_ja="補正した値を保存している",
    en="The corrected m̂ and v̂ overwrite m and v, so the next step corrects them once more.",
    ja="補正した m̂、v̂ で m、v を上書きしています。次のステップでもう一度補正がかかります。",
    ask_en="Which of m and m̂ does the formula for the next step start from?",
    ask_ja="次のステップの式は、m と m̂ のどちらから始まりますか。",
)

misconception(
    "adam_t_counts_keys",
    change=[
        (
            "        self.t += 1\n        for key, g in grads.items():\n            " + M_STATE,
            "        for key, g in grads.items():\n            self.t += 1\n            " + M_STATE,
        ),
    ],
    fails=["adam"],
    title_en="t counts tensors, not updates",
    title_ja="t がパラメータごとに増えている",
    en="t grows once per key; it must grow once per update.",
    ja="t がキーごとに 1 増えています。update 1 回につき 1 増えるべきです。",
    ask_en="What is t after the first update of a net with W and b?",
    ask_ja="W と b をもつネットワークで update を 1 回呼ぶと、t はいくつになりますか。",
)

misconception(
    "adam_rate_compounds",
    change=[
        (M_HAT, "m_hat = self.m[key]"),
        (V_HAT, "v_hat = self.v[key]"),
        (
            "        self.t += 1\n",
            "        self.t += 1\n"
            "        self.lr = self.lr * np.sqrt(1 - self.beta2**self.t) / (1 - self.beta1**self.t)\n",
        ),
    ],
    fails=["adam"],
    title_en="Adam's learning rate compounds",
    title_ja="Adam の学習率が補正のたびに掛け合わされている",
    en="The corrected rate is stored in self.lr, so every step corrects what was already corrected. λ is the initial "
    "rate each time.",
    ja="補正した学習率を self.lr に上書きしているため、補正が毎回重なります。λ はいつも最初の学習率です。",
    ask_en="Print self.lr after each update. Does it settle near the rate that you passed in?",
    ask_ja="update のたびに self.lr を表示してください。渡した学習率に近づいていきますか。",
)

# --- FTRL ---

misconception(
    "ftrl_without_sigma",
    change=[(SIGMA, "z = self.z[key] + g")],
    fails=[*FTRL_STARTS_WRONG, "ftrl_from_zero", "first_steps_go_downhill"],
    title_en="FTRL without the proximal term",
    title_ja="FTRL に σ の項がない",
    en="z adds up the gradients alone; the term −σ θ, which ties the step to where θ is, is missing.",
    ja="z が勾配の和だけになっています。今の θ と結びつける −σ θ の項がありません。",
    ask_en="For l1 = l2 = 0, does your step equal −λ g / (β + √n)?",
    ask_ja="l1 = l2 = 0 のとき、あなたの 1 歩は −λ g / (β + √n) に等しくなりますか。",
)

misconception(
    "ftrl_starts_from_nothing",
    change=[
        (
            "self.z[key] = -theta * (self.beta / self.lr + self.l2) - self.l1 * np.sign(theta)",
            "self.z[key] = np.zeros_like(g)",
        )
    ],
    fails=[*FTRL_STARTS_WRONG, "ftrl_starts_from_the_given_parameters"],
    title_en="FTRL forgets the given parameters",
    title_ja="FTRL が最初のパラメータを忘れている",
    en="z starts at 0 although θ is not 0: the first step throws the initial weights away.",
    ja="θ が 0 でないのに z が 0 から始まっています。最初の 1 歩で初期値の重みが失われます。",
    ask_en="With a gradient near 0, where does your first step lead to from θ = 5?",
    ask_ja="勾配がほぼ 0 のとき、θ = 5 からの最初の 1 歩でどこへ行きますか。",
)

misconception(
    "ftrl_without_threshold",
    change=[
        (
            "beyond = np.sign(z) * np.maximum(np.abs(z) - self.l1, 0.0)",
            "beyond = z - self.l1 * np.sign(z)",
        )
    ],
    fails=["ftrl_from_zero"],
    title_en="FTRL never gives 0",
    title_ja="FTRL で θ が 0 にならない",
    en="The case |z| ≤ l1, where θ is exactly 0, is missing: θ comes out with the wrong sign there.",
    ja="|z| ≤ l1 のとき θ を 0 にする場合分けがありません。そこでは θ の符号が逆になります。",
    ask_en="What is l1 good for, if no parameter ever becomes exactly 0?",
    ask_ja="ちょうど 0 になるパラメータがないなら、l1 は何のためにあるのでしょうか。",
)

misconception(
    "ftrl_sigma_without_the_rate",
    change=[(SIGMA, SIGMA.replace(" / self.lr * theta", " * theta"))],
    fails=[*FTRL_STARTS_WRONG, "ftrl_from_zero", "first_steps_go_downhill"],
    title_en="FTRL's σ is not divided by λ",
    title_ja="FTRL の σ を λ で割っていない",
    en="σ = √(n + g²) − √n lacks the division by λ.",
    ja="σ = √(n + g²) − √n のままで、λ で割られていません。",
    ask_en="For l1 = l2 = 0, does your step equal −λ g / (β + √n)?",
    ask_ja="l1 = l2 = 0 のとき、あなたの 1 歩は −λ g / (β + √n) に等しくなりますか。",
)

misconception(
    "ftrl_sigma_one_step_ahead",
    change=[(SIGMA, SIGMA.replace("(np.sqrt(new_n) - np.sqrt(n))", "(np.sqrt(new_n + g**2) - np.sqrt(new_n))"))],
    fails=[*FTRL_STARTS_WRONG, "ftrl_from_zero", "first_steps_go_downhill"],
    title_en="FTRL's σ uses the new n",
    title_ja="FTRL の σ で更新後の n を使っている",
    en="g² has been added to n before σ is computed, so that σ counts it twice; σ needs n from before.",
    ja="σ を計算する前に n に g² を足しているので、g² が 2 回数えられています。σ には更新前の n を使います。",
    ask_en="In which order do σ, z, n and θ change in the formulas?",
    ask_ja="式では、σ、z、n、θ はどの順に計算しますか。",
)

misconception(
    "ftrl_sum_one_step_late",
    change=[(FTRL_STEP, FTRL_STEP.replace("new_n", "n"))],
    fails=[*FTRL_STARTS_WRONG, "ftrl_from_zero", "first_steps_go_downhill"],
    title_en="FTRL's θ uses the old n",
    title_ja="FTRL の θ が古い n を使っている",
    en="θ is computed with n from before its update.",
    ja="θ の計算に、更新前の n が使われています。",
    ask_en="In which order do z, n and θ change in the formulas?",
    ask_ja="式の中で、z、n、θ はどの順に変わりますか。",
)

misconception(
    "ftrl_l1_not_subtracted",
    change=[
        (
            "beyond = np.sign(z) * np.maximum(np.abs(z) - self.l1, 0.0)",
            "beyond = np.where(np.abs(z) <= self.l1, 0.0, z)",
        )
    ],
    fails=["ftrl_from_zero"],
    title_en="FTRL does not subtract l1",
    title_ja="FTRL で l1 を引いていない",
    en="θ is 0 where |z| ≤ l1, but elsewhere l1 · sign(z) is not subtracted from z.",
    ja="|z| ≤ l1 では θ が 0 になっていますが、それ以外で z から l1・sign(z) が引かれていません。",
    ask_en="Let z grow slowly through l1: does your θ jump there?",
    ask_ja="z がゆっくり l1 を越えるとき、あなたの θ はそこで跳びますか。",
)

misconception(
    "ftrl_without_l2",
    change=[(FTRL_STEP, FTRL_STEP.replace(" + self.l2)", ")"))],
    fails=["ftrl_from_zero"],
    title_en="FTRL ignores l2 in the step",
    title_ja="FTRL の式に l2 がない",
    en="l2 is missing in the denominator of θ.",
    ja="θ の分母に l2 がありません。",
    ask_en="What should happen to θ when l2 becomes very large?",
    ask_ja="l2 をとても大きくすると、θ はどうなるべきですか。",
)

misconception(
    "ftrl_l2_divided_by_the_rate",
    change=[
        (FTRL_STEP, FTRL_STEP.replace("np.sqrt(new_n)) / self.lr + self.l2)", "np.sqrt(new_n) + self.l2) / self.lr)"))
    ],
    fails=["ftrl_from_zero"],
    title_en="FTRL divides l2 by λ",
    title_ja="FTRL で l2 も λ で割っている",
    en="In the denominator of θ, l2 is divided by λ, too; only β + √n is.",
    ja="θ の分母で、l2 まで λ で割られています。λ で割るのは β + √n だけです。",
    ask_en="Where does the bracket close that λ divides?",
    ask_ja="λ で割る括弧は、どこで閉じますか。",
)

misconception(
    "ftrl_beta_fixed",
    change=[(FTRL_STEP, FTRL_STEP.replace("self.beta", "1.0"))],
    fails=["ftrl_from_zero"],
    title_en="FTRL with a fixed β",
    title_ja="FTRL の β が 1 に固定されている",
    en="The argument `beta` is not used in the step: β is always 1.",
    ja="1 歩の式で引数 beta が使われず、β がいつも 1 になっています。",
    ask_en="What changes in your step when it is called with beta=3?",
    ask_ja="beta=3 を渡すと、あなたの 1 歩は何が変わりますか。",
)

misconception(
    "ftrl_uphill",
    change=[(FTRL_STEP, FTRL_STEP.replace("-beyond", "beyond"))],
    fails=[*FTRL_STARTS_WRONG, "ftrl_from_zero", "first_steps_go_downhill"],
    title_en="The minus sign of FTRL's θ is missing",
    title_ja="FTRL の θ にマイナスがない",
    en="θ has the sign of z; the minus in front of the fraction is missing.",
    ja="θ が z と同じ符号になっています。分数の前のマイナスが抜けています。",
    ask_en="Where all gradients were positive, is z positive? Which sign should θ have?",
    ask_ja="勾配がずっと正だったとき、z の符号は何ですか。θ の符号は何であるべきですか。",
)

# --- State and side effects ---

SHARED = {
    "Momentum": [(MOMENTUM, MOMENTUM.replace("self.v", "SHARED"))],
    "Nesterov": [
        (f"{VELOCITY}\n            {NESTEROV}", f"{VELOCITY}\n            {NESTEROV}".replace("self.v", "SHARED"))
    ],
    "AdaGrad": [(ADAGRAD, ADAGRAD.replace("self.h", "SHARED"))],
    "RMSProp": [(RMSPROP, RMSPROP.replace("self.h", "SHARED"))],
    "AdaDelta": [(H_MEAN + DELTA, (H_MEAN + DELTA).replace("self.h", "SHARED"))],
    "Adam": [(M_STATE, M_STATE.replace("self.m", "SHARED")), (M_HAT, M_HAT.replace("self.m", "SHARED"))],
}
BY_SHAPE = {
    "Momentum": [MOMENTUM],
    "Nesterov": [f"{VELOCITY}\n            {NESTEROV}"],
    "AdaGrad": [ADAGRAD],
    "RMSProp": [RMSPROP],
    "Adam": [M_STATE, V_STATE, M_HAT, V_HAT],
}
for optimizer, lines in BY_SHAPE.items():
    misconception(
        f"{optimizer.lower()}_state_by_shape",
        change=[(line, line.replace("key", "g.shape").replace("params[g.shape]", "params[key]")) for line in lines],
        fails=[optimizer.lower()],
        title_en=f"{optimizer}: one state for several parameters",
        title_ja=f"{optimizer} の状態が複数のパラメータで共通",
        en="Parameters share a state; W and b each need one of their own, also where their shapes are the same.",
        ja="複数のパラメータが 1 つの状態を共有しています。形が同じでも、W と b にはそれぞれの状態が必要です。",
        ask_en="A net has two biases of the same shape. What does the second one find in the state?",
        ask_ja="同じ形のバイアスが 2 つあるネットワークで、2 つ目を更新するとき、状態には何が入っていますか。",
    )

for optimizer, change in SHARED.items():
    misconception(
        f"{optimizer.lower()}_shares_its_state",
        change=[("class SGD:", "SHARED: Arrays = {}\n\n\nclass SGD:"), *change],
        fails=["each_optimizer_has_its_own_state"],
        title_en=f"All {optimizer} optimizers share one state",
        title_ja=f"すべての {optimizer} が状態を共有している",
        en="The state is kept in the class (or in a global variable): two optimizers mix it up.",
        ja="状態がクラス変数（またはグローバル変数）に保存され、2 つのオプティマイザで混ざります。",
        ask_en="You train two nets one after the other. Which state does the second one start with?",
        ask_ja="2 つのネットワークを順に学習させると、2 つ目はどんな状態から始まりますか。",
    )

misconception(
    "gradients_changed",
    change=[
        ("params[key] -= self.lr * grads[key]", "grads[key] *= self.lr\n            params[key] -= grads[key]"),
    ],
    fails=["gradients_are_left_alone"],
    title_en="update changes the gradients",
    title_ja="update が勾配を書き換えている",
    en="`grads[key] *= lr` writes into the caller's gradients.",
    ja="`grads[key] *= lr` は、呼び出し側の勾配を書き換えます。",
    ask_en="What would a plot of the gradient's norm show after your update?",
    ask_ja="update のあとで勾配のノルムをプロットすると、何が描かれますか。",
)

misconception(
    "path_of_one_array",
    change=[('path.append(params["x"].copy())', 'path.append(params["x"])')],
    fails=["descend", "descend_example"],
    title_en="The path holds one array many times",
    title_ja="path に同じ配列が何度も入っている",
    en="The same array is appended in each step; at the end all rows show the last position.",
    ja="毎回同じ配列を追加しているため、最後にはすべての行が最後の位置になります。",
    ask_en="After `path.append(a)` and `a -= 1`, what is in path?",
    ask_ja="`path.append(a)` のあとで `a -= 1` とすると、path の中身はどうなりますか。",
)

misconception(
    "momentum_gradient_scaled_in_place",
    change=[(MOMENTUM, "            g *= self.lr\n" + MOMENTUM.replace("self.lr * g", "g"))],
    fails=["gradients_are_left_alone"],
    title_en="Momentum changes the gradients",
    title_ja="Momentum が勾配を書き換えている",
    en="`g *= lr` writes into the caller's gradients: g is another name for the array in grads.",
    ja="`g *= lr` は呼び出し側の勾配を書き換えます。g は grads の中の配列の別名です。",
    ask_en="What would a plot of the gradient's norm show after your update?",
    ask_ja="update のあとで勾配のノルムをプロットすると、何が描かれますか。",
)

misconception(
    "momentum_state_is_the_gradient",
    change=[
        (
            MOMENTUM,
            "            if key not in self.v:\n"
            "                self.v[key] = g\n"
            "                self.v[key] *= -self.lr\n"
            "            else:\n"
            "                self.v[key] *= self.momentum\n"
            "                self.v[key] -= self.lr * g\n"
            "            params[key] += self.v[key]\n",
        )
    ],
    fails=["gradients_are_left_alone"],
    title_en="The state is the first gradient's own array",
    title_ja="状態が最初の勾配の配列そのもの",
    en="The first gradient is stored without a copy, so each change of the state writes into it.",
    ja="最初の勾配がコピーされずに保存されているため、状態を変えるたびにその配列が書き換わります。",
    ask_en="After `self.v[key] = g`, how many arrays are there?",
    ask_ja="`self.v[key] = g` のあと、配列はいくつありますか。",
)

misconception(
    "path_without_the_start",
    change=[('path = [params["x"].copy()]', "path = []")],
    fails=["descend", "descend_example"],
    title_en="The start is missing in the path",
    title_ja="path に出発点がない",
    en="Row 0 is the position after the first step; it must be the start.",
    ja="0 行目が最初のステップ後の位置になっています。出発点でなければなりません。",
    ask_en="How many positions are there on a path of one step?",
    ask_ja="1 ステップの経路には、いくつの位置がありますか。",
)

misconception(
    "last_position_missing",
    change=[("for _ in range(steps):", "for _ in range(steps - 1):")],
    fails=["descend", "descend_example"],
    title_en="One step too few",
    title_ja="1 ステップ足りない",
    en="The path has `steps` rows, start included; it must have one more.",
    ja="path が出発点を含めて steps 行しかありません。もう 1 行必要です。",
    ask_en="How many positions are there on a path of one step?",
    ask_ja="1 ステップの経路には、いくつの位置がありますか。",
)

misconception(
    "start_is_moved",
    change=[('params = {"x": np.array(start, dtype=np.float64)}', 'params = {"x": start}')],
    fails=["descend"],
    title_en="The start is moved",
    title_ja="出発点の配列を動かしている",
    en="The updates run on the caller's own array, so the start is somewhere else afterwards.",
    ja="呼び出し側の配列そのものが更新され、出発点が変わってしまいます。",
    ask_en="update works in place. Whose array does it change here?",
    ask_ja="update は配列をその場で書き換えます。ここでは誰の配列が変わりますか。",
)

misconception(
    "gradient_of_the_start",
    change=[('grad(params["x"])', "grad(np.array(start))")],
    fails=["descend", "descend_example"],
    title_en="Always the gradient of the start",
    title_ja="いつも出発点での勾配を使っている",
    en="The gradient is taken at the start in every step, not at the current position.",
    ja="毎回、今の位置ではなく出発点での勾配が使われています。",
    ask_en="Where does the ball feel the slope: where it started, or where it is?",
    ask_ja="ボールが感じる傾きは、出発した場所のものですか、今いる場所のものですか。",
)
