"""The demonstration practice, read from this folder's tables and notes."""

from __future__ import annotations

from functools import cache
from typing import Any

from claimwright.core import Coverage, Document, Encounter, Money, Patient, Provider, convert, plain, replace
from claimwright.core.discovery import tables

from .model import Note, Practice

_PACKAGE = __package__ or "claimwright.sandbox.practices"
_ORGANISATIONS = ("clinic", "hospital_group", "hospital")


@cache
def demo_practice() -> Practice:
    """The same value at every call: nothing in it depends on the day or the machine. Raises ShapeError where a table is malformed."""
    group, people = tables(_PACKAGE)["practice"], tables(_PACKAGE)["patients"]["patient"]
    organisations = {name: convert(group[name], Provider) for name in _ORGANISATIONS}
    practice = Practice(
        name=group["name"], clia=group["clia"], billing=organisations["clinic"], organisations=organisations,
        providers={row["id"]: _provider(row, organisations[row["practice"]]) for row in group["provider"]},
        employer={row["id"]: row["practice"] for row in group["provider"]},
        patients={row["id"]: convert(_without(row, "coverages"), Patient) for row in people},
        coverages={row["id"]: convert(row.get("coverages", []), tuple[Coverage, ...]) for row in people},
        charges=_prices("charges"), charge_master=_prices("charge_master"),
        notes={note.id: note for note in _notes()}, encounters=(),
    )  # fmt: skip
    return replace(practice, encounters=tuple(_encounter(note, practice) for note in practice.notes.values()))


def _prices(table: str) -> dict[str, Money]:
    return {code: Money.parse(amount) for code, amount in tables(_PACKAGE)[table]["charges"].items()}


def _provider(row: dict[str, Any], home: Provider) -> Provider:
    return convert({**_without(row, "id", "practice"), "address": plain(home.address), "phone": home.phone}, Provider)


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: cell for name, cell in row.items() if name not in names}


def _notes() -> list[Note]:
    """Every note of the folder ``notes``, by day of service and then by id."""
    found = [convert({"id": name, **raw}, Note) for name, raw in tables(f"{_PACKAGE}.notes").items()]
    return sorted(found, key=lambda note: (note.date_of_service, note.id))


def _encounter(note: Note, practice: Practice) -> Encounter:
    """The note's encounter, without its key. The clinic's encounters carry the certificate of its laboratory."""
    author, at_hospital = practice.providers[note.provider], note.place_of_service != "11"
    billing = "hospital" if note.claim_kind == "institutional" else practice.employer[note.provider]
    text = Document(kind=note.kind, text=note.text, date=note.through or note.date_of_service, author=author.display)
    return Encounter(
        id=note.id, patient=practice.patients[note.patient], date_of_service=note.date_of_service, through=note.through,
        setting=note.setting, claim_kind=note.claim_kind, place_of_service=note.place_of_service, new_patient=note.new_patient,
        coverages=practice.coverages[note.patient], billing=practice.organisations[billing], rendering=author,
        facility=practice.organisations["hospital"] if at_hospital else None, documents=(text,),
        references=note.references if at_hospital else {"clia": practice.clia, **note.references}, facility_facts=note.facility_facts,
    )  # fmt: skip
