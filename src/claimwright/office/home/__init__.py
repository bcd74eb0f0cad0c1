"""The front page: the numbers that matter, each with its rows behind it."""
