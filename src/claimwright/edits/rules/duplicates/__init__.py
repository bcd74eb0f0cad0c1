"""Duplicates: the same service billed twice."""
