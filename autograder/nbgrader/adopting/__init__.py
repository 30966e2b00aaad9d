"""Makes an assignment of an ordinary nbgrader notebook, as a start for an author."""
