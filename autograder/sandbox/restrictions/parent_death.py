"""No worker outlives its zygote."""

import os
import signal

from . import kernel
from .restriction import Terms


class ParentDeath:
    """The kernel kills the worker when the zygote ends."""

    name = "parent_death"

    def apply(self, terms: Terms) -> None:
        """Ask for the signal; end at once if the zygote has died in between."""
        kernel.prctl(kernel.PR_SET_PDEATHSIG, int(signal.SIGKILL))
        if os.getppid() != terms.zygote:
            os._exit(70)
