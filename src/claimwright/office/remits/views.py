"""Remittances: the list, one of them, taking a file in, resolving what waits."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright.office.deposits.models import DepositPart
from claimwright.office.guard import uploads
from claimwright.office.kit.clock import office_day
from claimwright.office.kit.pages import page, seen

from . import actions, incoming, queries
from .jobs import ask_to_post


@page("remit:read")
def remittances(request: HttpRequest) -> HttpResponse:
    """What payers have sent."""
    practice, chosen = request.membership.practice, request.GET.get("show", "")
    seen(request, "remit:list:read", practice)
    context = {"chosen": chosen, "received": queries.received(practice), "here": "remits"}
    if chosen == "files":
        context["files"] = incoming.listed(practice)
    elif chosen == "queue":
        context |= {"queue": list(queries.queue(practice)[:200]), "todo": queries.todo()}
    else:
        context["rows"] = list(queries.remittances(practice, chosen, office_day(practice))[:200])
    return render(request, "remits/remittances.html", context)


@page("remit:read")
def remittance(request: HttpRequest, public_id: str) -> HttpResponse:
    """One remittance: its proofs, claims, postings and exceptions."""
    found = queries.remittance(request.membership.practice, public_id)
    seen(request, "remit:read", found)
    entries = found.entries.select_related("claim").prefetch_related("postings").order_by("id")
    answers = list(found.claims.select_related("claim"))
    context = {
        "remittance": found, "claims": answers, "entries": list(entries), "exceptions": list(found.exceptions.all()), "here": "remits",
        "codes": queries.codes_in_words(answers, found.paid_on), "todo": queries.todo(), "beside": queries.provider_adjustments(found),
        "keyed": found.file.name.startswith("keyed-") and found.amount >= 0,
        "part": DepositPart.objects.for_practice(found.practice).filter(remittance=found).select_related("deposit").first(),
    }  # fmt: skip
    return render(request, "remits/remittance.html", context)


@page("remit:read", method="POST")
def receive(request: HttpRequest) -> HttpResponse:
    """Take in files that a person drops, whatever payers send; the page of the job shows how far it is."""
    job = incoming.drop(request.membership.practice, uploads.all_taken(request, "file", "x12"), by=request.membership)
    if job is None:
        messages.info(request, "Nothing was changed: this is known already.")
        return redirect("/remittances/?show=files")
    return redirect("jobs:job", job.public_id)


@page("remit:read", method="POST")
def take(request: HttpRequest) -> HttpResponse:
    """Have the payments posted that came in while nobody who may post was there; the page of the job shows how far it is."""
    practice, by = request.membership.practice, request.membership
    files = [file.public_id for file in queries.received(practice)]
    if not files:
        messages.info(request, "Nothing waits to be posted.")
        return redirect("remits:remittances")
    return redirect("jobs:job", ask_to_post(practice, files, by=by).public_id)


@page("remit:read", method="POST")
def resolve(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take an exception off the list, with a reason."""
    exception = queries.exception(request.membership.practice, public_id)
    actions.resolve_exception(exception, by=request.membership, reason=request.POST.get("reason", ""))
    return redirect("remits:remittance", exception.remittance.public_id)


@page("remit:read", method="POST")
def match(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say which claim an answer speaks of."""
    answer = queries.answer(request.membership.practice, public_id)
    remittance = actions.match_claim(answer, by=request.membership, claim_id=request.POST.get("claim", ""))
    messages.success(request, "Matched and posted.")
    return redirect("remits:remittance", remittance.public_id)
