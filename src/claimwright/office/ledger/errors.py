"""What can go wrong in the journal."""

from .journal import Unbalanced

__all__ = ["Unbalanced"]
