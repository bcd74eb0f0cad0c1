"""Stage 5: tabular verification: valid and billable on the day, side, 7th character, alternatives."""

from .alternatives import alternatives
from .leaf import Leaf, to_leaf
from .refine import refined
from .seventh import Phase, phase_of
from .sides import part_words, takes_side, with_side

__all__ = ["Leaf", "Phase", "alternatives", "part_words", "phase_of", "refined", "takes_side", "to_leaf", "with_side"]
