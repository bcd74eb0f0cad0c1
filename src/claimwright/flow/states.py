"""The states of a claim, as data: ``states.toml``."""

from __future__ import annotations

from functools import cache
from typing import Literal

from claimwright.core import Value, convert, discovery, field

State = Literal[
    "draft", "held", "ready", "submitted", "accepted", "rejected", "paid", "partly-paid", "denied", "reversed", "void",
]  # fmt: skip
Event = Literal["hold", "release", "pass", "fail", "submit", "reject", "accept", "pay", "pay-partly", "deny", "reverse", "void"]


class Transition(Value, frozen=True, kw_only=True):
    """What one event does."""

    sources: tuple[State, ...] = field(name="from")
    to: State
    why: str


class NotPossible(ValueError):
    """An event that cannot happen to a claim in this state."""


@cache
def transitions() -> dict[Event, Transition]:
    """Every event with its transition."""
    return convert(discovery.tables("claimwright.flow")["states"]["events"], dict[Event, Transition])


def possible(state: State) -> list[Event]:
    """The events that may happen in a state."""
    return [event for event, transition in transitions().items() if state in transition.sources]


def after(state: State, event: Event) -> State:
    """The state after an event. Raises NotPossible, naming what is possible."""
    transition = transitions()[event]
    if state not in transition.sources:
        raise NotPossible(f"a claim that is {state} cannot {event}; possible: {', '.join(possible(state)) or 'nothing'}")
    return transition.to


def moved(state: State, event: Event) -> State:
    """The state after a payer's answer. One that comes late or twice and cannot happen any more moves nothing."""
    return transitions()[event].to if state in transitions()[event].sources else state
