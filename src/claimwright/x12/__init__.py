"""X12: bytes to typed values and back, SNIP findings, acknowledgements. Transaction sets are tables; see ``README.md``."""

from .envelope import Envelope
from .reading import read
from .tokens import Delimiters, rewrite
from .writing import write_835, write_837

__all__ = ["Delimiters", "Envelope", "read", "rewrite", "write_835", "write_837"]
