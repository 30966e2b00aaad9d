"""The grader: it holds the class, its journal and the executors, and runs neither a test nor a student's code.

``examiner_process`` and ``reader_process`` are its ends of the two kinds of processes that it starts.
"""
