"""Coverage of the day's visits, one answer in words, asking."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright.office.kit.clock import day_of, office_day
from claimwright.office.kit.pages import back, page, seen
from claimwright.office.patients import queries as registration

from . import actions, queries, reading
from .errors import NobodyToAsk

WORDS = {
    "active": "Active", "inactive": "Not active", "refused": "Not found", "none": "No answer", "unasked": "Not asked yet",
    "uninsured": "No insurance",
}  # fmt: skip


@page("eligibility:read")
def day(request: HttpRequest) -> HttpResponse:
    """The visits of a day (tomorrow), each with what its payer says; of those whose coverage is in doubt (``?show=doubt``) only these."""
    practice = request.membership.practice
    today = office_day(practice)
    on = day_of(request.GET.get("on", ""), today + timedelta(days=1))
    rows = queries.of_day(practice, on)
    seen(request, "eligibility:list:read", practice)
    counts = [(name, label, sum(row.standing == name for row in rows)) for name, label in WORDS.items()]
    doubt = request.GET.get("show") == "doubt"
    context = {
        "rows": [row for row in rows if row.standing != "active"] if doubt else rows, "doubt": doubt, "on": on, "today": today,
        "before": on - timedelta(days=1), "after": on + timedelta(days=1),
        "counts": [row for row in counts if row[2]], "words": WORDS, "here": "eligibility",
        "unasked": sum(answer is None for row in rows for _, answer in row.insurances),
    }  # fmt: skip
    return render(request, "eligibility/day.html", context)


@page("eligibility:read", method="POST")
def ask(request: HttpRequest) -> HttpResponse:
    """Ask about every visit of a day, or about one insurance and a day of service."""
    practice = request.membership.practice
    on = day_of(request.POST.get("on", ""), office_day(practice))
    if name := request.POST.get("insurance"):
        wanted = [(registration.insurance(practice, name), on)]
    else:
        wanted = actions.of_visits(registration.visits(practice, on))
    if not wanted:
        raise NobodyToAsk
    made = actions.ask(practice, wanted, by=request.membership)
    if not made:
        messages.info(request, "All of this was asked today: the answers stand below.")
    else:
        wrong = sum(one.standing != "active" for one in made)
        say = messages.warning if wrong else messages.success
        say(request, f"{len(made)} answered" + (f", {wrong} of them not active or not found." if wrong else ", all active."))
    return redirect("eligibility:answer", made[0].public_id) if name and made else redirect(back(request, "/eligibility/"))


@page("eligibility:read")
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """One answer in words, and what the patient would owe for a service by it."""
    one = queries.answer(request.membership.practice, public_id)
    seen(request, "eligibility:read", one)
    earlier, code = queries.before(one), request.GET.get("code", "").strip().upper()[:5]
    context = {
        "one": one, "patient": one.patient, "words": WORDS, "code": code, "here": "eligibility",
        "changes": list(reading.changes(earlier.answer, one.answer)) if earlier and one.answer else [],
        "estimate": queries.estimate(one, code) if code else None,
    }  # fmt: skip
    if one.answer:
        context |= {
            "plan": reading.plan(one.answer), "days": reading.days(one.answer), "lines": reading.lines(one.answer),
            "refusals": reading.refusals(one.answer), "others": reading.others(one.answer),
        }  # fmt: skip
    return render(request, "eligibility/answer.html", context)
