"""kadai: an auto-grader for numeric Python that isolates, explains and is fast."""
