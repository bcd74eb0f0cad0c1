"""The demonstration practice, read from this folder's tables and notes."""

from __future__ import annotations

from functools import cache
from typing import Any

from claimwright.core import Coverage, Document, Encounter, Money, Patient, Provider, convert
from claimwright.core.discovery import tables

from .model import Note, Practice

_PACKAGE = __package__ or "claimwright.sandbox.practices"
_ORGANISATIONS = ("clinic", "hospital_group", "hospital")


@cache
def demo_practice() -> Practice:
    """The same value at every call: nothing in it depends on the day or the machine. Raises ShapeError where a table is malformed."""
    group, people = tables(_PACKAGE)["practice"], tables(_PACKAGE)["patients"]["patient"]
    organisations = {name: convert(group[name], Provider) for name in _ORGANISATIONS}
    providers = {row["id"]: _provider(row, organisations) for row in group["provider"]}
    employer = {row["id"]: row["practice"] for row in group["provider"]}
    patients = {row["id"]: convert({name: cell for name, cell in row.items() if name != "coverages"}, Patient) for row in people}
    coverages = {row["id"]: convert(row.get("coverages", []), tuple[Coverage, ...]) for row in people}
    notes = {note.id: note for note in _notes()}
    return Practice(
        name=group["name"], billing=organisations["clinic"], organisations=organisations, providers=providers, employer=employer,
        patients=patients, coverages=coverages, charges=_charges(), notes=notes,
        encounters=tuple(_encounter(note, organisations, providers, employer, patients, coverages) for note in notes.values()),
    )  # fmt: skip


def _provider(row: dict[str, Any], organisations: dict[str, Provider]) -> Provider:
    home = organisations[row["practice"]]
    person = {name: cell for name, cell in row.items() if name not in ("id", "practice")}
    return convert({**person, "address": _plain_address(home), "phone": home.phone}, Provider)


def _plain_address(home: Provider) -> dict[str, str]:
    return {name: getattr(home.address, name) for name in ("line1", "line2", "city", "state", "zip")}


def _notes() -> list[Note]:
    """Every note of the folder ``notes``, by day of service and then by id."""
    found = [convert({"id": name, **raw}, Note) for name, raw in tables(f"{_PACKAGE}.notes").items()]
    return sorted(found, key=lambda note: (note.date_of_service, note.id))


def _charges() -> dict[str, Money]:
    return {code: Money.parse(amount) for code, amount in tables(_PACKAGE)["charges"]["charges"].items()}


def _encounter(
    note: Note, organisations: dict[str, Provider], providers: dict[str, Provider], employer: dict[str, str],
    patients: dict[str, Patient], coverages: dict[str, tuple[Coverage, ...]],
) -> Encounter:  # fmt: skip
    author, institutional = providers[note.provider], note.claim_kind == "institutional"
    at_hospital = note.place_of_service != "11"
    text = Document(kind=note.kind, text=note.text, date=note.through or note.date_of_service, author=author.display)
    return convert(
        {
            "id": note.id, "patient": patients[note.patient], "date_of_service": note.date_of_service, "through": note.through,
            "setting": note.setting, "claim_kind": note.claim_kind, "place_of_service": note.place_of_service,
            "new_patient": note.new_patient, "coverages": coverages[note.patient],
            "billing": organisations["hospital" if institutional else employer[note.provider]], "rendering": author,
            "facility": organisations["hospital"] if at_hospital else None, "documents": (text,), "references": note.references,
        },
        Encounter,
    )  # fmt: skip
