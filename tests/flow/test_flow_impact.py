"""What the decided codes do, and what would change it: up as readily as down, and never without words of the record or a stated doubt."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from flow_making import BILLING, PATIENT, RENDERING, coverage

from claimwright import flow
from claimwright.codesets import open_books
from claimwright.codesets.install import install
from claimwright.codesets.store import Store
from claimwright.core import CodeAssignment, CodingResult, Document, Encounter, Evidence, FacilityFacts, Money, Suppressed, replace
from claimwright.grouping import Grouping, Stay, StayGrouper
from claimwright.pricing import PriceRequest
from claimwright.pricing.hospital import Hospital
from claimwright.risk import RiskRequest
from claimwright.sandbox.practices import demo_practice

FOUND = {
    "I50.23": "acute on chronic systolic heart failure", "J96.01": "acute respiratory failure with hypoxia", "N17.9": "acute kidney injury",
    "E87.1": "hyponatremia", "E11.9": "type 2 diabetes", "D62": "acute blood loss anemia", "I10": "hypertension", "J18.9": "pneumonia",
    "Z79.4": "on insulin", "5A1955Z": "ventilated for five days", "99214": "established visit", "36415": "blood drawn", "93000": "ECG done",
    "E11.22": "diabetic kidney disease", "J44.9": "COPD",
}  # fmt: skip
"""Each code and the words of the record behind it."""
NOTE = ". ".join(FOUND.values())
SYSTEMS = {"5A1955Z": "icd10pcs", "99214": "cpt", "36415": "cpt", "93000": "cpt"}


def item(code: str, role: str = "secondary", words: str | None = None) -> CodeAssignment:
    """A code with the words behind it; ``words`` "" for none."""
    text = FOUND[code] if words is None else words
    start = NOTE.find(text)
    evidence = (Evidence(start=start, end=start + len(text), text=text),) if text else ()
    system = SYSTEMS.get(code, "icd10cm")
    return CodeAssignment(
        system=system, code=code, title=None, role="procedure" if code in SYSTEMS else role, confidence=0.9, poa="Y", evidence=evidence
    )


def stay(**changes: object) -> Encounter:
    given = {
        "id": "S1", "patient": PATIENT, "date_of_service": date(2026, 5, 1), "through": date(2026, 5, 6), "setting": "inpatient",
        "claim_kind": "institutional", "coverages": (coverage(),), "billing": BILLING, "rendering": RENDERING,
        "documents": (Document(text=NOTE),), "facility_facts": FacilityFacts(patient_status="01"),
    }  # fmt: skip
    return Encounter(**(given | changes))


def visit(**changes: object) -> Encounter:
    return stay(id="V1", setting="outpatient", claim_kind="professional", through=None, date_of_service=date(2025, 5, 1), **changes)


def proposal(*codes: CodeAssignment, suppressed: tuple[Suppressed, ...] = ()) -> CodingResult:
    return CodingResult(id="S1", date_of_service=date(2026, 5, 1), codes=list(codes), suppressed=list(suppressed), queries=[], em=None)


@dataclass
class Weighed:
    """The real grouper, with weights made up from the number of the group: Table 5 has to be installed for its own."""

    grouper: StayGrouper

    def group(self, given: Stay) -> Grouping:
        found = self.grouper.group(given)
        return replace(found, weight=Decimal(found.drg) / 100) if found.drg else found


@pytest.fixture(scope="module")
def books():
    return open_books()


@pytest.fixture(scope="module")
def grouper(books):
    return Weighed(StayGrouper(books))


PRINCIPAL = item("I50.23", "principal")


def test_a_stay_is_told_as_it_stands_with_what_each_code_does(books, grouper):
    told = flow.impact(stay(), [PRINCIPAL, item("J96.01"), item("E87.1"), item("I10")], books, grouper=grouper).stay
    assert (told.now.drg, told.now.severity) == ("291", "MCC") and told.hangs_on == ("J96.01",)
    effects = {one.code: (one.cc, one.makes_severity) for one in told.now.codes if one.role == "secondary"}
    assert effects == {"J96.01": ("MCC", True), "E87.1": ("CC", False), "I10": (None, False)}
    assert told.price is None and told.shifts == ()


ADDED = ("J96.01", "N17.9", "E87.1", "D62", "I10", "Z79.4", "J18.9", "5A1955Z")


@pytest.mark.parametrize("others", [(), ("E87.1",), ("J96.01",), ("N17.9", "D62")], ids=" ".join)
@pytest.mark.parametrize("code", ADDED)
def test_down_is_told_as_readily_as_up(books, grouper, code, others):
    """What a proposed code would add is, word for word and with the other sign, what the same code in doubt would take away."""
    without = [PRINCIPAL, *(item(one) for one in others if one != code)]
    up = flow.impact(stay(), without, books, grouper=grouper, proposed=proposal(*without, item(code)))
    down = flow.impact(stay(), [*without, item(code)], books, grouper=grouper, doubts={code: "an auditor doubts it"})
    assert [one.code for one in up.stay.shifts] == [one.code for one in down.stay.shifts]
    for more, less in zip(up.stay.shifts, down.stay.shifts, strict=True):
        assert (more.action, less.action) == ("added", "removed") and more.weight_change == -less.weight_change
        assert (more.drg, less.drg) == (down.stay.now.drg, up.stay.now.drg) and more.evidence == less.evidence != ()
    assert [(one.code, one.gained, one.lost, one.score_change) for one in up.risk.shifts] == [
        (one.code, one.lost, one.gained, -one.score_change) for one in down.risk.shifts
    ]


def test_some_codes_do_change_the_group_and_some_do_not(books, grouper):
    told = flow.impact(stay(), [PRINCIPAL], books, grouper=grouper, proposed=proposal(*(item(code) for code in ADDED)))
    changed = {one.code for one in told.stay.shifts}
    assert {"J96.01", "N17.9", "D62"} <= changed and not {"I10", "Z79.4", "5A1955Z"} & changed


@pytest.mark.parametrize("words", ["", "words that are nowhere in the record"])
def test_without_words_of_the_record_nothing_is_suggested(books, grouper, words):
    told = flow.impact(stay(), [PRINCIPAL], books, grouper=grouper, proposed=proposal(item("J96.01", words=words)))
    assert told.stay.shifts == () == told.risk.shifts
    assert [(one.code, one.why) for one in told.left_out] == [("J96.01", "no words of the record stand behind it")]


def test_a_decided_code_without_words_is_in_doubt_and_what_would_be_without_it_is_told(books, grouper):
    told = flow.impact(stay(), [PRINCIPAL, item("J96.01", words="")], books, grouper=grouper)
    assert [(one.code, one.why) for one in told.doubts] == [("J96.01", "no words of the record stand behind it")]
    (shift,) = told.stay.shifts
    assert (shift.code, shift.action, told.stay.now.drg, shift.drg) == ("J96.01", "removed", "291", "293") and shift.weight_change > 0


def test_a_record_that_changed_leaves_its_codes_without_words(books, grouper):
    decided = [PRINCIPAL, item("J96.01")]
    after = stay(documents=(Document(text=NOTE.replace("respiratory", "renal......")),))
    assert flow.impact(stay(), decided, books, grouper=grouper).doubts == ()
    assert [one.code for one in flow.impact(after, decided, books, grouper=grouper).doubts] == ["J96.01"]


def test_a_code_that_rests_on_words_that_the_record_takes_back_is_in_doubt(books, grouper):
    code = item("J18.9")
    span = code.evidence[0]
    seen = Suppressed(text=span.text, start=span.start, end=span.end, reason="rule-out", code="J18.9")
    told = flow.impact(stay(), [PRINCIPAL, code], books, grouper=grouper, proposed=proposal(suppressed=(seen,)))
    assert [(one.code, one.why, one.evidence) for one in told.doubts] == [("J18.9", "the record has it as rule-out", code.evidence)]
    both = proposal(code, suppressed=(seen,))
    assert flow.impact(stay(), [PRINCIPAL, code], books, grouper=grouper, proposed=both).doubts == (), "stated elsewhere"
    elsewhere = replace(seen, start=0, end=5)
    assert flow.impact(stay(), [PRINCIPAL, code], books, grouper=grouper, proposed=proposal(suppressed=(elsewhere,))).doubts == ()


def test_a_doubted_principal_is_not_replaced_by_guess(books, grouper):
    told = flow.impact(stay(), [PRINCIPAL, item("J96.01")], books, grouper=grouper, doubts={"I50.23": "ruled out later"})
    assert told.stay.shifts == () and "section II" in told.notes[0]


def test_another_principal_diagnosis_is_told_both_ways(books, grouper):
    """Pneumonia or heart failure first: what is proposed is told against what was decided, whichever pays more."""
    one, two = [PRINCIPAL, item("J18.9")], [item("J18.9", "principal"), item("I50.23")]
    for decided, other in ((one, two), (two, one)):
        told = flow.impact(stay(), decided, books, grouper=grouper, proposed=proposal(*other)).stay
        back = flow.impact(stay(), other, books, grouper=grouper).stay
        assert [(one.code, one.action, one.drg) for one in told.shifts] == [(other[0].code, "principal", back.now.drg)]
    silent = proposal(item("J18.9", "principal", words=""))
    assert flow.impact(stay(), one, books, grouper=grouper, proposed=silent).stay.shifts == ()


def test_suggestions_stand_in_the_order_of_codes_not_of_money(books, grouper):
    decided = [PRINCIPAL, item("D62", words="")]
    told = flow.impact(stay(), decided, books, grouper=grouper, proposed=proposal(*(item(code) for code in ("N17.9", "J96.01", "E11.22"))))
    assert [one.code for one in told.risk.shifts] == sorted(one.code for one in told.risk.shifts)
    assert [(one.code, one.action) for one in told.stay.shifts] == [("D62", "removed"), ("J96.01", "added")]


def test_a_visit_tells_each_line_their_sum_and_what_would_change_it(books):
    decided = [item("E11.9", "first-listed"), item("99214"), item("36415", words="")]
    told = flow.impact(visit(), decided, books, proposed=proposal(item("93000")), basis=PriceRequest(carrier="01112", locality="05"))
    assert told.stay is None and (told.services.lines[0].code, str(told.services.lines[0].allowed)) == ("99214", "152.35")
    assert {(one.code, one.action) for one in told.services.shifts} == {("36415", "removed"), ("93000", "added")}
    unpriced = [line for line in told.services.lines if line.allowed is None]
    assert (told.services.total is None) == bool(unpriced) and all(line.reason for line in unpriced)


def test_the_amount_of_a_service_more_is_that_of_the_same_service_less(books):
    one, two = [item("99214")], [item("99214"), item("93000")]
    up = flow.impact(visit(), one, books, proposed=proposal(*two)).services
    down = flow.impact(visit(), two, books, doubts={"93000": "no order"}).services
    more, less = up.shifts[0].change, down.shifts[0].change
    assert more + less == Money(0) < more == down.total - up.total


def test_each_diagnosis_names_its_conditions_and_what_it_adds_alone(books):
    person = RiskRequest(age=70, sex="F", dual="NA", orec="0", crec="0")
    told = flow.impact(visit(), [item("E11.9", "first-listed"), item("E11.22"), item("I50.23"), item("I10")], books, person=person).risk
    assert (told.model, told.payment_year) == ("V28", 2026) and told.by_code == {"E11.22": ("37",), "I50.23": ("224",)}
    assert told.alone == {"E11.22": 0.0, "I50.23": 0.472} and not told.reason  # E11.9 gives as much as E11.22, once that is gone
    one = flow.impact(visit(), [item("E11.22", "first-listed"), item("I50.23")], books, person=person).risk
    assert one.alone == {"E11.22": 0.278, "I50.23": 0.472}  # 0.166 and 0.360, and their interaction of 0.112 in both


def test_what_is_assumed_of_a_person_is_told(books):
    told = flow.impact(visit(), [item("I10")], books).risk
    assert told.warnings and told.by_code == {} and told.raw_score is not None


def test_medicares_model_is_not_asked_of_other_patients(books):
    unknown = visit(coverages=(coverage("EXCOM1"),))
    assert flow.impact(unknown, [item("E11.22")], books).risk is None
    assert flow.impact(unknown, [item("E11.22")], books, person=RiskRequest(age=70, sex="F", dual="NA", orec="0")).risk.by_code


@pytest.mark.parametrize("codes", [[], [item("I10", words="")], [replace(PRINCIPAL, code="ZZZ.9")], [replace(PRINCIPAL, code="")]])
@pytest.mark.parametrize("made", [stay, visit])
def test_senseless_codes_are_answered(books, made, codes):
    patient = replace(PATIENT, birth_date=None, sex="U")
    told = flow.impact(made(patient=patient, documents=()), codes, books, proposed=proposal(*codes, item("J96.01")))
    assert {one.code for one in told.left_out} >= {"J96.01"} and told.risk.reason


def test_with_table_5_the_price_goes_with_the_group(samples, books, tmp_path):
    (tmp_path / "books").mkdir()
    shutil.copy(books.store.root / books.version, tmp_path / "books")  # made once, not for every test
    store = Store(tmp_path / "books")
    install(samples / "reference" / "msdrg" / "CMS-1833-F Table 5.txt", store)
    hospital = Hospital(wage_index=Decimal("1"))
    decided = [PRINCIPAL, item("J96.01")]
    told = flow.impact(
        stay(), decided, open_books(store=store), basis=PriceRequest(schedule="ipps", hospital=hospital), doubts={"J96.01": "audit"}
    ).stay
    (shift,) = told.shifts
    assert told.now.weight == Decimal("1.2838") and shift.weight_change == shift.weight - told.now.weight
    assert told.price.amount + shift.price_change == shift.price < told.price.amount


def test_what_coding_proposes_for_the_demonstration_stands_on_its_own_words(books):
    """Every inpatient note: nothing proposed is in doubt, and each code left undecided is told with words that stand."""
    stays = [one for one in demo_practice().encounters if one.setting == "inpatient"]
    assert len(stays) >= 5
    for one in stays:
        result = flow.code_encounter(one, books)
        whole = flow.impact(one, result.codes, books, proposed=result)
        assert whole.doubts == whole.left_out == whole.stay.shifts == () and whole.stay.now.drg
        principal = [item for item in result.codes if item.role == "principal"]
        for shift in flow.impact(one, principal, books, proposed=result).stay.shifts:
            assert shift.evidence and all(span.holds_in(document) for span in shift.evidence for document in one.documents[:1])
