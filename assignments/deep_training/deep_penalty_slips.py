"""Slips in the penalties, in the loss and in its gradient."""

from deep_gradient_slips import PENALTIES
from deep_mode_slips import WEIGHTS
from net_mistakes import slip

from autograder.testing import misconception

SUM = "l1_penalty(weights, self.l1) + l2_penalty(weights, self.l2)"
L2 = "l2_gradient(value, self.l2)"
WITH_L2 = ["small_gradient", "gradient_with_all_of_it"]
GRADIENT = ["gradient_with_penalties[W]", *WITH_L2]


def penalties() -> None:
    """What the penalties add to the loss and to the gradient."""
    slip(
        "penalty_of_the_last_weights_only",
        WEIGHTS,
        WEIGHTS + "[-1:]",
        ["small_example", "penalty"],
        ("Only the last weights are penalized", "最後の重みにしか罰則項がない"),
        (
            "The penalty of the loss is that of the last weight matrix alone: each layer replaces the one before.",
            "損失の罰則項が、最後の重み行列の分しかありません。足さずに置き換えているときと同じ値です。",
        ),
        (
            "What becomes of the penalty of W1 when that of W2 is computed?",
            "W2 の罰則項を計算したとき、W1 の罰則項はどうなりますか。",
        ),
    )
    for name, lost, now in (
        ("l1", "l1_penalty(weights, self.l1) + ", ""),
        ("l2", " + l2_penalty(weights, self.l2)", ""),
    ):
        slip(
            f"{name}_missing_in_the_loss",
            SUM,
            SUM.replace(lost, now),
            [f"penalty[{name.upper()}]", *(["small_example"] if name == "l2" else [])],
            (f"The loss lacks the {name.upper()} penalty", f"損失に {name.upper()} の罰則項がない"),
            (
                f"{name} changes the gradient, but not the loss: one of the two penalties is missing there.",
                f"{name} が勾配には効いていますが、損失には効いていません。罰則項の 1 つが抜けています。",
            ),
            (
                f"By how much does your loss change if {name} is doubled?",
                f"{name} を 2 倍にすると、あなたの損失はどれだけ変わりますか。",
            ),
        )
        slip(
            f"{name}_missing_in_the_gradient",
            PENALTIES,
            PENALTIES.replace(f" + {name}_gradient(value, self.{name})", ""),
            ["gradient_with_penalties[W]", *(WITH_L2 if name == "l2" else [])],
            (f"The gradients lack the {name.upper()} penalty", f"勾配に {name.upper()} の罰則項がない"),
            (
                f"{name} changes the loss, but not its gradient: one of the two penalties is missing there.",
                f"{name} が損失には効いていますが、勾配には効いていません。罰則項の 1 つが抜けています。",
            ),
            (
                f"What does your gradient of W1 have to do with {name}?",
                f"あなたの W1 の勾配は、{name} とどう関係しますか。",
            ),
        )
    slip(
        "two_missing_in_the_l2_gradient",
        PENALTIES,
        PENALTIES.replace(L2, L2 + " / 2"),
        GRADIENT,
        ("The 2 of the square is missing in the gradient", "2 乗の微分の 2 がない"),
        (
            "What L2 adds to the gradients of the weights is half of the derivative of α Σ w².",
            "L2 が重みの勾配に加える値が、α Σ w² の微分の半分になっています。",
        ),
        ("What is the derivative of w² with respect to w?", "w² を w で微分すると何ですか。"),
    )
    misconception(
        "half_in_the_l2_penalty",
        change=[
            ("l2_penalty(weights, self.l2)", "l2_penalty(weights, self.l2) / 2"),
            (PENALTIES, PENALTIES.replace(L2, L2 + " / 2")),
        ],
        fails=["small_example", "penalty[L2]", "small_gradient", "nothing_is_modified"],
        title_en="L2 with a ½",
        title_ja="L2 に ½ が付いている",
        en="The L2 penalty is ½ α Σ w², in the loss and in its gradient; in this course it has no ½.",
        ja="L2 の罰則項が、損失でも勾配でも ½ α Σ w² になっています。このコースでは ½ を付けません。",
        ask_en="Which formula does the handout give for the L2 penalty?",
        ask_ja="課題文にある L2 の罰則項の式は何ですか。",
    )
    slip(
        "alphas_swapped_in_the_gradient",
        PENALTIES,
        PENALTIES.replace("self.l1", "self.l0").replace("self.l2", "self.l1").replace("self.l0", "self.l2"),
        GRADIENT,
        ("l1 and l2 mixed up in the gradient", "勾配で l1 と l2 が逆になっている"),
        (
            "The gradient of the L1 penalty has the α of L2, and the other way round.",
            "L1 の罰則項の勾配に L2 の α が、L2 の勾配に L1 の α が掛かっています。",
        ),
        (
            "With l1 = 0, which term may be left in the gradients of the weights?",
            "l1 = 0 のとき、重みの勾配に残ってよいのはどの項ですか。",
        ),
    )
