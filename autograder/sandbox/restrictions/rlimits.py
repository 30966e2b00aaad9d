"""Resource limits of the process."""

import os
import resource
import sys

from .restriction import Terms

_OPEN_FILES = 128
_THREADS = 64
_STACK = 64 << 20


class ResourceLimits:
    """Memory, CPU time (a backstop: the examiner counts more exactly), files of so many bytes, cores."""

    name = "rlimits"

    def __init__(self, most_bytes: int = 0) -> None:
        self._most_bytes = most_bytes
        self._page = os.sysconf("SC_PAGE_SIZE")
        names = [name for name in dir(resource) if name.startswith("RLIMIT_")]
        self._hard = {limit: resource.getrlimit(limit)[1] for limit in (getattr(resource, name) for name in names)}

    def apply(self, terms: Terms) -> None:
        """Set soft and hard limits. Address space counts from what the zygote has mapped already."""
        with open("/proc/self/statm", "rb", buffering=0) as sizes:  # noqa: PTH123  (every worker waits for this)
            mapped = int(sizes.read().split()[0]) * self._page
        limits: tuple[tuple[int, int], ...] = (
            (resource.RLIMIT_AS, mapped + terms.memory),
            (resource.RLIMIT_DATA, sys.maxsize),  # the examiner's own is not for workers
            (resource.RLIMIT_CPU, terms.cpu_seconds),
            (resource.RLIMIT_FSIZE, self._most_bytes),
            (resource.RLIMIT_NOFILE, _OPEN_FILES),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_MEMLOCK, 0),
            (resource.RLIMIT_MSGQUEUE, 0),
            (resource.RLIMIT_STACK, _STACK),
        )
        if os.getuid() == terms.user:  # otherwise all processes of the user would count
            limits += ((resource.RLIMIT_NPROC, _THREADS),)
        for limit, value in limits:
            hard = self._hard[limit]
            bounded = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(limit, (bounded, bounded))
