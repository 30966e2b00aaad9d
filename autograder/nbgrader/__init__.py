"""The bridge to nbgrader: what its commands run instead of its own parts. The only floor that imports nbgrader."""
