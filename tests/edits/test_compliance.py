"""Guardrails: what a fix may never propose, over all rules; safe fixes change formatting only; stale tables warn."""

import pytest

from claimwright.core import Claim, Fix, Severity, replace
from claimwright.edits import EachLine, Edit, catalogue, claim, line, mend, scrub, since
from claimwright.edits.builders import case
from claimwright.edits.compliance import NECESSITY, fault
from claimwright.edits.mending import billed
from claimwright.edits.registry import rules

RULES = rules()


def fixes():
    """Every fix that a rule declares, and every fix that its failing examples bring out, with what the edit prevents."""
    for rule in RULES:
        if rule.edit.fix:
            yield rule.edit, rule.edit.fix


def findings_of(rule, books):
    for example in rule.fails:
        one = case(example) if isinstance(example, Claim) else example
        yield from (
            finding
            for finding in scrub(one.claim, books, history=one.history, received_on=one.received_on, payer=one.payer)
            if finding.id == rule.edit.id
        )


def test_no_rule_has_a_fix_that_compliance_forbids():
    assert [(edit.id, fault(fix, edit.prevents)) for edit, fix in fixes() if fault(fix, edit.prevents)] == []


def test_fixes_of_findings_are_held_to_the_same(books):
    wrong = [(found.id, fault(found.fix, found.prevents)) for rule in RULES for found in findings_of(rule, books)]
    assert [one for one in wrong if one[1]] == []


def test_medical_necessity_is_never_mended_by_the_system():
    for edit in catalogue():
        if NECESSITY.intersection(edit.prevents) and edit.fix and edit.id.startswith("coverage-diagnosis"):
            assert edit.fix.kind == "never"


FORBIDDEN = [
    (Fix.propose("add 59"), ()), (Fix.propose("add modifier 25 to the visit"), ()), (Fix.propose("append XS"), ()),
    (Fix.safe("correct the diagnosis code"), ()), (Fix.safe("set the units to 1"), ()),
    (Fix.propose("add 25 so that it is paid"), ()), (Fix.never("choose a covered diagnosis to avoid the denial"), ()),
    (Fix.propose("point to a covered diagnosis"), ("CO-50",)), (Fix.propose("change the code"), ()),
]  # fmt: skip


@pytest.mark.parametrize(("fix", "prevents"), FORBIDDEN, ids=[fix.what for fix, _prevents in FORBIDDEN])
def test_what_is_forbidden_is_refused_where_it_is_declared(fix, prevents):
    assert fault(fix, prevents)
    with pytest.raises(ValueError, match="test-edit: "):
        Edit(
            id="test-edit", title="A test", authority="Test", effective=since("2020-01-01"), severity=Severity.ERROR, prevents=prevents,
            looks_at=EachLine(), fix=fix,
        )  # fmt: skip


def test_a_forbidden_fix_of_a_finding_is_refused_too():
    edit = next(edit for edit in catalogue() if edit.fix)
    with pytest.raises(ValueError, match="the note shows"):
        edit.at(claim(), "found", fix=Fix.propose("add 59"))


@pytest.mark.parametrize(
    "fix",
    [Fix.propose("add 25 if the note shows a significant visit of its own"), Fix.safe("leave out the hyphens"),
     Fix.never("choose the complete code that the note supports"), Fix.propose("remove the line")],
    ids=lambda fix: fix.what,
)  # fmt: skip
def test_what_rests_on_the_record_may_stand(fix):
    assert fault(fix, ()) == ""


# -- safe fixes -------------------------------------------------------------------------------------------------------------------------


def safe(books):
    return [(rule, finding) for rule in RULES for finding in findings_of(rule, books) if finding.fix.kind == "safe"]


def test_every_safe_fix_can_be_applied(books):
    assert safe(books)
    assert [finding.id for rule, finding in safe(books) if rule.mend is None] == []


def test_a_safe_fix_mends_its_finding_and_leaves_what_is_billed(books):
    for rule in RULES:
        for example in rule.fails if rule.mend else ():
            before = [found for found in scrub(example, books) if found.id == rule.edit.id and found.fix.kind == "safe"]
            if not before:
                continue
            mended = mend(example, before)
            assert mended.applied == (rule.edit.id,) and billed(mended.claim) == billed(example)
            assert not [found for found in scrub(mended.claim, books) if found.id == rule.edit.id and found.fix.kind == "safe"]
            assert mend(mended.claim, before).claim == mended.claim, "mending twice changes nothing more"


def test_a_mend_that_touches_what_is_billed_is_refused(monkeypatch, books):
    from claimwright.edits import mending

    (rule,) = [one for one in RULES if one.edit.id == "drugs-ndc-form"]
    bad = replace(rule, mend=lambda one: replace(one, lines=tuple(replace(entry, modifiers=("59",)) for entry in one.lines)))
    monkeypatch.setattr(mending, "rules", lambda: (bad,))
    spoilt = claim(line("J0696", references={"ndc": "00409-3796-01"}))
    with pytest.raises(ValueError, match="what is billed"):
        mend(spoilt, scrub(spoilt, books))


def test_what_is_proposed_is_not_applied(books):
    bundled = claim(line("99213"), line("96372"), line("J1885", modifiers=("JZ",)))
    assert mend(bundled, scrub(bundled, books)).claim == bundled


# -- stale tables -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("on", "severity", "stale"), [("2024-09-30", "error", False), ("2024-10-01", "warning", True)])
@pytest.mark.parametrize(
    ("lines", "name"),
    [((line("11042"), line("97597")), "ncci-ptp-no-modifier"), ((line("85025", units="3"),), "ncci-mue-day-clinical"),
     ((line("A0425", units="251"),), "ncci-mue-line")],
    ids=["pair", "units of a day", "units of a line"],
)  # fmt: skip
def test_a_table_that_ended_before_the_day_warns_and_does_not_block(books, on, severity, stale, lines, name):
    (finding,) = [found for found in scrub(claim(*lines, on=on), books) if found.id == name]
    assert (finding.severity, finding.stale) == (severity, stale)


def test_staleness_never_raises_a_severity():
    edit = replace(next(edit for edit in catalogue() if edit.fix), severity=Severity.INFO)
    assert edit.at(claim(), "found", stale=True).severity is Severity.INFO
