"""Who owes what of an allowed amount: the patient's share by benefits, and what a second payer pays. See ``README.md`` in this folder."""

from .benefits import Benefits, Share, Year, share, share_lines
from .coordination import METHODS, Coordination, Primary, secondary
from .estimate import Asked, Estimate, estimate

__all__ = [
    "METHODS", "Asked", "Benefits", "Coordination", "Estimate", "Primary", "Share", "Year", "estimate", "secondary", "share", "share_lines",
]  # fmt: skip
