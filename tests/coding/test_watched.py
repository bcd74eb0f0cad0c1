"""What was learned of a rule's silence changes no answer: other records, other settings, other days, other patients."""

from __future__ import annotations

from datetime import date

from claimwright.coding import CodingRequest, PatientFacts, code
from claimwright.coding.guidelines import rules, watched
from claimwright.coding.guidelines.beginnings import Beginnings
from claimwright.core import encode

EVERY = 11
"""Every so many of the rules' own examples is enough to have all kinds of silence."""


def _requests() -> list[CodingRequest]:
    notes = [note for rule in rules() for note in rule.EXAMPLES][::EVERY]
    days = (date(2025, 11, 3), date(2026, 2, 10), None)
    return [
        CodingRequest(
            id=str(number),
            text=note.text,
            setting="inpatient" if number % 5 == 0 else note.setting,
            date_of_service=days[number % 3],
            patient=PatientFacts(age=note.age),
            everything=number % 13 == 0,
        )
        for number, note in enumerate(notes)
    ]


def test_what_was_learned_of_others_changes_no_answer(books):
    alone = []
    for request in _requests():
        watched._learned.cache_clear()
        alone.append(encode(code(request, books)))
    watched._learned.cache_clear()
    together = [encode(code(request, books)) for request in _requests()]
    assert together == alone
    assert [encode(code(request, books)) for request in reversed(_requests())] == alone[::-1]


def test_most_rules_are_not_called_once_their_silence_is_known(books, monkeypatch):
    requests = _requests()
    for request in requests:
        code(request, books)
    called = []
    asked = watched.Due.asked
    monkeypatch.setattr(watched.Due, "asked", lambda due, place, apply: called.append(place) or asked(due, place, apply))
    code(CodingRequest(text="ASSESSMENT\n1. Gout."), books)
    assert 0 < len(called) < len(rules()) / 2


def test_beginnings_are_told_of_codes_met_before_and_after():
    beginnings = Beginnings()
    assert beginnings.of(["E11.9"]) == 0
    diabetes, asthma = beginnings.mask(("E10", "E11")), beginnings.mask(("J45",))
    assert beginnings.of(["E11.9", "I10"]) & diabetes and not beginnings.of(["E11.9", "I10"]) & asthma
    assert beginnings.of(["J45.909"]) == asthma and beginnings.mask(("J45",)) == asthma
    assert beginnings.mask(()) == beginnings.of([]) == 0
