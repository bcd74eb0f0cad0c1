"""The demonstration: the whole journey through the office's own actions, for as many encounters as it is given.

Nothing here goes around an action, so what the visitor sees is what the office does. Run again after an interruption, it goes on where it
stopped and duplicates nothing. Call :func:`claimwright.office.boot.start` (with ``migrate``) first.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password

from claimwright import core
from claimwright.core import Money
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.accounts.models import User
from claimwright.office.accounts.roles import ROLES
from claimwright.office.claims.actions import deliver_to_sandbox, submit_claims
from claimwright.office.claims.models import Claim, File, SandboxDesk, Submission
from claimwright.office.encounters import engine
from claimwright.office.encounters.actions import accept_code, add_code, finalize_codes, import_encounter, propose_codes
from claimwright.office.encounters.models import CodeDecision, Encounter
from claimwright.office.kit.scope import within
from claimwright.office.practices.actions import ensure_practice, set_fees
from claimwright.office.practices.models import Practice
from claimwright.office.remits.actions import import_remittance

from .demo_coding import fill_coding
from .demo_desk import fill_desks
from .demo_house import fill_house
from .demo_rare import fill_rare
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
    script: str = "",
    progress: Progress | None = None,
) -> Summary:
    """Take every encounter in, code it, and carry the signed ones to the balanced ledger.

    ``practice``: a provider, or anything with ``name``, ``charges``, ``charge_master`` and ``notes`` (whose coder adds codes); each billing
    provider of the encounters becomes a practice of that organisation. ``finalize_share``: 1 signs every encounter; less leaves the last
    of each practice in the worklist, for the visitor. ``charges``: the fee of one unit by code. ``script``: the trouble that payers make,
    see ``sandbox/payer/scripts``. Returns the sums over ``encounters``.
    """
    started = time.perf_counter()
    engine.use(books)
    tell = progress or (lambda what, done, total: None)
    values = sorted(encounters, key=lambda item: (item.billing.npi, item.date_of_service, item.id))
    counted = _Counted(tell, "Coding", len(values))
    rows: dict[Practice, list[Encounter]] = {}
    for _, group in groupby(values, key=lambda item: item.billing.npi):
        batch = list(group)
        office, by = _set_up(batch[0].billing, practice, charges, script)
        with within(office):
            rows[office] = _code(office, batch, round(len(batch) * finalize_share), by, counted, getattr(practice, "notes", {}))
    for office, done in rows.items():
        by = ensure_member(office, username="journey", role="manager")
        with within(office):
            _send(office, done, by, tell)
            _answers(office, by, tell)
    if settings.DEMONSTRATION:
        for office in rows:
            with within(office):
                by, guest = (ensure_member(office, username=name, role="manager") for name in ("journey", NAME))
                fill_desks(office, by, guest)
                fill_house(office, by)
                fill_coding(office, by)
                fill_rare(office, by)
    with within(*rows):
        return summarise(rows, seconds=time.perf_counter() - started)


class _Counted:
    """Counts the encounters over all practices."""

    def __init__(self, tell: Progress, what: str, total: int) -> None:
        self.tell, self.what, self.total, self.done = tell, what, total, 0

    def __call__(self) -> None:
        self.done += 1
        self.tell(self.what, self.done, self.total)


def _set_up(billing: core.Provider, practice: Any, charges: Mapping[str, Money] | None, script: str) -> tuple[Practice, Any]:
    office = ensure_practice(billing, organisation=getattr(practice, "name", "") or billing.display)
    set_fees(office, charges or {**getattr(practice, "charges", {}), **getattr(practice, "charge_master", {})})
    with within(office):
        SandboxDesk.objects.get_or_create(organisation=office.organisation, defaults={"script": script})
    if settings.DEMONSTRATION:
        _people(office)
    return office, ensure_member(office, username="journey", role="manager")


def _people(office: Practice) -> None:
    """One visitor who may do nearly everything, and one person of each role, named as it is."""
    for name, role in {NAME: "manager owner", **{role: role for role in ROLES}}.items():
        member = ensure_member(office, username=name, role=role)
        if not member.user.has_usable_password():
            member.user.password = _encoded_password()
            member.user.save(update_fields=["password"])


@cache
def _encoded_password() -> str:
    """Hashed once for all of them: hashing is slow on purpose."""
    return make_password(PASSWORD)


def _code(
    practice: Practice, values: Sequence[core.Encounter], signed: int, by: Any, counted: Callable[[], None], notes: Mapping[str, Any]
) -> list[Encounter]:
    rows = []
    for number, value in enumerate(values, 1):
        encounter = import_encounter(practice, value, by=by)
        propose_codes(encounter, by=by)
        if number <= signed and encounter.open:
            _sign(encounter, by, notes[value.id].added if value.id in notes else ())
        rows.append(encounter)
        counted()
    return rows


def _sign(encounter: Encounter, by: Any, added: Iterable[Any]) -> None:
    """Accept what is proposed, as a coder who agrees, add what she finds missing, and finalise."""
    for decision in encounter.decisions.filter(state=CodeDecision.State.PROPOSED).select_related("encounter", "practice"):
        accept_code(decision, by=by)
    for item in added:
        add_code(encounter, by=by, system=item.system, code=item.code, evidence=_marked(encounter, item.words))
    finalize_codes(encounter, by=by)


def _marked(encounter: Encounter, words: str) -> core.Evidence:
    """The words of the note as a coder marks them."""
    note = encounter.documents.order_by("id").first().value
    start = note.text.index(words)
    return core.Evidence(document=note.id, start=start, end=start + len(words), text=words)


def _send(practice: Practice, rows: Sequence[Encounter], by: Any, tell: Progress) -> None:
    """Submit week by week, on the day after the week's last service. What was carried on to a next payer waits for the visitor."""
    ready = Claim.objects.for_practice(practice).filter(encounter__in=rows, state=Claim.State.READY, follows=None)
    claims = ready.order_by("date_of_service", "id")
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
