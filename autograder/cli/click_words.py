"""What click itself says, in Japanese: its headings, and what is wrong with a command line.

click looks its sentences up with ``gettext``, whose catalogues are found by the environment and cannot be handed
over; so its modules are given another function in that place.
"""

import re

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

from autograder.language import spoken

JAPANESE = {
    "Usage:": "使い方:",
    "Options": "オプション",
    "Commands": "コマンド",
    "Positional arguments": "引数",
    "Show this message and exit.": "この説明を表示して終わります。",
    "default: {default}": "既定値: {default}",
    "env var: {var}": "環境変数: {var}",
    "required": "必須",
    "(dynamic)": "（状況によります）",
    "Error: {message}": "エラー: {message}",
    "Try '{command} {option}' for help.": "'{command} {option}' で使い方を表示します。",
    "Aborted!": "中止しました。",
    "Invalid value: {message}": "値が正しくありません: {message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} の値が正しくありません: {message}",
    "Missing argument": "引数がありません:",
    "Missing option": "オプションがありません:",
    "Missing parameter": "パラメータがありません:",
    "Missing {param_type}": "{param_type} がありません:",
    "Missing parameter: {param_name}": "パラメータがありません: {param_name}",
    "Missing command.": "コマンドがありません。",
    "No such option {name!r}.": "オプション {name!r} はありません。",
    "No such option: {name}": "オプション {name} はありません。",
    "No such command {name!r}.": "コマンド {name!r} はありません。",
    "Did you mean {possibility}?": "{possibility} ではありませんか。",
    "(Did you mean one of: {possibilities}?)": "（{possibilities} のどれかではありませんか。）",
    "(Possible options: {possibilities})": "（{possibilities} のどれかではありませんか。）",
    "Got unexpected extra argument ({args})": "余分な引数があります（{args}）",
    "Got unexpected extra arguments ({args})": "余分な引数があります（{args}）",
    "Option {name!r} does not take a value.": "オプション {name!r} は値を取りません。",
    "Option {name!r} requires an argument.": "オプション {name!r} には値が必要です。",
    "Option {name!r} requires {nargs} arguments.": "オプション {name!r} には値が {nargs} 個必要です。",
    "Argument {name!r} takes {nargs} values.": "引数 {name!r} は {nargs} 個の値を取ります。",
    "Choose from:\n\t{choices}": "次から選んでください:\n\t{choices}",
    "{value!r} is not {choice}.": "{value!r} は {choice} ではありません。",
    "{value!r} is not one of {choices}.": "{value!r} は {choices} のどれでもありません。",
    "{value!r} is not a valid {number_type}.": "{value!r} は数値ではありません。",
    "{value} is not in the range {range}.": "{value} は範囲 {range} にありません。",
    "{value!r} is not a valid boolean. Recognized values: {states}": "{value!r} は真偽値ではありません（{states}）。",
    "{name} {filename!r} does not exist.": "{name} {filename!r} がありません。",
    "{name} {filename!r} is a file.": "{name} {filename!r} はファイルです。",
    "{name} {filename!r} is a directory.": "{name} {filename!r} はフォルダです。",
    "{name} {filename!r} is not readable.": "{name} {filename!r} を読めません。",
    "{name} {filename!r} is not writable.": "{name} {filename!r} に書けません。",
    "file": "ファイル",
    "File": "ファイル",
    "directory": "フォルダ",
    "Directory": "フォルダ",
    "path": "パス",
    "Path": "パス",
    "unknown error": "不明なエラー",
    "Could not open file {filename!r}: {message}": "ファイル {filename!r} を開けません: {message}",
}
_HEADINGS = {"Example": "例", "Examples": "例", "Formats": "形式"}
_HEADING = re.compile(r"^(Examples?|Formats)(?=:)", re.MULTILINE)
_MODULES = (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types)


def translate(sentence: str) -> str:
    """A sentence of click's, before its values are put in, in the language spoken here."""
    return JAPANESE.get(sentence, sentence) if spoken() == "ja" else sentence


def headings(epilog: str | None) -> str | None:
    """The headings below a command's options, in the language spoken here."""
    if epilog is None or spoken() == "en":
        return epilog
    return _HEADING.sub(lambda heading: _HEADINGS[heading[0]], epilog)


def _translate_number(one: str, many: str, number: int) -> str:
    return translate(one if number == 1 else many)


for _module in _MODULES:
    for _name, _ours in (("_", translate), ("ngettext", _translate_number)):
        if hasattr(_module, _name):
            setattr(_module, _name, _ours)
