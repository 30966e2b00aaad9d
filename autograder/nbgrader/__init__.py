"""nbgrader, made safe and fast."""
