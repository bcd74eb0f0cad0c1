"""The practices of a large office, and the people who work in them."""

from __future__ import annotations

import time
from collections import Counter
from itertools import count, islice
from typing import Any

from claimwright.core import Money, npi_is_valid, replace

from .office_load import TOKEN, Person
from .office_walk import walk

ORGANISATION = "Bench Billing"


def practice_at_work() -> Any:
    """The demonstration's practice with the most work, worked by the office's own actions, every desk of it."""
    from claimwright.codesets import open_books
    from claimwright.office.demo import run_demo
    from claimwright.office.kit.scope import crossing, within
    from claimwright.office.practices.models import Practice
    from claimwright.sandbox.practices import demo_practice

    sandbox = demo_practice()
    (npi, _), *_ = Counter(encounter.billing.npi for encounter in sandbox.encounters).most_common(1)
    own = [encounter for encounter in sandbox.encounters if encounter.billing.npi == npi]
    run_demo(own, sandbox, open_books(), finalize_share=0.9, script="demonstration")
    with crossing("setup"):
        practice = Practice.objects.get(npi=npi)
    with within(practice):
        _fill(practice)
    return practice


def _fill(practice: Any) -> None:
    """What the demonstration puts on the desks, and what its visitors would add; the jobs of it are done."""
    from django.utils import timezone

    from claimwright.coding.queries import ProviderQuery
    from claimwright.office.accounts.actions import ensure_member
    from claimwright.office.demo_coding import fill_coding
    from claimwright.office.demo_desk import fill_desks
    from claimwright.office.demo_house import fill_house
    from claimwright.office.deposits import payments
    from claimwright.office.deposits.models import PatientPayment
    from claimwright.office.emergency.actions import restrict
    from claimwright.office.emergency.models import Restriction
    from claimwright.office.encounters.models import Encounter, Patient
    from claimwright.office.jobs.worker import work_off
    from claimwright.office.practices.models import Provider
    from claimwright.office.queries.models import Question

    by, asker = (ensure_member(practice, username=name, role=role) for name, role in (("journey", "manager"), ("asker", "biller")))
    fill_desks(practice, by, by, asker)
    fill_house(practice, by)
    fill_coding(practice, by)
    for paid in _of(PatientPayment, practice).order_by("id")[:1]:
        payments.ask_for(paid.patient, Money(100), by=asker, reason="Moved away")
    for visit in _of(Encounter, practice).exclude(state=Encounter.State.FINAL).order_by("id")[:1]:
        value = ProviderQuery(purpose="specificity", title="Kind of heart failure", question="Which kind is treated?", form="open")
        her = _of(Provider, practice).order_by("id").first()
        Question.objects.create(practice=practice, encounter=visit, value=value, provider=her, state="sent", sent_at=timezone.now())
    for patient in _of(Patient, practice).order_by("-id")[:1]:
        restrict(patient, Restriction.Why.EMPLOYEE, by=ensure_member(practice, username="officer", role="compliance"))
    work_off()


def _of(model: Any, practice: Any) -> Any:
    return model.objects.for_practice(practice)


def further_practices(number: int) -> list[Any]:
    """So many practices of one organisation; those that are there already stay."""
    from claimwright.office.practices.actions import ensure_practice
    from claimwright.sandbox.practices import demo_practice

    like = demo_practice().billing
    npis = islice((npi for npi in (f"{one:010}" for one in count(1_500_000_000)) if npi_is_valid(npi)), number)
    named = [replace(like, npi=npi, name=f"Client Practice {place}") for place, npi in enumerate(npis, 1)]
    return [ensure_practice(value, organisation=ORGANISATION) for value in named]


def signed_in(port: int, practices: list[Any], number: int) -> list[Person]:
    """So many people, one a practice, the largest practices first, each with her session and what she may ask for.

    Every second one has every role of the staff, the others all but those to whom restricted records are open, as with most people.
    """
    from claimwright.office.accounts.actions import ensure_member
    from claimwright.office.accounts.roles import ROLES

    staff = [role for role in ROLES if role not in ("instructor", "student", "patient")]
    roles = [" ".join(staff), " ".join(role for role in staff if role not in ("compliance", "owner"))]
    members = [ensure_member(one, username=f"person-{one.pk}", role=roles[place % 2]) for place, one in enumerate(practices[:number])]
    for member, practice in zip(members, practices, strict=False):
        member.practice = practice
        _answers_queries(member)
    return walk(port, [(member, _session(member)) for member in members])


def _answers_queries(member: Any) -> None:
    """She is one of the practice's providers too."""
    from claimwright.office.kit.scope import within
    from claimwright.office.practices.models import Provider
    from claimwright.office.queries.models import Question

    with within(member.practice):
        asked = _of(Question, member.practice).exclude(provider=None).values("provider")
        _of(Provider, member.practice).filter(pk__in=asked).update(member=member)


def _session(member: Any) -> str:
    """The cookie of a session that was begun with a second factor."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils.module_loading import import_string

    from claimwright.office.accounts.factors import GIVEN

    session, user = import_string(f"{settings.SESSION_ENGINE}.SessionStore")(), member.user
    now = time.time()
    session.update({
        SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[-1],
        HASH_SESSION_KEY: user.get_session_auth_hash(), GIVEN: True, "since": now, "seen": now, "practice": member.practice.public_id,
    })  # fmt: skip
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
