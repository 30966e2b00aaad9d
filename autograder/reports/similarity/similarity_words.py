"""The sentences of a report of similar submissions. They say what was found, and accuse nobody."""

from autograder.reports.similarity.reading import SimilarWork
from autograder.text import Text

MEANS = Text(
    "A figure is no verdict. Code can be alike because the exercise allows little else, because two people worked "
    "together as they may, or because both read the same page. Look at the places, and ask.",
    "数値は判定ではありません。課題の自由度が低い場合、認められた共同作業の場合、同じ資料を参照した場合にも、"
    "コードは似ます。該当箇所を読み、本人に確かめてください。",
)
HOW = Text(
    "Names, comments, layout and the order of functions and cells do not count; nor do released code and what more "
    "than a quarter of the class write alike.",
    "変数名、コメント、書式、関数やセルの順序は考慮されません。配布されたコードと、クラスの 4 分の 1 を超える人が"
    "同じように書いた部分も除かれます。",
)
NOTHING = Text(
    "No two submissions share {threshold} or more of their own code.",
    "自分で書いた部分の {threshold} 以上が共通する提出の組はありません。",
)
SUMMED_UP = Text(
    "{works} submissions compared; with {threshold} or more in common: pairs {pairs}, groups {groups}",
    "比較した提出 {works} 件。{threshold} 以上が共通する組 {pairs}、グループ {groups}",
)
SHORT = Text("too little of their own to compare: {ids}", "自分で書いた部分が短く、比較できない提出: {ids}")
UNREADABLE = Text("could not be read: {ids}", "読み込めなかった提出: {ids}")
SIMILARITY = Text("in common", "共通")
OF_FIRST = Text("of the first", "1 つ目のうち")
OF_SECOND = Text("of the second", "2 つ目のうち")
PAIR = Text("submissions", "提出")
GROUP = Text("group", "グループ")


def summed_up(work: SimilarWork) -> Text:
    """How much was compared, and how much was found."""
    figures = {
        "works": len(work.works),
        "pairs": len(work.found.pairs),
        "groups": len(work.found.groups),
        "threshold": f"{work.threshold:.0%}",
    }
    return Text(*(sentence.format(**figures) for sentence in (SUMMED_UP.en, SUMMED_UP.ja)))


def nothing(work: SimilarWork) -> Text:
    """That there is no pair."""
    return Text(*(sentence.format(threshold=f"{work.threshold:.0%}") for sentence in (NOTHING.en, NOTHING.ja)))
