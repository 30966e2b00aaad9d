"""What a submission tried outside its own folder, as a fact for a person. No mark depends on it."""

from collections.abc import Sequence

from autograder.grading.results import Attention
from autograder.sandbox import Act
from autograder.text import Text, one_line

MOST = 4  # that are named
_NO_QUOTE = "'"

_WORDS = {
    "read": Text("tried to read {}", "{} の読み取り"),
    "write": Text("tried to write to {}", "{} への書き込み"),
    "change": Text("tried to change {}", "{} の変更"),
    "search": Text("looked for modules in {}", "{} でのモジュールの検索"),
    "run": Text("tried to run {}", "{} の実行"),
    "fork": Text("tried to start another process", "別のプロセスの起動"),
    "signal": Text("tried to send a signal to process {}", "プロセス {} へのシグナルの送信"),
    "limits": Text("tried to change its own limits", "自分の制限の変更"),
    "connect": Text("tried to open a connection {}", "ネットワーク接続 {}"),
}


def refused(acts: Sequence[Act]) -> tuple[Attention, ...]:
    """The remark about it, if there is anything; each kind of thing is named before a second of its kind."""
    said = list(dict.fromkeys(_fact(act) for act in _by_turns(acts) if act.kind in _WORDS))
    if not said:
        return ()
    more = len(said) - MOST
    en = "; ".join(fact.en for fact in said[:MOST]) + (f"; and {more} more" if more > 0 else "")
    ja = "、".join(fact.ja for fact in said[:MOST]) + (f"、ほか {more} 件" if more > 0 else "")
    return (Attention("refused", Text(f"The program {en}.", f"プログラムが次のことを試みました: {ja}。")),)


def _by_turns(acts: Sequence[Act]) -> list[Act]:
    kinds: dict[str, int] = {}
    turns = []
    for act in acts:
        kinds[act.kind] = kinds.get(act.kind, 0) + 1
        turns.append((kinds[act.kind], act))
    return [act for _, act in sorted(turns, key=lambda turn: turn[0])]


def _fact(act: Act) -> Text:
    """In words of ours; the submission's own stand between quotes that it cannot end."""
    subject = f"`{one_line(act.subject, 80).replace('`', _NO_QUOTE)}`" if act.subject else ""
    words = _WORDS[act.kind]
    return Text(words.en.format(subject).rstrip(), words.ja.format(subject).rstrip())
