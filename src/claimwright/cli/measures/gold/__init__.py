"""Our own gold set: its notes, their codings."""

from .notes import CODERS, Coding, GoldNote, half, notes

__all__ = ["CODERS", "Coding", "GoldNote", "half", "notes"]
