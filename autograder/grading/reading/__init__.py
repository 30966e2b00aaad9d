"""Students' files are listed, unpacked, decoded, chosen and assembled in a process of its own, within limits.

``reader.py`` runs in that process, ``process.py`` and ``ahead.py`` in the grader, ``messages.py`` and ``reasons.py`` in
both. It is trusted code that reads hostile bytes: no sandbox, but bounds on computing time and memory for every
submission, and the course's secret is not known to it.
"""

from autograder.grading.reading.ahead import Readable, Reading

__all__ = ["Readable", "Reading"]
