"""Slips in FTRL."""

from autograder.testing import misconception

FTRL_STEP = "theta[...] = -beyond / ((self.beta + np.sqrt(new_n)) / self.lr + self.l2)"
FTRL_STARTS_WRONG = [  # what is asked of every optimizer counts only where the first step follows the gradient
    "parameters_change_in_place[FTRL]",
    "gradients_are_left_alone[FTRL]",
    "each_optimizer_has_its_own_state[FTRL]",
]
SIGMA = "z = self.z[key] + g - (np.sqrt(new_n) - np.sqrt(n)) / self.lr * theta"


def ftrl() -> None:
    """All of them."""
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
        change=[("-theta * (self.beta / self.lr + self.l2) - self.l1 * np.sign(theta", "np.zeros_like(g")],
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
        change=[("np.sign(z) * np.maximum(np.abs(z) - self.l1, 0.0", "z - self.l1 * np.sign(z")],
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
        change=[("sign(z) * np.maximum(np.abs(z) - self.l1, 0.0", "where(np.abs(z) <= self.l1, 0.0, z")],
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
            (
                FTRL_STEP,
                FTRL_STEP.replace("np.sqrt(new_n)) / self.lr + self.l2)", "np.sqrt(new_n) + self.l2) / self.lr)"),
            )
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
