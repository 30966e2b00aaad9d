"""The examiner: a trusted process that holds the hidden tests and asks sandboxed workers.

``process`` is the grader's end, ``main`` the process itself, ``channel`` what they say to each other.
"""

from autograder.grading.examiner.process import ExaminerProcess, start_examiners

__all__ = ["ExaminerProcess", "start_examiners"]
