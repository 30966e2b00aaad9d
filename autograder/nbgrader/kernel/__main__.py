"""``python -m autograder.nbgrader.kernel``: what the kernelspec starts."""

import sys

from .launcher import main

if __name__ == "__main__":
    sys.exit(main())
