"""Prints pip constraints for the oldest versions that pyproject.toml claims to work with.

python tools/lowest_versions.py > lowest.txt
pip install -c lowest.txt '.[plots,dev]'
"""

import re
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
extras = project["optional-dependencies"]
for requirement in [*project["dependencies"], *extras["plots"]]:  # what grades; the other extras are tools around it
    name, bound = re.fullmatch(r"([\w.-]+)>=([\d.]+)", requirement).groups()
    print(f"{name}=={bound}")
