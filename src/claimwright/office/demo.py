"""The demonstration: the whole journey through the office's own actions, for as many encounters as it is given.

Nothing here goes around an action, so what the visitor sees is what the office does. Run again after an interruption, it goes on where it
stopped and duplicates nothing. Call :func:`claimwright.office.boot.start` (with ``migrate``) first.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings

from claimwright import core
from claimwright.core import Money
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.accounts.models import User
from claimwright.office.claims.actions import deliver_to_sandbox, submit_claims
from claimwright.office.claims.models import Claim, File, Submission
from claimwright.office.encounters import engine
from claimwright.office.encounters.actions import accept_code, finalize_codes, import_encounter, propose_codes
from claimwright.office.encounters.models import CodeDecision, Encounter
from claimwright.office.practices.actions import ensure_practice, set_fees
from claimwright.office.practices.models import Practice
from claimwright.office.remits.actions import import_remittance

from .summary import Summary, summarise

NAME = PASSWORD = "demo"  # noqa: S105 - shown on the demonstration's sign-in page, and set in no other database
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and how many there are."""


def run_demo(
    encounters: Iterable[core.Encounter],
    practice: Any,
    books: Any,
    *,
    finalize_share: float = 0.9,
    charges: Mapping[str, Money] | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Take every encounter in, code it, and carry the signed ones to the balanced ledger.

    ``practice``: the billing provider, or anything with ``billing`` and ``charges``. ``finalize_share``: 1 signs every encounter; less
    leaves the last ones in the worklist, for the visitor to code. ``charges``: the fee of one unit by code.

    Returns the sums over ``encounters``.
    """
    started = time.perf_counter()
    tell = progress or (lambda what, done, total: None)
    values = sorted(encounters, key=lambda item: (item.date_of_service, item.id))
    engine.use(books)
    office = _set_up(getattr(practice, "billing", practice), charges or getattr(practice, "charges", None) or {})
    by = ensure_member(office, username="journey", role="manager")
    rows = _code(office, values, round(len(values) * finalize_share), by, tell)
    _send(office, rows, by, tell)
    _answers(office, by, tell)
    return summarise(office, rows, seconds=time.perf_counter() - started)


def _set_up(billing: core.Provider, charges: Mapping[str, Money]) -> Practice:
    practice = ensure_practice(billing, organisation="Claimwright demonstration")
    set_fees(practice, charges)
    if settings.DEMONSTRATION:
        ensure_member(practice, username=NAME, role="manager", password=PASSWORD)
    return practice


def _code(practice: Practice, values: Sequence[core.Encounter], signed: int, by: Any, tell: Progress) -> list[Encounter]:
    rows = []
    for number, value in enumerate(values, 1):
        encounter = import_encounter(practice, value, by=by)
        propose_codes(encounter, by=by)
        if number <= signed and encounter.open:
            _sign(encounter, by)
        rows.append(encounter)
        tell("Coding", number, len(values))
    return rows


def _sign(encounter: Encounter, by: Any) -> None:
    """Accept what is proposed, as a coder who agrees, and finalise."""
    for decision in encounter.decisions.filter(state=CodeDecision.State.PROPOSED).select_related("encounter", "practice"):
        accept_code(decision, by=by)
    finalize_codes(encounter, by=by)


def _send(practice: Practice, rows: Sequence[Encounter], by: Any, tell: Progress) -> None:
    """Submit week by week, on the day after the week's last service."""
    claims = Claim.objects.for_practice(practice).filter(encounter__in=rows, state=Claim.State.READY).order_by("date_of_service", "id")
    batches = list(_weeks(claims))
    for number, (on, batch) in enumerate(batches, 1):
        submit_claims(practice, batch, by=by, on=on)
        tell("Submitting", number, len(batches))


def _weeks(claims: Iterable[Claim]) -> Iterator[tuple[date, list[Claim]]]:
    for _, group in groupby(claims, key=lambda claim: claim.date_of_service.isocalendar()[:2]):
        batch = list(group)
        yield batch[-1].date_of_service + timedelta(days=1), batch


def _answers(practice: Practice, by: Any, tell: Progress) -> None:
    """Deliver what was not delivered, then import what was not imported."""
    waiting = list(Submission.objects.for_practice(practice).filter(state=Submission.State.WRITTEN).order_by("number"))
    for number, submission in enumerate(waiting, 1):
        deliver_to_sandbox(submission, by=by)
        tell("Payers answer", number, len(waiting))
    files = list(File.objects.for_practice(practice).filter(kind="835", direction="in", remittances=None).order_by("id"))
    for number, file in enumerate(files, 1):
        import_remittance(file, by=by)
        tell("Posting", number, len(files))


def visitor() -> User | None:
    """The demonstration's user, if it has been made."""
    return User.objects.filter(username=NAME).first()
