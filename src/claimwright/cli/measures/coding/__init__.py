"""Coding measured against codes that people gave: notes, scores, peers, and what each part contributes."""

from .notes import Coded, NoteSet, WithoutIndex, bare, coded, note_sets
from .scores import figures, interval, micro

__all__ = ["Coded", "NoteSet", "WithoutIndex", "bare", "coded", "figures", "interval", "micro", "note_sets"]
