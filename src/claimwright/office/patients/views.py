"""The front desk's pages: patients, one of them, the schedule, and what comes in about visits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright.core import age_on
from claimwright.office.claims.models import File
from claimwright.office.encounters.models import Patient
from claimwright.office.guard import uploads
from claimwright.office.jobs.actions import enqueue
from claimwright.office.kit.clock import day_of, office_day
from claimwright.office.kit.fields import opaque
from claimwright.office.kit.pages import page, searched, seen
from claimwright.office.practices.models import Payer

from . import actions, arriving, intake, merging, queries
from .errors import NothingInFile
from .forms import ContactForm, EncounterForm, InsuranceForm, PatientForm, VisitForm
from .models import Visit


@page("patient:read")
def patients(request: HttpRequest) -> HttpResponse:
    """The newest patients."""
    return _listed(request, "")


@page("patient:read", method="POST")
def find(request: HttpRequest) -> HttpResponse:
    """Patients by name, number, birth date or member id. A POST, because a name must not stand in an address."""
    return _listed(request, request.POST.get("q", "").strip())


def _listed(request: HttpRequest, words: str) -> HttpResponse:
    practice = request.membership.practice
    rows = queries.found(practice, words) if words else list(queries.patients(practice)[: queries.MOST])
    if words:
        searched(request, "patient:search", words, len(rows))
    else:
        seen(request, "patient:list:read", practice)
    number = queries.patients(practice).count()
    return render(request, "patients/patients.html", {"rows": rows, "words": words, "number": number, "here": "patients"})


@page("patient:read")
def new(request: HttpRequest) -> HttpResponse:
    """The form of a new patient."""
    form = PatientForm(practice=request.membership.practice)
    return render(request, "patients/new.html", {"form": form, "here": "patients"})


@page("patient:read", method="POST")
def register(request: HttpRequest) -> HttpResponse:
    """Make a patient; those who may be the same person are shown first."""
    practice, form = request.membership.practice, PatientForm(request.POST, practice=request.membership.practice)
    alike = queries.look_alike(practice, form.value()) if form.is_valid() and not request.POST.get("sure") else []
    if not form.is_valid() or alike:
        return render(request, "patients/new.html", {"form": form, "alike": alike, "here": "patients"}, status=422)
    made = actions.register(practice, form.value(), form.cleaned_data["number"], by=request.membership)
    messages.success(request, f"Registered with the number {made.number}.")
    return redirect("patients:patient", made.public_id)


@page("patient:read")
def patient(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that registration knows of one patient."""
    return _shown(request, queries.patient(request.membership.practice, public_id))


def _shown(request: HttpRequest, who: Patient, forms: dict[str, Any] | None = None) -> HttpResponse:
    practice, given = request.membership.practice, forms or {}
    if who.merged:
        return redirect("patients:patient", merging.standing(who).public_id)
    today = office_day(practice)
    seen(request, "patient:read", who)
    payers = list(Payer.objects.for_practice(practice).order_by("name"))
    insured = [
        (row, given.get(row.public_id) or InsuranceForm(practice=practice, payers=payers, initial=InsuranceForm.of(row)))
        for row in queries.insurances(who)
    ]
    encounters = list(who.encounters.order_by("-date_of_service", "-id")[:20])
    context = {
        "patient": who, "today": today, "age": age_on(who.value.birth_date, today) if who.value.birth_date else None,
        "insurances": insured, "effective": {row.pk for row, _ in insured if row.holds_on(today)},
        "contacts": list(who.contacts.order_by("id")), "merges": list(queries.merges(who)) if who.keeps else [],
        "encounters": encounters, "unsigned": any(row.open for row in encounters),
        "claims": list(who.claims.select_related("payer").order_by("-date_of_service", "-id")[:20]),
        "form": given.get("edit") or PatientForm(practice=practice, initial=PatientForm.of(who)),
        "insurance_form": given.get("insurance") or InsuranceForm(practice=practice, payers=payers, initial={"sequence": len(insured) + 1}),
        "contact_form": given.get("contact") or ContactForm(practice=practice),
        "merging": given.get("merge"), "here": "patients", "receipt": opaque() + opaque(),
    }  # fmt: skip
    if "visit" in given:
        context |= _visits(who, given["visit"])
    return render(request, "patients/patient.html", context, status=422 if set(given) - {"merge"} else 200)


@page("visit:read")
def visits(request: HttpRequest, public_id: str) -> HttpResponse:
    """A patient's visits to come, and the form of another: a part of the patient's page."""
    who = queries.patient(request.membership.practice, public_id)
    seen(request, "visit:list:read", who)
    first = {"on": office_day(who.practice) + timedelta(days=1), "at": "09:00"}
    context = {"patient": who, "here": "patients", **_visits(who, VisitForm(practice=who.practice, initial=first))}
    return render(request, f"patients/visits{'' if request.htmx else '_page'}.html", context)


def _visits(who: Patient, form: VisitForm) -> dict[str, Any]:
    booked = who.visits.filter(state=Visit.State.BOOKED, on__gte=office_day(who.practice)).select_related("provider")
    return {"visits": list(booked[:10]), "visit_form": form}


@page("patient:read", method="POST")
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Do what the form names with this patient."""
    who = queries.patient(request.membership.practice, public_id)
    answer = CHANGES.get(request.POST.get("do", ""), _nothing)(request, who)
    return answer or redirect("patients:patient", who.public_id)


def _nothing(request: HttpRequest, who: Patient) -> None:
    raise Http404("nothing is done so")


def _edit(request: HttpRequest, who: Patient) -> HttpResponse | None:
    form = PatientForm({**request.POST.dict(), "number": who.number}, practice=who.practice)
    if not form.is_valid():
        return _shown(request, who, {"edit": form})
    actions.edit(who, form.value(who.number), by=request.membership)
    return messages.success(request, "Kept. Encounters that are not signed say the same.")


def _insure(request: HttpRequest, who: Patient) -> HttpResponse | None:
    name = request.POST.get("insurance", "")
    known = queries.insurance(who.practice, name) if name else None
    form = InsuranceForm(request.POST, practice=who.practice)
    if not form.is_valid() or (known and known.patient_id != who.pk):
        return _shown(request, who, {name or "insurance": form})
    actions.keep_insurance(who, form.value(), form.card(), by=request.membership, known=known)
    return messages.success(request, "Insurance kept.")


def _earlier(request: HttpRequest, who: Patient) -> None:
    actions.move_insurance(queries.insurance(who.practice, request.POST.get("insurance", "")), by=request.membership)


def _contact(request: HttpRequest, who: Patient) -> HttpResponse | None:
    form = ContactForm(request.POST, practice=who.practice)
    if not form.is_valid():
        return _shown(request, who, {"contact": form})
    actions.keep_contact(who, form.cleaned_data["kind"], form.value(), by=request.membership)
    return None


def _drop_contact(request: HttpRequest, who: Patient) -> None:
    actions.remove_contact(queries.contact(who.practice, request.POST.get("contact", "")), by=request.membership)


def _book(request: HttpRequest, who: Patient) -> HttpResponse | None:
    form = VisitForm(request.POST, practice=who.practice)
    if not form.is_valid():
        return _shown(request, who, {"visit": form})
    visit = actions.book(who, by=request.membership, **form.cleaned_data)
    messages.success(request, f"Booked for {visit.on:%b} {visit.on.day}.")
    return None


def _merge(request: HttpRequest, who: Patient) -> HttpResponse | None:
    """First both records are shown side by side; the second time they become one."""
    rows = Patient.numbered(who.practice, request.POST.get("number", "").strip())
    other = rows.first()
    if other is None or other.pk == who.pk:
        messages.error(request, "There is no other patient with this number.")
        return None
    if not request.POST.get("sure"):
        return _shown(request, who, {"merge": other})
    merging.merge(who, other, by=request.membership, reason=request.POST.get("reason", ""))
    messages.success(request, "Both records are one now. It can be undone here at any time.")
    return None


def _unmerge(request: HttpRequest, who: Patient) -> None:
    done = merging.unmerge(queries.merge(who.practice, request.POST.get("merge", "")), by=request.membership)
    messages.success(request, f"{done.gone.number} stands for itself again, with everything that it had.")


def _refresh(request: HttpRequest, who: Patient) -> None:
    number = actions.refresh(who, by=request.membership)
    messages.success(request, f"{number} unsigned encounter{'' if number == 1 else 's'} brought up to date.")


CHANGES: dict[str, Callable[[HttpRequest, Patient], HttpResponse | None]] = {
    "edit": _edit, "insurance": _insure, "earlier": _earlier, "contact": _contact, "drop-contact": _drop_contact, "visit": _book,
    "merge": _merge, "unmerge": _unmerge, "refresh": _refresh,
}  # fmt: skip
"""What a form on the patient's page may name."""


@page("patient:read")
def encounter(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form of a visit that took place; ``public_id``: the patient, or the visit that was planned."""
    who, visit = arriving.whose(request.membership.practice, public_id)
    first = {
        "on": visit.on if visit else office_day(who.practice),
        "provider": visit.provider.public_id if visit and visit.provider else "",
    }
    form = EncounterForm(practice=who.practice, initial=first)
    form.initial |= arriving.usual(form)
    return _arrival(request, who, visit, form)


@page("patient:read", method="POST")
def arrive(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make the encounter, with its note."""
    who, visit = arriving.whose(request.membership.practice, public_id)
    form = EncounterForm(request.POST, request.FILES, practice=who.practice)
    if not form.is_valid():
        return _arrival(request, who, visit, form)
    text = form.cleaned_data["note"]
    if "file" in request.FILES:
        text = uploads.taken(request, "file", "text").content.decode("utf-8-sig")
    made = arriving.encounter_of(who, form.cleaned_data, text, visit, by=request.membership)
    messages.success(request, f"Encounter {made.external_id} is with the coders.")
    return redirect("patients:patient", who.public_id)


def _arrival(request: HttpRequest, who: Patient, visit: Visit | None, form: EncounterForm) -> HttpResponse:
    seen(request, "patient:read", who)
    on = form.cleaned_data.get("on") if form.is_bound else form.initial["on"]
    insured = queries.insurances(who)
    holding = [row for row in insured if row.holds_on(on)] if on else []
    doubt = [row for row in holding if row.newest_answer and row.newest_answer.standing != "active"]
    context = {
        "patient": who, "visit": visit, "form": form, "covers": queries.in_order(holding), "doubt": doubt, "on": on,
        "here": "patients",
    }  # fmt: skip
    return render(request, "patients/encounter.html", context, status=422 if form.is_bound else 200)


@page("visit:read")
def schedule(request: HttpRequest) -> HttpResponse:
    """The visits of a day, and those of the past that nobody has charged."""
    practice = request.membership.practice
    today = office_day(practice)
    on = day_of(request.GET.get("on", ""), today + timedelta(days=1))
    seen(request, "visit:list:read", practice)
    context = {
        "rows": list(queries.visits(practice, on)), "on": on, "today": today, "before": on - timedelta(days=1),
        "after": on + timedelta(days=1), "missing": list(queries.without_charge(practice, today)), "here": "schedule",
    }  # fmt: skip
    return render(request, "patients/schedule.html", context)


@page("visit:read", method="POST")
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """Call a visit off, or say that nobody came."""
    visit = actions.close(queries.visit(request.membership.practice, public_id), request.POST.get("state", ""), by=request.membership)
    return redirect(f"/patients/schedule?on={visit.on}")


@page("encounter:import")
def incoming(request: HttpRequest) -> HttpResponse:
    """Where files about visits are taken in."""
    practice = request.membership.practice
    files = File.objects.for_practice(practice).filter(kind="intake").order_by("-id")[:20]
    return render(request, "patients/incoming.html", {"providers": arriving.providers(practice), "files": files, "here": "patients"})


@page("encounter:import", method="POST")
def take_in(request: HttpRequest) -> HttpResponse:
    """Check a file, keep it, and have its encounters imported."""
    practice, by = request.membership.practice, request.membership
    upload = uploads.taken(request, "file", "json")
    read = intake.read(upload.name, upload.content, practice, None)
    if not read.encounters or len(read.encounters) > intake.MOST_ENCOUNTERS:
        why = f"more than {intake.MOST_ENCOUNTERS} encounters: split it" if read.encounters else "no encounter that could be taken in"
        raise NothingInFile(f"{upload.name}: {why}. {' '.join(f'{one}.' for one in read.problems[:5])}")
    file = actions.keep_file(practice, upload.name, upload.content, by=by)
    for problem in read.problems[:5]:
        messages.warning(request, problem)
    job = enqueue(
        practice, "patients.take_in", {"file": file.public_id, "provider": request.POST.get("provider", "")}, by=by, key=file.sha256[:40]
    )
    return redirect("jobs:job", job.public_id)
