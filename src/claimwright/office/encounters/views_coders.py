"""The coders of a practice: what each codes, what waits for her, how many charts and minutes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright.office.kit.clock import office_day
from claimwright.office.kit.pages import page, seen

from . import actions_queue, pace, queries
from .queue import KINDS


@page("encounter:pace:read")
def coders(request: HttpRequest) -> HttpResponse:
    """All of them."""
    practice = request.membership.practice
    seen(request, "encounter:pace:read", practice)
    context = {
        "rows": pace.paces(practice, office_day(practice)), "days": pace.DAYS, "kinds": KINDS, "specialties": queries.specialties(practice),
        "here": "worklist",
    }  # fmt: skip
    return render(request, "encounters/coders.html", context)


@page("encounter:skill:set", method="POST")
def skill(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write down what one of them codes."""
    practice, form = request.membership.practice, request.POST
    member = pace.coder(practice, public_id)
    actions_queue.set_skill(practice, member, by=request.membership, kinds=form.getlist("kind"), specialties=form.getlist("specialty"))
    messages.success(request, f"Kept. {member.user.username} finds it in the queue under “what I code”.")
    return redirect("encounters:coders")
