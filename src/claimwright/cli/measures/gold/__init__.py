"""Our own gold set: its notes, their codings, what holds where these differ, and how codes are compared with them."""

from .adjudicate import adjudicated, differences, rulings
from .notes import CODERS, Coding, GoldNote, half, notes
from .scores import compared, figures, required

__all__ = ["CODERS", "Coding", "GoldNote", "adjudicated", "compared", "differences", "figures", "half", "notes", "required", "rulings"]
