"""Closing a patient's record; opening it in an emergency; judging that."""

from __future__ import annotations

from django.utils import timezone

from claimwright.office.accounts.models import Membership
from claimwright.office.encounters.models import Patient
from claimwright.office.jobs.actions import enqueue, notify
from claimwright.office.jobs.models import Job
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.practices.models import Practice

from .errors import NoDecision, NoReason, OwnEmergency
from .models import LASTS, REVIEWED_WITHIN, Emergency, Restriction
from .queries import officers, open_emergency

SHORTEST = 10
"""Characters of a sentence that says something."""
QUEUE = "/emergency/"


@action("emergency:start")
def start(practice: Practice, reason: str, words: str, *, by: Membership) -> Emergency:
    """Open what is closed, for an hour; the officers are told at once, and again if nobody reviews it in time. Raises NoReason."""
    if reason not in Emergency.Reason.values or len(words.strip()) < SHORTEST:
        raise NoReason
    if known := open_emergency(by):
        return unchanged(known)
    opened = Emergency(practice=practice, user=by.user, reason=reason, words=words.strip()[:1000], until=timezone.now() + LASTS)
    opened.save()
    audit.detail(emergency=opened.public_id, why=reason)
    told = officers(practice)
    for officer in told:
        notify(officer, f"{by.user.username} has opened restricted records: {opened.get_reason_display().lower()}.", QUEUE)
    if told:
        job = enqueue(practice, "emergency.escalate", {"public_id": opened.public_id}, by=told[0], key=opened.public_id)
        Job.objects.for_practice(practice).filter(pk=job.pk).update(run_after=opened.created_at + REVIEWED_WITHIN)
    return opened


@action("emergency:stop")
def stop(practice: Practice, *, by: Membership) -> None:
    """Close it before its hour is over."""
    opened = open_emergency(by) or unchanged()
    opened.ended_at = timezone.now()
    opened.save(update_fields=["ended_at"])
    audit.detail(emergency=opened.public_id)


@action("emergency:review")
def review(emergency: Emergency, decision: str, remark: str, *, by: Membership) -> None:
    """Say whether it was justified; the access ends with it. Raises OwnEmergency, NoDecision."""
    if emergency.user_id == by.user_id:
        raise OwnEmergency
    if decision not in Emergency.Decision.values:
        raise NoDecision
    if emergency.decision:
        unchanged()
    now = timezone.now()
    emergency.decision, emergency.remark, emergency.reviewed_by, emergency.reviewed_at = decision, remark.strip()[:500], by.user, now
    emergency.ended_at = emergency.ended_at or min(now, emergency.until)
    emergency.save(update_fields=["decision", "remark", "reviewed_by", "reviewed_at", "ended_at"])
    audit.detail(decision=decision)


@action("emergency:escalate")
def escalate(emergency: Emergency, *, by: Membership) -> int:
    """Tell every owner and officer of an access that nobody has reviewed in three days; how many were told."""
    if emergency.decision:
        unchanged(0)
    people = Membership.objects.filter(practice=emergency.practice_id).select_related("user", "practice")
    told = [member for member in people if member.may("emergency:review") and member.user_id != emergency.user_id]
    for member in told:
        notify(member, f"Emergency access of {emergency.user.username} has waited three days for its review.", QUEUE)
    return len(told)


@action("restricted:mark")
def restrict(patient: Patient, why: str, *, by: Membership) -> Restriction:
    """Close a patient's record to all but those who may read restricted ones."""
    if why not in Restriction.Why.values:
        raise NoReason
    known = Restriction.objects.for_practice(patient.practice_id).filter(patient=patient).first()
    if known:
        unchanged(known)
    return Restriction.objects.create(practice=patient.practice, patient=patient, why=why, by=by.user)


@action("restricted:mark")
def unrestrict(patient: Patient, *, by: Membership) -> None:
    """Open it to everybody's role again."""
    if not Restriction.objects.for_practice(patient.practice_id).filter(patient=patient).delete()[0]:
        unchanged()
    audit.detail(restricted=False)
