"""Deadlines: how long a claim may wait (42 CFR 424.44 for Medicare; contracts for others)."""
