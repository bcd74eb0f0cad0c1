"""The impact of an encounter's codes, composed of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from claimwright.core import CodeAssignment, CodingResult, Encounter
from claimwright.grouping import Grouper, StayGrouper
from claimwright.pricing import Installed, PriceRequest
from claimwright.risk import RiskRequest

from ..claim_parts import ranked
from .risk import risk_impact
from .services import service_impact
from .stay import stay_impact
from .support import additions, doubts_of, removals, resequenced
from .values import Doubt, Impact


def impact(
    encounter: Encounter,
    decided: Sequence[CodeAssignment],
    books: Installed,
    *,
    proposed: CodingResult | None = None,
    doubts: Mapping[str, str] | None = None,
    basis: PriceRequest | None = None,
    person: RiskRequest | None = None,
    grouper: Grouper | None = None,
) -> Impact:
    """What the decided codes of an encounter do to its group, its payment and its risk score, and what would change that.

    ``proposed``: what coding says of the same documents: codes not decided yet may be added, and conditions it saw and did not code cast
    doubt on codes that rest on the same words. ``doubts``: code -> why, as a reviewer states it (a deletion of a MEAT review, an audit).
    ``basis``: by what is priced (schedule, locality, practitioner; of a stay ``hospital`` and covered charges, or a contract); without it
    a stay has no price, and services are priced by the national physician fee schedule. ``person``: who is scored, where more is known
    than age and sex. Suggestions go both ways, and none is made without words of the record or a stated doubt. Never raises for what the
    codes say.
    """
    weak = doubts_of(encounter, decided, proposed, doubts or {})
    more, left = additions(encounter, decided, proposed)
    changes = sorted(
        (*removals(decided, weak), *more, *resequenced(encounter, decided, proposed)),
        key=lambda change: (change.item.system, change.item.code, change.action),
    )
    inpatient = encounter.setting == "inpatient" and encounter.claim_kind == "institutional"
    stay = stay_impact(encounter, decided, changes, grouper or StayGrouper(books), books, basis) if inpatient else None
    services = None
    if encounter.claim_kind == "professional":
        services = service_impact(encounter, decided, changes, basis or PriceRequest(), books)
    return Impact(
        encounter=encounter.id, stay=stay, services=services, risk=risk_impact(encounter, decided, changes, person), doubts=weak,
        left_out=left, notes=tuple(_notes(encounter, decided, weak)),
    )  # fmt: skip


def _notes(encounter: Encounter, decided: Sequence[CodeAssignment], weak: Sequence[Doubt]) -> Iterator[str]:
    if encounter.claim_kind != "institutional":
        return
    if encounter.setting == "outpatient":
        yield "what an outpatient hospital claim is paid is asked of the built claim (price_institutional)"
    elif any(item.code == one.code for item in ranked(decided)[:1] for one in weak):
        yield "the principal diagnosis is in doubt: another is chosen by the Guidelines (section II) before the stay is grouped without it"
