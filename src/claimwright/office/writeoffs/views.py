"""Write-offs: those that wait for a second person, asking on a claim, deciding."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright.office.charges.views import dollars
from claimwright.office.claims import queries as claims
from claimwright.office.kit.pages import page, seen
from claimwright.office.ledger.queries import payer_names

from . import actions, queries, terms


@page("writeoff:read")
def write_offs(request: HttpRequest) -> HttpResponse:
    """What waits for a second person, and what was decided."""
    practice = request.membership.practice
    seen(request, "writeoff:list:read", practice)
    context = {
        "rows": queries.listed(practice), "payers": payer_names(practice), "here": "writeoffs",
        "limit": terms.limit(request.membership, "approves"), "alone": terms.limit(request.membership, "alone"),
    }  # fmt: skip
    return render(request, "writeoffs/write_offs.html", context)


@page("writeoff:read")
def claim(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is open on a claim, and giving it up."""
    found = claims.claim(request.membership.practice, public_id)
    seen(request, "writeoff:read", found)
    context = {
        "claim": found, "parties": queries.parties(found), "alone": terms.limit(request.membership, "alone"), "here": "writeoffs",
        "rows": list(queries.write_offs(found.practice).filter(claim=found).order_by("-id")),
    }  # fmt: skip
    return render(request, "writeoffs/claim.html", context)


@page("writeoff:read", method="POST")
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write off, or ask a second person to agree."""
    found, form = claims.claim(request.membership.practice, public_id), request.POST
    made = actions.request(
        found, form.get("payer", ""), dollars(form.get("amount", "")), by=request.membership, reason=form.get("why", ""),
        note=form.get("reason", ""),
    )  # fmt: skip
    if made.state == "asked":
        messages.info(request, "This is above your limit, or always takes two: somebody else has to agree.")
    else:
        messages.success(request, f"${made.amount} written off.")
    return redirect("claims:claim", found.public_id)


@page("writeoff:read", method="POST")
def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Agree or refuse."""
    row = queries.write_off(request.membership.practice, public_id)
    if request.POST.get("do") == "approve":
        actions.approve(row, by=request.membership)
    else:
        actions.refuse(row, by=request.membership, reason=request.POST.get("reason", ""))
    return redirect("writeoffs:write-offs")
