"""The front page keeps nothing of its own."""
