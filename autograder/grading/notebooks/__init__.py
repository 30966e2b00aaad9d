"""The examiner of an instructor's own cells: a notebook whose tests stand between its cells, as nbgrader has them.

The student's cells run in a worker, in order. The given cells run there as well as here, the tests only here, in a
process that is confined itself (`confinement`), against what the student's cells define (`notebook_names`).
"""
