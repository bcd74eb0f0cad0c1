import pytest

from claimwright import flow

ROADS = [
    (["pass", "submit", "accept", "pay"], "paid"),
    (["pass", "submit", "reject", "pass", "submit", "accept", "pay-partly"], "partly-paid"),
    (["pass", "submit", "accept", "deny", "reverse", "pay"], "paid"),
    (["hold", "release", "pass"], "ready"),
    (["pass", "submit", "accept", "deny", "void"], "void"),
]


@pytest.mark.parametrize(("events", "end"), ROADS)
def test_the_roads_of_a_claim(events, end):
    state = "draft"
    for event in events:
        state = flow.after(state, event)
    assert state == end


@pytest.mark.parametrize(
    ("state", "event"), [("draft", "submit"), ("rejected", "submit"), ("void", "pay"), ("draft", "pay"), ("paid", "reject")]
)
def test_what_cannot_happen_is_refused_and_says_what_can(state, event):
    with pytest.raises(flow.NotPossible, match=f"that is {state} cannot {event}; possible: "):
        flow.after(state, event)


def test_a_late_answer_moves_nothing():
    assert flow.moved("submitted", "accept") == "accepted"
    assert flow.moved("paid", "accept") == "paid"


def test_every_state_can_be_reached_and_only_void_is_the_end():
    reached = {"draft"}
    for _ in range(12):
        reached |= {transition.to for transition in flow.transitions().values() if reached & set(transition.sources)}
    assert reached == {"draft", "held", "ready", "submitted", "accepted", "rejected", "paid", "partly-paid", "denied", "reversed", "void"}
    assert [state for state in reached if not flow.possible(state)] == ["void"]
    assert all(transition.why for transition in flow.transitions().values())
