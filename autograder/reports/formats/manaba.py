"""manaba: its own sheet of marks, filled in.

manaba gives out a workbook and takes it back: ``reportlist`` in what "採点シートと提出物" downloads of a report
(https://faq.manaba.jp/faq_detail.html?category=148&id=371&page=1), and 成績登録シート of an item of 成績. Its maker
does not publish the columns. A university's manual says that the marks go into the column 合計点
(https://kb.oict.tottori-u.ac.jp/services/e-learning/manaba/add-grades/). Public programs that read ``reportlist``
expect, below six lines of other things, 内部コースID, コース名, リンク情報, ロール, ユーザID, 学籍番号, 氏名,
氏名（英語）, メールアドレス, 合計点, 評価, 講評, 提出, 提出日時, 提出回数, フォルダ, with a # before the first
or before all of them, and a line ``#end``. So nothing is made up here: without manaba's own file there is no export.
"""

from autograder.errors import UsageError
from autograder.grading.results import Report
from autograder.reports.export_format import Export, Options
from autograder.reports.filling import Column, filled
from autograder.reports.scores import known_scores
from autograder.text import Text

_KEYS = ("学籍番号", "ユーザID", "メールアドレス", "氏名")
_GRADE = ("合計点", "得点", "点数")


class Manaba:
    """See the module."""

    name = "manaba"
    description = Text(
        "manaba's sheet of marks (--roster: reportlist or 成績登録シート, .xlsx or saved as CSV)",
        "manaba の採点シート（--roster: reportlist または成績登録シート、.xlsx か CSV）",
    )

    def render(self, report: Report, options: Options) -> Export:
        """See `Format`."""
        results, notes = known_scores(report)
        roster = options.roster
        if roster is None:
            raise UsageError(
                Text(
                    "manaba takes back only its own sheet: download it (採点シート) and add it as --roster",
                    "manaba が受け付けるのは manaba 自身のシートだけです。"
                    "採点シートをダウンロードし、--roster で指定してください",
                )
            )
        names = (options.column,) if options.column else _GRADE
        index = next((i for i, name in enumerate(roster.columns) if name in names), None)
        if index is None:
            raise UsageError(
                Text(
                    f"{roster.name}: has no column {' or '.join(names)}; name the one for marks with --column",
                    f"{roster.name}: 列 {'、'.join(names)} がありません。得点の列を --column で指定してください",
                )
            )
        export = filled(roster, results, _KEYS, Column(index, roster.columns[index]))
        return Export(export.content, (*notes, *export.notes), export.left_out)
