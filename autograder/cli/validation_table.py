"""How a validation is shown: a table, or a block per assignment where that has no room; then all that falls short."""

from collections.abc import Sequence

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text as Styled

from autograder.grading.validation.costs import MOST, Costs
from autograder.grading.validation.findings import Band, Finding, Kind, Validation
from autograder.language import said
from autograder.text import NOTHING, Text

COLUMNS: dict[str, tuple[Kind, ...]] = {
    "reference": ("reference",),
    "stub": ("stub",),
    "misconceptions": ("misconception",),
    "equivalents": ("equivalent",),
    "mutants": ("mutant",),
    "wrong sweeps": ("wrong_sweep",),
    "right sweeps": ("right_sweep",),
    "cheats": ("cheat",),
    "repeated": ("neighbour", "rerun", "draw"),
    "handed out": ("release", "student"),
}
_OF_COSTS = ("assignment", "cost their own", "most unwritten", "median", "90 %", "largest", "above 40 %")
_OF_NUMBERS = ("checks", "points", *COLUMNS, "steps", "float64", "float32", *_OF_COSTS[1:])
_OF_BANDS = (
    "assignment",
    "check",
    "steps",
    "float64",
    "float32",
    "fullest equivalent",
    "nearest misconception",
    "keeps out",
)
_WIDE = 10_000
_HEADINGS = {
    "assignment": "課題",
    "checks": "テスト",
    "points": "配点",
    "reference": "模範解答",
    "stub": "ひな型",
    "misconceptions": "間違い",
    "equivalents": "別解",
    "mutants": "変異体",
    "wrong sweeps": "誤りの一斉検査",
    "right sweeps": "正解の一斉検査",
    "cheats": "不正",
    "repeated": "再実行",
    "handed out": "配布物",
    "check": "テスト",
    "steps": "ステップ",
    "float64": "float64",
    "float32": "float32",
    "fullest equivalent": "限界に最も近い別解",
    "nearest misconception": "最も近い間違い",
    "keeps out": "除く数",
    "cost their own": "自分の分だけ",
    "most unwritten": "未記入の最大",
    "median": "中央値",
    "90 %": "90 %",
    "largest": "最大",
    "above 40 %": "40 % 超",
}
_KINDS: dict[Kind, str] = {
    "reference": "模範解答",
    "stub": "ひな型",
    "misconception": "間違い",
    "equivalent": "別解",
    "mutant": "変異体",
    "wrong_sweep": "誤りの一斉検査",
    "right_sweep": "正解の一斉検査",
    "cheat": "不正な提出",
    "neighbour": "不正の次の提出",
    "rerun": "再実行",
    "draw": "ほかの入力",
    "release": "配布物",
    "student": "公開テスト",
    "region": "未記入の部分",
    "slip": "1 か所の誤り",
}


def show_validation(results: Sequence[Validation], console: Console) -> None:
    """Print what was proved, how wide the bands are, and every finding that is not good."""
    part = tuple(dict.fromkeys(name for result in results for name in result.part))
    if part:
        names = ", ".join(part)
        only = Text(
            f"A part only: {names}. Nothing else was looked at, mutants neither; the rest is not proved.",
            f"一部だけの検証です: {names}。ほかは変異体も含めて調べておらず、正しいことは確かめられていません。",
        )
        console.print(Styled(said(only), "bold"))
    _show_rows(
        Text("Validation", "検証"), ("assignment", "checks", "points", *COLUMNS), [_row(r) for r in results], console
    )
    bands = [_band(r.assignment, band) for r in results for band in r.bands]
    if bands:
        _show_rows(Text("\nBands", "\n許容幅"), _OF_BANDS, bands, console)
    charged = [_charged(r.assignment, r.costs) for r in results if r.costs.regions]
    if charged:
        _show_rows(
            Text("\nWhat one thing left out, or one slip, costs", "\n 1 か所の未記入や誤りで失う点"),
            _OF_COSTS,
            charged,
            console,
        )
    for result in results:
        _show_exception(result, console)
    _show_known(results, console)
    for result in results:
        for remark in result.remarks:
            console.print(Styled(f"{said(Text('warning', '警告'))}: {remark}", style="yellow"), soft_wrap=True)
    for result in results:
        for finding in result.findings:
            if not finding.good:
                _show(result.assignment, finding, console)


def _show_rows(title: Text, headings: Sequence[str], rows: Sequence[Sequence[Styled]], console: Console) -> None:
    """As a table where every heading and cell has room on one line, else as blocks: nothing is ever cut."""
    table = Table(title=said(title), title_justify="left", box=None, padding=(0, 1))
    for heading in headings:
        table.add_column(_heading(heading), justify="right" if heading in _OF_NUMBERS else "left", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    wanted = Measurement.get(console, console.options.update(max_width=_WIDE), table).maximum
    if wanted <= console.width:
        console.print(table)
        return
    console.print(Styled(said(title), "italic"))
    for row in rows:
        _show_block(headings, row, console)


def _heading(name: str) -> str:
    return said(Text(name, _HEADINGS[name]))


def _show_block(headings: Sequence[str], row: Sequence[Styled], console: Console) -> None:
    """The first cell, and below it the others with their headings, as many to a line as there is room for."""
    console.print(Styled(f" {row[0]}", "bold"), soft_wrap=True)
    line = Styled("  ")
    for heading, cell in zip(headings[1:], row[1:], strict=True):
        if not cell:
            continue
        part = Styled.assemble("  ", _heading(heading), " ", cell)
        if line.cell_len + part.cell_len > console.width and line.plain.strip():
            console.print(line, soft_wrap=True)
            line = Styled("  ")
        line.append_text(part)
    console.print(line, soft_wrap=True)


def _row(result: Validation) -> list[Styled]:
    counts = Styled(str(len(result.checks))), Styled(f"{result.max_score:g}")
    return [Styled(result.assignment), *counts, *(_cell(result, *kinds) for kinds in COLUMNS.values())]


def _cell(result: Validation, *kinds: Kind) -> Styled:
    findings = [finding for kind in kinds for finding in result.of(kind)]
    good = sum(f.good for f in findings)
    if not findings:
        return Styled("–")
    if kinds in (("reference",), ("stub",)):
        right = Text("full", "満点") if kinds == ("reference",) else Text.same("0")
        words = said(right if good == len(findings) else Text("WRONG", "誤り"))
    else:
        words = f"{good}/{len(findings)}"
    explained = sum(bool(f.explained) for f in findings)
    if explained:
        words += said(Text(f" ({explained} explained)", f"（うち説明済み {explained}）"))
    return Styled(words, "green" if good == len(findings) else "red")


def _show_known(results: Sequence[Validation], console: Console) -> None:
    """What was not run, because it has been before."""
    known = [r for r in results if r.known]
    if known:
        modules, all_ = sum(r.known for r in known), sum(r.modules for r in results)
        told = Text(
            f"\n{modules} of {all_} modules are as in an earlier validation, and were not "
            "graded again: --fresh grades them.",
            f"\n{all_} 個のモジュールのうち {modules} 個は前の検証から変わっていないため、採点し直していません"
            "（--fresh を付ければ採点し直します）。",
        )
        console.print(Styled(said(told)))


def _band(assignment: str, band: Band) -> list[Styled]:
    """Allowed relative differences, and the variants nearest to the edge on either side."""
    inside, outside = band.equivalent, band.misconception
    at = outside.step if outside else None
    step = NOTHING if at is None else Text(f", step {at}", f"、ステップ {at}")
    others = band.compared - band.separated
    cells = (
        assignment,
        band.check,
        *_widths(band),
        f"{inside.id} " + said(Text(f"({inside.used:.1%} of it)", f"（幅の {inside.used:.1%}）")) if inside else "",
        f"{outside.id} (×{outside.used:.2g}{said(step)})" if outside else "",
        f"{band.separated}"
        + (said(Text(f" (and {others} fail elsewhere)", f"（ほかで不合格 {others}）")) if others else ""),
    )
    return [Styled(cell) for cell in cells]


def _charged(assignment: str, costs: Costs) -> list[Styled]:
    """Regions that cost only their own, the most that one costs; and of slips the shares of the points."""
    own = sum(not region.excess for region in costs.regions)
    right = all(not region.excess or region.excepted for region in costs.regions)
    much = sum(slip.is_much for slip in costs.slips)
    most = max(region.share for region in costs.regions)
    shares = ("" if share is None else f"{share:.0%}" for share in (costs.median, costs.ninety, costs.largest))
    return [
        Styled(assignment),
        Styled(f"{own}/{len(costs.regions)}", "green" if right else "red"),
        Styled(f"{most:.0%}"),
        *map(Styled, shares),
        Styled(str(much), "red" if any(s.is_much and not s.excepted for s in costs.slips) else ""),
    ]


def _show_exception(result: Validation, console: Console) -> None:
    """What is declared to cost more, how much, and why."""
    costs = result.costs
    if not costs.exception:
        return
    regions = [region.share for region in costs.regions if region.excepted]
    slips = [slip.share for slip in costs.slips if slip.excepted and slip.is_much]
    told = Text(
        f"{result.assignment}: {costs.exception} is declared to cost more: {max(regions, default=0):.0%} unwritten, "
        f"{len(slips)} slips above {MOST:.0%} (up to {max(slips, default=0):.0%}). {costs.reason}",
        f"{result.assignment}: {costs.exception} は例外とされています。未記入で {max(regions, default=0):.0%}、"
        f"{MOST:.0%} を超える誤りが {len(slips)} 個（最大 {max(slips, default=0):.0%}）。{costs.reason_ja}",
    )
    console.print(Styled(said(told), "yellow"), soft_wrap=True)


def _widths(band: Band) -> tuple[str, str, str]:
    if band.interval:
        return "", f"{band.interval[0]:.4g} … {band.interval[1]:.4g}", ""
    double, single = (" … ".join(f"{w:.0e}" for w in widths) for widths in (band.float64, band.float32))
    return str(band.steps), double, single


def _show(assignment: str, finding: Finding, console: Console) -> None:
    kind = said(Text(finding.kind.replace("_", " "), _KINDS[finding.kind]))
    what = kind if finding.id == finding.kind else f"{kind} {finding.id}"
    console.print(Styled(f"\n{assignment}: {what}", style="bold red"), soft_wrap=True)
    console.print(Styled(f"  {said(finding.told)}"))
    for line in finding.diff.splitlines():
        console.print(Styled(f"  {line}", style="red" if line.startswith("-") else "green"), soft_wrap=True)
