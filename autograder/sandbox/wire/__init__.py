"""What crosses between examiner and worker: typed headers by msgspec, raw array buffers, and nothing executable.

Both processes import this package; it imports only NumPy and msgspec. Reading order:
``bounds`` → ``nodes`` → ``messages`` → ``frames``, then ``encoder``/``decoder``, which use ``arrays``,
``generators`` and the table of ``shared`` objects.
"""
