"""Property tests draw the same examples every time and are never timed."""

from hypothesis import settings

settings.register_profile("numerics", derandomize=True, deadline=None)
settings.load_profile("numerics")
