"""Pictures of results as SVG, with a sentence that says the same: plain numbers in, text out."""

from autograder.pictures.graph import graph as graph
from autograder.pictures.heat_map import heat_map as heat_map
from autograder.pictures.images import images as images
from autograder.pictures.losses import losses as losses
from autograder.pictures.paths import paths as paths
from autograder.pictures.spread import histogram as histogram
from autograder.pictures.svg import Picture as Picture
