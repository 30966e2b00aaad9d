"""Assignments, stubs, notebooks and submissions on disk. Runs nothing of a student's."""

from autograder.course.assignment import Assignment
from autograder.course.course import Course
from autograder.course.handed_in.finding import discover
from autograder.course.handed_in.submissions import Submission
from autograder.course.handed_in.unreadable import Unreadable
from autograder.course.imports import imported_modules

__all__ = ["Assignment", "Course", "Submission", "Unreadable", "discover", "imported_modules"]
