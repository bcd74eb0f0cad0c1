"""A stay's group, as it stands and with one code more or less. The codes go in as the claim would carry them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimwright.core import CodeAssignment, Encounter, Money, age_on, replace
from claimwright.grouping import Coded, Grouper, Grouping, Stay, without_each
from claimwright.pricing import Installed, Price, PriceRequest, price

from ..claim_parts import ranked
from ..institutional_building import MOST_CAUSES, MOST_OTHERS, MOST_PROCEDURES
from .support import with_change
from .values import Candidate, StayImpact, StayShift


def stay_impact(
    encounter: Encounter, decided: Sequence[CodeAssignment], changes: Iterable[Candidate], grouper: Grouper, books: Installed,
    basis: PriceRequest | None,
) -> StayImpact:  # fmt: skip
    """The group of the decided codes and of each change. ``basis``: by what the stay is priced, if at all."""
    stay = stay_of_codes(encounter, decided)
    now = grouper.group(stay)
    paid = _priced(now, stay, basis, books)
    return StayImpact(
        now=now, price=paid, hangs_on=tuple(change.code for change in without_each(stay, grouper)),
        shifts=tuple(_shifts(encounter, decided, changes, grouper, now, paid, basis, books)),
    )  # fmt: skip


def stay_of_codes(encounter: Encounter, codes: Sequence[CodeAssignment]) -> Stay:
    """The stay that an encounter's codes make, with as many of them as a claim can carry."""
    facts, diagnoses = encounter.facility_facts, ranked(codes)
    admitted = (facts.admitted if facts else None) or encounter.date_of_service
    discharge = encounter.through or encounter.date_of_service
    born = encounter.patient.birth_date
    others = [item for item in diagnoses[1:] if item.role != "external-cause"][:MOST_OTHERS]
    causes = [item for item in diagnoses[1:] if item.role == "external-cause"][:MOST_CAUSES]
    return Stay(
        id=encounter.id, discharge_date=discharge, age=age_on(born, admitted) if born else None, sex=encounter.patient.sex,
        discharge_status=facts.patient_status if facts else "", principal=_coded(diagnoses[0]) if diagnoses else "",
        secondary=tuple(_coded(item) for item in (*causes, *others)),
        procedures=tuple(item.code for item in codes if item.system == "icd10pcs")[:MOST_PROCEDURES],
        length_of_stay=max((discharge - admitted).days, 1),
    )  # fmt: skip


def _coded(item: CodeAssignment) -> Coded:
    return Coded(item.code, item.poa)


def _priced(found: Grouping, stay: Stay, basis: PriceRequest | None, books: Installed) -> Price | None:
    if basis is None or found.drg is None:
        return None
    asked = replace(basis, date=stay.discharge_date, days=stay.length_of_stay, discharge_status=str(stay.discharge_status))
    if basis.schedule == "contract":
        return price(replace(asked, drg=found.drg, drg_weight=found.weight), books)
    return price(replace(asked, schedule="ipps", code=found.drg), books)


def _shifts(
    encounter: Encounter, decided: Sequence[CodeAssignment], changes: Iterable[Candidate], grouper: Grouper, now: Grouping,
    paid: Price | None, basis: PriceRequest | None, books: Installed,
) -> Iterator[StayShift]:  # fmt: skip
    first = next(iter(ranked(decided)), None)
    for change in changes:
        if change.item.system not in ("icd10cm", "icd10pcs") or change.item is first:
            continue  # a stay without its principal diagnosis is no stay: see the notes
        stay = stay_of_codes(encounter, with_change(decided, change))
        then = grouper.group(stay)
        if then.drg == now.drg:
            continue
        price_then = _priced(then, stay, basis, books)
        yield StayShift(
            code=change.item.code, role=change.item.role, action=change.action, why=change.why, evidence=change.evidence, drg=then.drg,
            title=then.title, severity=then.severity, weight=then.weight,
            weight_change=None if then.weight is None or now.weight is None else then.weight - now.weight,
            price=price_then.amount if price_then else None, price_change=_change(paid, price_then),
        )  # fmt: skip


def _change(now: Price | None, then: Price | None) -> Money | None:
    if now is None or then is None or now.amount is None or then.amount is None:
        return None
    return then.amount - now.amount
