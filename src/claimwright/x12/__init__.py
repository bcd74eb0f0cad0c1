"""X12: bytes to typed values and back, SNIP findings, acknowledgements. Transaction sets are tables; see ``README.md``."""

from .acknowledging import acknowledge, answer
from .asking import write_270, write_271, write_276, write_277, write_278
from .checking import check
from .envelope import Envelope
from .enveloped import envelope_of
from .findings import GroupSummary, InterchangeSummary, Report, TransactionSummary, X12Finding
from .partner import Partner, partner
from .reading import read
from .showing import show
from .tokens import Delimiters, rewrite
from .writing import write_277ca, write_835, write_837, write_999, write_ta1

__all__ = [
    "Delimiters", "Envelope", "GroupSummary", "InterchangeSummary", "Partner", "Report", "TransactionSummary", "X12Finding", "acknowledge",
    "answer", "check", "envelope_of", "partner", "read", "rewrite", "show", "write_270", "write_271", "write_276", "write_277",
    "write_277ca", "write_278", "write_835", "write_837", "write_999", "write_ta1",
]  # fmt: skip
