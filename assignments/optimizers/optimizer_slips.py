"""Slips that one optimizer has as well as another, and those in descend."""

from adagrad_slips import ADAGRAD, DELTA, H_MEAN, RMSPROP
from adam_slips import ADAM, M_HAT, M_STATE, V_HAT, V_STATE
from ftrl_slips import FTRL_STEP
from momentum_slips import BOTH_LINES, MOMENTUM, NESTEROV

from autograder.testing import misconception

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
SHARED = {
    "Momentum": [(MOMENTUM, MOMENTUM.replace("self.v", "SHARED"))],
    "Nesterov": [(BOTH_LINES, BOTH_LINES.replace("self.v", "SHARED"))],
    "AdaGrad": [(ADAGRAD, ADAGRAD.replace("self.h", "SHARED"))],
    "RMSProp": [(RMSPROP, RMSPROP.replace("self.h", "SHARED"))],
    "AdaDelta": [(H_MEAN + DELTA, (H_MEAN + DELTA).replace("self.h", "SHARED"))],
    "Adam": [(M_STATE, M_STATE.replace("self.m", "SHARED")), (M_HAT, M_HAT.replace("self.m", "SHARED"))],
}
BY_SHAPE = {
    "Momentum": [MOMENTUM],
    "Nesterov": [BOTH_LINES],
    "AdaGrad": [ADAGRAD],
    "RMSProp": [RMSPROP],
    "Adam": [M_STATE, V_STATE, M_HAT, V_HAT],
}


def divisions() -> None:
    """The step of those that divide by a root."""
    for optimizer, step in {"AdaGrad": ADAGRAD, "RMSProp": RMSPROP, "Adam": ADAM}.items():
        misconception(
            f"{optimizer.lower()}_uphill",
            change=[(step, step.replace("-=", "+="))],
            fails=[optimizer.lower(), "first_steps"],
            title_en=f"{optimizer} goes uphill",
            title_ja=f"{optimizer} が勾配の向きに登っている",
            en="The step is added; the gradient points to where the loss grows.",
            ja="1 歩が足されています。勾配は損失が増える向きを指しています。",
            ask_en="Does x² become smaller when you go from x = 10 in the direction of its derivative?",
            ask_ja="x = 10 から微分の向きに進むと、x² は小さくなりますか。",
        )
    for optimizer, step, root, fixed in [
        ("AdaGrad", ADAGRAD, "np.sqrt(self.h[key])", "1e-7"),
        ("RMSProp", RMSPROP, "np.sqrt(self.h[key])", "1e-7"),
        ("Adam", ADAM, "np.sqrt(v_hat)", "1e-8"),
    ]:
        misconception(
            f"{optimizer.lower()}_eps_forgotten",
            change=[(step, step.replace(f"({root} + self.eps)", root))],
            fails=["eps_guards_against_a_gradient_of_zero"],
            title_en=f"{optimizer} without ε",
            title_ja=f"{optimizer} に ε がない",
            en="Without ε a gradient of 0 in the first step gives 0/0.",
            ja="ε がないと、最初のステップの勾配が 0 のとき 0/0 になります。",
            ask_en="What does your update do to the weights of a pixel that is always 0?",
            ask_ja="いつも 0 の画素につながる重みに対して、あなたの update は何をしますか。",
        )
        misconception(
            f"{optimizer.lower()}_eps_fixed",
            change=[(step, step.replace("self.eps", fixed))],
            fails=["eps_guards_against_a_gradient_of_zero"],
            title_en=f"{optimizer} with a fixed ε",
            title_ja=f"{optimizer} の ε が固定されている",
            en="The argument `eps` is not used: ε is always the same.",
            ja="引数 eps が使われず、ε がいつも同じ値です。",
            ask_en="What changes in your update when it is called with eps=1?",
            ask_ja="eps=1 を渡すと、あなたの update は何が変わりますか。",
        )


def arrays() -> None:
    """What belongs to the caller is left alone, or changed in place."""
    for optimizer, change in NEW_ARRAYS.items():
        misconception(
            f"{optimizer.lower()}_puts_new_arrays_into_the_dict",
            change=change,
            fails=["parameters_change_in_place"],
            title_en=f"{optimizer}: params gets new arrays",
            title_ja=f"{optimizer}：params に新しい配列を入れている",
            en="update puts a new array into the dict; layers that hold the old one never see the step.",
            ja="update が辞書に新しい配列を入れています。元の配列を持っている層には、更新が伝わりません。",
            ask_en="What is the difference between `a -= b` and `a = a - b` for an array a that someone else "
            "holds, too?",
            ask_ja="ほかのコードも同じ配列 a を持っているとき、`a -= b` と `a = a - b` はどう違いますか。",
        )
    misconception(
        "gradients_changed",
        change=[("params[key] -= self.lr * grads", "grads[key] *= self.lr\n            params[key] -= grads")],
        fails=["gradients_are_left_alone"],
        title_en="update changes the gradients",
        title_ja="update が勾配を書き換えている",
        en="`grads[key] *= lr` writes into the caller's gradients.",
        ja="`grads[key] *= lr` は、呼び出し側の勾配を書き換えます。",
        ask_en="What would a plot of the gradient's norm show after your update?",
        ask_ja="update のあとで勾配のノルムをプロットすると、何が描かれますか。",
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


def states() -> None:
    """Each parameter of each optimizer has a state of its own."""
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


def paths() -> None:
    """descend."""
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
