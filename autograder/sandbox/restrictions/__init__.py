"""What a worker gives up before it sees a line of the submission: one small file per layer.

``prepare`` runs once in the zygote and does all that costs time; ``Restriction.apply`` runs in each worker.
"""

from .prepare import prepare
from .restriction import Preparation, Restriction, Terms

__all__ = ["Preparation", "Restriction", "Terms", "prepare"]
