"""What a worker gives up before it sees a line of the submission: one small file per layer.

``prepare`` runs once in the zygote and does all that costs time; ``Restriction.apply`` runs in each worker.
"""

from .base import Preparation, Restriction, Terms, prepare

__all__ = ["Preparation", "Restriction", "Terms", "prepare"]
