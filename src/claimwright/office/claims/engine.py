"""The one door from this app to the engine: building, checking, writing and reading claims, printing them, and the sandbox's payer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from claimwright import core, ledger
from claimwright.office.encounters.engine import books

LARGEST_FILE = 5000
"""Claims of a file to a partner who does not say how many it takes: what the 837 guides recommend for a transaction set."""


def build(
    encounter: core.Encounter, codes: Sequence[core.CodeAssignment], charges: Mapping[str, core.Money], claim_id: str, version: int
) -> tuple[list[core.Claim], str]:
    """The encounter's claims, or the reason why there are none."""
    from claimwright import flow

    built = flow.build_claims(encounter, codes, charges, claim_id, version=version, books=books())
    return ([], built.reason) if isinstance(built, flow.Held) else (list(built), "")


def scrub(claim: core.Claim, history: Sequence[core.Claim], house: Any) -> list[core.Finding]:
    """Every edit on the claim, with the profile of its payer and the practice's own rules (None where it has none)."""
    from claimwright import flow

    return list(flow.scrub(claim, books(), history=history, house=house))


def mend(claim: core.Claim, findings: Iterable[core.Finding]) -> tuple[core.Claim, tuple[str, ...]]:
    """The claim with its safe fixes, and the edits whose fixes were applied."""
    from claimwright import edits

    mended = edits.mend(claim, findings)
    return mended.claim, mended.applied


def after(state: str, event: str) -> str | None:
    """The state after an event; None where it cannot happen (a late or repeated answer)."""
    from claimwright import flow

    try:
        return flow.after(state, event)  # type: ignore[arg-type]
    except flow.NotPossible:
        return None


def write(claims: Sequence[core.Claim], number: int, on: date) -> bytes:
    """One 837 for one payer; ``number`` is the interchange control number, the sender is known by its NPI."""
    from claimwright import flow
    from claimwright.x12 import Envelope

    first = claims[0]
    envelope = Envelope(
        sender=first.billing.npi or "CLAIMWRIGHT", receiver=first.payer.id, control=number, timestamp=datetime.combine(on, time(8)),
        receiver_name=first.payer.name, sender_name=first.billing.display, reference=f"{number:09d}",
    )  # fmt: skip
    return flow.submit(claims, envelope)


def partner_of(payer_id: str, kind: str) -> Any:
    """The partner profile that a payer's files of this kind are held to, None where there is none."""
    from claimwright import x12
    from claimwright.payers import profile

    known = profile(payer_id)
    name = known.partners.get(kind, "") if known else ""
    return x12.partner(name) if name else None


def most_claims(payer_id: str, kind: str) -> int:
    """Claims that a file to this payer may hold."""
    partner = partner_of(payer_id, kind)
    return (partner.most_claims if partner else None) or LARGEST_FILE


def faults(content: bytes, payer_id: str, kind: str) -> list[Any]:
    """What our own check, and the partner's demands, say against a file before it leaves the house."""
    from claimwright import x12

    report = x12.check(content, partner=partner_of(payer_id, kind))
    return [finding for finding in report.findings if finding.severity == core.Severity.ERROR]


def shown(content: bytes) -> list[str]:
    """A file's segments as indented loops with names."""
    from claimwright import x12

    return list(x12.show(content))


def printed(claim: core.Claim, *, grid: bool, offset: tuple[float, float], on: date | None) -> Any:
    """The claim on its paper form: :class:`claimwright.forms.Printed`."""
    from claimwright import forms

    return forms.print_form(forms.form_for(claim), claim, grid=grid, offset=offset, printed_on=on)


def takes_replacement(payer_id: str, kind: str) -> bool:
    """Whether the payer takes a replacement or void of such a claim (frequency 7 and 8)."""
    from claimwright.payers import profile

    known = profile(payer_id)
    return kind != "professional" or known is None or known.accepts_replacement


def replaced(claim: core.Claim, new_id: str, payer_claim_id: str, *, void: bool, reason: str) -> core.Claim:
    """The replacement of a claim, or its void."""
    from claimwright import flow

    make = flow.void_claim if void else flow.replace_claim
    return make(claim, new_id, payer_claim_id, reason=reason)


def same_bill(one: core.Claim, other: core.Claim) -> bool:
    """Whether two claims bill the same, whatever their numbers and frequency."""
    from claimwright.edits.mending import billed

    return billed(core.replace(one, frequency="1", condition_codes=())) == billed(core.replace(other, frequency="1", condition_codes=()))


def secondary(claim: core.Claim, remittance: core.Remittance, place: int, new_id: str) -> tuple[core.Claim | None, str]:
    """The claim to the next payer, or the reason why there is none."""
    from claimwright import flow

    made = flow.secondary_claim(claim, remittance, place, new_id)
    return (None, made.reason) if isinstance(made, flow.Held) else (made, "")


def opening(claim: core.Claim, followed: core.Claim | None, entries: Sequence[ledger.Entry], on: date) -> list[ledger.Entry]:
    """The entries of a claim that is sent: its charge; of one that follows another, what that one's money becomes."""
    from claimwright import flow

    if followed is None:
        return [ledger.charge(claim, on)]
    if claim.replaces:
        return flow.recharge(claim, entries, on)
    return [ledger.forward(followed, claim, entries, on)]


def drg(claim: core.Claim) -> str:
    """The group that an inpatient claim names."""
    return next((one.rpartition(":")[2] for one in claim.segments if one.startswith("2300/HI*DR:")), "")


def reason_words(group: str, reason: str, on: date | None) -> dict[str, str]:
    """A claim adjustment in words of ours: who answers for the amount, why, and the usual next step."""
    from_group, row = books().claim_adjustment_groups.get(group), books().carc.get(reason)
    facts = row.facts if row else {}
    return {
        "group": from_group.words if from_group else "", "words": row.words if row else "no words for this number",
        "category": str(facts.get("category", "")), "action": str(facts.get("action", "")),
    }  # fmt: skip


def remark_words(code: str) -> str:
    """A remark code in words of ours."""
    row = books().rarc.get(code)
    return row.words if row else "no words for this number"


def read(content: bytes) -> list[Any]:
    """What a received file holds: acknowledgements or remittances."""
    from claimwright import x12

    return list(x12.read(content))


def answers_of(answer: core.Acknowledgement, names: Iterable[str]) -> Iterator[Any]:
    """What an acknowledgement says of each of the named claims."""
    from claimwright import flow

    return flow.answers_of(answer, names)


def write_questions(kind: str, questions: Sequence[Any], number: int, on: date) -> bytes:
    """One 270, 276 or 278 to one payer; ``number`` is the interchange control number. Raises InputError for what cannot be written."""
    from claimwright import x12

    first = questions[0]
    payer, asks = getattr(first, "payer", None) or first.reviewer, getattr(first, "provider", None) or first.requester
    envelope = x12.Envelope(
        sender=asks.npi or "CLAIMWRIGHT", sender_name=asks.display, receiver=payer.id, control=number,
        timestamp=datetime.combine(on, time(8)),
    )  # fmt: skip
    return getattr(x12, f"write_{kind}")(questions, envelope)


def answer_questions(kind: str, content: bytes, on: date, memory: str) -> bytes:
    """What the sandbox's payers, who remember ``memory``, answer to a 270, 276 or 278."""
    from claimwright.sandbox import payer

    state = core.decode(memory, payer.PayerState) if memory else payer.PayerState()
    return getattr(payer, f"answer_{kind}")(content, received_on=on, state=state)


def adjudicate(content: bytes, on: date, memory: str, script: str = "") -> tuple[dict[str, bytes], str]:
    """The sandbox payers' answers to an 837 by file name, and what they remember afterwards (both as text they wrote themselves)."""
    from claimwright.sandbox.payer import PayerState, adjudicate

    state = core.decode(memory, PayerState) if memory else PayerState()
    answers = adjudicate(content, books=books(), received_on=on, state=state, script=script or None)
    return dict(answers.files), core.encode(answers.state).decode()
