"""From a patient who came to an encounter with its note."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from claimwright import core
from claimwright.office.encounters.actions import import_encounter
from claimwright.office.encounters.models import Encounter, Patient
from claimwright.office.practices.models import Practice, Provider

from . import actions, queries
from .forms import EncounterForm
from .models import Visit


def whose(practice: Practice, public_id: str) -> tuple[Patient, Visit | None]:
    """The patient with this id; or the planned visit with this id and its patient. 404 where it is neither."""
    who = Patient.objects.for_practice(practice).select_related("practice").filter(public_id=public_id).first()
    if who:
        return who, None
    visit = queries.visit(practice, public_id)
    if visit.state != Visit.State.BOOKED:
        raise Http404("this visit is not open")
    return visit.patient, visit


def usual(form: EncounterForm) -> dict[str, str]:
    """The location of a practice that has one only, and its one provider, as a form offers them."""
    offered = {name: [key for key, _ in form.fields[name].choices if key] for name in ("location", "provider")}
    return {name: str(keys[0]) for name, keys in offered.items() if len(keys) == 1}


def providers(practice: Practice) -> list[Provider]:
    """Who treats."""
    return list(Provider.objects.for_practice(practice).order_by("id"))


def encounter_of(who: Patient, said: dict[str, Any], text: str, visit: Visit | None, *, by: Any) -> Encounter:
    """Make the encounter that a form describes; the same patient, day and note again are the same encounter."""
    location, on = said["location"], said["on"]
    numbers = {name: said[name] for name in ("prior_authorization", "referral") if said[name]}
    place = core.Provider(name=location.name, npi=location.npi, address=location.address)
    new = {"yes": True, "no": False}.get(said["new_patient"])
    value = core.Encounter(
        id=_name(who, on, text), patient=core.replace(who.value, id=who.number), date_of_service=on, new_patient=new,
        place_of_service=location.place_of_service, coverages=queries.in_effect(who, on), billing=who.practice.value,
        rendering=said["provider"].value, facility=place if location.npi and location.npi != who.practice.npi else None,
        documents=(core.Document(text=text),) if text.strip() else (), references=numbers,
    )  # fmt: skip
    made = import_encounter(who.practice, value, by=by)
    if visit:
        actions.arrived(visit, made, by=by)
    return made


def _name(who: Patient, on: Any, text: str) -> str:
    """A name that says nothing of the patient, and the day; with a letter for a second visit of the day with another note."""
    stem = f"{who.public_id[:8].upper()}-{on:%y%m%d}"
    for name in (stem, *(f"{stem}{letter}" for letter in "BCDEFGHJKLMNPQRSTUVWXYZ")):
        known = Encounter.objects.for_practice(who.practice).filter(external_id=name).first()
        if known is None or [one.value.text for one in known.documents.all()] == ([text] if text.strip() else []):
            return name
    raise Http404("too many visits on one day")
