"""Small claims and remittances for the ledger's tests; everything is invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from claimwright.core import (
    Adjustment,
    Claim,
    ClaimLine,
    Money,
    OtherPayer,
    Patient,
    Payer,
    Payment,
    Provider,
    ProviderAdjustment,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
    Subscriber,
)

DAY = date(2026, 3, 2)
PAID_ON = date(2026, 3, 20)
PAYER = Payer("00882", "Example Medicare")
NEXT = Payer("60054", "Example Supplement")
CODES = ("99213", "93000", "36415", "85025")


def cents(text: str) -> Money:
    return Money.parse(text)


def a_claim(name: str = "A1", charges: Sequence[str] = ("100.00",), *, second: bool = False) -> Claim:
    lines = tuple(
        ClaimLine(
            number=n, control_number=f"{name}-{n}", code_system="cpt", procedure=CODES[(n - 1) % len(CODES)], charge=cents(charge),
            from_date=DAY, through_date=DAY, diagnosis_pointers=(1,),
        )
        for n, charge in enumerate(charges, 1)
    )  # fmt: skip
    return Claim(
        id=name, charge=Money.total(line.charge for line in lines), patient=Patient(id=f"P-{name}", last="Rivera", first="Ana"),
        subscriber=Subscriber(member_id="1EG4TE5MK73"), payer=PAYER, billing=Provider(npi="1245319599", name="Example Family Practice"),
        lines=lines, other_payers=(OtherPayer(payer=NEXT, subscriber=Subscriber()),) if second else (),
    )  # fmt: skip


def adjust(text: str) -> Adjustment:
    """``CO-45 40.00`` as an adjustment."""
    code, amount = text.split()
    group, reason = code.split("-", 1)
    return Adjustment(group=group, reason=reason, amount=cents(amount))


def answered(claim: Claim, *lines: tuple[str, ...], status: str = "1", number: str = "ICN1", own: tuple[str, ...] = ()) -> RemittanceClaim:
    """An answer whose payments follow from its adjustments: one tuple of adjustments for each line of the claim."""
    done = []
    for ours, texts in zip(claim.lines, lines, strict=True):
        found = tuple(map(adjust, texts))
        paid = ours.charge - Money.total(item.amount for item in found)
        done.append(
            RemittanceLine(
                control_number=ours.control_number, procedure=ours.procedure, charge=ours.charge, paid=paid, units=ours.units, on=DAY,
                adjustments=found,
            )
        )  # fmt: skip
    mine = tuple(map(adjust, own))
    every = [*mine, *(item for line in done for item in line.adjustments)]
    return RemittanceClaim(
        claim_id=claim.id, payer_claim_id=number, status=status, charge=claim.charge,
        paid=Money.total(line.paid for line in done) - Money.total(item.amount for item in mine),
        patient_responsibility=Money.total(item.amount for item in every if item.group == "PR"), adjustments=mine, lines=tuple(done),
    )  # fmt: skip


def negated(answer: RemittanceClaim) -> RemittanceClaim:
    """The reversal (CLP02 22) of an answer."""

    def turn(items: tuple[Adjustment, ...]) -> tuple[Adjustment, ...]:
        return tuple(Adjustment(group=i.group, reason=i.reason, amount=-i.amount) for i in items)

    lines = tuple(
        RemittanceLine(
            control_number=line.control_number, procedure=line.procedure, charge=-line.charge, paid=-line.paid, units=line.units,
            on=line.on, adjustments=turn(line.adjustments),
        )
        for line in answer.lines
    )  # fmt: skip
    return RemittanceClaim(
        claim_id=answer.claim_id, payer_claim_id=answer.payer_claim_id, status="22", charge=-answer.charge, paid=-answer.paid,
        adjustments=turn(answer.adjustments), lines=lines,
    )  # fmt: skip


def paid_by(*claims: RemittanceClaim, plb: Sequence[tuple[str, str, str]] = (), trace: str = "TRN1", payer: Payer = PAYER) -> Remittance:
    """A remittance whose payment is what its parts make."""
    adjustments = tuple(ProviderAdjustment(reason=reason, reference=reference, amount=cents(amount)) for reason, reference, amount in plb)
    amount = Money.total(claim.paid for claim in claims) - Money.total(item.amount for item in adjustments)
    payment = Payment(amount=amount, method="ACH" if amount else "NON", trace=trace, date=PAID_ON)
    return Remittance(payer=payer, payee=Provider(npi="1245319599"), payment=payment, claims=claims, provider_adjustments=adjustments)


REASONS = st.sampled_from(
    ["CO-45", "CO-253", "PR-1", "PR-2", "PR-3", "CO-97", "CO-50", "CO-144", "OA-23", "PI-222", "PR-204", "CO-16", "XX-1"]
)


@st.composite
def adjudications(draw: st.DrawFn) -> tuple[dict[str, Claim], Remittance]:
    """Claims and a remittance over them that balances at every level by construction."""
    claims: dict[str, Claim] = {}
    answers = []
    for n in range(draw(st.integers(1, 4))):
        charges = draw(st.lists(st.integers(0, 900_00), min_size=1, max_size=4))
        claim = a_claim(f"A{n}", [str(Money(c)) for c in charges])
        claims[claim.id] = claim
        lines = []
        for line in claim.lines:
            parts = draw(st.lists(st.tuples(REASONS, st.integers(-50_00, int(line.charge) or 1)), max_size=3))
            lines.append(tuple(f"{code} {Money(amount)}" for code, amount in parts if amount))
        own = draw(st.lists(st.tuples(REASONS, st.integers(1, 20_00)), max_size=1))
        answers.append(answered(claim, *lines, own=tuple(f"{code} {Money(amount)}" for code, amount in own)))
    plb = draw(st.lists(st.tuples(st.sampled_from(["FB", "WO", "L6", "72", "ZZ"]), st.just("R1"), st.integers(-80_00, 80_00)), max_size=3))
    return claims, paid_by(*answers, plb=[(reason, reference, str(Money(amount))) for reason, reference, amount in plb])
