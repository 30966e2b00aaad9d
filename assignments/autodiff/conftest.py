"""Lets test_hidden.py import the module beside it, in the examiner as well."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
