"""Writes what became of an instructor's own cells into the notebook that nbgrader keeps, as stock nbgrader would.

But for these: nothing that a test wrote to stderr stands there, a cell that did not run has failed, what the engine
knows of a failure stands above it, and no line of a hidden test is quoted.
"""

import base64
from collections.abc import Mapping
from typing import Any

from nbformat import v4

from autograder.grading.notebooks.jobs import HIDDEN, CellResult, Failure
from autograder.nbgrader.ordinary.own_cells import name_of, role_of
from autograder.nbgrader.ordinary.plain_runs import has_failed, result_of
from autograder.text import Text

_PNG = b"\x89PNG\r\n\x1a\n"
_new_output: Any = v4.new_output
_NOT_RUN = Text(
    "This test was not run: the notebook ended before it.", "このテストは実行されていません。その前に終了しました。"
)
CONTAINED = Text(
    "This test ran in the same process as the notebook's code (contained, not isolated): what it says, that code may "
    "have changed.",
    "このテストはノートブックのプログラムと同じプロセスで実行されました（コンテナ内での実行で、分離はされていません）。"
    "結果がプログラムによって変えられている可能性があります。",
)
_BY_HAND = Text(
    "This test cannot be run here, so a person must give the points.",
    "このテストはここでは実行できません。点数は採点者がつけます。",
)


def write_own_results(
    nb: Any, results: Mapping[str, CellResult], contained: Mapping[str, list[Any]], by_hand: frozenset[str]
) -> frozenset[str]:
    """Write outputs into the code cells of a restored notebook.

    Args:
        nb: the notebook.
        results: by cell.
        contained: the outputs of tests that ran in a kernel, by cell.
        by_hand: tests that can run neither way.

    Returns:
        The tests whose points a person must give.
    """
    unscored = set()
    for number, cell in enumerate(nb.cells, 1):
        if cell.cell_type != "code":
            continue
        name = name_of(cell, number)
        cell.execution_count = 1
        if role_of(cell) != "test":
            cell.outputs = _outputs(results.get(name), tested=False)
        elif name in contained:
            cell.outputs = [_said(CONTAINED), *contained[name]]
        elif name in by_hand or (name in results and results[name].refused):
            cell.outputs = [_said(_BY_HAND)]
            unscored.add(name)
        else:
            cell.outputs = _outputs(results.get(name), tested=True)
    return frozenset(unscored)


def _said(text: Text) -> Any:
    return _new_output("stream", name="stdout", text=f"[kadai] {text.ja}\n[kadai] {text.en}\n")


def _outputs(result: CellResult | None, *, tested: bool) -> list[Any]:
    if result is None or not result.ran:
        return [_said(_NOT_RUN), _error(Failure("NotRun", _NOT_RUN.en))] if tested else []
    outputs = []
    if result.printed:
        outputs.append(_new_output("stream", name="stdout", text=result.printed))
    pictures = (base64.b64encode(picture).decode() for picture in result.pictures if picture.startswith(_PNG))
    outputs += [_new_output("display_data", {"image/png": picture}) for picture in pictures]
    if result.failure is not None:
        if result.failure.why is not None:
            outputs.append(_said(result.failure.why))
        outputs.append(_error(result.failure))
    elif result.result is not None:
        outputs.append(_new_output("execute_result", {"text/plain": result.result}, execution_count=1))
    return outputs


def _error(failure: Failure) -> Any:
    line = [f"line {failure.line}: {failure.source}"] if failure.line and failure.source else []
    last = f"{failure.type_name}: {failure.message}"
    return _new_output("error", ename=failure.type_name, evalue=failure.message, traceback=[*line, last])


def outcome_only(outputs: list[Any]) -> list[Any]:
    """Whether a test failed, or the points that it gave, and nothing else of what it said."""
    if has_failed(outputs):
        return [_error(Failure("HiddenTest", HIDDEN.en)), _said(HIDDEN)]
    try:
        points = float(result_of(outputs) or "")
    except ValueError:
        return []
    return [_new_output("execute_result", {"text/plain": repr(points)}, execution_count=1)]


def only_failed(nb: Any, why: Text) -> None:
    """Every test has failed, for one reason: nothing was handed in, or it could not be read."""
    for cell in nb.cells:
        if cell.cell_type == "code":
            tested = role_of(cell) == "test"
            cell.outputs = [_said(why), _error(Failure("NotRun", why.en))] if tested else []
            cell.execution_count = None
