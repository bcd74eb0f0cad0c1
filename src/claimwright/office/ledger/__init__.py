"""The journal: append-only, balanced, every amount with its chain down to the note."""
