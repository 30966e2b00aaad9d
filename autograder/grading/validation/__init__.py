"""A grader that grades itself: references pass, stubs do not, known mistakes and mutants are caught."""
