"""Who owes what of an allowed amount: the patient's share by benefits, and what a second payer pays. See ``README.md`` in this folder."""

from .benefits import Benefits, Share, Year, share, share_lines
from .coordination import METHODS, Coordination, Primary, secondary

__all__ = ["METHODS", "Benefits", "Coordination", "Primary", "Share", "Year", "secondary", "share", "share_lines"]
