"""Slips in the net of three layers."""

from autograder.testing import misconception

DELTA3 = 'delta3 = 2 * v["y_hat"] * 2 * v["u3"]'
DELTA2 = 'delta2 = delta3 * w3 * 2 * v["u2"]'
GRADIENTS = 'return delta2 * v["h1"], delta3 * v["h2"]'


def forward() -> None:
    """forward."""
    misconception(
        "first_layer_skipped",
        change=[("h1 = x**2", "h1 = x")],
        fails=["values_on_the_way"],
        title_en="The first layer is skipped",
        title_ja="1 層目の f を通していない",
        en="h1 is x itself; the first layer applies f as well: h1 = f(x) = x².",
        ja="h1 が x のままです。1 層目でも f を通すので、h1 = f(x) = x² です。",
        ask_en="The pre-activation of the first layer is x. What is its output?",
        ask_ja="1 層目の活性化前の値が x です。では、1 層目の出力は何ですか。",
    )
    misconception(
        "h2_is_the_output",
        change=[('"h2": h2', '"h2": y_hat')],
        fails=["forward_example", "values_on_the_way"],
        title_en="The output in place of h2",
        title_ja="h2 ではなく出力 ŷ",
        en="h2 is given as w3²w2⁴x⁸, which is ŷ; h2 = f(u2) = w2²x⁴ does not contain w3.",
        ja="h2 が w3²w2⁴x⁸ になっていますが、これは ŷ です。h2 = f(u2) = w2²x⁴ に w3 は含まれません。",
        ask_en="Does the output of the second layer depend on w3?",
        ask_ja="2 層目の出力は w3 に依存しますか。",
    )
    misconception(
        "loss_not_squared",
        change=[('"loss": y_hat**2', '"loss": y_hat')],
        fails=["loss", "forward_example"],
        title_en="The loss is not squared",
        title_ja="損失を 2 乗していない",
        en="The loss is ŷ; it is L = ŷ².",
        ja="損失が ŷ になっています。L = ŷ² です。",
        ask_en="Which function leads from ŷ to L?",
        ask_ja="ŷ から L を求める関数は何ですか。",
    )
    misconception(
        "second_layer_skipped",
        change=[("h2 = u2**2", "h2 = u2")],
        fails=["delta3_example", "forward_example", "values_on_the_way"],
        title_en="The second layer is skipped",
        title_ja="2 層目の f を通していない",
        en="h2 is u2 itself; the second layer applies f as well: h2 = f(u2) = u2².",
        ja="h2 が u2 のままです。2 層目でも f を通すので、h2 = f(u2) = u2² です。",
        ask_en="The pre-activation of the second layer is u2. What is its output?",
        ask_ja="2 層目の活性化前の値が u2 です。では、2 層目の出力は何ですか。",
    )
    misconception(
        "last_layer_skipped",
        change=[("y_hat = u3**2", "y_hat = u3")],
        fails=["delta3_example", "forward_example", "values_on_the_way"],
        title_en="The last layer is skipped",
        title_ja="最後の層の f を通していない",
        en="ŷ is u3 itself; the last layer applies f as well: ŷ = f(u3) = u3².",
        ja="ŷ が u3 のままです。最後の層でも f を通すので、ŷ = f(u3) = u3² です。",
        ask_en="Which layers apply f?",
        ask_ja="f を通すのはどの層ですか。",
    )
    misconception(
        "weights_of_the_layers_exchanged",
        change=[("u2 = w2 * h1", "u2 = w3 * h1"), ("u3 = w3 * h2", "u3 = w2 * h2")],
        fails=["delta3_example", "forward_example", "values_on_the_way"],
        title_en="w2 and w3 exchanged in forward",
        title_ja="forward で w2 と w3 が逆",
        en="u2 is computed with w3, and u3 with w2.",
        ja="u2 に w3、u3 に w2 を掛けています。",
        ask_en="Which weight does the name u2 = w2 h1 tell you to use?",
        ask_ja="u2 = w2 h1 で使う重みはどれですか。",
    )
    misconception(
        "loss_halved",
        change=[('"loss": y_hat**2', '"loss": y_hat**2 / 2')],
        fails=["forward_example", "loss"],
        title_en="The loss with a ½",
        title_ja="損失に ½ が付いている",
        en="The loss is ½ŷ²; here it is L = ŷ².",
        ja="損失が ½ŷ² になっています。この課題では L = ŷ² です。",
        ask_en="Which function leads from ŷ to L?",
        ask_ja="ŷ から L を求める関数は何ですか。",
    )


def deltas() -> None:
    """deltas."""
    misconception(
        "last_slope_missing",
        change=[(DELTA3, 'delta3 = 2 * v["y_hat"]')],
        fails=["delta3", "delta3_example", "published_gradients"],
        title_en="f'(u3) is missing",
        title_ja="f'(u3) が抜けている",
        en="delta3 is ∂L/∂ŷ; ∂L/∂u3 takes the slope of the last layer, f'(u3) = 2u3, as well.",
        ja="delta3 が ∂L/∂ŷ になっています。∂L/∂u3 には、最後の層の傾き f'(u3) = 2u3 も掛かります。",
        ask_en="Which function leads from u3 to ŷ, and what is its slope?",
        ask_ja="u3 から ŷ を求める関数は何ですか。その傾きはいくつですか。",
    )
    misconception(
        "slope_of_the_loss_missing",
        change=[(DELTA3, 'delta3 = 2 * v["u3"]')],
        fails=["delta3", "delta3_example", "published_gradients"],
        title_en="The slope of the loss is missing",
        title_ja="損失の傾きが抜けている",
        en="delta3 is ∂ŷ/∂u3; the slope of L = ŷ², 2ŷ, is missing.",
        ja="delta3 が ∂ŷ/∂u3 になっています。L = ŷ² の傾き 2ŷ が抜けています。",
        ask_en="The chain from u3 to L has two links. Which are they?",
        ask_ja="u3 から L までの連鎖には 2 つの段階があります。何と何ですか。",
    )
    misconception(
        "slope_at_the_output",
        change=[(DELTA3, 'delta3 = 2 * v["y_hat"] * 2 * v["y_hat"]')],
        fails=["delta3", "delta3_example"],
        title_en="f' taken at the output",
        title_ja="f' を出力で計算している",
        en="The slope of the last layer is taken at ŷ; f'(u) = 2u is taken at the input u3 of f.",
        ja="最後の層の傾きを ŷ で計算しています。f'(u) = 2u は、f の入力 u3 で計算します。",
        ask_en="At which point does the chain rule evaluate the derivative of f(u3)?",
        ask_ja="連鎖律では、f(u3) の微分をどの点で計算しますか。",
    )
    misconception(
        "weight_missing_in_delta2",
        change=[(DELTA2, 'delta2 = delta3 * 2 * v["u2"]')],
        fails=["delta2"],
        title_en="w3 is missing in delta2",
        title_ja="delta2 で w3 が抜けている",
        en="delta2 does not contain ∂u3/∂h2 = w3.",
        ja="delta2 に ∂u3/∂h2 = w3 が掛かっていません。",
        ask_en="If h2 grows by 1, by how much does u3 grow?",
        ask_ja="h2 が 1 増えると、u3 はいくつ増えますか。",
    )
    misconception(
        "wrong_weight_in_delta2",
        change=[(DELTA2, 'delta2 = delta3 * w2 * 2 * v["u2"]')],
        fails=["delta2"],
        title_en="w2 in place of w3",
        title_ja="w3 ではなく w2",
        en="delta2 contains the weight w2; between u2 and u3 stands w3.",
        ja="delta2 に w2 を掛けています。u2 と u3 の間にある重みは w3 です。",
        ask_en="Which weight does the way from h2 to u3 pass?",
        ask_ja="h2 から u3 へ進むとき、どの重みを通りますか。",
    )
    misconception(
        "hidden_slope_missing",
        change=[(DELTA2, "delta2 = delta3 * w3")],
        fails=["delta2", "published_gradients"],
        title_en="f'(u2) is missing",
        title_ja="f'(u2) が抜けている",
        en="delta2 is ∂L/∂h2; ∂L/∂u2 takes f'(u2) = 2u2 as well.",
        ja="delta2 が ∂L/∂h2 になっています。∂L/∂u2 には f'(u2) = 2u2 も掛かります。",
        ask_en="Is your delta2 the derivative with respect to h2 or to u2?",
        ask_ja="あなたの delta2 は、h2 による微分ですか、u2 による微分ですか。",
    )
    misconception(
        "hidden_slope_at_h2",
        change=[(DELTA2, 'delta2 = delta3 * w3 * 2 * v["h2"]')],
        fails=["delta2"],
        title_en="f' taken at h2",
        title_ja="f' を h2 で計算している",
        en="The slope of the second layer is taken at its output h2; f'(u) = 2u is taken at u2.",
        ja="2 層目の傾きを出力 h2 で計算しています。f'(u) = 2u は u2 で計算します。",
        ask_en="h2 = f(u2). At which of the two is f' evaluated?",
        ask_ja="h2 = f(u2) です。f' はどちらの値で計算しますか。",
    )
    misconception(
        "first_two_missing",
        change=[(DELTA3, 'delta3 = v["y_hat"] * 2 * v["u3"]')],
        fails=["delta3", "delta3_example", "published_gradients"],
        title_en="A 2 is missing in delta3",
        title_ja="delta3 の 2 が 1 つ足りない",
        en="delta3 contains one 2; both the loss ŷ² and the last layer u3² contribute one.",
        ja="delta3 の 2 が 1 つしかありません。損失 ŷ² からも、最後の層 u3² からも 1 つずつ出てきます。",
        ask_en="How many squares lie between u3 and L?",
        ask_ja="u3 から L までの間に、2 乗はいくつありますか。",
    )
    misconception(
        "both_twos_missing",
        change=[(DELTA3, 'delta3 = v["y_hat"] * v["u3"]')],
        fails=["delta3", "delta3_example", "published_gradients"],
        title_en="Both 2s are missing in delta3",
        title_ja="delta3 の 2 が 2 つとも足りない",
        en="delta3 is ŷ · u3; the derivative of a square has a factor 2, and there are two squares.",
        ja="delta3 が ŷ · u3 になっています。2 乗の微分には 2 が掛かり、2 乗は 2 つあります。",
        ask_en="What is the derivative of u²?",
        ask_ja="u² を微分すると何になりますか。",
    )
    misconception(
        "two_missing_in_delta2",
        change=[(DELTA2, 'delta2 = delta3 * w3 * v["u2"]')],
        fails=["delta2", "published_gradients"],
        title_en="The 2 is missing in delta2",
        title_ja="delta2 の 2 が足りない",
        en="f'(u2) is taken as u2; it is 2u2.",
        ja="f'(u2) が u2 になっています。正しくは 2u2 です。",
        ask_en="What is the derivative of u²?",
        ask_ja="u² を微分すると何になりますか。",
    )
    misconception(
        "deltas_exchanged",
        change=[("return delta2, delta3\n", "return delta3, delta2\n")],
        fails=["delta2", "delta3", "delta3_example", "published_gradients"],
        title_en="The two deltas exchanged",
        title_ja="2 つの delta の順序が逆",
        en="deltas returns delta3 first; delta2 comes first.",
        ja="deltas が delta3 を先に返しています。先に返すのは delta2 です。",
        ask_en="In which order does the docstring name the two results?",
        ask_ja="docstring には、2 つの結果がどの順で書かれていますか。",
    )
    misconception(
        "loss_gradient_as_loss",
        change=[(DELTA3, 'delta3 = v["loss"] * 2 * v["u3"]')],
        fails=["delta3", "delta3_example", "published_gradients"],
        title_en="The loss in place of its slope",
        title_ja="損失の傾きではなく損失",
        en="delta3 contains L itself; the slope of L = ŷ² is 2ŷ.",
        ja="delta3 に L そのものが掛かっています。L = ŷ² の傾きは 2ŷ です。",
        ask_en="What is the derivative of ŷ² by ŷ?",
        ask_ja="ŷ² を ŷ で微分すると何になりますか。",
    )


def gradients() -> None:
    """gradients."""
    misconception(
        "inputs_exchanged",
        change=[(GRADIENTS, 'return delta2 * v["h2"], delta3 * v["h1"]')],
        fails=["gradient_w3", "gradient_w2"],
        title_en="h1 and h2 exchanged",
        title_ja="h1 と h2 が逆",
        en="∂L/∂w2 is multiplied by h2, and ∂L/∂w3 by h1; u2 = w2 h1 and u3 = w3 h2.",
        ja="∂L/∂w2 に h2、∂L/∂w3 に h1 を掛けています。u2 = w2 h1、u3 = w3 h2 です。",
        ask_en="By which number is w2 multiplied in the forward pass?",
        ask_ja="順伝播で w2 に掛かる数は何ですか。",
    )
    misconception(
        "own_weight_for_input",
        change=[(GRADIENTS, "return delta2 * w2, delta3 * w3")],
        fails=["gradient_w3", "gradient_w2"],
        title_en="The weight in place of its input",
        title_ja="入力ではなく重みを掛けている",
        en="delta is multiplied by the weight itself; the derivative of w h by w is h.",
        ja="delta に重み自身を掛けています。w h を w で微分すると h です。",
        ask_en="What is the derivative of w2 h1 with respect to w2?",
        ask_ja="w2 h1 を w2 で微分すると何になりますか。",
    )
    misconception(
        "results_exchanged",
        change=[(GRADIENTS, 'return delta3 * v["h2"], delta2 * v["h1"]')],
        fails=["gradient_w3", "gradient_w2", "published_gradients"],
        title_en="The two gradients exchanged",
        title_ja="2 つの勾配の順序が逆",
        en="gradients returns ∂L/∂w3 first; ∂L/∂w2 comes first.",
        ja="gradients が ∂L/∂w3 を先に返しています。先に返すのは ∂L/∂w2 です。",
        ask_en="In which order does the docstring name the two results?",
        ask_ja="docstring には、2 つの結果がどの順で書かれていますか。",
    )
    misconception(
        "weights_in_place_of_deltas",
        change=[(GRADIENTS, 'return delta3 * v["h1"], delta2 * v["h2"]')],
        fails=["gradient_w2", "gradient_w3", "published_gradients"],
        title_en="The deltas exchanged in the gradients",
        title_ja="勾配で delta2 と delta3 が逆",
        en="∂L/∂w2 is computed with delta3, and ∂L/∂w3 with delta2.",
        ja="∂L/∂w2 に delta3、∂L/∂w3 に delta2 を使っています。",
        ask_en="w2 stands in u2. Which delta is ∂L/∂u2?",
        ask_ja="w2 は u2 に含まれます。∂L/∂u2 はどの delta ですか。",
    )
    misconception(
        "gradients_are_the_deltas",
        change=[(GRADIENTS, "return delta2, delta3")],
        fails=["gradient_w2", "gradient_w3"],
        title_en="The inputs are missing in the gradients",
        title_ja="勾配に入力が掛かっていない",
        en="∂L/∂w2 is delta2 itself; u2 = w2 h1, so the factor h1 is missing, and h2 in the other one.",
        ja="∂L/∂w2 が delta2 のままです。u2 = w2 h1 なので h1 が、もう一方には h2 が掛かります。",
        ask_en="If w2 grows by 1, by how much does u2 grow?",
        ask_ja="w2 が 1 増えると、u2 はいくつ増えますか。",
    )


def inputs_and_powers() -> None:
    """What stands beside delta in a gradient, and derivatives of powers taken in one go."""
    misconception(
        "slope_is_half",
        change=[(DELTA3, 'delta3 = 2 * v["y_hat"] * v["u3"]'), (DELTA2, 'delta2 = delta3 * w3 * v["u2"]')],
        fails=["delta3_example", "published_gradients", "delta3", "delta2"],
        title_en="The slope of u² taken as u",
        title_ja="u² の傾きが u になっている",
        en="In every layer the slope f'(u) is u; for f(u) = u² there is a factor more.",
        ja="どの層でも傾き f'(u) が u になっています。f(u) = u² には、もう 1 つ係数があります。",
        ask_en="By how much does u² change when u goes from 3 to 3.01?",
        ask_ja="u が 3 から 3.01 になると、u² はどれだけ変わりますか。",
    )
    misconception(
        "loss_and_its_slope_without_the_square",
        change=[('"loss": y_hat**2', '"loss": y_hat'), (DELTA3, 'delta3 = 2 * v["u3"]')],
        fails=["loss", "forward_example", "delta3_example", "published_gradients", "delta3"],
        title_en="The loss is not squared",
        title_ja="損失を 2 乗していない",
        en="The loss is ŷ; it is L = ŷ².",
        ja="損失が ŷ になっています。L = ŷ² です。",
        ask_en="Which function leads from ŷ to L?",
        ask_ja="ŷ から L を求める関数は何ですか。",
    )
    misconception(
        "exponent_lowered_too_far",
        change=[(DELTA3, 'delta3 = 4 * v["u3"] ** 2')],
        fails=["delta3_example", "delta3"],
        title_en="The exponent of u3 is too small",
        title_ja="u3 の指数が小さすぎる",
        en="L is u3⁴; in its derivative u3 stands squared, which is one power too few.",
        ja="L は u3⁴ ですが、その微分で u3 が 2 乗になっています。1 つ少ない次数です。",
        ask_en="Which power of u3 is in the derivative of u3⁴?",
        ask_ja="u3⁴ を微分すると、u3 の何乗になりますか。",
    )
    misconception(
        "two_layers_as_one",
        change=[("u3 = w3 * h2", "u3 = w3 * u2")],
        fails=["delta3_example", "forward_example", "values_on_the_way"],
        title_en="u2 passed on in place of h2",
        title_ja="h2 ではなく u2 を次の層に渡している",
        en="u3 is w3 u2; what the second layer passes on is its output h2.",
        ja="u3 が w3 u2 になっています。2 層目が次に渡すのは出力 h2 です。",
        ask_en="What is the input of the third layer?",
        ask_ja="3 層目への入力は何ですか。",
    )
    for name, change, fails, en, ja in (
        (
            "x_for_h1",
            'delta2 * x, delta3 * v["h2"]',
            "gradient_w2",
            "w2 is multiplied by h1, not by x",
            "w2 に掛かるのは x ではなく h1",
        ),
        (
            "u3_for_h2",
            'delta2 * v["h1"], delta3 * v["u3"]',
            "gradient_w3",
            "w3 is multiplied by h2, not by u3",
            "w3 に掛かるのは u3 ではなく h2",
        ),
        (
            "u2_for_h2",
            'delta2 * v["h1"], delta3 * v["u2"]',
            "gradient_w3",
            "w3 is multiplied by h2, not by u2",
            "w3 に掛かるのは u2 ではなく h2",
        ),
        (
            "h1_for_h2",
            'delta2 * v["h1"], delta3 * v["h1"]',
            "gradient_w3",
            "w3 is multiplied by h2, not by h1",
            "w3 に掛かるのは h1 ではなく h2",
        ),
        (
            "y_hat_for_h2",
            'delta2 * v["h1"], delta3 * v["y_hat"]',
            "gradient_w3",
            "w3 is multiplied by h2, not by ŷ",
            "w3 に掛かるのは ŷ ではなく h2",
        ),
    ):
        misconception(
            name,
            change=[(GRADIENTS, "return " + change)],
            fails=[fails],
            title_en=f"Another value than the input of the layer ({name.partition('_for_')[0]})",
            title_ja=f"層の入力ではない値を掛けている（{name.partition('_for_')[0]}）",
            en=f"A weight's gradient is its delta times what the weight is multiplied by: {en}.",
            ja=f"重みの勾配は、delta と、順伝播でその重みに掛かる値の積です。{ja} です。",
            ask_en="By how much does u change when its weight grows by 1?",
            ask_ja="重みが 1 増えると、u はどれだけ変わりますか。",
        )
    misconception(
        "another_key_for_y_hat",
        change=[('"y_hat": y_hat', '"y": y_hat'), (DELTA3, 'delta3 = 2 * v["y"] * 2 * v["u3"]')],
        fails=["forward_example", "values_on_the_way", "loss"],
        title_en="ŷ under another key",
        title_ja="ŷ のキーが違う",
        en="ŷ is in the dict under the key y; the docstring of forward asks for y_hat.",
        ja="ŷ が y というキーで入っています。forward の docstring では y_hat です。",
        ask_en="Which six keys does the docstring of forward list?",
        ask_ja="forward の docstring にある 6 つのキーは何ですか。",
    )
