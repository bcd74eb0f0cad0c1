"""Breaking the glass, and the reviewers' queue."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from claimwright.office.kit.pages import page

from . import actions, queries
from .middleware import OPENED
from .models import Emergency, Restriction


@page("emergency:start", method="POST")
@reauthentication_required
def start(request: HttpRequest) -> HttpResponse:
    """Open what is closed for an hour."""
    form = request.POST
    actions.start(request.membership.practice, form.get("reason", ""), form.get("words", ""), by=request.membership)
    request.session[OPENED] = True
    wanted = form.get("address", "")
    return redirect(wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/")


@page("emergency:stop", method="POST")
def stop(request: HttpRequest) -> HttpResponse:
    """Close it again."""
    actions.stop(request.membership.practice, by=request.membership)
    request.session.pop(OPENED, None)
    return redirect("/")


@page("emergency:review")
def queue(request: HttpRequest) -> HttpResponse:
    """Every emergency access, those to review first; and whose records are closed."""
    practice = request.membership.practice
    context = {
        "rows": queries.emergencies(practice),
        "restricted": queries.restrictions(practice),
        "decisions": Emergency.Decision.choices,
        "here": "emergency",
    }
    return render(request, "emergency/queue.html", context)


@page("emergency:review", method="POST")
def review(request: HttpRequest, public_id: str) -> HttpResponse:
    """Judge one."""
    found = queries.emergency(request.membership.practice, public_id)
    if found is None:
        raise Http404("no such emergency")
    actions.review(found, request.POST.get("decision", ""), request.POST.get("remark", ""), by=request.membership)
    return redirect("emergency:queue")


@page("restricted:read")
def patient(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whether a patient's record is closed, and the means to change it."""
    found = _patient(request, public_id)
    closed = queries.restrictions(request.membership.practice).filter(patient=found).first()
    return render(
        request, "emergency/patient.html", {"patient": found, "closed": closed, "whys": Restriction.Why.choices, "here": "emergency"}
    )


@page("restricted:mark", method="POST")
def mark(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close a patient's record, or open it again."""
    found, why = _patient(request, public_id), request.POST.get("why", "")
    if why:
        actions.restrict(found, why, by=request.membership)
    else:
        actions.unrestrict(found, by=request.membership)
    return redirect("emergency:queue")


def _patient(request: HttpRequest, public_id: str) -> queries.Patient:
    found = queries.patient(request.membership.practice, public_id)
    if found is None:
        raise Http404("no such patient")
    return found
