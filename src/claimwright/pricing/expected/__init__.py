"""Expected against allowed: underpayments and overpayments with their proof, grouped by cause. See ``README.md`` in this folder."""

from .allowed import Allowed, allowed_of
from .claims import compare_claim
from .compare import Group, Question, Variance, compare, group

__all__ = ["Allowed", "Group", "Question", "Variance", "allowed_of", "compare", "compare_claim", "group"]
