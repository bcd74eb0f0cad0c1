"""Reading claims for pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count
from django.http import Http404

from claimwright import core
from claimwright.flow.in_use import codes_of
from claimwright.office.encounters.models import CodeDecision, Encounter
from claimwright.office.ledger.models import JournalPosting
from claimwright.office.practices.models import Practice

from .models import Claim, ClaimFinding, File, Submission


def claims(practice: Practice, state: str = "") -> Any:
    """Claims, newest service first; of one state where it is given."""
    rows = Claim.objects.for_practice(practice).select_related("patient", "payer").order_by("-date_of_service", "-id")
    return rows.filter(state=state) if state in Claim.State.values else rows


def counts(practice: Practice) -> list[tuple[str, str, int]]:
    """State, its label, and how many claims stand in it."""
    rows = Claim.objects.for_practice(practice).values_list("state").annotate(number=Count("id")).order_by("state")
    found = dict(rows)
    return [(state.value, state.label, found.get(state.value, 0)) for state in Claim.State]


def claim(practice: Practice, public_id: str) -> Claim:
    """One claim of this practice, or 404."""
    rows = Claim.objects.for_practice(practice).select_related("patient", "payer", "encounter", "practice")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404("no such claim")
    return found


def finding(practice: Practice, public_id: str) -> ClaimFinding:
    """One finding of this practice's claims, or 404."""
    found = ClaimFinding.objects.for_practice(practice).select_related("claim__practice").filter(public_id=public_id).first()
    if found is None:
        raise Http404("no such finding")
    return found


def submissions(practice: Practice) -> Any:
    """Files sent, newest first."""
    return Submission.objects.for_practice(practice).select_related("payer", "file").prefetch_related("claims").order_by("-number")


def submission(practice: Practice, public_id: str) -> Submission:
    """One submission of this practice, or 404."""
    found = Submission.objects.for_practice(practice).select_related("file", "payer").filter(public_id=public_id).first()
    if found is None:
        raise Http404("no such submission")
    return found


def ready(practice: Practice) -> list[Claim]:
    """Claims that may go out."""
    return list(claims(practice, Claim.State.READY))


def codes_in_use(practice: Practice, system: str, since: date | None) -> dict[str, list[str]]:
    """The codes of one system on open claims and on encounters that nobody has signed, by who uses them: what a new release may touch.

    ``since``: the first day of that release; what was served before it keeps its codes and is left out. Reads only.
    """
    found: dict[str, list[str]] = {}
    opened = claims(practice).exclude(state__in=(Claim.State.PAID, Claim.State.VOID, Claim.State.REVERSED))
    for claim in opened.filter(**_from(since)).prefetch_related("versions"):
        version = next(one for one in claim.versions.all() if one.version == claim.version)
        found[f"claim {claim.claim_id}"] = list(codes_of(version.value, system))
    unsigned = Encounter.objects.for_practice(practice).exclude(state=Encounter.State.FINAL).filter(**_from(since))
    for encounter in unsigned.order_by("date_of_service", "id").prefetch_related("decisions"):
        standing = (one for one in encounter.decisions.all() if one.state != CodeDecision.State.REJECTED)
        found[f"encounter {encounter.external_id}"] = [one.value.code for one in standing if one.value.system == system]
    return {label: codes for label, codes in found.items() if codes}


def _from(since: date | None) -> dict[str, date]:
    return {"date_of_service__gte": since} if since else {}


def postings(found: Claim) -> list[JournalPosting]:
    """The claim's money so far."""
    rows = JournalPosting.objects.for_practice(found.practice_id).filter(claim=found)
    return list(rows.select_related("entry").order_by("entry__on", "id"))


def segments_of(file: File, found: core.Claim) -> list[dict[str, Any]]:
    """The 837's segments that speak of this claim, each with a word on what it is."""
    rows, inside = [], False
    for text in file.text.replace("\n", "").split("~"):
        parts = text.split("*")
        if parts[0] == "CLM":
            inside = len(parts) > 1 and parts[1] == found.id
        elif parts[0] in ("HL", "SE"):
            inside = False
        if inside and text:
            rows.append({"tag": parts[0], "rest": text[len(parts[0]) :], "means": MEANS.get(parts[0], "")})
    return rows


MEANS = {
    "CLM": "claim", "DTP": "date", "REF": "reference", "HI": "diagnoses", "NM1": "name", "LX": "line", "SV1": "service",
    "SV2": "service", "PRV": "provider", "N3": "street", "N4": "city", "NTE": "note", "SBR": "insurance", "AMT": "amount", "CL1": "stay",
}  # fmt: skip
