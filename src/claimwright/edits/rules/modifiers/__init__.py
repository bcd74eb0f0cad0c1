"""Modifiers: which exist, where they belong, which contradict each other."""
