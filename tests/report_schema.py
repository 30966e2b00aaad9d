"""What the committed schema says of a report's JSON."""

import json
import sys
from functools import cache
from typing import Any

from autograder.grading.results import Report
from autograder.reports.json import SCHEMA, render

_GRAMMAR = "rfc3987_syntax"  # jsonschema would compile it for two seconds


def valid(report: Report) -> Report:
    """The report, whose JSON is as the schema has it."""
    validate(json.loads(render(report)))
    return report


def validate(document: Any) -> None:
    """Raises: jsonschema.ValidationError."""
    _validator().validate(document)


def is_valid(document: Any) -> bool:
    """Whether the schema accepts it."""
    return bool(_validator().is_valid(document))


@cache
def _validator() -> Any:
    without = not sys.modules.setdefault(_GRAMMAR, None)  # type: ignore[arg-type]  # as if it were not installed
    from jsonschema import Draft202012Validator

    if without:
        del sys.modules[_GRAMMAR]
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)
