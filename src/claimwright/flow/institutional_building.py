"""Final codes and a facility's records to an institutional claim (UB-04, 837I). A fact that is missing holds it; none is made up.

Sources: the 837 institutional guide 005010X223A2 as CMS's 837I companion guide states it, and Pub. 100-04, chapter 25, section 75: one
principal and up to 24 other diagnoses with what was present on admission, the admitting diagnosis of a stay, the reasons for an outpatient
visit, external causes by themselves; up to 25 procedures, the principal one first, each with its day; lines by revenue code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from claimwright.core import (
    Claim,
    ClaimLine,
    CodeAssignment,
    Diagnosis,
    Encounter,
    FacilityFacts,
    FacilityService,
    Money,
    ProcedureDone,
    discovery,
    replace,
)

from .claim_parts import Held, bad_id, insured, ranked, without_payer

if TYPE_CHECKING:
    from claimwright.codesets import Books

MOST_OTHERS, MOST_CAUSES, MOST_PROCEDURES, MOST_LINES = 24, 12, 25, 999
STILL_PATIENT = "30"
OPERATING_ROOM = "036"
"""Revenue codes of the operating room, by first digits."""
UNGROUPED = ("998", "999")
"""MS-DRGs of stays that cannot be grouped."""


def institutional_claims(
    encounter: Encounter, codes: Sequence[CodeAssignment], charges: Mapping[str, Money], claim_id: str, version: int, books: Books | None
) -> list[Claim] | Held:
    """The facility's claim to the first payer, or why there is none; see :func:`claimwright.flow.build_claims`."""
    facts = encounter.facility_facts
    if held := without_payer(encounter) or bad_id(claim_id):
        return held
    if facts is None:
        return Held("no-facility-facts", "the facility's record is missing: admission, discharge and department charges")
    services = _services(encounter, facts, codes, charges)
    if isinstance(services, Held):
        return services
    if held := _held(encounter, facts, codes, services, charges):
        return held
    claim = _claim(encounter, facts, codes, _lines(services, claim_id, charges), claim_id, version)
    return [_with_drg(claim, books) if books is not None and claim.type_of_bill == "11" else claim]


class _Charged(NamedTuple):
    """A department's service, and the code of the coder that stands behind it, if one does."""

    service: FacilityService
    code: CodeAssignment | None = None


def _services(
    encounter: Encounter, facts: FacilityFacts, codes: Sequence[CodeAssignment], charges: Mapping[str, Money]
) -> list[_Charged] | Held:
    """What is charged, by revenue code: what departments charged, and of an outpatient what the coder coded beside it."""
    coded = {item.code: item for item in codes if item.system in ("cpt", "hcpcs") and encounter.setting == "outpatient"}
    found = [_Charged(item, coded.get(item.procedure)) for item in facts.services]
    charged = {item.procedure for item in facts.services}
    masters = {code.partition("/")[2]: code.partition("/")[0] for code in charges if "/" in code}
    rest = [item for code, item in coded.items() if code not in charged]
    if unknown := [item.code for item in rest if item.code not in masters]:
        return Held("no-revenue-code", f"the charge master has no revenue code for {', '.join(sorted(unknown))}")
    day = encounter.date_of_service
    found += [
        _Charged(
            FacilityService(revenue_code=masters[item.code], procedure=item.code, modifiers=item.modifiers, units=Decimal(item.units),
                            first=day, last=day),
            item,
        )
        for item in rest
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.service.revenue_code, one.service.first or date.min))


def _held(
    encounter: Encounter, facts: FacilityFacts, codes: Sequence[CodeAssignment], services: Sequence[_Charged], charges: Mapping[str, Money]
) -> Held | None:
    """The first thing that is missing; facts of the record are named all at once."""
    bills = _tables()["bills"].get(facts.kind)
    if bills is None or encounter.setting not in bills:
        return Held("facility-kind", f"no type of bill is known for {facts.kind}, {encounter.setting}")
    if missing := ", ".join(_missing(encounter, facts)):
        return Held("facts-missing", f"the facility's record does not say: {missing}")
    if not any(item.system == "icd10cm" and item.role != "external-cause" for item in codes):
        return Held("no-diagnosis", "no diagnosis: a claim needs at least one")
    if not 0 < len(services) <= MOST_LINES:
        return Held("no-service", "no department has charged anything" if not services else f"a claim has at most {MOST_LINES} lines")
    if unpriced := sorted({_key(one.service) for one in services if _price(one.service, charges) is None}):
        return Held("no-charge", f"the charge master has no price for {', '.join(unpriced)}")
    return _operation_held(encounter, facts, codes, services)


def _missing(encounter: Encounter, facts: FacilityFacts) -> Iterator[str]:
    there = facts.patient_status == STILL_PATIENT
    for name, words in _tables()["needed"][encounter.setting].items():
        if not getattr(facts, name) and not (there and name == "discharge_hour"):
            yield words
    if encounter.setting == "inpatient" and encounter.through is None:
        yield "last day of the stay"
    if not (facts.attending or encounter.rendering):
        yield "attending provider"


def _operation_held(
    encounter: Encounter, facts: FacilityFacts, codes: Sequence[CodeAssignment], services: Sequence[_Charged]
) -> Held | None:
    """An inpatient's operating room without an operation would be paid as if none had been done; an operation needs its day."""
    if encounter.setting != "inpatient":
        return None
    operations = [item.code for item in codes if item.system == "icd10pcs"]
    room = any(one.service.revenue_code.startswith(OPERATING_ROOM) for one in services)
    if room and not operations:
        return Held("no-procedure", "the operating room is charged, but no operation is coded (ICD-10-PCS)")
    undated = [code for code in operations if _day(facts, code) is None]
    return Held("no-procedure-date", f"the day of the operation is missing: {', '.join(undated)}") if undated else None


def _claim(
    encounter: Encounter, facts: FacilityFacts, codes: Sequence[CodeAssignment], lines: tuple[ClaimLine, ...], claim_id: str, version: int
) -> Claim:
    stay = encounter.setting == "inpatient"
    return Claim(
        **insured(encounter), id=claim_id, kind="institutional", version=version, charge=Money.total(line.charge for line in lines),
        type_of_bill=_tables()["bills"][facts.kind][encounter.setting], frequency=facts.frequency,
        attending=facts.attending or encounter.rendering, operating=facts.operating, referring=encounter.referring,
        diagnoses=tuple(_diagnoses(facts, codes, stay)), procedures=tuple(_procedures(facts, codes)) if stay else (),
        condition_codes=facts.condition_codes, occurrence_codes=facts.occurrence_codes, value_codes=facts.value_codes,
        lines=lines, dates=_dates(encounter, facts), references=_references(encounter, facts),
    )  # fmt: skip


def _diagnoses(facts: FacilityFacts, codes: Sequence[CodeAssignment], stay: bool) -> Iterator[Diagnosis]:
    """Principal (ABK), admitting (ABJ) or reasons for the visit (APR), external causes (ABN), others (ABF), as HI has them.

    Only a stay tells what was present on admission.
    """
    diagnoses = ranked(codes)
    causes = [item for item in diagnoses if item.role == "external-cause"]
    principal, *others = [item for item in diagnoses if item.role != "external-cause"]
    yield _diagnosis(principal, "ABK", stay)
    if stay:
        yield Diagnosis(code=facts.admitting_diagnosis, qualifier="ABJ")
    else:
        yield from (Diagnosis(code=code, qualifier="APR") for code in facts.visit_reasons[:3])
    yield from (_diagnosis(item, "ABN", stay) for item in causes[:MOST_CAUSES])
    yield from (_diagnosis(item, "ABF", stay) for item in others[:MOST_OTHERS])


def _diagnosis(item: CodeAssignment, qualifier: str, stay: bool) -> Diagnosis:
    return Diagnosis(code=item.code, qualifier=qualifier, poa=item.poa if stay else None, evidence=item.evidence)


def _procedures(facts: FacilityFacts, codes: Sequence[CodeAssignment]) -> Iterator[ProcedureDone]:
    """As coded: the coder puts the principal procedure first."""
    for item in [item for item in codes if item.system == "icd10pcs"][:MOST_PROCEDURES]:
        yield ProcedureDone(code=item.code, on=_day(facts, item.code), evidence=item.evidence)


def _day(facts: FacilityFacts, code: str) -> date | None:
    return facts.operated_on.get(code) or facts.operated_on.get("")


def _lines(services: Sequence[_Charged], claim_id: str, charges: Mapping[str, Money]) -> tuple[ClaimLine, ...]:
    return tuple(_line(one, number, claim_id, charges) for number, one in enumerate(services, 1))


def _line(one: _Charged, number: int, claim_id: str, charges: Mapping[str, Money]) -> ClaimLine:
    service, code = one.service, one.code
    price = _price(service, charges)
    assert price is not None
    system: Literal["", "cpt", "hcpcs"] = "" if not service.procedure else "hcpcs" if service.procedure[0].isalpha() else "cpt"
    return ClaimLine(
        number=number, control_number=f"{claim_id}-{number}", code_system=system, procedure=service.procedure,
        modifiers=service.modifiers or (code.modifiers if code else ()), units=service.units, charge=price,
        from_date=service.first, through_date=service.last or service.first, revenue_code=service.revenue_code,
        evidence=code.evidence if code else (),
    )  # fmt: skip


def _key(service: FacilityService) -> str:
    """Under what the charge master has a service."""
    return f"{service.revenue_code}/{service.procedure}" if service.procedure else service.revenue_code


def _price(service: FacilityService, charges: Mapping[str, Money]) -> Money | None:
    """The charge of the line: as captured, else by the charge master."""
    if service.charge is not None:
        return service.charge
    one = charges.get(_key(service))
    return None if one is None else Money.of(one.dollars * service.units)


def _dates(encounter: Encounter, facts: FacilityFacts) -> dict[str, date]:
    """The statement's period; of a stay the admission, and the discharge where there was one."""
    first, last = encounter.date_of_service, encounter.through or encounter.date_of_service
    found = {"statement_from": first, "statement_through": last}
    if encounter.setting == "inpatient":
        found["admission"] = facts.admitted or first
        if facts.patient_status != STILL_PATIENT:
            found["discharge"] = last
    return found


def _references(encounter: Encounter, facts: FacilityFacts) -> dict[str, str]:
    names = ("admission_type", "admission_source", "patient_status", "admission_hour", "discharge_hour")
    told = {name: getattr(facts, name) for name in names if getattr(facts, name)}
    if encounter.setting == "outpatient":
        told = {name: value for name, value in told.items() if not name.endswith("_hour")}
    return {name: value for name, value in encounter.references.items() if name != "clia"} | told


def _with_drg(claim: Claim, books: Books) -> Claim:
    """The claim with its MS-DRG (HI*DR, UB-04 field 71), where the stay has one; the payer groups again for itself."""
    from claimwright.grouping import StayGrouper, stay_of

    found = StayGrouper(books).group(stay_of(claim))
    if not found.drg or found.drg in UNGROUPED:
        return claim
    return replace(claim, segments=(*claim.segments, f"2300/HI*DR:{found.drg}"))


def _tables() -> dict[str, Any]:
    return discovery.tables(__package__ or "")["facilities"]
