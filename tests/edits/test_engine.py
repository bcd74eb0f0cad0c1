"""The engine: dates, needs, kinds, failures, order."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimwright.core import (
    Claim,
    Finding,
    InputError,
    Money,
    Occurrence,
    OtherPayer,
    Payer,
    ProcedureDone,
    Provider,
    Severity,
    Subscriber,
    ValueCode,
    decode,
    encode,
    replace,
)
from claimwright.edits import (
    ANY,
    COMMERCIAL,
    RULE_FAILED,
    EachClaim,
    EachDiagnosisPair,
    EachLine,
    EachLinePair,
    Edit,
    Fix,
    between,
    catalogue,
    claim,
    engine,
    explain,
    institutional,
    line,
    registry,
    scrub,
    since,
)
from claimwright.edits.reference import Reference, claim_date
from claimwright.edits.registry import Plan, Rule


def ids(findings):
    return [finding.id for finding in findings]


def rule(check, *, looks_at=None, needs=(), effective=None, id="test-rule"):
    """A rule made on the spot."""
    edit = Edit(
        id=id, title="A test", authority="Test", effective=effective or since("2015-10-01"), severity=Severity.ERROR,
        looks_at=looks_at or EachClaim(), needs=needs, fix=Fix.propose("mend it"),
    )  # fmt: skip
    return Rule(edit, check, "page", "a source", "tests")


@pytest.fixture
def only(monkeypatch):
    """Let the engine know these rules only."""

    def use(*chosen):
        monkeypatch.setattr(engine, "plan", lambda *_: Plan(tuple(chosen)))

    return use


def test_a_rule_that_crashes_is_a_finding_of_severity_info_and_the_others_still_run(only, books):
    def crashes(claim, reference):
        raise RuntimeError("the patient's name is Rivera")
        yield

    def finds(claim, reference):
        yield EDIT.edit.at(claim, "found", field="id")

    EDIT = rule(finds, id="test-finds")
    only(rule(crashes, id="test-crashes"), EDIT)
    found = scrub(claim(), books)
    assert ids(found) == ["test-finds", RULE_FAILED]
    assert found[1].severity is Severity.INFO
    assert found[1].value == "test-crashes"
    assert "Rivera" not in encode(found[1]).decode()


def test_a_rule_that_crashes_after_its_first_finding_keeps_it(only, books):
    def half(claim, reference):
        yield HALF.edit.at(claim, "found")
        raise KeyError("later")

    HALF = rule(half)
    only(HALF)
    assert sorted(ids(scrub(claim(), books))) == [RULE_FAILED, "test-rule"]


def test_errors_come_first_then_lines_in_their_order(books):
    bad = claim(line("36415", units="0"), line("99213", pointers=(9,)), diagnoses=("J06.9", "J06.9"))
    found = scrub(bad, books)
    ranks = [list(Severity).index(finding.severity) for finding in found]
    assert ranks == sorted(ranks)
    errors = [finding.line for finding in found if finding.severity is Severity.ERROR]
    assert errors == sorted(errors)


def test_every_finding_names_the_claim_a_source_and_since_when(books):
    found = scrub(claim(line("93000"), line("93005"), id="B77"), books)
    assert found
    assert all(finding.claim == "B77" and finding.source and finding.effective for finding in found)


@pytest.mark.parametrize(
    ("day", "expected"), [("2024-09-30", True), ("2024-10-01", False), ("2026-03-02", False)], ids=["last day", "day after", "later"]
)
def test_an_edit_holds_on_its_days_only(books, day, expected):
    found = scrub(institutional(diagnoses=("C61",), on=day), books)
    assert ("mce-sex-conflict" in ids(found)) is expected


def test_an_institutional_claim_is_dated_by_its_discharge_and_a_professional_one_by_its_first_day(books):
    stay = {"admission": date(2024, 9, 29), "discharge": date(2024, 10, 2)}
    over_the_change = institutional(line("99213", on="2024-09-30"), diagnoses=("C61",), dates=stay)
    assert claim_date(over_the_change) == date(2024, 10, 2)
    assert "mce-sex-conflict" not in ids(scrub(over_the_change, books))
    assert claim_date(claim(line("99213", on="2024-07-20"), line("36415", on="2024-07-18"))) == date(2024, 7, 18)


def test_a_claim_without_any_date_is_still_checked(books):
    assert "hipaa-line-without-date" in ids(scrub(claim(on=""), books))


def test_rules_that_need_what_is_not_given_are_not_run(books):
    late = claim(on="2020-01-06", diagnoses=("J06.9",))
    assert "filing-too-late" not in ids(scrub(late, books))
    assert "filing-too-late" in ids(scrub(late, books, received_on=date(2024, 7, 15)))


def test_an_unknown_payer_has_no_profile_and_its_rules_are_not_run(books):
    stranger = replace(claim(line("80053")), payer=replace(COMMERCIAL, id="NOBODY"))
    assert "orders-ordering-provider-missing" not in ids(scrub(stranger, books))
    assert "orders-ordering-provider-missing" in ids(scrub(claim(line("80053")), books))


@pytest.mark.parametrize(("filing", "found"), [("MB", True), ("CI", False), ("", False)])
def test_without_a_profile_the_filing_indicator_tells_the_program(books, filing, found):
    stranger = replace(claim(line("80053")), payer=Payer("NOBODY", filing=filing))
    assert ("orders-ordering-provider-missing" in ids(scrub(stranger, books))) is found


def test_without_books_the_rules_that_need_none_still_run():
    found = scrub(claim(line("36415", units="0"), diagnoses=("NOPE",)), None)
    assert "hipaa-units-not-positive" in ids(found)
    assert "icd10cm-invalid-code" not in ids(found)


def test_a_void_is_checked_for_its_reference_only(books):
    void = claim(line("99213", units="0"), diagnoses=("NOPE",), frequency="8", payer=COMMERCIAL)
    assert ids(scrub(void, books)) == ["hipaa-replacement-without-original"]


def test_line_rules_are_called_for_their_triggers_only():
    called = rule(lambda *_: (), looks_at=EachLine(codes=("992", "G2211")))
    marked = rule(lambda *_: (), looks_at=EachLine(modifiers=("25",)))
    plan = Plan((called, marked))
    assert plan.for_line("99213", ()) == (called,)
    assert plan.for_line("G2211", ("25",)) == (called, marked)
    assert plan.for_line("93000", ("59",)) == ()


@pytest.mark.parametrize(("bill", "asked"), [("11", True), ("13", False), ("", False), ("zz", False)])
def test_a_rule_of_a_type_of_bill_is_asked_of_that_bill_only(bill, asked):
    stays = registry.plan("institutional", "1", date(2024, 7, 15), frozenset({"icd10cm"}), bill)
    assert ("institutional-room-missing" in [found.edit.id for found in stays.claim]) is asked


def test_a_dental_claim_has_no_edits(books):
    assert scrub(claim(kind="dental", lines=()), books) == []


def test_any_modifier_triggers_and_none_does_not():
    marked = rule(lambda *_: (), looks_at=EachLine(modifiers=ANY))
    plan = Plan((marked,))
    assert plan.for_line("99213", ("25",)) == (marked,) and plan.for_line("99213", ()) == ()


def test_a_reference_a_field_and_a_revenue_code_trigger():
    drug = rule(lambda *_: (), looks_at=EachLine(has="ndc"))
    room = rule(lambda *_: (), looks_at=EachLine(revenue=("01",)))
    secondary = rule(lambda *_: (), looks_at=EachClaim(has="other_payers"))
    plan = Plan((drug, room, secondary))
    assert plan.for_line("J1885", ()) == () and plan.for_line("", (), "0120") == (room,)
    assert plan.for_references(line("J1885", references={"ndc": "1"})) == (drug,)
    assert plan.for_references(line("J1885", references={"clia": "1"})) == ()
    assert plan.claim == () and plan.claim_with == (("other_payers", (secondary,)),)


def test_a_pair_is_triggered_by_either_of_its_two():
    pair = rule(lambda *_: (), looks_at=EachLinePair(codes=("10060",)))
    listed = rule(lambda *_: (), looks_at=EachDiagnosisPair(codes=("I10",)))
    plan = Plan((pair, listed))
    assert plan.for_pair("99213", "10060") == plan.for_pair("10060", "36415") == (pair,) and plan.for_pair("99213", "36415") == ()
    assert plan.for_diagnoses("E119", "I10") == (listed,) and plan.for_diagnoses("E119", "E785") == ()


def test_a_rule_that_hangs_on_a_table_is_asked_once_for_each_procedure():
    asked = []

    def wants(procedure, books):
        asked.append((procedure, books))
        return procedure == "69210"

    plan = Plan((replace(rule(lambda *_: (), looks_at=EachLine()), wants=wants),), "the books")
    assert [len(plan.for_line(code, ())) for code in ("69210", "99213", "69210")] == [1, 0, 1]
    assert asked == [("69210", "the books"), ("99213", "the books")]


def test_a_rule_of_pairs_that_hangs_on_a_table_is_asked_once_for_each_two_procedures():
    asked = []

    def wants(first, second, books, kind):
        asked.append((first, second, books, kind))
        return second == "69210"

    plan = Plan((replace(rule(lambda *_: (), looks_at=EachLinePair()), wants=wants),), "the books", "institutional")
    assert [len(plan.for_pair("99213", code)) for code in ("69210", "36415", "69210")] == [1, 0, 1]
    assert asked == [("99213", "69210", "the books", "institutional"), ("99213", "36415", "the books", "institutional")]


def test_a_program_in_needs_is_the_payers(books):
    assert "drugs-discard-modifier-missing" in ids(scrub(claim(line("J0696")), books))
    assert "drugs-discard-modifier-missing" not in ids(scrub(claim(line("J0696"), payer=COMMERCIAL), books))


def test_the_plan_of_a_kind_holds_no_rule_of_the_other():
    everything = frozenset(
        {"icd10cm", "ncci_ptp", "mue", "payer", "program", "history", "received_on", "modifiers", "states", "places_of_service"}
    )
    plan = registry.plan("institutional", "1", date(2026, 3, 2), everything)
    assert plan.claim and all(found.edit.looks_at.kind in (None, "institutional") for found in plan.claim)


def test_an_outside_package_adds_a_rule_through_its_entry_point(monkeypatch):
    from importlib import metadata
    from types import ModuleType

    foreign = ModuleType("elsewhere.no_fridays", "No Fridays.\n\nReferences\n    CMS, nowhere\n")
    foreign.EDIT, foreign.check = rule(lambda *_: iter(())).edit, lambda *_: iter(())
    entry = type("Entry", (), {"name": "no_fridays", "load": lambda self: foreign})()
    monkeypatch.setattr(metadata, "entry_points", lambda group: [entry] if group == "claimwright.edits.rules" else [])
    registry.rules.cache_clear()
    try:
        found = {one.edit.id: one for one in registry.rules()}
        assert found["test-rule"].source == "CMS, nowhere" and "hipaa-no-lines" in found
    finally:
        registry.rules.cache_clear()


def test_two_rules_of_one_id_are_refused(monkeypatch):
    from claimwright.edits.rules.hipaa import no_lines

    monkeypatch.setattr(registry, "modules", lambda _package: iter([no_lines, no_lines]))
    registry.rules.cache_clear()
    try:
        with pytest.raises(ValueError, match="hipaa-no-lines is taken"):
            registry.rules()
    finally:
        registry.rules.cache_clear()


def test_periods_hold_their_first_and_last_day():
    period = between("2024-01-01", "2024-12-31")
    assert date(2024, 1, 1) in period and date(2024, 12, 31) in period and date(2025, 1, 1) not in period


def test_a_finding_without_a_fix_is_refused():
    edit = replace(rule(lambda *_: ()).edit, fix=None)
    with pytest.raises(ValueError, match="needs a fix"):
        edit.at(claim(), "found")


def test_the_page_of_an_edit_says_what_the_declaration_says():
    for edit in catalogue():
        page = explain(edit.id)
        assert edit.id in page and edit.authority in page and str(edit.effective.first) in page


def test_an_unknown_edit_has_no_page():
    with pytest.raises(InputError, match="no edit 'nix'"):
        explain("nix")


def test_a_reference_knows_the_day_of_a_line():
    reference = Reference(None, date(2026, 3, 2))
    undated = replace(claim().lines[0], from_date=None)
    assert reference.day(undated) == date(2026, 3, 2)


# -- whatever comes ---------------------------------------------------------------------------------------------------------------------

BILLS = ["", "11", "13", "0111", "131", "21", "85", "xx"]
KNOWN = [
    "0120",
    "0450",
    "J18.9",
    "O80",
    "T45.1X5A",
    "S52.501A",
    "Z38.00",
    "58",
    "50",
    "JW",
    "AA",
    "00840",
    "47562",
    "90471",
    "10",
    "",
    "99213",
    "36415",
    "93000",
    "93005",
    "G2211",
    "J1885",
    "25",
    "59",
    "LT",
    "11",
    "23",
    "Z00.00",
    "I10",
]
TEXT = st.one_of(st.sampled_from(KNOWN), st.text(max_size=12))
ODD_DAYS = [date(2024, 2, 29), date.max, date.min]
DAYS = st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.sampled_from(ODD_DAYS))


@st.composite
def lines(draw):
    """Any line that the claim object can carry."""
    return replace(
        line(
            draw(TEXT), modifiers=tuple(draw(st.lists(TEXT, max_size=6))), pointers=tuple(draw(st.lists(st.integers(-3, 99), max_size=6)))
        ),
        number=draw(st.integers(-2, 10**6)),
        control_number=draw(TEXT),
        units=draw(st.decimals(-(10**6), 10**6, places=2)),
        charge=Money(draw(st.integers(-(10**9), 10**12))),
        from_date=draw(DAYS),
        through_date=draw(DAYS),
        place_of_service=draw(TEXT),
        revenue_code=draw(TEXT),
        unit=draw(st.sampled_from(["UN", "MJ", ""])),
        references=draw(st.dictionaries(st.sampled_from(["ndc", "clia", "rendering_npi", "ordering_npi"]), TEXT, max_size=2)),
    )


AMOUNTS = st.none() | st.decimals(-100, 10**6, places=2)
CODES = st.lists(TEXT, max_size=3).map(tuple)
PROVIDERS = st.none() | st.builds(Provider, npi=TEXT, last=TEXT, taxonomy=TEXT)
OTHERS = st.builds(
    OtherPayer, payer=st.builds(Payer, TEXT), subscriber=st.just(Subscriber()), sequence=st.integers(-1, 3),
    paid=st.none() | st.integers(-100, 10**6).map(Money), paid_on=DAYS,
)  # fmt: skip


@st.composite
def claims(draw):
    """Any claim, however wrong."""
    day, text = draw(DAYS), draw(TEXT)
    return claim(
        diagnoses=tuple(draw(st.lists(TEXT, max_size=14))),
        kind=draw(st.sampled_from(["professional", "institutional"])),
        frequency=draw(st.sampled_from(["1", "6", "7", "8", ""])),
        lines=tuple(draw(st.lists(lines(), max_size=6))),
        id=text,
        type_of_bill=draw(st.sampled_from(BILLS)),
        condition_codes=draw(CODES),
        occurrence_codes=draw(st.lists(st.builds(Occurrence, code=TEXT, first=DAYS, last=DAYS), max_size=2).map(tuple)),
        value_codes=draw(st.lists(st.builds(ValueCode, code=st.sampled_from(["80", "81", "x"]), amount=AMOUNTS), max_size=2).map(tuple)),
        procedures=draw(st.lists(st.builds(ProcedureDone, code=TEXT, on=DAYS), max_size=2).map(tuple)),
        operating=draw(PROVIDERS),
        rendering=draw(PROVIDERS),
        other_payers=draw(st.lists(OTHERS, max_size=2).map(tuple)),
        references=draw(st.dictionaries(st.sampled_from(["patient_status", "accident", "insurance_type", "clia"]), TEXT, max_size=3)),
        payer=draw(st.sampled_from([claim().payer, COMMERCIAL, Payer("X"), Payer("Y", filing="MA")])),
        place_of_service=text,
        sequence=draw(st.integers(-1, 4)),
        dates={"discharge": day, "admission": draw(DAYS) or day, "statement_from": day} if day else {},
        patient=replace(claim().patient, birth_date=draw(DAYS)),
    )


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(subject=claims(), history=st.lists(claims(), max_size=2), received_on=st.none() | st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_no_claim_makes_a_rule_crash(books, subject, history, received_on):
    found = scrub(subject, books, history=history, received_on=received_on)
    failed = [finding.message for finding in found if finding.id == RULE_FAILED]
    assert not failed
    assert all(isinstance(finding, Finding) for finding in found)
    assert decode(encode(found), list[Finding]) == found


@settings(max_examples=40, deadline=None)
@given(subject=claims())
def test_the_same_claim_always_has_the_same_findings(books, subject):
    again = decode(encode(subject), Claim)
    assert scrub(subject, books) == scrub(again, books)
