"""The journey with real files in between: our 837, the simulated payer's answers, our books."""

from datetime import UTC, date, datetime

import pytest
from flow_making import CHARGES, CODES, DAY, encounter

from claimwright import core, flow, ledger, x12
from claimwright.codesets import open_books
from claimwright.core import Remittance
from claimwright.sandbox.payer import adjudicate

RECEIVED = date(2026, 3, 4)


def envelope():
    return x12.Envelope(sender="1245319599", receiver="00882", control=1, timestamp=datetime(2026, 3, 3, 8, 0, tzinfo=UTC))


@pytest.fixture(scope="module")
def sent():
    claims = flow.build_claims(encounter(), CODES, CHARGES, "A1001")
    return claims, flow.submit(claims, envelope())


@pytest.fixture(scope="module")
def answers(sent):
    return adjudicate(sent[1], received_on=RECEIVED).files


def files(answers, kind):
    return [data for name, data in answers.items() if name.lower().endswith(kind)]


def test_the_837_holds_what_was_built(sent):
    claims, edi = sent
    (back,) = [item for item in x12.read(edi) if isinstance(item, core.Claim)]
    (ours,) = claims
    assert (back.id, back.charge, back.frequency) == (ours.id, ours.charge, "1")
    assert [(line.control_number, line.procedure, line.charge, line.diagnosis_pointers) for line in back.lines] == [
        (line.control_number, line.procedure, line.charge, line.diagnosis_pointers) for line in ours.lines
    ]
    assert [item.code for item in back.diagnoses] == [item.code for item in ours.diagnoses]


def test_the_payers_answers_move_the_claim_and_the_books_balance(sent, answers):
    claims, _ = sent
    state = "submitted"
    for kind in ("999", "277ca", "277"):
        for data in files(answers, kind):
            for said in flow.acknowledge(data, claims):
                state = flow.after(state, said.event) if said.event else state
    assert state in ("accepted", "rejected")
    entries = [ledger.charge(claim, DAY) for claim in claims]
    for data in files(answers, "835"):
        for remittance in (item for item in x12.read(data) if isinstance(item, Remittance)):
            result = flow.remit(remittance, claims, already=entries)
            assert result.proof.holds
            assert not [item for item in result.posted.exceptions if item.severity == "error"]
            entries += result.posted.entries
            for outcome in result.outcomes:
                state = flow.after(state, outcome.event)
    assert ledger.is_balanced(entries)
    assert state in ("paid", "partly-paid", "denied", "rejected")


def test_the_whole_journey_in_one_call(monkeypatch):
    result = core.CodingResult(id="E1", date_of_service=DAY, codes=CODES, suppressed=[], queries=[], em=None)
    monkeypatch.setattr("claimwright.flow.journeys.code_encounter", lambda encounter, books: result)
    monkeypatch.setattr("claimwright.flow.journeys.scrub", lambda claim, books: [])
    done = flow.journey(
        encounter(), books=None, charges=CHARGES, claim_id="A1001", envelope=envelope(), on=DAY,
        payer=lambda edi: adjudicate(edi, received_on=RECEIVED).files,
    )  # fmt: skip
    assert done.held is None
    assert done.sent.startswith(b"ISA*")
    assert ledger.is_balanced(done.entries)
    assert done.states["A1001"] in ("paid", "partly-paid", "denied", "rejected")


def test_a_claim_that_an_edit_stops_is_not_sent(monkeypatch):
    result = core.CodingResult(id="E1", date_of_service=DAY, codes=CODES, suppressed=[], queries=[], em=None)
    error = core.Finding(
        id="x", severity=core.Severity.ERROR, claim="A1001", line=None, field="", value="", message="", fix=core.Fix.propose(""),
        source="", effective=None, prevents=(),
    )  # fmt: skip
    monkeypatch.setattr("claimwright.flow.journeys.code_encounter", lambda encounter, books: result)
    monkeypatch.setattr("claimwright.flow.journeys.scrub", lambda claim, books: [error])

    def nobody(edi):
        raise AssertionError("nothing may be sent")

    done = flow.journey(encounter(), books=None, charges=CHARGES, claim_id="A1001", envelope=envelope(), on=DAY, payer=nobody)
    assert (done.sent, done.entries, done.states) == (b"", (), {"A1001": "draft"})


def test_self_pay_ends_with_its_reason(monkeypatch):
    result = core.CodingResult(id="E1", date_of_service=DAY, codes=CODES, suppressed=[], queries=[], em=None)
    monkeypatch.setattr("claimwright.flow.journeys.code_encounter", lambda encounter, books: result)
    done = flow.journey(
        encounter(coverages=()), books=None, charges=CHARGES, claim_id="A1001", envelope=envelope(), on=DAY, payer=lambda edi: {}
    )
    assert done.held.code == "self-pay"


def test_an_answer_without_acknowledgement_is_refused(sent):
    with pytest.raises(core.InputError, match="no TA1, 999 or 277CA"):
        flow.acknowledge(sent[1], sent[0])


def test_from_the_note_to_the_cent_with_the_real_books():
    note = (
        "CHIEF COMPLAINT: follow-up of diabetes and hypertension.\nASSESSMENT AND PLAN:\n"
        "1. Type 2 diabetes mellitus without complication. Continue metformin.\n"
        "2. Essential hypertension. Continue lisinopril.\n"
        "12-lead ECG performed in office with interpretation and report.\n"
    )
    visit = encounter(documents=(core.Document(text=note),))
    charges = {code: core.Money.parse("225.00") for code in ("99212", "99213", "99214", "99215")} | {"93000": core.Money.parse("60.00")}
    books = open_books()
    done = flow.journey(
        visit, books=books, charges=charges, claim_id="A1001", envelope=envelope(), on=DAY,
        payer=lambda edi: adjudicate(edi, books=books, received_on=RECEIVED).files,
    )  # fmt: skip
    assert done.held is None, done.held
    assert not [item.message for item in done.findings if item.severity is core.Severity.ERROR]
    (claim,) = done.claims
    assert claim.diagnoses[0].code.startswith("E11")
    assert done.states == {"A1001": "paid"}
    assert ledger.is_balanced(done.entries)
    remittances = [item.remittance for item in done.remitted]
    chain = flow.chain(claim, claim.lines[0].control_number, remittances, done.entries)
    assert chain.evidence
    assert all(note[item.start : item.end] == item.text for item in chain.evidence)
    assert any(link.said for link in chain.links)


def test_coding_knows_where_the_patient_was_seen_and_whether_she_is_new():
    told = "CHIEF COMPLAINT\nChest pain.\n\nRESULTS\nECG done here today, read by me: sinus rhythm.\n\n"
    note = told + "ASSESSMENT\n1. Chest wall pain. Ibuprofen 600 mg."
    seen = core.replace(encounter(place_of_service="23"), documents=(core.Document(text=note),))
    codes = {item.code for item in flow.code_encounter(seen, open_books()).codes if item.system == "cpt"}
    assert "93010" in codes
    assert any(code.startswith("9928") for code in codes)
    new = core.replace(encounter(new_patient=True), documents=(core.Document(text=note),))
    codes = {item.code for item in flow.code_encounter(new, open_books()).codes if item.system == "cpt"}
    assert any(code.startswith("9920") for code in codes)
