"""Stage 2: where the record may name a condition: statements, assertions, the reason for the visit, phrases of the books."""

from .find import find_mentions
from .model import Mention

__all__ = ["Mention", "find_mentions"]
