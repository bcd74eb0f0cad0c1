"""What is rare in a practice, one of each, where a demonstration has work enough to spare.

A second review, a query about a note that was signed, a claim carried on to the second payer, a payment for a claim that nobody knows here,
a restricted record that was opened in an emergency, words and codes kept at hand. Done again, it changes nothing.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from claimwright import core
from claimwright.core import ZERO, Money
from claimwright.x12 import Envelope, write_835

from .accounts.models import Membership
from .claims.following import bill_next_payer
from .claims.models import Claim
from .claims.queries import Chosen
from .emergency import actions as emergency
from .emergency.models import Emergency, Restriction
from .encounters.actions import accept_code
from .encounters.actions_review import ask_second_look
from .encounters.models import CodeDecision, Encounter, Patient
from .guard.uploads import Upload
from .kit.clock import office_day
from .practices.models import Practice
from .preferences.actions import favour, keep_phrase
from .preferences.models import Favourite
from .queries import engine
from .queries.actions import draft_questions, send
from .queries.models import Question
from .remits import incoming
from .remits import queries as remittances
from .remits.models import Incoming

ENOUGH = 10
"""Signed encounters from which on one of each can be spared."""
PHRASES = ("Not stated in the note", "Stated as ruled out", "Already part of the code above")
FAVOURITES = (("icd10cm", "I10"), ("icd10cm", "E11.9"), ("cpt", "99213"), ("cpt", "99214"))


def fill_rare(practice: Practice, by: Any) -> None:
    """One of each, through the office's own actions."""
    people = {one.user.username: one for one in Membership.objects.filter(practice=practice).select_related("user")}
    for member in people.values():
        _at_hand(practice, member)
    signed = Encounter.objects.for_practice(practice).filter(state=Encounter.State.FINAL)
    if signed.count() < ENOUGH:
        return
    _second_look(practice, people["coder"])
    _asked(practice, by)
    _carried_on(practice, by)
    _stray(practice, by, office_day(practice))
    _restricted(practice, people)


def _at_hand(practice: Practice, member: Any) -> None:
    if member.may("favourite:change") and not Favourite.objects.for_practice(practice).filter(member=member).exists():
        for system, code in FAVOURITES:
            favour(practice, system, code, by=member)
        for words in PHRASES:
            keep_phrase(practice, words, by=member)


def _second_look(practice: Practice, coder: Any) -> None:
    """The newest note is coded; its coder wants somebody else to look at it."""
    rows = Encounter.objects.for_practice(practice)
    waiting = rows.filter(state=Encounter.State.CODING).order_by("-date_of_service", "-id").first()
    if waiting is None or rows.filter(state=Encounter.State.REVIEW).exists():
        return
    for decision in waiting.decisions.filter(state=CodeDecision.State.PROPOSED).select_related("encounter", "practice"):
        accept_code(decision, by=coder)
    ask_second_look(waiting, by=coder, reason="First time that I code this treatment")


def _asked(practice: Practice, by: Any) -> None:
    """Where no open note leaves anything to ask, one that is signed does: its provider is asked after the fact."""
    if Question.objects.for_practice(practice).exists():
        return
    for encounter in Encounter.objects.for_practice(practice).filter(state=Encounter.State.FINAL).order_by("id"):
        for question in draft_questions(encounter, by=by):
            if not engine.faults(question.value, encounter):
                send(question, by=by)
                return


def _carried_on(practice: Practice, by: Any) -> None:
    """One claim that its first payer has paid is billed to the second: it is ready to go."""
    rows = Claim.objects.for_practice(practice)
    if not rows.exclude(follows=None).exists() and (paid := Chosen(show="next").rows(practice).order_by("id").first()):
        bill_next_payer(paid, by=by)


def _stray(practice: Practice, by: Any, today: date) -> None:
    """A payer denies a claim that is not ours: somebody has to find out whose it is."""
    sent = Claim.objects.for_practice(practice).filter(state=Claim.State.DENIED).select_related("payer").order_by("id").first()
    trace = f"STRAY{practice.npi[-4:]}"
    if sent is None or remittances.remittances(practice).filter(trace=trace).exists():
        return
    charge = Money(12500)
    adjustment = core.Adjustment(group="CO", reason="16", amount=charge)
    line = core.RemittanceLine(procedure="99213", charge=charge, paid=ZERO, on=today - timedelta(days=9), adjustments=(adjustment,))
    answer = core.RemittanceClaim(
        claim_id="A0004711", payer_claim_id=f"{trace}01", status="4", charge=charge, paid=ZERO, patient_last="Example",
        patient_first="Other", member_id="NW000000000", lines=(line,),
    )  # fmt: skip
    payment = core.Payment(amount=ZERO, method="NON", trace=trace, date=today - timedelta(days=1))
    value = core.Remittance(payer=sent.payer.value, payee=practice.value, payment=payment, claims=(answer,))
    moment = datetime.combine(today, time(9))
    content = write_835([value], Envelope(sender=sent.payer.value.id, receiver=practice.npi, control=900_000_002, timestamp=moment))
    incoming.drop(practice, [Upload("payment-advice.835", "x12", content)], by=by)
    for row in remittances.incoming(practice).filter(state=Incoming.State.WAITING):
        list(incoming.taken(row, by=by))


def _restricted(practice: Practice, people: dict[str, Any]) -> None:
    """Somebody who works here is a patient too; a biller opened her record in an emergency, which waits for its review."""
    if Restriction.objects.for_practice(practice).exists() or Emergency.objects.for_practice(practice).exists():
        return
    whole = Claim.objects.for_practice(practice).filter(state=Claim.State.PAID).values("patient")
    who = Patient.objects.for_practice(practice).filter(pk__in=whole, visits=None).order_by("-id").first()
    if who is not None:
        emergency.restrict(who, "employee", by=people["compliance"])
        emergency.start(practice, "deadline", "The payer takes the corrected claim until tonight.", by=people["biller"])
        emergency.stop(practice, by=people["biller"])
