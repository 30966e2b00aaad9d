"""Where a check's random inputs come from: unknown to students, repeatable.

The first draw is the same for every student. A second one, which confirms what was passed, depends on the submission:
only whoever knows the secret can foresee it.
"""

import hashlib
import hmac


def seed_for(assignment: str, item: str, secret: str, draw: str = "") -> int:
    """A 128-bit seed made of the assignment, the test item and the course's secret.

    draw: for the second draw of a submission, its digest.
    """
    if draw:
        return int.from_bytes(_keyed(secret, "confirming draw", assignment, item, draw)[:16], "big")
    return _seed("kadai", assignment, item, secret)


def child_seed(seed: int, purpose: str) -> int:
    """Another 128-bit seed: whoever knows it, and what is drawn from it, knows nothing of the first."""
    return _seed("kadai child", str(seed), purpose)


def lot(assignment: str, check: str, secret: str, draw: str) -> float:
    """A number in [0, 1) for a check of a submission: drawn by lot, the same whenever it is drawn again."""
    return int.from_bytes(_keyed(secret, "confirming lot", assignment, check, draw)[:6], "big") / 2**48


def _seed(*parts: str) -> int:
    return int.from_bytes(hashlib.sha256("\0".join(parts).encode()).digest()[:16], "big")


def _keyed(secret: str, *parts: str) -> bytes:
    return hmac.digest(secret.encode(), "\0".join(("kadai", *parts)).encode(), "sha256")
