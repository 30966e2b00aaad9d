"""The places for which there are bundles, one module each; see `Place`."""

from autograder.bundles.place import Place
from autograder.bundles.places.for_classroom50 import ForClassroom50
from autograder.bundles.places.for_docker import ForDocker
from autograder.bundles.places.for_github import ForGitHub
from autograder.bundles.places.for_gradescope import ForGradescope
from autograder.bundles.places.for_nbgrader import ForNbgrader
from autograder.bundles.places.for_prairielearn import ForPrairieLearn

_ALL: tuple[Place, ...] = (
    *(ForGradescope(), ForPrairieLearn(), ForClassroom50()),
    *(ForGitHub(), ForNbgrader(), ForDocker()),
)
PLACES: dict[str, Place] = {place.name: place for place in _ALL}
"""By name, as ``kadai package --for NAME`` has it."""
