"""SNIP 4 for the 835: what the way of payment asks for.

Sources: x12.org request for interpretation 1581; the BPR chapter of payers' 835 companion guides.
"""

from __future__ import annotations

from typing import Final

from claimwright.x12.rule import When

_ELECTRONIC: Final = "BPR04=ACH|BOP|FWT"
_SOURCES: Final = {8: "RFI 473: the payer's account (BPR09, which BPR08 goes with) where BPR04 is ACH, BOP or FWT"}

TRANSFERS: Final = tuple(
    When(
        f"x12-transfer-{name}", "ST",
        f"BPR04=ACH & {_ELECTRONIC}" if element == 5 else _ELECTRONIC, needs=f"BPR{element:02d}", sets=("835",),
        message=f"an electronic payment names {words}", source=_SOURCES.get(element, f"the guide only: X221A1 BPR{element:02d}"),
    )
    for element, name, words in (
        (5, "format", "its format"), (6, "sender-bank", "the payer's bank"), (8, "sender-account", "the payer's account"),
        (10, "originator", "the originating company"),
        (12, "receiver-bank", "the payee's bank"),
        (14, "receiver-account", "the payee's account"),
    )
)  # fmt: skip
