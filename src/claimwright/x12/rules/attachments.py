"""SNIP 4 of paperwork: what is sent apart from the claim can be found again.

Source: CMS, PWK (paperwork) segment of the 837 (MLN SE1612 and the contractors' pages): an attachment control number goes with every
attachment that is not merely held at the provider.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, fault, rule
from claimwright.x12.tree import get

_SENT: Final = frozenset(("BM", "EL", "EM", "FT", "FX"))
"""By mail, electronically, by e-mail, as a file, by fax."""


@rule("x12-attachment-number", snip=4, sets=("837P", "837I", "837D"), at="2300", present=(("PWK", ""),),
      source="837 PWK05 and PWK06: required where the attachment is sent; CMS PWK instructions, Stedi edit")  # fmt: skip
def attachment_number(claim: Instance, context: Context) -> Iterable[Fault]:
    """An attachment that is sent has its control number."""
    for elements, position in claim.all("PWK"):
        if get(elements, 2) in _SENT and not get(elements, 6):
            message = "an attachment that is sent has a control number (PWK05 AC, PWK06)"
            yield fault(claim, "PWK", position, message, element=6, fix="number it, and put the number on the attachment", code="IK403=I9")
