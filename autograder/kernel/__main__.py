"""``python -m autograder.kernel``: what the kernelspec starts."""

import sys

from autograder.kernel.launcher import main

if __name__ == "__main__":
    sys.exit(main())
