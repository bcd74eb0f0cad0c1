"""``/api/v1/authorizations``: prior authorizations, asked for or written down, and used on claims."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta

from claimwright import core
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import Id, Reason, Short, Why, at, name
from claimwright.office.api.declaring import Calls
from claimwright.office.api.paging import Page
from claimwright.office.authorizations import actions, queries
from claimwright.office.authorizations.errors import NothingAsked
from claimwright.office.authorizations.models import Authorization
from claimwright.office.authorizations.values import Service
from claimwright.office.encounters import queries as encounters
from claimwright.office.patients import queries as registration

Code = Annotated[str, Meta(pattern=r"^[0-9A-Z]{5}$")]
Diagnosis = Annotated[str, Meta(pattern=r"^[A-Z][0-9][0-9A-Z](\.?[0-9A-Z]{1,4})?$")]


class AuthorizationWhole(Sparse, frozen=True, kw_only=True):
    """An authorization. ``patient``, ``uses`` (encounters): their ids; ``payer``: the payer's own; ``simulated``: the sandbox said so."""

    id: str
    patient: str
    payer: str
    state: str
    number: str = ""
    first: date | None = None
    last: date | None = None
    services: tuple[Service, ...] = ()
    asked_on: date
    told: str = ""
    withdrawn: str = ""
    simulated: bool = False
    uses: tuple[str, ...] = ()
    by: str
    at: str


class Wished(Sparse, frozen=True, kw_only=True):
    """A service, and how many units."""

    code: Code
    units: Annotated[int, Meta(ge=1, le=999)] = 1


class New(Sparse, frozen=True, kw_only=True):
    """What is asked: of one of the patient's payers (its own id), for services and days; a number that was ``told`` is written down."""

    patient: Id
    payer: Short
    services: Annotated[tuple[Wished, ...], Meta(max_length=20)] = ()
    first: date
    last: date | None = None
    diagnoses: Annotated[tuple[Diagnosis, ...], Meta(max_length=12)] = ()


class Told(Sparse, frozen=True, kw_only=True):
    """A number that the payer gave by telephone, letter or portal."""

    patient: Id
    payer: Short
    services: Annotated[tuple[Wished, ...], Meta(max_length=20)] = ()
    first: date
    last: date
    number: Annotated[str, Meta(min_length=1, max_length=50)]
    told: Reason


class For(Sparse, frozen=True):
    """The encounter, by its id."""

    encounter: Id


class Wanted(Page):
    """Narrowing a list."""

    show: Literal["", "pended", "ending"] = ""


def as_authorization(row: Authorization) -> AuthorizationWhole:
    """An authorization."""
    return AuthorizationWhole(
        id=row.public_id, patient=row.patient.public_id, payer=row.payer.payer_id, state=row.state, number=row.number, first=row.first,
        last=row.last, services=row.services, asked_on=row.asked_on, told=row.told, withdrawn=row.withdrawn, simulated=row.simulated,
        uses=tuple(row.uses.values_list("public_id", flat=True)), by=name(row.by), at=at(row.created_at),
    )  # fmt: skip


def _found(practice: Any, patient: str, payer: str) -> tuple[Any, core.Coverage]:
    who = registration.patient(practice, patient)
    coverage = queries.coverages(who).get(payer)
    if coverage is None:
        raise NothingAsked
    return who, coverage


def _services(wished: tuple[Wished, ...]) -> tuple[Service, ...]:
    return tuple(Service(one.code, one.units) for one in wished)


def ask(
    practice: Any, *, by: Any, patient: str, payer: str, services: Any, first: date, last: date | None, diagnoses: Any
) -> Authorization:
    """Ask a payer for an authorization. The same is asked once a day."""
    who, coverage = _found(practice, patient, payer)
    on, codes = core.Period(first, last or first), [core.dotted(one) for one in diagnoses]
    return actions.ask(practice, who, coverage, _services(services), by=by, on=on, diagnoses=codes)


def keep(practice: Any, *, by: Any, patient: str, payer: str, services: Any, **said: Any) -> Authorization:
    """Write a number down that the payer gave otherwise."""
    who, coverage = _found(practice, patient, payer)
    return actions.keep(who, coverage, _services(services), by=by, **said)


def use(authorization: Authorization, *, by: Any, encounter: str) -> Authorization:
    """Put the number on an encounter and on its claims that were not sent yet."""
    actions.use(authorization, encounters.encounter(authorization.practice, encounter), by=by)
    return authorization


def _rows(practice: Any, asked: Wanted) -> Any:
    from claimwright.office.kit.clock import office_day

    return queries.shown(practice, asked.show, office_day(practice)).order_by()


calls = Calls("authorizations", "authorization:read", shows=as_authorization)
calls.many(_rows, shows=as_authorization, seen="authorization:list:read", asks=Wanted, summary="Authorizations")
calls.one(queries.authorization, seen="authorization:read", summary="One authorization")
calls.act("", ask, "Ask a payer for an authorization", takes=New, status=201, does=actions.ask)
calls.act("/told", keep, "Write a number down", takes=Told, status=201, does=actions.keep)
calls.act("/{public_id}/use", use, "Use a number on an encounter", on=queries.authorization, takes=For, does=actions.use)
calls.act("/{public_id}/withdraw", actions.withdraw, "Withdraw an authorization", on=queries.authorization, takes=Why)
