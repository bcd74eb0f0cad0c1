"""``/api/v1/encounters/{public_id}/...``: what was done about an encounter, and the level of its visit."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import Short, at
from claimwright.office.api.declaring import Calls
from claimwright.office.encounters import queries
from claimwright.office.encounters.level import leveled
from claimwright.office.encounters.models import Encounter


class StepRow(Sparse, frozen=True, kw_only=True):
    """A step of an encounter's history: when, who ("" for the engine), what, and the code that it is about."""

    at: str
    who: str = ""
    what: str
    code: str = ""


class TimeRow(Sparse, frozen=True):
    """For how many seconds somebody has worked on it."""

    who: str
    seconds: int


class History(Sparse, frozen=True, kw_only=True):
    """Everything that was decided and done about an encounter, the newest first, and for how long people worked on it."""

    steps: tuple[StepRow, ...]
    times: tuple[TimeRow, ...]


class Element(Sparse, frozen=True, kw_only=True):
    """An element of a visit's level as the record has it (``recorded``), and as it was judged."""

    name: str
    recorded: str
    judged: str


class Level(Sparse, frozen=True, kw_only=True):
    """The level that elements or minutes come to: the code that stands, the code that follows, and what decides."""

    stands: str
    code: str
    by: str
    minutes: int | None
    elements: tuple[Element, ...]


class Judged(Sparse, frozen=True, kw_only=True):
    """Elements or minutes that a person judges otherwise; what is left out is as recorded."""

    problems: Short = ""
    data: Short = ""
    risk: Short = ""
    minutes: Annotated[int, Meta(ge=0, le=1440)] | None = None


def as_history(row: Encounter) -> History:
    """What was done about an encounter."""
    steps = (StepRow(at=at(one.at), who=one.who, what=one.what, code=one.code) for one in queries.history(row))
    return History(steps=tuple(steps), times=tuple(TimeRow(*one) for one in queries.times(row)))


def level_of(row: Encounter, **judged: Any) -> Level:
    """The level of the visit by elements or minutes."""
    found = leveled(row, {name: told for name, told in judged.items() if told not in (None, "")})
    elements = tuple(Element(name=name, recorded=one.level, judged=level) for name, _, level, one in found.elements)
    return Level(stands=found.visit.value.code, code=found.code, by=found.by, minutes=found.minutes, elements=elements)


calls = Calls("encounters", "encounter:read")
calls.one(
    queries.encounter,
    shows=as_history,
    path="/{public_id}/history",
    seen="encounter:history:read",
    summary="What was done about an encounter",
)
calls.judge(
    "/{public_id}/level", level_of, on=queries.encounter, takes=Judged, seen="encounter:read",
    summary="The level of the visit, by the record or as it is judged",
)  # fmt: skip
