"""How checks are run, judged, kept and validated; which process runs a file, its folder says.

Files of this folder itself are for several processes: the model of a result, what the processes say to each other, and
what a check is. ``classroom/`` is the grader, ``reader/`` the process that unpacks and decodes submissions,
``examiner/`` the one that holds the hidden tests, ``in_process/`` a student's own, ``validation/`` the grader again,
where it proves an assignment's tests.
"""
