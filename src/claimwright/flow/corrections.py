"""Replacing or voiding a claim that the payer has adjudicated.

Source: 837 guide 005010X222A1, CLM05-3 and REF*F8: frequency 7 replaces, 8 voids; both carry the payer's control number of the claim they
name, and the whole claim; an institutional one says by a condition code why (Pub. 100-04, chapter 25, section 75.2: D0 to D9, E0). A claim
that was only rejected is sent again as a first claim. Medicare's carriers take neither (they reopen).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from claimwright import ledger
from claimwright.core import Claim, replace


def replace_claim(corrected: Claim, new_id: str, payer_claim_id: str, *, reason: str = "") -> Claim:
    """A replacement (frequency 7) with the content of ``corrected``, under a new id, naming the claim that the payer holds.

    ``payer_claim_id``: its control number (CLP07). ``reason``: why an institutional claim changes, by its condition code (D0 to D9, E0).
    Raises ValueError without the number, or where the id is not new or too long.
    """
    return _following(corrected, new_id, payer_claim_id, "7", reason)


def void_claim(claim: Claim, new_id: str, payer_claim_id: str, *, reason: str = "") -> Claim:
    """A void (frequency 8) of a claim that the payer holds, with its whole content."""
    return _following(claim, new_id, payer_claim_id, "8", reason)


def recharge(following: Claim, entries: Sequence[ledger.Entry], on: date) -> list[ledger.Entry]:
    """The entries of a replacement or void: the replaced claim's charge undone, the replacement charged (a void charges nothing).

    ``entries``: those of the replaced claim. What it was paid stands there as a credit until the payer takes it back (CLP02 22). Made
    twice they are the same entries.
    """
    undone = {entry.reverses for entry in entries}
    charges = [entry for entry in entries if entry.kind == "charge" and entry.claim == following.replaces and entry.id not in undone]
    why = f"{'voided' if following.frequency == '8' else 'replaced'} by {following.id}"
    made = [ledger.reverse(entry, on, why) for entry in charges]
    return made if following.frequency == "8" else [*made, ledger.charge(following, on)]


def _following(claim: Claim, new_id: str, payer_claim_id: str, frequency: str, reason: str) -> Claim:
    if not payer_claim_id:
        raise ValueError(f"frequency {frequency} needs the payer's control number: a claim that was only rejected is sent again as it is")
    if not 1 <= len(new_id) <= 20 or new_id == claim.id:
        raise ValueError("a replacement has an id of its own, of at most 20 characters")
    lines = tuple(replace(line, control_number=f"{new_id}-{line.number}") for line in claim.lines)
    conditions = (*claim.condition_codes, reason) if reason and claim.kind == "institutional" else claim.condition_codes
    return replace(
        claim, id=new_id, version=1, frequency=frequency, replaces=claim.id, payer_claim_id=payer_claim_id, lines=lines,
        condition_codes=tuple(dict.fromkeys(conditions)),
    )  # fmt: skip
