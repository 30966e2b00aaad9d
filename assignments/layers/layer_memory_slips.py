"""What layers keep, share and write into."""

from activation_slips import SIGMOID, SIGMOID_SLOPE, TANH_SLOPE
from affine_slips import DX, side_effects
from relu_slips import LEAKY, LEAKY_SLOPE, RELU, RELU_SLOPE

from autograder.testing import misconception

MEMORY = {
    "Affine": ("self.x = x\n", "Affine.x = x\n"),
    "Sigmoid": (
        f"{SIGMOID}\n        return self.y",
        f"{SIGMOID}\n        return self.y".replace("self.y", "Sigmoid.y"),
    ),
    "ReLU": (f"self.positive = x > 0\n        {RELU}", f"ReLU.positive = x > 0\n        {RELU}"),
    "Tanh": ("self.y = np.tanh(x)\n        return self.y", "Tanh.y = np.tanh(x)\n        return Tanh.y"),
    "LeakyReLU": (f"self.positive = x > 0\n        {LEAKY}", f"LeakyReLU.positive = x > 0\n        {LEAKY}"),
    "MeanSquaredError": ("self.difference = x - t\n", "MeanSquaredError.difference = self.difference = x - t\n"),
    "SigmoidWithLoss": (
        "self.y, self.t = Sigmoid().forward(x), t",
        "SigmoidWithLoss.y, SigmoidWithLoss.t = Sigmoid().forward(x), t",
    ),
}
IN_PLACE = {
    "Sigmoid": (SIGMOID_SLOPE, "dout *= self.y * (1.0 - self.y)\n        return dout"),
    "Tanh": (TANH_SLOPE, "dout *= 1.0 - self.y**2\n        return dout"),
    "LeakyReLU": (LEAKY_SLOPE, "dout[~self.positive] *= self.slope\n        return dout"),
}


def shared() -> None:
    """Each layer remembers its own forward."""
    for layer, (own, shared) in MEMORY.items():
        misconception(
            f"{layer}_shares_its_memory",
            change=[(own, shared.replace("self.difference = x - t", "x - t"))],
            fails=[f"each_layer_remembers_its_own_forward[{layer}]"],
            title_en=f"All {layer} layers share one memory",
            title_ja=f"すべての {layer} 層が同じ記憶を共有している",
            en="What forward keeps is in the class (or in a global variable), so all layers of the kind share it.",
            ja="forward で保存する値がクラス変数（またはグローバル変数）にあり、同じ種類の層すべてで共有されています。",
            ask_en="A net has two such layers. Whose values does the first one use in backward?",
            ask_ja="同じ種類の層が 2 つあるネットワークで、1 つ目の層の backward は誰の値を使いますか。",
        )


def in_place() -> None:
    """What belongs to the caller is left alone."""
    misconception(
        "relu_changes_its_input",
        change=[("return np.where(self.positive, x, 0.0)", "x[~self.positive] = 0.0\n        return x")],
        fails=["arguments_are_never_modified"],
        title_en="ReLU changes its input",
        title_ja="ReLU が入力を書き換えている",
        en="forward writes the zeros into the caller's own array.",
        ja="forward が、呼び出し側の配列そのものに 0 を書き込んでいます。",
        ask_en="Who else may still need x after your forward: for example the Affine layer before it, in backward?",
        ask_ja="forward のあとで x を必要とするのは誰ですか。たとえば手前の Affine 層の backward はどうでしょう。",
    )
    misconception(
        "relu_changes_dout",
        change=[(RELU_SLOPE, "dout[~self.positive] = 0.0\n        return dout")],
        fails=["arguments_are_never_modified"],
        title_en="ReLU changes dout",
        title_ja="ReLU が dout を書き換えている",
        en="backward writes the zeros into dout, which belongs to the caller.",
        ja="backward が、呼び出し側のものである dout に 0 を書き込んでいます。",
        ask_en="If two layers receive the same dout, what does the second one see after your backward?",
        ask_ja="2 つの層が同じ dout を受け取るとき、あなたの backward のあとで 2 番目の層には何が見えますか。",
    )
    for layer, change in IN_PLACE.items():
        misconception(
            f"{layer}_changes_dout",
            change=[change],
            fails=[f"arguments_are_never_modified[{layer}]"],
            title_en=f"{layer} changes dout",
            title_ja=f"{layer} が dout を書き換えている",
            en="backward multiplies inside dout, which belongs to the caller.",
            ja="backward が、呼び出し側のものである dout に掛け算の結果を書き込んでいます。",
            ask_en="If two layers receive the same dout, what does the second one see after your backward?",
            ask_ja="2 つの層が同じ dout を受け取るとき、あなたの backward のあとで 2 番目の層には何が見えますか。",
        )
    misconception(
        "leaky_changes_its_input",
        change=[(LEAKY, "x[~self.positive] *= self.slope\n        return x")],
        fails=["arguments_are_never_modified[LeakyReLU]"],
        title_en="LeakyReLU changes its input",
        title_ja="LeakyReLU が入力を書き換えている",
        en="forward multiplies inside the caller's own array.",
        ja="forward が、呼び出し側の配列そのものに掛け算の結果を書き込んでいます。",
        ask_en="Who else may still need x after your forward: for example the Affine layer before it, in backward?",
        ask_ja="forward のあとで x を必要とするのは誰ですか。たとえば手前の Affine 層の backward はどうでしょう。",
    )
    misconception(
        "difference_taken_in_place",
        change=[("self.difference = x - t", "x -= t\n        self.difference = x.copy()")],
        fails=["arguments_are_never_modified[MeanSquaredError]"],
        title_en="The difference is taken in place",
        title_ja="差を入力の配列に書き込んでいる",
        en="`x -= t` subtracts inside the caller's own array.",
        ja="`x -= t` が、呼び出し側の配列そのものから引いています。",
        ask_en="What is the difference between `x -= t` and `x = x - t` for somebody who still uses that array?",
        ask_ja="`x -= t` と `x = x - t` では、同じ配列を使い続けている呼び出し側から見て何が違いますか。",
    )
    misconception(
        "weights_updated_by_backward",
        change=[(DX, DX + "\n        self.W -= 0.1 * self.dW\n        self.b -= 0.1 * self.db")],
        fails=side_effects("Affine"),
        title_en="backward updates the weights",
        title_ja="backward が重みを更新している",
        en="backward already makes a step of training inside W and b. It should give the gradients; stepping is the "
        "optimizer's business.",
        ja="backward が W と b を更新しています。backward は勾配を求めるだけで、更新はオプティマイザの仕事です。",
        ask_en="What is dx of a second call of backward, after W has moved?",
        ask_ja="W が動いたあとで backward をもう一度呼ぶと、dx はどうなりますか。",
    )
