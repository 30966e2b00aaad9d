import sys

sys.path[:0] = ["..", "../..", "../../..", "../../reference", "../../assignments/layers"]
from reference.layers import *  # noqa
from layers import *  # noqa
