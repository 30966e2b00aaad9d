"""Why a file of a hand-in was passed over, and what a person should look at; in both languages."""

from autograder.course.handed_in.account import Remark
from autograder.text import Text, file_name

AS_RELEASED = Text("It is as it was released.", "配布されたままで、何も書かれていません。")
NOTHING_ASKED = Text("It defines none of the names asked for.", "課題で求められている名前を定義していません。")
LESS = Text("It answers less of what is asked for.", "課題で求められているものを定義している数が少ないためです。")
OLDER = Text(
    "Its name, or its folder's, says that it is an older one.", "名前またはフォルダ名から、古い版と考えられます。"
)
NOT_FINAL = Text("The other one is called the final one.", "もう一方の名前が最終版を示しています。")
LOWER = Text("The other one has the higher number.", "もう一方の番号のほうが大きいためです。")
DEEPER = Text("It lies deeper in the folders.", "より深いフォルダにあります。")
BEFORE = Text(
    "The other one was changed later; nothing else tells them apart.",
    "更新日時がもう一方より古いためです（ほかに違いはありません）。",
)
NOTEBOOK = Text(
    "Of a notebook and a module that nothing else tells apart, the module is taken.",
    "ほかに違いがないため、.py のほうを採点します。",
)
NOTHING_TELLS = Text(
    "Nothing tells it from the file that was taken.", "採点したファイルと区別する手がかりがありません。"
)
BY_PERSON = Text("A person has chosen the other file.", "採点者がもう一方のファイルを選んだためです。")
_SHOWN = 4


def fewer(written: int, asked: int) -> Text:
    """It answers less."""
    return Text(
        f"It answers {written} of the {asked} things asked for, the other one more.",
        f"課題で求められている {asked} 個のうち {written} 個だけを定義しています。もう一方のほうが多く定義しています。",
    )


def less_named(chosen: str) -> Text:
    """Another name is nearer."""
    shown = file_name(chosen)
    return Text(f"{shown} is named after the assignment.", f"{shown} のほうが課題の名前に合っています。")


def is_imported(chosen: str) -> Text:
    """A helper."""
    shown = file_name(chosen)
    return Text(f"{shown} imports it.", f"{shown} から読み込まれています。")


def imports(chosen: str) -> Text:
    """It uses what was taken."""
    shown = file_name(chosen)
    return Text(f"It imports {shown} and adds nothing.", f"{shown} を読み込んでいるだけです。")


def same(chosen: str) -> Text:
    """A copy."""
    shown = file_name(chosen)
    return Text(f"It says the same as {shown}.", f"{shown} と同じ内容です。")


def untouched(chosen: str) -> Remark:
    """Only what was released."""
    shown = file_name(chosen)
    text = Text(
        f"{shown} is as it was released: nothing has been written in it. Was another file meant?",
        f"{shown} は配布されたままで、何も書かれていません。別のファイルを提出するつもりだった可能性があります。",
    )
    return Remark("untouched", text)


def beside_untouched(chosen: str, stub: str) -> Remark:
    """The file asked for is untouched, another one is work."""
    taken, shown = file_name(chosen), file_name(stub)
    text = Text(
        f"{taken} was graded; {shown} is as it was released.",
        f"{taken} を採点しました。{shown} は配布されたままです。",
    )
    return Remark("untouched", text)


def none_asked(chosen: str, asked: list[str], below: list[str]) -> Remark:
    """None of the names; `below` are those that only a main block defines."""
    shown, names = file_name(chosen), ", ".join(asked[:_SHOWN]) + (", …" if len(asked) > _SHOWN else "")
    text = Text(
        f"{shown} defines nothing of what is asked for ({names}).",
        f"{shown} は課題で求められているもの（{names}）を何も定義していません。",
    )
    if below:
        listed = ", ".join(below[:_SHOWN]) + (", …" if len(below) > _SHOWN else "")
        text = Text(
            f'{shown} defines {listed} only below `if __name__ == "__main__":`, which is not run when it is graded.',
            f'{shown} は {listed} を `if __name__ == "__main__":` の中だけで定義しています。'
            "採点ではこの部分は実行されません。",
        )
    return Remark("no_asked_name", text)


def rivals(chosen: str, others: list[str]) -> Remark:
    """Other files that differ and were worked on."""
    taken, shown = file_name(chosen), ", ".join(map(file_name, others[:_SHOWN]))
    more = ", …" if len(others) > _SHOWN else ""
    verb = "differs and was" if len(others) == 1 else "differ and were"
    text = Text(
        f"{taken} was graded; {shown}{more} {verb} worked on as well. Which one was meant?",
        f"{taken} を採点しましたが、内容の違う {shown}{more} もあります。どれが提出物か確認してください。",
    )
    return Remark("doubtful_file", text)
