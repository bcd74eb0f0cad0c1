"""Two practices that know nothing of each other, each with one row of everything, and every address that the office answers at."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
import office_making as make
from django.db import models
from django.utils import timezone

from claimwright import core
from claimwright.coding.queries import ProviderQuery
from claimwright.core import Money
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.accounts.roles import ROLES
from claimwright.office.claims.actions import deliver_to_sandbox, submit_claims
from claimwright.office.demo_desk import fill_desks
from claimwright.office.demo_house import fill_house
from claimwright.office.deposits import actions as deposits
from claimwright.office.deposits import payments
from claimwright.office.encounters.actions import finalize_codes, import_encounter, propose_codes, reject_code
from claimwright.office.encounters.models import Encounter
from claimwright.office.kit import rls
from claimwright.office.kit.scope import within
from claimwright.office.patients import actions as registration
from claimwright.office.patients import merging
from claimwright.office.patients.values import Person
from claimwright.office.practices.actions import ensure_practice, set_fees
from claimwright.office.practices.models import Provider
from claimwright.office.queries.models import Question
from claimwright.office.remits.actions import import_remittance
from claimwright.office.tasks import actions as tasks
from claimwright.office.tasks.models import Call, Words

PUBLIC = {
    "accounts:sign-in", "accounts:sign-out", "account_login", "mfa_authenticate", "mfa_login_webauthn", "openid_connect_login",
    "openid_connect_callback", "accounts:set-up",
}  # fmt: skip
"""Addresses for people who are not signed in."""
STAFF = [role for role in ROLES if role not in ("instructor", "student", "patient")]


def build(billing: core.Provider, mark: str) -> Any:
    """A practice whose every free text carries ``mark``, with work in every state. Gives the member who has every role of the staff."""
    billing = core.replace(billing, name=f"{mark} Practice", address=core.replace(billing.address, line1=f"1 {mark} Street"))
    practice = ensure_practice(billing, organisation=f"{mark} Organisation")
    set_fees(practice, make.CHARGES)
    everyone = ensure_member(practice, username=f"{mark}-all".lower(), role=" ".join(STAFF))
    with within(practice):
        visits = [propose_codes(import_encounter(practice, _visit(billing, mark, number), by=everyone), by=everyone) for number in (3, 4)]
        reject_code(visits[1].decisions.first(), by=everyone, reason=f"{mark} reason")
        make.accept_all(visits[0], everyone)
        claims = finalize_codes(visits[0], by=everyone)
        submission = submit_claims(practice, claims, by=everyone, on=visits[0].date_of_service + timedelta(days=1))[0]
        for file in deliver_to_sandbox(submission, by=everyone):
            if file.kind == "835":
                import_remittance(file, by=everyone)
        _fill_desks(practice, mark, everyone, claims[0])
    return everyone


def _fill_desks(practice: Any, mark: str, everyone: Any, claim: Any) -> None:
    """One row of everything that the desks around the claims keep, with the mark wherever somebody writes."""
    asker = ensure_member(practice, username=f"{mark}-asks".lower(), role="biller")  # whoever asks may not decide
    fill_desks(practice, everyone, everyone, asker)
    fill_house(practice, everyone)
    _ask(practice, mark, everyone)
    patient = claim.patient
    registration.keep_contact(patient, "guarantor", Person(last=f"{mark}KIN", relation=f"{mark} cousin"), by=everyone)
    other = registration.register(practice, core.Patient(last=f"{mark}TWIN", first=f"{mark}FIRST"), by=everyone)
    merging.merge(patient, other, by=everyone, reason=f"{mark} same card")
    desk = deposits.keep_deposit(practice, claim.date_of_service, Money.parse("5.00"), f"{mark} BANK", by=everyone)
    paid = payments.take(
        patient, Money.parse("500.00"), by=everyone, on=claim.date_of_service, method="check", reference=f"{mark}77", receipt=f"{mark}-1"
    )
    deposits.put_in(desk, [], [paid], by=everyone)
    payments.ask_for(patient, Money.parse("1.00"), by=asker, reason=f"{mark} moved away")
    tasks.give(claim, f"{mark} follow up", by=everyone, owner=everyone, due=claim.date_of_service)
    tasks.write(claim, Words(text=f"{mark} said so", call=Call(whom=f"{mark} Payer")), by=everyone)


def _ask(practice: Any, mark: str, everyone: Any) -> None:
    """A query that waits for an answer of hers."""
    her = Provider.objects.for_practice(practice).first()
    her.member = everyone
    her.save()
    visit = Encounter.objects.for_practice(practice).exclude(state="final").first()
    value = ProviderQuery(purpose="specificity", title=f"{mark} query", question=f"{mark} asks?", form="open")
    Question.objects.create(
        practice=practice, encounter=visit, value=value, to=f"{mark}DOC", provider=her, state="sent", sent_at=timezone.now()
    )


def _visit(billing: core.Provider, mark: str, number: int) -> core.Encounter:
    plain = make.encounter(number, billing=billing)
    person = core.replace(
        plain.patient, id=f"{mark}P{number}", last=f"{mark}LAST", first=f"{mark}FIRST",
        address=core.replace(plain.patient.address, line1=f"{number} {mark} Road"),
    )  # fmt: skip
    coverage = core.replace(
        plain.coverages[0],
        payer=core.Payer(id=f"{mark}PY", name=f"{mark} Payer"),
        subscriber=core.Subscriber(member_id=f"{mark}{number}99"),
    )
    note = core.Document(text=f"{plain.documents[0].text}\n\nSocial history: works at {mark} Bakery.\n")
    rendering = core.replace(plain.rendering, last=f"{mark}DOC")
    return core.replace(
        plain, id=f"{mark}E{number}", patient=person, coverages=(coverage,), documents=(note,), rendering=rendering, billing=billing
    )


def rows(practice: Any) -> Iterator[models.QuerySet]:
    """The practice's rows, by model."""
    roots = {"Practice": {"pk": practice.pk}, "Organisation": {"pk": practice.organisation_id}}
    for model in rls.holding():
        names = {field.name for field in model._meta.fields}
        owner = {"practice": practice.pk} if "practice" in names else {"organisation": practice.organisation_id}
        if model.__name__ in roots or names & {"practice", "organisation"}:
            yield model._base_manager.filter(**roots.get(model.__name__, owner))


def opaque_ids(practice: Any) -> dict[str, str]:
    """The opaque id of one of the practice's rows of every kind, by its model."""
    with within(practice):
        kinds = [found for found in rows(practice) if "public_id" in {field.name for field in found.model._meta.fields}]
        return {found.model._meta.label: one for found in kinds for one in found.values_list("public_id", flat=True)[:1]}


def strings(practice: Any) -> set[str]:
    """Every text in the practice's rows, sealed ones opened, and the names of its people; longer ones word by word."""
    with within(practice):
        found = {member.user.username for member in practice.memberships.select_related("user")}
        for kind in rows(practice):
            for row in kind:
                for field in row._meta.concrete_fields:
                    found.update(_texts(getattr(row, field.attname)))
        return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, bytes | memoryview):
        value = bytes(value).decode("latin-1")
    if isinstance(value, str):
        yield from [value] if len(value) <= 40 else re.findall(r"\w{6,}", value)
    elif isinstance(value, msgspec.Struct):
        yield from _texts(core.plain(value))
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def shown(answer: Any) -> str:
    """All that an answer says: headers, and its content as text; a PDF's text, a streamed answer's parts."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"%PDF"):
        import pypdfium2

        document = pypdfium2.PdfDocument(io.BytesIO(content))
        content = "\n".join(page.get_textpage().get_text_bounded() for page in document).encode()
    return "\n".join(f"{name}: {value}" for name, value in answer.headers.items()) + "\n" + content.decode("utf-8", "replace")
