"""``/api/v1/visits``: who is to come, and who came."""

from __future__ import annotations

from datetime import date, time
from typing import Any, Literal

from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import Id, id_of
from claimwright.office.api.declaring import Calls
from claimwright.office.api.errors import Refusal
from claimwright.office.api.paging import Page
from claimwright.office.api.schemas import Day
from claimwright.office.encounters import queries as coding
from claimwright.office.patients import actions, queries
from claimwright.office.patients.models import Visit


class VisitRow(Sparse, frozen=True, kw_only=True):
    """A planned visit; ``patient``, ``encounter``: their ids."""

    id: str
    patient: str
    on: date
    at: time
    code: str = ""
    state: str
    encounter: str | None = None


class End(Sparse, frozen=True):
    """What became of a visit that did not take place."""

    state: Literal["cancelled", "missed"]


class Became(Sparse, frozen=True):
    """The encounter (its id) that a visit became."""

    encounter: Id


class Wanted(Page):
    """Narrowing a list of visits."""

    on: Day = None


def as_visit(row: Visit) -> VisitRow:
    """A visit."""
    return VisitRow(
        id=row.public_id, patient=row.patient.public_id, on=row.on, at=row.at, code=row.code, state=row.state,
        encounter=id_of(row.encounter),
    )  # fmt: skip


def arrive(visit: Visit, *, by: Any, encounter: str) -> Visit:
    """Say which encounter a visit became; it was handed over under ``/arrivals`` and is the same patient's."""
    found = coding.encounter(visit.practice, encounter)
    if found.patient_id != visit.patient_id:
        raise Refusal(409, "refused", "That encounter is another patient's.")
    return actions.arrived(visit, found, by=by)


def _rows(practice: Any, asked: Wanted) -> Any:
    rows = Visit.objects.for_practice(practice).select_related("patient", "encounter")
    return rows.filter(on=asked.on) if asked.on else rows


calls = Calls("visits", "visit:read", shows=as_visit)
calls.many(_rows, shows=as_visit, seen="visit:list:read", asks=Wanted, summary="Planned visits")
calls.one(queries.visit, seen="visit:read", summary="One planned visit")
calls.act("/{public_id}/close", actions.close, "Say that a visit did not take place", on=queries.visit, takes=End)
calls.act("/{public_id}/arrive", arrive, "Say which encounter a visit became", on=queries.visit, takes=Became, does=actions.arrived)
