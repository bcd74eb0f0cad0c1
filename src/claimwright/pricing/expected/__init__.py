"""Expected against allowed: underpayments and overpayments with their proof, grouped by cause. See ``README.md`` in this folder."""

from .allowed import Allowed, allowed_of
from .compare import Group, Variance, compare, group

__all__ = ["Allowed", "Group", "Variance", "allowed_of", "compare", "group"]
