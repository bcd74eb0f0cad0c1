"""The journey, composed from the trades."""
