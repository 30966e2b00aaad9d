"""Where a check's random inputs come from: the same for every student, unknown to them, repeatable."""

import hashlib


def seed_for(assignment: str, item: str, secret: str) -> int:
    """A 128-bit seed made of the assignment, the test item and the course's secret."""
    return _seed("kadai", assignment, item, secret)


def child_seed(seed: int, purpose: str) -> int:
    """Another 128-bit seed: whoever knows it, and what is drawn from it, knows nothing of the first."""
    return _seed("kadai child", str(seed), purpose)


def _seed(*parts: str) -> int:
    return int.from_bytes(hashlib.sha256("\0".join(parts).encode()).digest()[:16], "big")
