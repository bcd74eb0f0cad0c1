"""X12: bytes to typed values and back, SNIP findings, acknowledgements. Transaction sets are tables; see ``README.md``."""

from .checking import check
from .envelope import Envelope
from .findings import Report, TransactionSummary, X12Finding
from .reading import read
from .tokens import Delimiters, rewrite
from .writing import write_835, write_837

__all__ = ["Delimiters", "Envelope", "Report", "TransactionSummary", "X12Finding", "check", "read", "rewrite", "write_835", "write_837"]
