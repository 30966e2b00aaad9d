"""Mechanical variants of references: what proves the checks, and what names a mistake that no author has described."""
