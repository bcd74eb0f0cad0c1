"""A practice's preferences: learned from decisions, off until switched on, told in the result, reversible."""

from datetime import date
from itertools import permutations

import pytest

from claimwright.coding import CodingRequest, code
from claimwright.coding.preferences import Decision, learn, prefer
from claimwright.core import Evidence, replace

ON = date(2025, 10, 9)
TEXT = "ASSESSMENT\n1. Low back pain.\n2. Heart failure."


def decided(words, proposed, decided, by):
    return Decision(proposed=proposed, decided=decided, evidence=(Evidence(start=0, end=len(words), text=words),), by=by)


@pytest.fixture(scope="module")
def result(books):
    return code(CodingRequest(text=TEXT, date_of_service=ON), books)


EDITS = [decided("Heart failure", "I50.9", "I50.22", by) for by in ("ann", "bo", "ann")]
REJECTS = [decided("low back pain", "M54.50", "", by) for by in ("ann", "bo", "cy")]


def on(preferences):
    return tuple(replace(one, state="on") for one in preferences)


def test_like_decisions_of_two_people_become_a_draft_in_any_order(books):
    drafts = {learn(order, books) for order in permutations(EDITS)}
    assert len(drafts) == 1
    (draft,) = drafts.pop()
    assert (draft.proposed, draft.preferred, draft.decisions, draft.people, draft.state) == ("I50.9", "I50.22", 3, 2, "draft")


@pytest.mark.parametrize(
    "decisions",
    [
        EDITS[:2],
        [decided("heart failure", "I50.9", "I50.22", "ann")] * 5,
        EDITS + [decided("heart failure", "I50.9", "I50.9", "cy")] * 3,
        [decided("heart failure", "I50.9", "I50.9", by) for by in ("ann", "bo", "cy")],
        [decided("Ivanka Petrovna", "I50.9", "I50.22", by) for by in ("ann", "bo", "cy")],
    ],
    ids=["too few", "one person", "contested", "accepted", "words no book knows"],
)
def test_nothing_is_learned_from(decisions, books):
    assert learn(decisions, books) == ()


def test_a_draft_or_one_that_is_off_changes_nothing(result, books):
    drafts = learn(EDITS + REJECTS, books)
    assert len(drafts) == 2
    assert prefer(result, drafts, books) == result
    assert prefer(result, [replace(one, state="off") for one in drafts], books) == result


def test_the_preferred_code_stands_with_the_books_own_beside_it(result, books):
    after = prefer(result, on(learn(EDITS, books)), books)
    one = next(one for one in after.codes if one.code == "I50.22")
    assert one.alternatives[0].code == "I50.9"
    assert one.tier == "review"
    assert one.rules[-1].startswith("preference-")
    assert one.title
    assert any("I50.22 in place of I50.9" in note for note in after.notes)
    assert [a.evidence for a in after.codes] == [b.evidence for b in result.codes]


def test_what_is_usually_rejected_stays_for_review_and_is_never_dropped(result, books):
    after = prefer(result, on(learn(REJECTS, books)), books)
    one = next(one for one in after.codes if one.code == "M54.50")
    assert (one.tier, one.confidence <= 0.5) == ("review", True)
    assert any("usually rejected" in note for note in after.notes)


@pytest.mark.parametrize("wanted", ["Z79.4", "I50.99", "E11.9"])
def test_a_code_that_cannot_be_justified_is_not_put_in(wanted, result, books):
    preferences = on(learn([decided("heart failure", "I50.9", wanted, by) for by in ("ann", "bo", "cy")], books))
    after = prefer(result, preferences, books)
    assert [one.code for one in after.codes] == [one.code for one in result.codes]
    assert any("was not applied" in note for note in after.notes)
