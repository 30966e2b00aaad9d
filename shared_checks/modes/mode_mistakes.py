"""Mistakes of layers that do one thing while training and another when they predict."""

from autograder.testing import misconception


def train_is_false_by_default(fails):
    """Enter that forward(x) predicts; these checks reject it."""
    misconception(
        "train_is_false_by_default",
        change=[("train: bool = True", "train: bool = False")],
        fails=fails,
        title_en="forward(x) predicts",
        title_ja="forward(x) が予測になっている",
        en="Without the argument train, forward(x) does what prediction does; train is True unless it is given.",
        ja="引数 train を省略した forward(x) が予測時の動作をしています。省略したときの train は True です。",
        ask_en="What does your forward(x) do if nothing is said of train, and what does the handout say?",
        ask_ja="train を指定しないとき、あなたの forward(x) は何をしますか。課題の説明ではどうですか。",
    )
