"""Results as Markdown, for systems that render it. No text of a submission becomes a heading, a link or HTML."""

import re
from collections.abc import Iterator

from autograder.grading.results import CheckResult, Legend, SubmissionResult
from autograder.reports.feedback import check_title, submission_text
from autograder.reports.words import OUTCOMES, SIGNS, shown
from autograder.text import Language, Text, clip, one_line, visible

# @ and # call people and issues on GitHub, $ begins a formula, and addresses become links by themselves
_SIGNS = re.compile(r"[\\`*_\[\]~|$#@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_CODE = re.compile(r"(`[^`|]+`)")
_AT_THE_START = re.compile(r"[-+=]|\d+(?=[.)])")
_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_QUESTION = Text("A question to lead you on:", "次の一歩のための問い:")
_OUTPUT = Text("What your program printed:", "プログラムの出力:")
_HEAD = Text("Points", "得点"), Text("Check", "テスト"), Text("Result", "結果")


def plain(text: str) -> str:
    """One line that renders as it reads; what stands between two backticks is code."""
    parts = _CODE.split(" ".join(visible(text).split()))
    line = "".join(part if n % 2 else _SIGNS.sub(_entity, part.translate(_ENTITIES)) for n, part in enumerate(parts))
    return _AT_THE_START.sub(_entity, line, count=1) if _AT_THE_START.match(line) else line


def _entity(signs: re.Match[str]) -> str:
    return "".join(f"&#{ord(sign)};" for sign in signs[0])


def block(text: str) -> str:
    """Several lines as they are: a fenced block that nothing in them can end."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}text\n{text.rstrip()}\n{fence}"


def check_markdown(check: CheckResult, legend: Legend, language: Language, limit: int = 20_000) -> str:
    """What is said of a check; empty if that is nothing. Texts are cut at `limit` characters each."""
    return "\n\n".join(part for part in _parts(check, legend, language, limit) if part)


def _parts(check: CheckResult, legend: Legend, language: Language, limit: int) -> Iterator[str]:
    yield _paragraph(check.message.in_(language), limit)
    if check.diagnosis:
        found = legend.diagnosis(check.diagnosis)
        yield f"**→ {plain(found.title.in_(language))}**"
        yield plain(found.explanation.in_(language))
        if found.question:
            yield f"*{plain(_QUESTION.in_(language))}* {plain(found.question.in_(language))}"
    if check.output and check.id in legend.public:
        yield f"{plain(_OUTPUT.in_(language))}\n\n{block(clip(visible(check.output), text_limit=limit))}"


def _paragraph(text: str, limit: int) -> str:
    shown = clip(visible(text), text_limit=limit)
    return block(shown) if "\n" in shown.strip() else plain(shown)


def submission_markdown(result: SubmissionResult, legend: Legend, language: Language) -> str:
    """What concerns the whole submission; empty if there is nothing to say."""
    return "\n\n".join(map(plain, submission_text(result, legend, language).splitlines()))


def summary_markdown(result: SubmissionResult, legend: Legend, title: Text, language: Language) -> str:
    """A whole page: the mark, a table of the checks, and below it what is said of those that did not pass."""
    parts = [f"## {plain(one_line(title.in_(language)))}: {result.mark:g} / {result.max_score:g}"]
    parts += [submission_markdown(result, legend, language)]
    if result.status != "unreadable":
        parts += [_table(result, legend, language), *_details(result, legend, language)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(result: SubmissionResult, legend: Legend, language: Language) -> str:
    rows = ["| " + " | ".join(head.in_(language) for head in _HEAD) + " |", "|---:|---|---|"]
    for check in result.checks:
        points = f"{result.points_of(check):g} / {check.max_points:g}" if check.max_points else ""
        outcome = f"{SIGNS[shown(check)]} {OUTCOMES[shown(check)].in_(language)}"
        rows.append(f"| {points} | {plain(check_title(check, legend, language))} | {plain(outcome)} |")
    return "\n".join(rows)


def _details(result: SubmissionResult, legend: Legend, language: Language) -> Iterator[str]:
    for check in result.checks:
        if check.outcome != "passed" and (said := check_markdown(check, legend, language, 4_000)):
            yield f"### {SIGNS[shown(check)]} {plain(check_title(check, legend, language))}\n\n{said}"
