"""Claims: the list, one claim, and sending."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright.office.kit.clock import office_day
from claimwright.office.kit.pages import back, page, seen
from claimwright.office.remits.actions import import_remittance

from . import actions, queries
from .models import Claim, Submission

MOST = 300
"""Rows of a list; a longer one says so."""


@page("claim:read")
def claims(request: HttpRequest) -> HttpResponse:
    """Claims by state."""
    practice, chosen = request.membership.practice, request.GET.get("show", "")
    rows = list(queries.claims(practice, chosen)[:MOST])
    seen(request, "claim:list:read", practice)
    counts = queries.counts(practice)
    context = {"rows": rows, "counts": counts, "all": sum(number for *_, number in counts), "chosen": chosen, "here": "claims"}
    context["ready"] = next(number for name, _, number in counts if name == Claim.State.READY)
    return render(request, "claims/claims.html", context)


@page("claim:read")
def claim(request: HttpRequest, public_id: str) -> HttpResponse:
    """One claim: what it says, what the edits say, what was sent, what came back."""
    found = queries.claim(request.membership.practice, public_id)
    value = found.value
    seen(request, "claim:read", found)
    submission = found.submissions.select_related("file").order_by("-number").first()
    titles = {item.value.code: item.value.title for item in found.encounter.decisions.all() if item.counts}
    context = {
        "claim": found, "value": value, "titles": titles, "findings": list(found.findings.filter(version=found.version)),
        "events": list(found.events.select_related("by", "file")), "submission": submission,
        "segments": queries.segments_of(submission.file, value) if submission else [],
        "postings": queries.postings(found), "answers": list(found.answers.select_related("remittance")), "here": "claims",
    }  # fmt: skip
    return render(request, "claims/claim.html", context)


@page("claim:read", method="POST")
def scrub(request: HttpRequest, public_id: str) -> HttpResponse:
    """Run the edits again."""
    found = queries.claim(request.membership.practice, public_id)
    actions.scrub_claim(found, by=request.membership)
    messages.success(request, found.said)
    return redirect("claims:claim", public_id)


@page("claim:read", method="POST")
def override(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let a finding pass, with a reason."""
    finding = queries.finding(request.membership.practice, public_id)
    actions.override_finding(finding, by=request.membership, reason=request.POST.get("reason", ""))
    return redirect("claims:claim", finding.claim.public_id)


@page("claim:read", method="POST")
def submit(request: HttpRequest) -> HttpResponse:
    """Submit one claim, or all that are ready; in the demonstration the sandbox's payer answers at once."""
    practice, by = request.membership.practice, request.membership
    wanted = request.POST.get("claim")
    chosen = [queries.claim(practice, wanted)] if wanted else queries.ready(practice)
    made = actions.submit_claims(practice, chosen, by=by, on=office_day(practice))
    if not made:
        messages.info(request, "There was nothing to submit.")
    for submission in made:
        number = submission.claims.count()
        messages.success(request, f"File {submission.number} to {submission.payer} holds {number} {'claim' if number == 1 else 'claims'}.")
    return redirect(back(request, "/claims/"))


@page("claim:read", method="POST")
def deliver(request: HttpRequest, public_id: str) -> HttpResponse:
    """Hand a file to the sandbox's payer and post what it pays."""
    submission = queries.submission(request.membership.practice, public_id)
    waiting = answer(submission, request.membership)
    messages.success(request, f"The sandbox's payer has answered file {submission.number}.")
    if waiting:
        messages.info(request, "What it pays waits for a payment poster, on the page of remittances.")
    return redirect(back(request, "/claims/"))


def answer(submission: Submission, by: Any) -> int:
    """Deliver, then import each remittance that came back, where the person may post money; how many wait for somebody who may."""
    payments = [file for file in actions.deliver_to_sandbox(submission, by=by) if file.kind == "835"]
    if not by.may("remit:import"):
        return len(payments)
    for file in payments:
        import_remittance(file, by=by)
    return 0


@page("claim:read")
def submissions(request: HttpRequest) -> HttpResponse:
    """Files sent, with what became of them."""
    practice = request.membership.practice
    seen(request, "file:list:read", practice)
    context = {"rows": list(queries.submissions(practice)[:MOST]), "ready": len(queries.ready(practice)), "here": "submissions"}
    return render(request, "claims/submissions.html", context)


@page("claim:read")
def submission(request: HttpRequest, public_id: str) -> HttpResponse:
    """One file, segment by segment, and the answers to its claims."""
    found = queries.submission(request.membership.practice, public_id)
    seen(request, "file:read", found)
    segments = [text for text in found.file.text.replace("\n", "").split("~") if text]
    context = {"submission": found, "segments": segments, "claims": list(found.claims.select_related("patient")), "here": "submissions"}
    return render(request, "claims/submission.html", context)
