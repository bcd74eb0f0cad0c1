"""What the demonstration puts on the desks around the claims: visits and their coverage, deposits, payments, charges, tasks.

Through the office's own actions, as everything else of the demonstration; done again, it changes nothing.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from claimwright.core import Money, Period
from claimwright.x12 import Envelope, write_277

from .accounts.models import Membership
from .authorizations import actions as authorization
from .authorizations import reading as authorizations
from .authorizations.values import Service
from .charges import actions as charges
from .charges.models import ChargeBatch
from .claims.models import Claim
from .deposits import actions as deposits
from .deposits import payments
from .deposits import queries as money
from .eligibility import actions as eligibility
from .encounters import engine
from .encounters.models import Encounter, Patient
from .exports import actions as export
from .exports import queries as exports
from .guard.uploads import Upload
from .kit.clock import office_day
from .ledger.queries import standing
from .patients import actions as registration
from .patients import queries as patients
from .patients.models import Insurance
from .practices.actions import fee_list
from .practices.models import Practice, Provider
from .remits import incoming
from .remits import queries as remittances
from .remits.models import Incoming, Remittance
from .statements import actions as statement
from .statements import due
from .statements import queries as statements
from .statements.cycle import usual
from .status import actions as status
from .status import queries as statuses
from .tasks import actions as tasks
from .tasks import queries as work
from .tasks.models import Call, Words
from .writeoffs import actions as writeoff
from .writeoffs import queries as writeoffs

ECHO, DRAW = "93306", "36415"
OTHERS = {
    "front-desk": "Scan both sides of the insurance card at the next visit",
    "coder": "Ask the doctor to date the addendum",
    "biller": "Send the itemized bill that was asked for",
}
"""Who else has a task about a patient, and which."""
VISITS = 10
"""People who come tomorrow."""


def fill_desks(practice: Practice, by: Any, owner: Any, asker: Any = None) -> None:
    """Put work on every desk of the practice. ``owner``: who has the tasks; ``asker``: who asks for what another decides, else ``by``."""
    today = office_day(practice)
    _visits(practice, by, today)
    _bank(practice, by)
    _till(practice, by, today)
    _tickets(practice, by)
    _tasks(practice, by, owner, today)
    _asked(practice, by)
    _authorized(practice, by, today)
    _dropped(practice, by, today)
    if not exports.exports(practice).exists():
        export.ask(practice, "claims", {"show": "denied"}, by=by)
    _given_up(practice, asker or by)
    _letters(practice, by, today)


def _visits(practice: Practice, by: Any, today: date) -> None:
    """Tomorrow's visits; payers were asked about the first half. One visit of yesterday was never charged."""
    doctor = Provider.objects.for_practice(practice).order_by("id").first()
    people = list(Patient.objects.for_practice(practice).order_by("id")[:VISITS])
    for place, who in enumerate(people):
        at = time(8 + place // 2, 30 * (place % 2))
        registration.book(who, by=by, on=today + timedelta(days=1), at=at, provider=doctor, code="99213" if place % 3 else "99214")
    if people:
        registration.book(people[-1], by=by, on=today - timedelta(days=1), at=time(11), provider=doctor, code="99213")
    coming = list(patients.visits(practice, today + timedelta(days=1)))
    if asked := eligibility.of_visits(coming[: (len(coming) + 1) // 2]):
        eligibility.ask(practice, asked, by=by)


def _bank(practice: Practice, by: Any) -> None:
    """Every payment of a payer reached the bank, but the newest."""
    paid = list(Remittance.objects.for_practice(practice).filter(amount__gt=0).order_by("paid_on", "id"))
    for row in paid[:-1]:
        deposits.keep_deposit(practice, row.paid_on, row.amount, f"EFT {row.trace}", by=by)


def _till(practice: Practice, by: Any, today: date) -> None:
    """Two people paid their copay of tomorrow ahead."""
    clear = (who for who in Patient.objects.for_practice(practice).order_by("-id")[:40] if not list(money.owed(who)))
    for number, (who, amount) in enumerate(zip(clear, (Money(2500), Money(3000)), strict=False), 1):
        payments.take(who, amount, by=by, on=today, method="card", reference=f"T-{number:04d}", receipt=f"demonstration-{number}")


def _tickets(practice: Practice, by: Any) -> None:
    """A batch that waits for its last ticket: blood was drawn, or what else comes first in the fee list."""
    waiting = Encounter.objects.for_practice(practice).exclude(state=Encounter.State.FINAL).order_by("id").first()
    fees = {code: fee for code, fee in fee_list(practice).items() if not engine.is_revenue(code)}
    code, fee = (DRAW, fees[DRAW]) if DRAW in fees else min(fees.items(), default=("", Money(0)))
    if waiting and code and not ChargeBatch.objects.for_practice(practice).exists():
        batch = charges.open_batch(practice, 2, Money(2 * fee), by=by)
        charges.enter(batch, waiting, code, by=by)


def _tasks(practice: Practice, by: Any, owner: Any, today: date) -> None:
    """Half of the claims that stopped have an owner; about one of them somebody has called. Others have something to do as well."""
    stopped = list(work.without_owner(practice).filter(state__in=["denied", "rejected", "partly-paid", "draft"]))
    if work.tasks(practice).exists() or not stopped:
        return
    people = {one.user.username: one for one in Membership.objects.filter(practice=practice).select_related("user")}
    for place, claim in enumerate(stopped[: (len(stopped) + 1) // 2]):
        whose = owner if place % 2 == 0 else people.get("denials", owner)
        tasks.give(claim, _next_step(claim), by=by, owner=whose, due=today + timedelta(days=place % 5 - 1))
    call = Call(whom=stopped[0].payer.name, representative="Kim", reference="REF-20931", outcome="Will be looked at again within ten days")
    tasks.write(stopped[0], Words(text="Asked why the claim stopped and what they need.", call=call), by=by)
    for name, what in OTHERS.items():
        if name in people:
            tasks.give(stopped[-1].patient, what, by=by, owner=people[name], due=today + timedelta(days=1))


def _asked(practice: Practice, by: Any) -> None:
    """Payers were asked about the claims that wait, about the newest that was sent, and about some that were denied or paid short."""
    sent = Claim.objects.for_practice(practice).exclude(sent_on=None).select_related("payer", "practice", "patient")
    newest = sent.order_by("-sent_on", "-id")
    wanted = [*statuses.waiting(practice)[:20], *newest[:1], *newest.filter(state__in=["denied", "partly-paid"])[:3]]
    status.ask(practice, list({one.pk: one for one in wanted}.values()), by=by)


def _authorized(practice: Practice, by: Any, today: date) -> None:
    """An echocardiogram is authorized for one patient of a payer that wants it so; another's visit for one still lacks its number."""
    insured = Insurance.objects.for_practice(practice).select_related("patient").order_by("-id")[:60]
    wanting = [row for row in insured if authorizations.wanted(row.value.payer.id, [ECHO])[0]]
    for row in wanting[:1] or insured[:1]:
        period = Period(today + timedelta(days=5), today + timedelta(days=5))
        authorization.ask(practice, row.patient, row.value, (Service(ECHO),), by=by, on=period, diagnoses=["I20.9"])
    for row in wanting[1:2]:
        registration.book(row.patient, by=by, on=today + timedelta(days=6), at=time(9), code=ECHO)


def _dropped(practice: Practice, by: Any, today: date) -> None:
    """A payer's answer about a claim came once more, as a file that somebody dropped."""
    check = statuses.checks(practice).filter(answer__isnull=False).order_by("-id").first()
    if check is None:
        return
    moment = datetime.combine(today, time(12))
    content = write_277([check.answer], Envelope(sender="CWSANDBOX", receiver=practice.npi, control=900_000_001, timestamp=moment))
    incoming.drop(practice, [Upload("answers.277", "x12", content)], by=by)
    for row in remittances.incoming(practice).filter(state=Incoming.State.WAITING):
        list(incoming.taken(row, by=by))


def _given_up(practice: Practice, by: Any) -> None:
    """A payer's small rest was written off; what a patient owes waits for a second person to agree that it is charity."""
    if writeoffs.write_offs(practice).exists():
        return
    rest = standing(practice).filter(amount__gt=0, claim__isnull=False).select_related("claim__practice", "claim__payer")
    for row in rest.exclude(payer="").filter(claim__state__in=["denied", "partly-paid"]).order_by("amount", "id")[:1]:
        amount = Money(min(row.amount, 500))
        writeoff.request(row.claim, row.payer, amount, by=by, reason="small-balance", note="Less than a call costs")
    for row in rest.filter(payer="").order_by("-amount", "id")[:1]:
        writeoff.request(row.claim, "", Money(row.amount), by=by, reason="charity", note="Application of last week, below the table")


def _letters(practice: Practice, by: Any, today: date) -> None:
    """Half of those who owe got a letter two weeks ago; one pays by a plan since, one disputes her bill. The others are due today."""
    on = today - timedelta(days=14)
    wanted = [one for one in due.due(practice, on) if not one.held]
    if not wanted or statements.runs(practice).exists():
        return
    first, rest = wanted[: (len(wanted) + 1) // 2], wanted[(len(wanted) + 1) // 2 :]
    for one in rest:
        statement.hold(one.patient, "other", by=by, reason="Wanted to ask her insurance first", until=on)
    run = statement.begin(practice, by=by, on=on)
    statement.send(run, first, by=by)
    statement.close(run, by=by)
    least = usual().least
    for one in [one for one in first if one.owed >= least][:1]:
        part = max(least, Money(-(-int(one.owed) // 3)))
        statement.agree(one.patient, part, today + timedelta(days=14), by=by, note="Called, pays on the first")
    for one in first[1:2]:
        statement.hold(one.patient, "dispute", by=by, reason="Says that the visit was billed twice")


def _next_step(claim: Claim) -> str:
    return {"denied": "Decide: correct or appeal", "rejected": "Put right and send again", "draft": "Mend what the edits found"}.get(
        claim.state, "Ask the payer about the rest"
    )
