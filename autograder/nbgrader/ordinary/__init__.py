"""Ordinary nbgrader courses, whose tests are their notebooks' own cells: planned, graded and recorded."""
