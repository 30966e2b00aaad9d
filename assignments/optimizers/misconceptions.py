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
NESTEROV = "params[key] += self.momentum * self.v[key] - self.lr * g"
H_SUM = "self.h[key] = self.h.get(key, np.zeros_like(g)) + g**2\n"
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

misconception(
    "new_arrays_in_the_dict",
    change=[("params[key] -= self.lr * grads[key]", "params[key] = params[key] - self.lr * grads[key]")],
    fails=["parameters_change_in_place"],
    title_en="params gets new arrays",
    title_ja="params に新しい配列を入れている",
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
    "eps_forgotten",
    change=[
        (
            "params[key] -= self.lr * g / (np.sqrt(self.h[key]) + self.eps)",
            "params[key] -= self.lr * g / np.sqrt(self.h[key])",
            2,
        )
    ],
    fails=["eps_guards_against_a_gradient_of_zero"],
    title_en="ε is forgotten",
    title_ja="ε を忘れている",
    en="Without ε a gradient of 0 in the first step gives 0/0.",
    ja="ε がないと、最初のステップの勾配が 0 のとき 0/0 になります。",
    ask_en="What does your update do to the weights of a pixel that is always 0?",
    ask_ja="いつも 0 の画素につながる重みに対して、あなたの update は何をしますか。",
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
    fails=["ftrl_from_zero", "first_steps_go_downhill"],
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
    fails=["ftrl_starts_from_the_given_parameters"],
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

# --- State and side effects ---

misconception(
    "state_shared_by_all_optimizers",
    change=[
        ("class SGD:", "VELOCITIES: Arrays = {}\n\n\nclass SGD:"),
        (MOMENTUM, MOMENTUM.replace("self.v", "VELOCITIES")),
    ],
    fails=["momentum", "each_optimizer_has_its_own_state"],
    title_en="All optimizers share one state",
    title_ja="すべてのオプティマイザが状態を共有している",
    en="The velocities are kept in the class (or in a global variable): two optimizers mix them up.",
    ja="速度がクラス変数（またはグローバル変数）に保存され、2 つのオプティマイザで混ざります。",
    ask_en="You train two nets one after the other. Which velocity does the second one start with?",
    ask_ja="2 つのネットワークを順に学習させると、2 つ目はどんな速度から始まりますか。",
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
