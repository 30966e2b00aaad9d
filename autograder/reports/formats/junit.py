"""JUnit XML: a suite per submission, a case per check.

Element and attribute names follow the schema that Jenkins and pytest use ("junit-10.xsd"); times have at most
three decimals because that schema allows no more.
"""

import xml.etree.ElementTree as ET

from autograder.grading.results import CheckResult, Legend, Report, SubmissionResult
from autograder.reports.export_format import Export, Options, find_submission
from autograder.reports.feedback import check_text, submission_text
from autograder.text import Language, Text, clip, one_line, visible

_ELEMENTS = {"failed": "failure", "unwritten": "failure", "skipped": "skipped", "passed": None}  # all others are errors


class JUnit:
    """See the module."""

    name = "junit"
    description = Text(
        "JUnit XML for CI systems: a suite per submission (or for --submission alone)",
        "CI 向けの JUnit XML: 提出ごとに 1 スイート（--submission があればその 1 件）",
    )

    def render(self, report: Report, options: Options) -> Export:
        """See `Format`."""
        results = report.submissions
        if options.submission is not None:
            results = (find_submission(report, options.submission),)
        root = ET.Element("testsuites", {"name": report.assignment} | _counts([c for r in results for c in r.checks]))
        for result in results:
            _suite(root, report, result, options.language)
        ET.indent(root)
        return Export.of('<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n")


def _suite(root: ET.Element, report: Report, result: SubmissionResult, language: Language) -> None:
    checks = list(result.checks)
    attributes = {"name": f"{report.assignment}.{visible(result.id)}", "skipped": str(_count(checks, "skipped"))}
    suite = ET.SubElement(root, "testsuite", attributes | _counts(checks))
    properties = ET.SubElement(suite, "properties")
    ET.SubElement(properties, "property", name="status", value=result.status)
    for name, value in (("score", result.mark), ("max_score", result.max_score)):
        ET.SubElement(properties, "property", name=name, value=f"{value:g}")
    for check in result.checks:
        _case(suite, check, report.legend, language)
    notes = submission_text(result, report.legend, language)
    if notes:
        ET.SubElement(suite, "system-out").text = notes


def _case(suite: ET.Element, check: CheckResult, legend: Legend, language: Language) -> None:
    case = ET.SubElement(
        suite, "testcase", classname=suite.attrib["name"], name=visible(check.id), time=f"{check.seconds:.3f}"
    )
    element = _ELEMENTS.get(check.outcome, "error")
    if element:
        text = check_text(check, legend, language, output=False)
        ET.SubElement(case, element, type=check.outcome, message=one_line(text)).text = text
    if check.output and check.id in legend.public:
        ET.SubElement(case, "system-out").text = clip(visible(check.output))


def _counts(checks: list[CheckResult]) -> dict[str, str]:
    return {
        "tests": str(len(checks)),
        "failures": str(_count(checks, "failure")),
        "errors": str(_count(checks, "error")),
        "time": f"{sum(c.seconds for c in checks):.3f}",
    }


def _count(checks: list[CheckResult], element: str) -> int:
    return sum(_ELEMENTS.get(c.outcome, "error") == element for c in checks)
