"""The one door from this app to the engine: building, checking, writing and reading claims, and the sandbox's payer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from claimwright import core
from claimwright.office.encounters.engine import books


def build(
    encounter: core.Encounter, codes: Sequence[core.CodeAssignment], charges: Mapping[str, core.Money], claim_id: str, version: int
) -> tuple[list[core.Claim], str]:
    """The encounter's claims, or the reason why there are none."""
    from claimwright import flow

    built = flow.build_claims(encounter, codes, charges, claim_id, version=version, books=books())
    return ([], built.reason) if isinstance(built, flow.Held) else (list(built), "")


def scrub(claim: core.Claim, history: Sequence[core.Claim]) -> list[core.Finding]:
    """Every edit on the claim, with the profile of its payer."""
    from claimwright import flow

    return list(flow.scrub(claim, books(), history=history))


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


def read(content: bytes) -> list[Any]:
    """What a received file holds: acknowledgements or remittances."""
    from claimwright import x12

    return list(x12.read(content))


def answers_of(answer: core.Acknowledgement, names: Iterable[str]) -> Iterator[Any]:
    """What an acknowledgement says of each of the named claims."""
    from claimwright import flow

    return flow.answers_of(answer, names)


def adjudicate(content: bytes, on: date, memory: str, script: str = "") -> tuple[dict[str, bytes], str]:
    """The sandbox payers' answers to an 837 by file name, and what they remember afterwards (both as text they wrote themselves)."""
    from claimwright.sandbox.payer import PayerState, adjudicate

    state = core.decode(memory, PayerState) if memory else PayerState()
    answers = adjudicate(content, books=books(), received_on=on, state=state, script=script or None)
    return dict(answers.files), core.encode(answers.state).decode()
