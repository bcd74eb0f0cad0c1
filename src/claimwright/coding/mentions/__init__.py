"""Stage 2: where the record may name a condition: statements, assertions, the reason for the visit, phrases of the books."""

from .find import mentions_in
from .model import Mention

__all__ = ["Mention", "mentions_in"]
