"""A facility's stay or visit becomes an institutional claim, or waits and says what is missing."""

from __future__ import annotations

import datetime as dt
import io
import logging
from decimal import Decimal

import pytest
from flow_making import BILLING, DAY, RENDERING, diagnosis, encounter, service
from hypothesis import given
from hypothesis import strategies as st

from claimwright import flow, ledger, x12
from claimwright.core import CodeAssignment, FacilityFacts, FacilityService, Money, Provider, Remittance, ValueCode, replace
from claimwright.flow import Held, build_claims
from claimwright.grouping import stay_of

LAST = DAY + dt.timedelta(days=3)
SURGEON = Provider(npi="1679576722", last="Sato", first="Mei")
MASTER = {"0120": Money.parse("1500.00"), "0450/99283": Money.parse("900.00"), "0300/80053": Money.parse("140.00")}
ROOM = FacilityService(revenue_code="0120", units=Decimal(3))
FACTS = FacilityFacts(
    admission_type="1", admission_source="1", admission_hour="0915", discharge_hour="1130", patient_status="01",
    admitting_diagnosis="R07.9", value_codes=(ValueCode(code="80", amount=Decimal(3)),),
    services=(FacilityService(revenue_code="0250", charge=Money.parse("310.45")), ROOM),
)  # fmt: skip
OPERATED = replace(
    FACTS, operated_on={"": DAY}, operating=SURGEON,
    services=(*FACTS.services, FacilityService(revenue_code="0360", charge=Money.parse("7000.00"))),
)  # fmt: skip
VISIT = FacilityFacts(
    admission_type="1", admission_source="1", patient_status="01", visit_reasons=("R05.9",),
    services=(FacilityService(revenue_code="0300", procedure="80053", first=DAY),),
)  # fmt: skip
CODES = [diagnosis("I10"), diagnosis("I21.4", "principal"), diagnosis("W01.0XXA", "external-cause"), diagnosis("E11.65")]
CODES = [replace(code, poa="N" if code.code == "I10" else "Y") for code in CODES]


def operation(code):
    return CodeAssignment(system="icd10pcs", code=code, title=None, role="procedure", confidence=1.0)


def stay(facts=FACTS, codes=CODES, charges=MASTER, claim_id="H1001", books=None, **changes):
    fields = {"claim_kind": "institutional", "setting": "inpatient", "place_of_service": "21", "through": LAST, "facility_facts": facts}
    return build_claims(encounter(**{**fields, **changes}), codes, charges, claim_id, books=books)


def visit(facts=VISIT, codes=None, **changes):
    return stay(facts, codes or [CODES[0], service("99283", "I10")], setting="outpatient", place_of_service="23", through=None, **changes)


def envelope(control=1):
    return x12.Envelope(sender=BILLING.npi, receiver="00882", control=control, timestamp=dt.datetime(2026, 3, 9, 8, tzinfo=dt.UTC))


def test_a_stay_states_its_bill_its_days_and_how_it_began_and_ended():
    (claim,) = stay()
    assert (claim.kind, claim.type_of_bill, claim.frequency, claim.place_of_service) == ("institutional", "11", "1", "")
    assert claim.dates == {"admission": DAY, "discharge": LAST, "statement_from": DAY, "statement_through": LAST}
    assert {"admission_hour": "0915", "patient_status": "01", "prior_authorization": "AUTH1"}.items() <= claim.references.items()
    assert claim.attending == RENDERING
    assert claim.rendering is None
    assert claim.payer.filing == "MA"
    assert claim.value_codes == FACTS.value_codes


def test_lines_stand_by_revenue_code_and_add_up():
    (claim,) = stay()
    assert [(line.revenue_code, line.units, str(line.charge)) for line in claim.lines] == [("0120", 3, "4500.00"), ("0250", 1, "310.45")]
    assert claim.charge == Money.parse("4810.45")
    assert [line.control_number for line in claim.lines] == ["H1001-1", "H1001-2"]


def test_principal_admitting_other_and_external_diagnoses_each_have_their_place():
    (claim,) = stay()
    found = [(item.code, item.qualifier, item.poa) for item in claim.diagnoses]
    assert found == [("I21.4", "ABK", "Y"), ("R07.9", "ABJ", None), ("W01.0XXA", "ABN", "Y"), ("I10", "ABF", "N"), ("E11.65", "ABF", "Y")]
    assert claim.diagnoses[0].evidence


def test_procedures_keep_the_coders_order_and_have_their_days():
    facts = replace(OPERATED, operated_on={"": DAY, "30233N1": LAST})
    (claim,) = stay(facts, [*CODES, operation("0FT44ZZ"), operation("30233N1")])
    assert [(item.code, item.on) for item in claim.procedures] == [("0FT44ZZ", DAY), ("30233N1", LAST)]
    assert claim.operating == SURGEON
    assert stay_of(claim).procedures == ("0FT44ZZ", "30233N1")


def test_an_interim_bill_of_a_patient_who_is_still_there_has_no_discharge():
    (claim,) = stay(replace(FACTS, patient_status="30", discharge_hour="", frequency="2"))
    assert claim.frequency == "2"
    assert "discharge" not in claim.dates
    assert claim.through_date == LAST


def test_an_outpatient_visit_bills_what_was_coded_and_what_departments_charged():
    (claim,) = visit()
    assert claim.type_of_bill == "13"
    assert [(line.revenue_code, line.procedure, str(line.charge), line.from_date) for line in claim.lines] == [
        ("0300", "80053", "140.00", DAY), ("0450", "99283", "900.00", DAY),
    ]  # fmt: skip
    assert [(item.code, item.qualifier, item.poa) for item in claim.diagnoses] == [("I10", "ABK", None), ("R05.9", "APR", None)]
    assert not claim.procedures
    assert "admission" not in claim.dates


def test_a_service_that_a_department_charged_takes_the_coders_modifiers_and_is_not_charged_twice():
    coded = replace(service("80053", "I10"), modifiers=("91",))
    (claim,) = visit(codes=[CODES[0], coded])
    assert [(line.procedure, line.modifiers) for line in claim.lines] == [("80053", ("91",))]
    assert claim.lines[0].evidence == coded.evidence


@pytest.mark.parametrize(
    ("made", "code", "words"),
    [
        (lambda: stay(None), "no-facility-facts", "record is missing"),
        (lambda: stay(FacilityFacts(services=(ROOM,))), "facts-missing", "type of admission, point of origin, hour of admission"),
        (lambda: stay(replace(FACTS, discharge_hour="")), "facts-missing", "hour of discharge"),
        (lambda: stay(through=None), "facts-missing", "last day of the stay"),
        (lambda: stay(rendering=None), "facts-missing", "attending provider"),
        (lambda: stay(replace(FACTS, kind="lighthouse")), "facility-kind", "lighthouse, inpatient"),
        (lambda: visit(replace(VISIT, kind="swing-bed")), "facility-kind", "swing-bed, outpatient"),
        (lambda: stay(replace(FACTS, services=())), "no-service", "no department"),
        (lambda: stay(replace(FACTS, services=(ROOM,) * 1000)), "no-service", "at most 999"),
        (lambda: stay(charges={}), "no-charge", "0120"),
        (lambda: stay(codes=[CODES[2]]), "no-diagnosis", "no diagnosis"),
        (lambda: stay(OPERATED), "no-procedure", "operating room"),
        (lambda: stay(codes=[*CODES, operation("0FT44ZZ")]), "no-procedure-date", "0FT44ZZ"),
        (lambda: visit(codes=[CODES[0], service("99285", "I10")]), "no-revenue-code", "99285"),
        (lambda: stay(claim_id="X" * 21), "claim-id", "21"),
        (lambda: stay(coverages=()), "self-pay", "statement"),
    ],
)
def test_what_is_missing_holds_the_claim_and_is_named(made, code, words):
    held = made()
    assert isinstance(held, Held)
    assert held.code == code
    assert words in held.reason


@pytest.fixture(scope="module")
def books():
    from claimwright.codesets import open_books

    return open_books()


def test_a_stay_names_its_drg_where_the_books_are_open(books):
    (claim,) = stay(books=books)
    assert claim.segments == ("2300/HI*DR:282",)
    (ungrouped,) = stay(books=books, codes=[diagnosis("Z99.89", "principal")])
    assert all("HI*DR:99" not in segment for segment in ungrouped.segments)


@pytest.mark.parametrize("made", [stay, visit, lambda: stay(OPERATED, [*CODES, operation("0FT44ZZ")])])
def test_the_837i_is_accepted_by_our_check_and_by_a_peer_and_says_the_same_when_read(made, tmp_path, books):
    edi = x12.write_837(made(), envelope())
    report = x12.check(edi)
    assert report.verdict == "accepted", report.findings
    again = list(x12.read(edi))
    assert x12.write_837(again, envelope()) == edi
    assert peer_accepts(edi, tmp_path)


def peer_accepts(edi, folder):
    pytest.importorskip("pyx12")
    from pyx12.params import params
    from pyx12.x12n_document import x12n_document

    path = folder / "stay.edi"
    path.write_bytes(edi)
    settings = params()
    settings.set("charset", "E")
    logging.disable(logging.CRITICAL)
    try:
        return x12n_document(settings, str(path), io.StringIO(), None, None)
    finally:
        logging.disable(logging.NOTSET)


def test_a_stay_goes_the_whole_way_and_the_books_balance(books):
    """Every facility note of the demonstration: claim, 837I, simulated payer, 835, ledger."""
    from claimwright.sandbox.payer import adjudicate
    from claimwright.sandbox.practices import demo_practice

    practice = demo_practice()
    charges = {**practice.charges, **practice.charge_master}
    stays = [item for item in practice.encounters if item.claim_kind == "institutional"]
    assert len(stays) == 5
    for number, item in enumerate(stays, 1):
        codes = flow.code_encounter(item, books).codes
        added = [operation(one.code) for one in practice.notes[item.id].added]
        (claim,) = build_claims(item, [*codes, *added], charges, f"H{number}", books=books)
        assert flow.ready(flow.scrub(claim, books)), item.id
        day = item.through + dt.timedelta(days=3)
        answers = adjudicate(x12.write_837([claim], envelope(number)), books=books, received_on=day)
        (remittance,) = [value for data in answers.files.values() for value in x12.read(data) if isinstance(value, Remittance)]
        entries = [ledger.charge(claim, day)]
        done = flow.remit(remittance, [claim], already=entries)
        assert done.proof.holds
        assert not done.posted.exceptions
        every = [*entries, *done.posted.entries]
        assert all(sum(posting.amount for posting in entry.postings) == 0 for entry in every)
        assert done.outcomes[0].event == "pay"
        assert any("simulated payer allows" in note for note in answers.notes)


def test_medicare_takes_the_deductible_of_a_stay_once_and_no_coinsurance(books):
    from claimwright.sandbox.payer import adjudicate

    (claim,) = stay(books=books)
    answers = adjudicate(x12.write_837([claim], envelope()), books=books, received_on=dt.date(2026, 3, 9))
    (answer,) = answers.remittances[0].claims
    shares = {item.reason: item.amount for item in answer.adjustments if item.group == "PR"}
    assert shares == {"1": Money.parse("1736.00")}
    assert not answers.state.deductible or all(key.endswith(":0") for key in answers.state.deductible)


def test_a_stay_is_allowed_its_groups_weight_at_the_simulated_rate(books, monkeypatch):
    from claimwright import grouping
    from claimwright.sandbox.payer import adjudicate

    group = grouping.StayGrouper.group
    monkeypatch.setattr(grouping.StayGrouper, "group", lambda self, stay: replace(group(self, stay), weight=Decimal("0.5")))
    (claim,) = stay(books=books)
    answers = adjudicate(x12.write_837([claim], envelope()), books=books, received_on=dt.date(2026, 3, 9))
    (answer,) = answers.remittances[0].claims
    allowed = answer.charge - Money.total(item.amount for item in answer.adjustments if (item.group, item.reason) == ("CO", "45"))
    assert allowed == Money.parse("3500.00")
    assert any("MS-DRG 282" in note and "simulated rate" in note for note in answers.notes)
    assert ledger.prove(answers.remittances[0]).holds


services = st.lists(
    st.builds(
        FacilityService, revenue_code=st.sampled_from(["0120", "0250", "0300"]), units=st.integers(1, 9).map(Decimal),
        charge=st.one_of(st.none(), st.integers(1, 10**7).map(Money)),
    ),
    max_size=6,
)  # fmt: skip


@given(services, st.permutations(CODES), st.sampled_from(["01", "30", ""]))
def test_whatever_is_built_adds_up_and_begins_with_its_principal_diagnosis(found, codes, status):
    claims = stay(replace(FACTS, services=tuple(found), patient_status=status), list(codes))
    if isinstance(claims, Held):
        assert claims.reason
        return
    (claim,) = claims
    assert claim.charge == sum(line.charge for line in claim.lines)
    assert [item.qualifier for item in claim.diagnoses].count("ABK") == 1
    assert claim.diagnoses[0].code == "I21.4"
    assert [line.revenue_code for line in claim.lines] == sorted(line.revenue_code for line in claim.lines)
