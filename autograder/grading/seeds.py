"""Where a check's random inputs come from: the same for every student, unknown to them, repeatable."""

import hashlib


def seed_for(assignment: str, item: str, secret: str) -> int:
    """A 128-bit seed made of the assignment, the test item and the course's secret."""
    material = "\0".join(("kadai", assignment, item, secret)).encode()
    return int.from_bytes(hashlib.sha256(material).digest()[:16], "big")
