"""Questions to payers and their answers: what is written reads back as the same value and passes the check."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright import x12
from claimwright.core import (
    Address,
    AuthorizationAnswer,
    AuthorizationRequest,
    Benefit,
    BenefitQuestion,
    Decision,
    Delivery,
    Diagnosis,
    EligibilityAnswer,
    EligibilityInquiry,
    InputError,
    Money,
    Party,
    Patient,
    Payer,
    Period,
    Provider,
    Rejection,
    ReviewService,
    Scope,
    Status,
    StatusAnswer,
    StatusCode,
    StatusInquiry,
    StatusLine,
    Subscriber,
)

from .x12_making import envelope

NAMES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ '-", min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)
IDS = st.text("ABCDEFGHIJ0123456789-", min_size=2, max_size=20)
CENTS = st.integers(0, 9_999_999).map(Money)
DAYS = st.integers(0, 700).map(lambda n: date(2025, 1, 2) + timedelta(days=n))
SEXES = st.sampled_from(["F", "M", "U"])
BORN = st.integers(0, 30_000).map(lambda n: date(1930, 1, 2) + timedelta(days=n))
NPIS = st.sampled_from(["1245319599", "1679576722"])
SOMEWHERE = st.sampled_from(
    [Address(), Address("12 ELM STREET", "", "SPRINGFIELD", "IL", "62701"), Address("3 OAK LANE", "B", "PEORIA", "IL", "616020001")]
)
FRACTIONS = st.sampled_from([Decimal("0.2"), Decimal("0.15"), Decimal(1), Decimal(0)])
COUNTS = st.integers(1, 90).map(Decimal)
PERIODS = st.builds(lambda day, more: Period(day, day + timedelta(days=more)), DAYS, st.integers(0, 60))
MAYBE_PERIODS = st.none() | PERIODS
MODIFIERS = st.lists(st.sampled_from(["25", "59", "RT"]), max_size=3, unique=True).map(tuple)
TYPES = st.lists(st.sampled_from(["30", "1", "35", "47", "86", "88", "98", "UC", "MH"]), min_size=1, max_size=4, unique=True).map(tuple)
PLANS = st.builds(Payer, IDS, NAMES)


def providers(*, places: bool = False, phones: bool = False, specialties: bool = False) -> st.SearchStrategy[Provider]:
    common: dict[str, Any] = {
        "address": SOMEWHERE if places else st.just(Address()),
        "phone": st.sampled_from(["", "2175550100"]) if phones else st.just(""),
        "taxonomy": st.sampled_from(["", "207Q00000X"]) if specialties else st.just(""),
    }
    return (
        st.builds(Provider, npi=NPIS, name=NAMES, **common)
        | st.builds(Provider, npi=NPIS, last=NAMES, first=NAMES, **common)
        | st.builds(Provider, tax_id=st.just("12-3456789"), name=NAMES, **common)
    )


@st.composite
def people(
    draw: st.DrawFn, *, places: bool = True, groups: bool = True, births: bool = True, told: bool = True
) -> tuple[Patient, Subscriber]:
    where = SOMEWHERE if places else st.just(Address())
    days, sexes = (BORN if births else st.none()), (SEXES if births else st.just("U"))
    patient = Patient(
        last=draw(NAMES),
        first=draw(NAMES),
        middle=draw(st.sampled_from(["", "Q"])),
        birth_date=draw(days),
        sex=draw(sexes),
        address=draw(where),
    )
    member, group = draw(IDS), draw(st.sampled_from(["", "G-77"])) if groups else ""
    if draw(st.booleans()):
        return patient, Subscriber(member_id=member, group_number=group)
    return patient, Subscriber(
        relationship=draw(st.sampled_from(["spouse", "child", "other"] if told else ["other"])),
        member_id=member,
        group_number=group,
        last=draw(NAMES),
        first=draw(NAMES),
        birth_date=draw(days),
        sex=draw(sexes),
        address=draw(where),
    )


@st.composite
def inquiries(draw: st.DrawFn) -> EligibilityInquiry:
    patient, subscriber = draw(people())
    question = st.builds(
        BenefitQuestion, service_types=TYPES, place=st.sampled_from(["", "11"]), authorization=st.just("") | IDS, on=MAYBE_PERIODS
    )
    coded = st.builds(BenefitQuestion, procedure=st.sampled_from(["99214", "J3301"]), modifiers=MODIFIERS, referral=st.just("") | IDS)
    return EligibilityInquiry(
        id=draw(st.just("") | IDS),
        payer=draw(PLANS),
        provider=draw(providers(places=True, specialties=True)),
        patient=patient,
        subscriber=subscriber,
        questions=tuple(draw(st.lists(question | coded, min_size=1, max_size=3))),
        on=draw(MAYBE_PERIODS),
        diagnoses=tuple(draw(st.lists(st.sampled_from(["E11.9", "I10", "J02.9"]), max_size=3, unique=True))),
        references=draw(st.dictionaries(st.sampled_from(["patient_account", "medical_record", "policy", "CT"]), IDS)),
        segments=draw(kept("2100B/REF*JD*U1", "2100B/REF*EL*X7")),
    )


def kept(*segments: str) -> st.SearchStrategy[tuple[str, ...]]:
    """What a file said that no field holds."""
    return st.lists(st.booleans(), min_size=len(segments), max_size=len(segments)).map(
        lambda chosen: tuple(one for one, told in zip(segments, chosen, strict=True) if told)
    )


PARTIES = st.builds(
    Party,
    role=st.sampled_from(["PR", "P3", "1P"]),
    name=NAMES,
    id=IDS,
    id_kind=st.just("PI"),
    address=SOMEWHERE,
    phone=st.sampled_from(["", "2175550100"]),
    taxonomy=st.sampled_from(["", "207Q00000X"]),
)
VISITS = st.builds(
    Delivery, unit=st.just("VS"), quantity=COUNTS, period=st.sampled_from(["21", "29"]), periods=st.none() | st.integers(1, 9)
)
REFUSED = ["15", "42", "43"]


def reasons(at: str) -> st.SearchStrategy[tuple[Rejection, ...]]:
    one = st.builds(
        Rejection,
        at=st.just(at),
        reason=st.sampled_from(REFUSED[:1] if at != "payer" else ["42"]),
        action=st.just("C"),
        valid=st.booleans(),
    )
    return st.lists(one, max_size=2).map(tuple)


BENEFITS = st.builds(
    Benefit,
    kind=st.sampled_from(["1", "6", "I", "F", "MC"]),
    coverage_level=st.sampled_from(["", "IND", "FAM"]),
    service_types=TYPES,
    insurance_type=st.sampled_from(["", "MB", "HM"]),
    plan=st.just("") | NAMES,
    period=st.sampled_from(["", "23", "29"]),
    amount=st.none() | CENTS,
    percent=st.none() | FRACTIONS,
    unit=st.just("VS").map(lambda _: "P6"),
    quantity=COUNTS,
    authorization=st.sampled_from(["", "Y", "U"]),
    in_network=st.sampled_from(["", "Y", "N", "W"]),
    procedure=st.sampled_from(["", "99214"]),
    deliveries=st.lists(VISITS, max_size=2).map(tuple),
    references=st.dictionaries(st.sampled_from(["plan", "group_number", "FO"]), IDS),
    dates=st.dictionaries(st.sampled_from(["plan", "eligibility_begin", "193"]), PERIODS),
    rejections=reasons("benefit"),
    messages=st.lists(NAMES, max_size=3).map(tuple),
    places=st.lists(st.sampled_from(["11", "22"]), max_size=2).map(tuple),
    parties=st.lists(PARTIES, max_size=2).map(tuple),
)


@st.composite
def answers(draw: st.DrawFn) -> EligibilityAnswer:
    payer, how = (
        draw(PLANS),
        draw(st.sampled_from(["refused by the source", "refused for the provider", "answered", "answered", "answered"])),
    )
    if how == "refused by the source":
        why = Rejection(at="source", reason="42", action="R", valid=True)
        return EligibilityAnswer(payer=payer, rejections=(why,))
    provider = draw(providers(places=True, specialties=True))
    if how == "refused for the provider":
        return EligibilityAnswer(payer=payer, provider=provider, rejections=(Rejection(at="provider", reason="43", action="C"),))
    patient, subscriber = draw(people())
    own = draw(reasons("subscriber" if subscriber.relationship == "self" else "dependent"))
    benefits = tuple(draw(st.lists(BENEFITS, min_size=0 if own else 1, max_size=3)))
    return EligibilityAnswer(
        id=draw(st.just("") | IDS),
        payer=payer,
        provider=provider,
        patient=patient,
        subscriber=subscriber,
        benefits=benefits,
        rejections=own,
        dates=draw(st.dictionaries(st.sampled_from(["plan_begin", "plan_end", "442"]), PERIODS)),
        references=draw(st.dictionaries(st.sampled_from(["plan", "medicare_id", "49"]), IDS)),
        segments=draw(kept("2100A/PER*IC*DESK*TE*2175550199", "2100A/PER*IC*NIGHT*TE*2175550198")),
    )


@st.composite
def status_inquiries(draw: st.DrawFn) -> StatusInquiry:
    patient, subscriber = draw(people(places=False, told=False))
    line = st.builds(
        StatusLine,
        procedure=st.sampled_from(["99213", "J3301"]),
        modifiers=MODIFIERS,
        charge=CENTS,
        units=st.none() | COUNTS,
        control_number=st.just("") | IDS,
        on=PERIODS,
        revenue_code=st.sampled_from(["", "0450"]),
    )
    return StatusInquiry(
        id=draw(IDS),
        payer=draw(PLANS),
        provider=draw(providers()),
        patient=patient,
        subscriber=subscriber,
        claim_id=draw(st.just("") | IDS),
        payer_claim_id=draw(st.just("") | IDS),
        type_of_bill=draw(st.sampled_from(["", "131"])),
        charge=draw(st.none() | CENTS),
        on=draw(PERIODS),
        lines=tuple(draw(st.lists(line, max_size=3))),
        references=draw(st.dictionaries(st.sampled_from(["clearinghouse", "prescription", "location"]), IDS)),
    )


CODES = st.builds(StatusCode, st.sampled_from(["F1", "P1", "A4"]), st.sampled_from(["20", "65", "88"]), st.sampled_from(["", "QC", "PR"]))
STATUSES = st.builds(
    Status,
    codes=st.lists(CODES, min_size=1, max_size=3).map(tuple),
    on=DAYS,
    charge=st.none() | CENTS,
    paid=st.none() | CENTS,
    decided=st.none() | DAYS,
    remitted=st.none() | DAYS,
    check=st.sampled_from(["", "CHK100"]),
)
PLAIN = st.builds(Status, codes=st.lists(CODES, min_size=1, max_size=3).map(tuple), on=DAYS)


@st.composite
def status_answers(draw: st.DrawFn) -> StatusAnswer:
    level, payer, own = draw(st.sampled_from(["claim", "claim", "claim", "provider", "receiver"])), draw(PLANS), draw(IDS)
    if level != "claim":
        who, provider = ("1P", draw(providers())) if level == "provider" else ("41", None)
        whole = Status(codes=(StatusCode("E0", "24", who),), on=draw(DAYS))
        return StatusAnswer(id=own, payer=payer, level=level, provider=provider, statuses=(whole,))  # type: ignore[arg-type]
    patient, subscriber = draw(people(places=False, groups=False, births=False, told=False))
    charged: dict[str, Any] = {
        "charge": CENTS,
        "paid": CENTS,
        "units": COUNTS,
        "control_number": st.just("") | IDS,
        "on": PERIODS,
        "statuses": st.lists(PLAIN, min_size=1, max_size=2).map(tuple),
    }
    line = st.builds(StatusLine, procedure=st.just("99213"), modifiers=MODIFIERS, revenue_code=st.sampled_from(["", "0450"]), **charged)
    room = st.builds(StatusLine, procedure=st.just("0120"), procedure_kind=st.just("NU"), **charged)
    return StatusAnswer(
        id=own,
        payer=payer,
        provider=draw(providers()),
        patient=patient,
        subscriber=subscriber,
        statuses=tuple(draw(st.lists(STATUSES, min_size=1, max_size=2))),
        claim_id=draw(st.just("") | IDS),
        payer_claim_id=draw(st.just("") | IDS),
        on=draw(PERIODS),
        lines=tuple(draw(st.lists(line | room, max_size=2))),
        segments=draw(kept("2100A/PER*IC*DESK*TE*2175550199")),
    )


SCOPES = st.builds(
    Scope,
    category=st.sampled_from(["HS", "SC"]),
    certification=st.just("I"),
    service_type=st.sampled_from(["", "3", "2"]),
    place=st.sampled_from(["", "11", "21"]),
    level=st.sampled_from(["", "U", "03"]),
    release=st.sampled_from(["", "Y"]),
)
DECISIONS = st.builds(Decision, action=st.just("A1"), number=IDS) | st.builds(
    Decision,
    action=st.sampled_from(["A3", "A4"]),
    reasons=st.lists(st.sampled_from(["0U", "35", "88"]), min_size=1, max_size=2, unique=True).map(tuple),
)
BESIDE = st.builds(
    Party,
    role=st.sampled_from(["SJ", "FA", "DK"]),
    last=NAMES,
    first=NAMES,
    id=NPIS,
    id_kind=st.just("XX"),
    address=SOMEWHERE,
    phone=st.sampled_from(["", "2175550100"]),
    taxonomy=st.sampled_from(["", "207Q00000X"]),
)


@st.composite
def services(draw: st.DrawFn, *, decided: bool) -> ReviewService:
    form = draw(st.sampled_from(["professional", "institutional", "dental", ""]))
    told: dict[str, Any] = {"form": form}
    if form:
        told |= {"procedure": "D2150" if form == "dental" else draw(st.sampled_from(["99213", "A0428"])), "modifiers": draw(MODIFIERS)}
        told |= {"procedure_kind": "AD" if form == "dental" else "HC", "charge": draw(st.none() | CENTS), "units": draw(COUNTS)}
        told |= {"unit": "" if form == "dental" else "UN", "revenue_code": "0450" if form == "institutional" else ""}
    return ReviewService(
        **told,
        id=draw(st.just("") | IDS),
        scope=draw(st.none() | SCOPES),
        on=draw(MAYBE_PERIODS),
        delivery=draw(st.none() | VISITS),
        message=draw(st.just("") | NAMES),
        parties=tuple(draw(st.lists(BESIDE.filter(lambda one: one.role != "DK"), max_size=2))),
        authorization=draw(st.just("") | IDS),
        decision=draw(st.none() | DECISIONS) if decided else None,
        rejections=draw(reasons("service")) if decided else (),
    )


@st.composite
def reviews(draw: st.DrawFn) -> AuthorizationRequest | AuthorizationAnswer:
    patient, subscriber = draw(people())
    answers = draw(st.booleans())
    told: dict[str, Any] = {
        "id": draw(st.just("") | IDS),
        "reviewer": draw(PLANS),
        "requester": draw(providers(places=True, phones=True, specialties=True)),
        "patient": patient,
        "subscriber": subscriber,
        "scope": draw(SCOPES),
        "message": draw(st.just("") | NAMES),
        "diagnoses": tuple(
            draw(st.lists(st.builds(Diagnosis, code=st.sampled_from(["E11.9", "I10"]), qualifier=st.just("ABF")), max_size=3))
        ),
        "dates": draw(st.dictionaries(st.sampled_from(["event", "admission", "discharge"]), PERIODS)),
        "delivery": draw(st.none() | VISITS),
        "parties": tuple(draw(st.lists(BESIDE, max_size=2))),
        "authorization": draw(st.just("") | IDS),
        "reference": draw(st.just("") | IDS),
        "services": tuple(draw(st.lists(services(decided=answers), max_size=3))),
        "segments": draw(kept("2000E/CR1*LB*140*I*A*DH*12", "2000E/PWK*OZ*BM***AC*DMN0012")) if not answers else (),
    }
    if not answers:
        return AuthorizationRequest(**told)
    told["dates"] |= draw(st.dictionaries(st.just("certification_effective"), PERIODS))
    return AuthorizationAnswer(**told, decision=draw(DECISIONS), rejections=draw(reasons("event")))


WRITERS = {
    "270": (x12.write_270, inquiries()),
    "271": (x12.write_271, answers()),
    "276": (x12.write_276, status_inquiries()),
    "277": (x12.write_277, status_answers()),
    "278": (x12.write_278, reviews()),
}


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_is_asked_and_answered_comes_back_and_passes_the_check(name: str, data: st.DataObject) -> None:
    write, values = WRITERS[name]
    several = data.draw(st.lists(values, min_size=1, max_size=3))
    written = write(several, envelope())
    assert list(x12.read(written)) == several
    found = x12.check(written).findings
    assert [(one.id, one.loop, one.segment, one.element, one.message) for one in found if one.severity == "error"] == []
    assert x12.rewrite(written) == written


@pytest.mark.parametrize("name", WRITERS)
def test_nothing_to_write_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="nothing to write"):
        WRITERS[name][0]([], envelope())
