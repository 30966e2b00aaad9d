"""Who handed in what, before anything is graded: as a table, on a terminal, on a page."""
