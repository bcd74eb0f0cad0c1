"""Fuzzing of the readers with atheris: ``python -m tests.x12.fuzz TARGET --seconds 60``; what it found stays in ``found/`` as data."""
