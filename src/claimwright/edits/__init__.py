"""Claim edits: one rule a file; a claim goes in, findings come out."""
