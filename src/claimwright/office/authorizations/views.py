"""Authorizations: what is lacking and what waits, a patient's or an encounter's, asking, writing down, using."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright.office.encounters import queries as encounters
from claimwright.office.encounters.models import Encounter, Patient
from claimwright.office.kit.clock import office_day
from claimwright.office.kit.pages import back, page, seen
from claimwright.office.kit.paging import PAGE
from claimwright.office.patients import queries as registration

from . import actions, forms, queries, reading
from .errors import NothingAsked

TABS = {"": "Lacking", "pended": "Under review", "ending": "Ending soon", "all": "All"}


@page("authorization:read")
def authorizations(request: HttpRequest) -> HttpResponse:
    """The worklist: what the payers want authorized and nobody has, and authorizations that need a hand."""
    practice, chosen = request.membership.practice, request.GET.get("show", "")
    today = office_day(practice)
    seen(request, "authorization:list:read", practice)
    context = {"tabs": TABS, "chosen": chosen if chosen in TABS else "", "here": "authorizations"}
    if context["chosen"]:
        context["rows"] = list(queries.shown(practice, chosen, today)[: 2 * PAGE])
    else:
        context["lacks"] = queries.lacking(practice, today)
    return render(request, "authorizations/authorizations.html", context)


@page("authorization:read")
def patient(request: HttpRequest, public_id: str) -> HttpResponse:
    """A patient's authorizations; the part alone where the patient's page asks for it."""
    return _beside(request, registration.patient(request.membership.practice, public_id), None)


@page("authorization:read")
def encounter(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same beside an encounter: its services and diagnoses are asked about, its claims get the number."""
    found = encounters.encounter(request.membership.practice, public_id)
    return _beside(request, found.patient, found)


def _beside(request: HttpRequest, who: Patient, found: Encounter | None) -> HttpResponse:
    seen(request, "authorization:read", found or who)
    services, diagnoses = queries.asked_of(found) if found else ([], [])
    known, codes = queries.coverages(who, found), [one.code for one in services]
    context = {
        "patient": who, "encounter": found, "rows": queries.of_patient(who), "coverages": known, "here": "authorizations",
        "wanted": [(one.payer, *asked) for one in known.values() if (asked := reading.wanted(one.payer.id, codes))[0]],
        "services": ", ".join(str(one).replace("×", "x") for one in services), "diagnoses": " ".join(diagnoses),
        "first": found.date_of_service if found else office_day(who.practice),
        "bears": found.value.references.get(actions.REFERENCE, "") if found else "",
    }  # fmt: skip
    return render(request, "authorizations/beside.html" if request.htmx else "authorizations/about.html", context)


@page("authorization:read", method="POST")
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask a payer, or write down what it said, about a patient."""
    who, form, by = registration.patient(request.membership.practice, public_id), request.POST, request.membership
    known = _encounter(request, who)
    coverage = queries.coverages(who, known).get(form.get("payer", ""))
    if coverage is None:
        raise NothingAsked
    services, on = forms.services(form.get("services", "")), forms.days(form)
    if form.get("do") == "keep":
        made = actions.keep(
            who,
            coverage,
            services,
            by=by,
            number=form.get("number", ""),
            first=on.first,
            last=on.last or on.first,
            told=form.get("told", ""),
        )
        messages.success(request, f"Number {made.number} is kept.")
    else:
        diagnoses = forms.diagnoses(form.get("diagnoses", ""))
        made = actions.ask(who.practice, who, coverage, services, by=by, on=on, diagnoses=diagnoses)
        messages.success(request, f"{made.payer} answered: {made.get_state_display().lower()}.")
    return _home(request, who, known)


@page("authorization:read", method="POST")
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Use an authorization for an encounter, or withdraw it."""
    found, by = queries.authorization(request.membership.practice, public_id), request.membership
    known = _encounter(request, found.patient)
    if request.POST.get("do") == "withdraw":
        actions.withdraw(found, by=by, reason=request.POST.get("reason", ""))
    elif known is None:
        raise NothingAsked
    else:
        actions.use(found, known, by=by)
        messages.success(request, f"Number {found.number} stands on {known.external_id}.")
    return _home(request, found.patient, known)


def _encounter(request: HttpRequest, who: Patient) -> Encounter | None:
    name = request.POST.get("encounter", "")
    found = encounters.encounter(who.practice, name) if name else None
    return found if found and found.patient_id == who.pk else None


def _home(request: HttpRequest, who: Patient, found: Encounter | None) -> Any:
    address = ("authorizations:encounter", found.public_id) if found else ("authorizations:patient", who.public_id)
    return redirect(back(request, "")) if back(request, "") else redirect(*address)
