"""``python -m tests.reports.renew_schema``: write the committed schema of the JSON report anew."""

import json

from autograder.reports.json import SCHEMA, schema

if __name__ == "__main__":
    SCHEMA.write_text(json.dumps(schema(), indent=2) + "\n", encoding="utf-8")
