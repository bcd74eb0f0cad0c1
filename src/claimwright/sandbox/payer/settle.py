"""One payment for many claims: the sum of the claims less what is taken or added outside them (PLB), never below zero.

``BPR02 = sum(CLP04) - sum(PLB)`` (005010X221A1, 1.10.2.3). Where recoveries are larger than the payments, the payment is zero, a
negative FB carries the shortfall forward, and the next payment to the same payee begins with the positive FB that takes it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from claimwright.core import ZERO, Money, Payer, Payment, Provider, ProviderAdjustment, Remittance, RemittanceClaim
from claimwright.payers import PayerProfile

from .scripts import Script
from .state import Memory, digest

SIMULATED = "(simulated)"
"""Stands in the payer's name in every remittance: nobody shall take it for a real one."""


@dataclass
class Batch:
    """What one payer pays one payee on one day, while it is gathered."""

    profile: PayerProfile
    payee: Provider
    on: dt.date
    claims: list[RemittanceClaim] = field(default_factory=list)


def settle(batch: Batch, memory: Memory, seed: int, script: Script | None) -> Remittance:
    """The remittance of a batch; what it could not take back is remembered for the next."""
    key = f"{batch.profile.id}:{batch.payee.npi or batch.payee.tax_id}"
    claims = tuple(batch.claims)
    trace = _trace(batch, seed)
    adjustments = [*_applied(batch, memory.carried.get(key, ZERO)), *_scripted(batch, trace, seed, script)]
    amount = Money.total(claim.paid for claim in claims) - Money.total(one.amount for one in adjustments)
    owed = max(ZERO, -amount)
    if owed:
        adjustments.append(_plb(batch, "FB", trace, -owed))
    method = batch.profile.remit.method if amount > 0 else "NON"
    memory.carried[key] = owed
    return Remittance(
        payer=_payer(batch.profile),
        payee=batch.payee,
        payment=Payment(amount=max(ZERO, amount), method=method, trace=trace, date=batch.on),
        claims=claims,
        provider_adjustments=tuple(adjustments),
    )


def _payer(profile: PayerProfile) -> Payer:
    return Payer(profile.id, f"{profile.name} {SIMULATED}", profile.remit.filing or profile.filing_indicator)


def _applied(batch: Batch, carried: Money) -> list[ProviderAdjustment]:
    return [_plb(batch, "FB", "CARRIED FORWARD", carried)] if carried else []


def _scripted(batch: Batch, trace: str, seed: int, script: Script | None) -> list[ProviderAdjustment]:
    """Recovery and interest of the script, on payments of money only."""
    paid = Money.total(claim.paid for claim in batch.claims)
    if script is None or paid <= 0:
        return []
    withheld = [
        _plb(batch, "WO", f"SIM{digest(trace)[:8].upper()}", Money.of(paid.dollars * (event.percent or 0) / 100))
        for event in script.events("withhold")
        if event.strikes(trace, seed)
    ]
    interest = [
        _plb(batch, "L6", batch.claims[0].claim_id, -event.amount) for event in script.events("interest") if event.strikes(trace, seed)
    ]
    return [one for one in (*withheld, *interest) if one.amount]


def _plb(batch: Batch, reason: str, reference: str, amount: Money) -> ProviderAdjustment:
    return ProviderAdjustment(provider=batch.payee.npi or batch.payee.tax_id, reason=reason, reference=reference, amount=amount)


def _trace(batch: Batch, seed: int) -> str:
    """The trace number (TRN02): SIM, payer, day, and a digest of what is paid to whom."""
    what = digest(seed, batch.payee.npi, *(f"{claim.payer_claim_id}{claim.status}" for claim in batch.claims))
    return f"SIM{batch.profile.id}{batch.on:%y%m%d}{what[:6].upper()}"
