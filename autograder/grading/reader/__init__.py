"""The reader: it lists, unpacks, decodes, chooses and assembles students' files, within limits.

It is trusted code that reads hostile bytes: no sandbox, but bounds on computing time and memory for every submission,
and the course's secret is not known to it. The grader has ``requests`` and ``refusals`` from here as well.
"""
