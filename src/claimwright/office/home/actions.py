"""The front page changes nothing."""
