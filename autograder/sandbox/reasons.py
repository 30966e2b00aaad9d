"""Why a worker ended, and what a submission did wrong, as sentences for students."""

import os
import signal

from autograder.text import NOTHING, Text

from .whereabouts import line_of, place
from .wire.messages import Frame, LoadError

_SIGNALS = {
    signal.SIGSEGV: Text("it accessed memory that is not its own (very deep recursion can do that)",
                         "許されないメモリにアクセスしました（非常に深い再帰でも起こります）"),
    signal.SIGABRT: Text("it aborted", "プログラムが異常終了（abort）しました"),
    signal.SIGKILL: Text("it was killed, perhaps for want of memory",
                         "強制終了されました（メモリ不足の可能性があります）"),
    signal.SIGSYS: Text("it made a forbidden system call", "禁止されたシステムコールを呼び出しました"),
    signal.SIGXCPU: Text("it used up its CPU time", "CPU 時間を使い切りました"),
}  # fmt: skip


def ended_by(status: int | None) -> Text:
    """Why a process ended, from its wait status."""
    if status is None:
        return Text("Your program ended unexpectedly.", "プログラムが予期せず終了しました。")
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        why = _SIGNALS.get(signal.Signals(number)) if number in set(signal.Signals) else None
        why = why or Text(f"signal {number}", f"シグナル {number} で終了しました")
        return Text(f"Your program was ended: {why.en}.", f"プログラムが終了しました：{why.ja}。")
    code = os.WEXITSTATUS(status)
    return Text(
        f"Your program ended itself with exit code {code} (os._exit?).",
        f"プログラムが終了コード {code} で自分から終了しました（os._exit などを呼んでいませんか）。",
    )


def broken_protocol(detail: str) -> Text:
    """The worker's bytes made no sense. The detail may quote them."""
    detail = detail if len(detail) < 200 else detail[:200] + "…"
    return Text(
        f"Your program disturbed the connection to the grader: {detail}.",
        f"プログラムが採点システムとの通信を乱しました：{detail}。",
    )


def flooded(printed: int) -> Text:
    """Too much output."""
    size = f"{printed / (1 << 20):.0f} MB"
    return Text(
        f"Your program printed {size} in one check; that is too much.",
        f"1 つのテストの中で {size} も出力しました。出力が多すぎます。",
    )


def too_slow(seconds: float, ended: str, before: float = 0.0) -> Text:
    """A call used up its time, of which it had less because earlier calls used up so many seconds, if any."""
    if ended == "wall":
        return Text(
            f"The call did not return within {seconds:g} seconds, most of which it waited (does it sleep?).",
            f"呼び出しが {seconds:g} 秒たっても戻りませんでした。計算ではなく待機しているようです（sleep など）。",
        )
    earlier = Text(f" (earlier calls: more than {before:g})", f"（以前の呼び出しは {before:g} 秒）")
    seen = earlier if before else NOTHING
    return Text(
        f"The call took more than {seconds:g} seconds of computing time{seen.en}. Is there an endless loop?",
        f"呼び出しの計算時間が {seconds:g} 秒{seen.ja}を超えました。無限ループになっていませんか。",
    )


def slept(seconds: float) -> Text:
    """The whole submission waited too long."""
    return Text(
        f"The submission has waited, not computed, for {seconds:g} seconds in all (does it sleep?).",
        f"提出物全体で {seconds:g} 秒間、計算をせずに待機していました（sleep などを使っていませんか）。",
    )


def deadline_passed() -> Text:
    """The time for the whole run of the grader is over."""
    return Text(
        "There was no time left: the grader had to finish before this was done.",
        "採点全体の制限時間が来たため、これは最後まで実行されませんでした。",
    )


def too_much_work(seconds: float) -> Text:
    """Looking at what came took the examiner too long."""
    return Text(
        f"What your code returned was more than the grader can look through ({seconds:g} seconds of its own time).",
        f"あなたのコードが返した値が多すぎて、採点システムが調べきれませんでした（採点側の計算時間 {seconds:g} 秒）。",
    )


def too_much_data(most: float) -> Text:
    """More came in one check than the examiner takes."""
    size = f"{most / (1 << 20):.0f} MB"
    return Text(
        f"Your code returned more than {size} in one check; that is more than the grader can look through.",
        f"1 つのテストの中で、あなたのコードが {size} を超える値を返しました。採点システムには多すぎます。",
    )


def too_many_items(count: int) -> Text:
    """An iterator does not end."""
    return Text(
        f"Your object gave more than {count} items when it was iterated over. Does that ever end?",
        f"オブジェクトを順に読み出したところ、要素が {count} 個を超えました。終わりがないのではありませんか。",
    )


def used_up(seconds: float) -> Text:
    """The whole submission used up its time."""
    return Text(
        f"The submission has used up its {seconds:g} seconds of computing time.",
        f"提出物全体の計算時間の上限（{seconds:g} 秒）を使い切りました。",
    )


def not_loaded(reason: Text) -> Text:
    """The submission's top level could not be run, whatever was skipped."""
    return Text(
        f"The file could not be executed from top to bottom. {reason.en}",
        f"ファイルを最後まで実行できませんでした。{reason.ja}",
    )


def raised(type_name: str, message: str, frames: list[Frame]) -> Text:
    """The student's code raised."""
    what = f"{type_name}: {message}" if message else type_name
    if not frames:
        return Text(f"Your code raised {what}", f"あなたのコードで例外が発生しました：{what}")
    last = frames[-1]
    quoted = f": `{last.source}`" if last.source else ""
    where = place(last.file, last.line)
    return Text(
        f"Your code raised {what} ({where.en}, in {last.function}{quoted})",
        f"あなたのコードで例外が発生しました：{what}（{where.ja}、{last.function}{quoted}）",
    )


def unsupported(label: str, en: str, ja: str) -> Text:
    """A value that cannot be handed over."""
    return Text(f"{label} gave a value {en}.", f"{label} が返したのは{ja}です。この値は採点システムに渡せません。")


def not_a_value(label: str, type_name: str) -> Text:
    """An object where numbers were asked for."""
    return Text(
        f"{label} is an object of type {type_name}, where a number or an array is needed.",
        f"{label} は {type_name} 型のオブジェクトですが、数値または配列が必要です。",
    )


def missing(name: str, names: list[str], errors: list[LoadError]) -> Text:
    """A name is not defined: why, and what is. A syntax error, which may cost many names, is told in full once."""
    en, ja = f"Your file does not define `{name}`", f"提出されたファイルに `{name}` が定義されていません。"
    told = likely(name, errors)
    if told and all(error.stage == "syntax" for error in told):
        where = Text.join((place(error.file, error.line) for error in told), "; ")
        return Text(f"{en}: see the error in {where.en}.", f"{ja}{where.ja}のエラーを見てください。")
    return Text.join([Text(f"{en}.", ja), *map(load_error, told), _defined(names)])


def _defined(names: list[str]) -> Text:
    public = [f"`{name}`" for name in names if not name.startswith("_")][:20]
    if not public:
        return Text("It defines nothing.", "何も定義されていません。")
    return Text(f"It defines {', '.join(public)}.", f"定義されている名前：{'、'.join(public)}。")


def likely(name: str, errors: list[LoadError]) -> list[LoadError]:
    """The errors that would have defined the name; otherwise syntax errors; otherwise all; three at most."""
    for chosen in (
        [error for error in errors if name in error.names],
        [error for error in errors if error.stage == "syntax"],
        errors,
    ):
        if chosen:
            return chosen[:3]
    return []


def lent_raised(name: str, kind: str) -> Text:
    """What the grader has lent does not take what the submission gave it. Its own words may hold what it computed."""
    return Text(
        f"Your code raised {kind}: it calls {name}, here the grader's own, with arguments that do not fit.",
        f"あなたのコードで例外 {kind} が発生しました。このテストで採点側のものを使う {name} に、"
        "合わない引数を渡しています。",
    )


def load_error(error: LoadError) -> Text:
    """What went wrong with a statement at the top level."""
    where = line_of(error.file, error.line)
    source = f" `{error.source}`" if error.source else ""
    if error.stage == "timeout":
        return Text(
            f"{where.en}{source} did not finish in time and was left out.",
            f"{where.ja}{source} は時間内に終わらなかったため、実行から除かれました。",
        )
    if error.stage == "crash":
        return Text(
            f"{where.en}{source} ended the program and was left out.",
            f"{where.ja}{source} でプログラムが終了したため、この文は実行から除かれました。",
        )
    name = f"`{error.names[0]}`" if error.names else "a name"
    if error.stage == "rebound":
        return Text(
            f"{where.en}{source} gives the name {name} to something that cannot be called. "
            "Your last definition of it is graded. Choose another name for the result.",
            f"{where.ja}{source} で、{name} という名前が、"
            "呼び出せないものに付け替えられています。最後の定義を採点しました。結果には別の名前を付けてください。",
        )
    if error.stage == "hidden":
        return Text(
            f"{where.en}{source} takes the name {name}, which was that of an imported module: "
            "functions that use the module by this name fail. Choose another name.",
            f"{where.ja}{source} で、import したモジュールの名前 {name} が上書きされています。"
            "この名前でモジュールを使う関数は動きません。別の名前を付けてください。",
        )
    what = f"{error.type_name}: {error.message}" if error.message else error.type_name
    return Text(
        f"{where.en}{source} failed: {what}.",
        f"{where.ja}{source} でエラーが起きました：{what}。",
    )
