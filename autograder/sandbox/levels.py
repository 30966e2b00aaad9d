"""How well a worker is isolated: computed from what is in force and what the worker's own probe found."""

import shlex
from collections.abc import Iterable
from typing import Literal

import msgspec

from autograder.text import Text

_NEEDED = ("rlimits", "seccomp", "no_new_privs")
_GUARDS = ("landlock", "namespaces")
"""Each of them keeps every file but Python's own out of reach. A user of its own keeps what is closed to others."""

_APART = ("user", "namespaces")
_READ = Text("read a file", "ファイルを読めます")
_ACTS = (
    Text("open a socket", "ソケットを開けます"),
    Text("start a process", "プロセスを起動できます"),
    Text("signal a process", "ほかのプロセスにシグナルを送れます"),
    Text("raise its limits", "自分の上限を引き上げられます"),
)
_NOT_IN_FORCE = "not in force"
_UNREADABLE = " cannot be read by another user"
WHYS = {
    _NOT_IN_FORCE: "働いていません",
    "switched off": "無効にされています",
    "bubblewrap is not installed (package bubblewrap)": "bubblewrap がありません（パッケージ bubblewrap）",
    "the kernel offers no Landlock (Linux 5.13 or later, with landlock in lsm=)": (
        "カーネルに Landlock がありません（Linux 5.13 以降で、lsm= に landlock が必要です）"
    ),
    "only root can give each worker a user of its own": "ワーカーごとに別のユーザーを使えるのは root だけです",
}
"""What the sandbox itself says of a layer that is missing, in Japanese; a system's own words are quoted."""
NO_BUBBLEWRAP = "bubblewrap could not be started: "
"""Before what it said itself."""


class Level(msgspec.Struct, frozen=True):
    """The verdict on a sandbox.

    Attributes:
        level: ``strong``: every layer that a standard sandbox has, Landlock, and a user or namespaces of its own;
            ``standard``: files, sockets, processes, signals and limits are out of the worker's reach, whatever it is
            that keeps them there; ``weak``: something is not.
        layers: what is in force.
        missing: what is not, and why.
        reasons: what keeps the level from being higher.
    """

    level: Literal["strong", "standard", "weak"]
    layers: tuple[str, ...]
    missing: dict[str, str]
    reasons: tuple[Text, ...]


def why_missing(said: str) -> Text:
    """Why a layer is missing, for people."""
    if said.startswith(NO_BUBBLEWRAP):
        return Text(said, f"bubblewrap を起動できません: {said.removeprefix(NO_BUBBLEWRAP)}")
    path, unreadable, _ = said.partition(_UNREADABLE)
    return Text(said, f"{path} をほかのユーザーが読めません" if unreadable else WHYS.get(said, said))


def assess(
    layers: dict[str, str],
    probe: dict[str, bool],
    missing: dict[str, str],
    private: Iterable[str] = (),
    readable: Iterable[str] = (),
) -> Level:
    """The level from a worker's report.

    Args:
        layers: those in force.
        probe: each act that a worker must not be able to do, and whether it was refused.
        missing: the other layers, and why.
        private: the files and folders that it tried to open before it knew the submission.
        readable: those of them that it could.
    """

    def lacking(names: Iterable[str]) -> list[Text]:
        return [f"{name}: " + why_missing(missing.get(name, _NOT_IN_FORCE)) for name in names if name not in layers]

    weak = lacking(_NEEDED)
    by_user_alone = "user" in layers and not any(guard in layers for guard in _GUARDS)
    if by_user_alone and not list(private):
        weak.append(
            Text(
                "files: only a worker's own user guards them, and none was named that it must not read",
                "ファイルを守るものがワーカー用のユーザーしかなく、読ませないファイルも指定されていません",
            )
        )
    elif not any(guard in layers for guard in (*_GUARDS, "user")):
        weak += lacking((*_GUARDS, "user"))
    acts = _ACTS if by_user_alone else (_READ, *_ACTS)
    weak += [Text(f"a worker can {act.en}", f"ワーカーが{act.ja}") for act in acts if not probe.get(act.en, False)]
    if by_user_alone:
        weak += [_can_read(path, _CLOSE + f" chmod -R o-rwx {shlex.quote(path)}") for path in readable]
    elif any(guard in layers for guard in _GUARDS):
        weak += [_can_read(path, _MOVE) for path in readable]
    strong = lacking(["landlock"]) + (lacking(_APART) if not any(name in layers for name in _APART) else [])
    level: Literal["strong", "standard", "weak"] = "weak" if weak else "standard" if strong else "strong"
    return Level(level, tuple(layers), missing, tuple(weak or strong))


_CLOSE = Text("close it:", "ほかの人から読めないようにしてください:")
_MOVE = Text("move it: it lies among the files of Python", "Python のファイルと同じ場所にあるので、移してください")


def _can_read(path: str, remedy: Text) -> Text:
    return Text(f"a worker can read {path} ({remedy.en})", f"ワーカーが {path} を読めます（{remedy.ja}）")
