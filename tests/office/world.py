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

from claimwright import core
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.accounts.roles import ROLES
from claimwright.office.claims.actions import deliver_to_sandbox, submit_claims
from claimwright.office.encounters.actions import finalize_codes, import_encounter, propose_codes, reject_code
from claimwright.office.kit import rls
from claimwright.office.kit.scope import within
from claimwright.office.practices.actions import ensure_practice, set_fees
from claimwright.office.remits.actions import import_remittance

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
    return everyone


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
