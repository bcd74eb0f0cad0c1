"""A note that nobody here wrote becomes an encounter of an invented patient, always the same for the same note id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Literal

from claimwright.core import Address, Coverage, Document, Encounter, InputError, Patient, Payer, Period, Subscriber, age_on, parse_date

from .model import Practice

FIRST_DAY, LAST_DAY = date(2025, 10, 6), date(2025, 12, 12)
"""The days over which undated notes are spread."""
PREFIX = "synthetic-"
"""How the id of every invented patient begins."""
DEFAULT_AGE = 45

_AGE = re.compile(r"\b(\d{1,3})[\s-]*(?:years?|yrs?|y)[\s./-]*(?:old|o)\b|\b(\d{1,3})\s*y/?o\b|\b(\d{1,3})(?=[MF]\b)", re.I)
_INFANT = re.compile(r"\b(\d{1,2})[\s-]*(month|week|day)s?[\s-]*old\b", re.I)
_WOMAN = re.compile(r"\b(?:female|woman|girl|lady|ms\.?|mrs\.?|she|her|\d{1,3}F)\b", re.I)
_MAN = re.compile(r"\b(?:male|man|boy|gentleman|mr\.?|he|his|him|\d{1,3}M)\b", re.I)
_EMERGENCY = re.compile(
    r"emergency (?:department|room|dept\.?) (?:note|visit|record|provider|physician|course)|\bed (?:course|(?:provider |physician )?note)\b"
    r"|(?:presents|presenting|brought|arrives) (?:by \w+ )?(?:to|into) (?:the |our )?(?:emergency (?:department|room)|ed|er)\b",
    re.I,
)
_HEAD = 1500
"""How far into a note the words that make it an emergency record are looked for, in characters."""
_LAST = ("Exampleton", "Specimen", "Placeholder", "Sampleworth", "Testerman", "Demarest-Demo", "Mockridge", "Fauxman")
_FEMALE = ("Alma", "Bettina", "Corazon", "Dalia", "Esperanza", "Fumiko", "Greta", "Halima")
_MALE = ("Anselm", "Bartholomew", "Cornelius", "Dmitri", "Emeka", "Florian", "Gustavo", "Hassan")
_PAYERS = {
    "00882": Payer("00882", "Example Medicare"),
    "EXCOM1": Payer("EXCOM1", "Northwind Health Plan"),
    "EXCOM2": Payer("EXCOM2", "Prairie Mutual"),
    "EXMCD": Payer("EXMCD", "Example State Medicaid"),
}


def encounter_from_note(note: Mapping[str, Any], practice: Practice) -> Encounter:
    """The encounter of any note ``{"id", "text", "setting"?, "date_of_service"?, "patient"?: {"age", "sex"}, "documents"?}``.

    What the note does not say is invented from a hash of its id: name, member number, day, coverage, provider. A setting of "inpatient"
    makes an institutional encounter at place of service 21; a plain emergency department record goes to place 23, else 11.
    Raises InputError without id or text.
    """
    documents, name = _documents(note), str(note.get("id") or "")
    if not name or not any(document.text.strip() for document in documents):
        raise InputError(f"note {name or '?'}", "has no id or no text", 'give {"id": ..., "text": ...}')
    text = "\n".join(document.text for document in documents)
    setting: Literal["inpatient", "outpatient"] = "inpatient" if note.get("setting") == "inpatient" else "outpatient"
    emergency = setting == "outpatient" and _EMERGENCY.search(text[:_HEAD]) is not None
    day = _day(note, name)
    patient = _patient(note, name, text, day)
    billing = "hospital" if setting == "inpatient" else "hospital_group" if emergency else "clinic"
    kind: Literal["institutional", "professional"] = "institutional" if setting == "inpatient" else "professional"
    place = "21" if setting == "inpatient" else "23" if emergency else "11"
    authors = {"hospital": ("petrossian",), "hospital_group": ("whitehorse",)}.get(billing, ("okonkwo", "lindqvist", "baptiste"))
    return Encounter(
        id=name, patient=patient, date_of_service=day, setting=setting, claim_kind=kind, place_of_service=place,
        new_patient=None,
        coverages=coverages_for(name, patient, day), billing=practice.organisations[billing],
        rendering=practice.providers[_pick(authors, name, "author")],
        facility=practice.organisations["hospital"] if billing != "clinic" else None, documents=documents,
        references={"clia": practice.clia} if billing == "clinic" else {},
    )  # fmt: skip


def is_synthetic(patient: Patient) -> bool:
    """Whether a patient was invented for a foreign note."""
    return patient.id.startswith(PREFIX)


def age_and_sex(text: str) -> tuple[int | None, Literal["F", "M"] | None]:
    """Age in completed years and sex as a note states them, None where it does not; the first age counts, the commoner words of a sex."""
    infant, age = _INFANT.search(text), _AGE.search(text)
    years = None
    if age and (infant is None or age.start() < infant.start()):
        years = next((int(group) for group in age.groups() if group and int(group) <= 115), None)
    elif infant:
        years = int(infant[1]) // 12 if infant[2].lower() == "month" else 0
    women, men = len(_WOMAN.findall(text)), len(_MAN.findall(text))
    return years, None if women == men else "F" if women > men else "M"


def _documents(note: Mapping[str, Any]) -> tuple[Document, ...]:
    given = note.get("documents") or ()
    found = [Document(id=str(one.get("id", "note")), kind=str(one.get("kind", "note")), text=str(one.get("text", ""))) for one in given]
    if note.get("text"):
        found.insert(0, Document(text=str(note["text"])))
    return tuple(found)


def _dice(name: str, what: str) -> int:
    return int.from_bytes(sha256(f"{what}\0{name}".encode()).digest()[:8], "big")


def _pick(choices: tuple[str, ...], name: str, what: str) -> str:
    return choices[_dice(name, what) % len(choices)]


def _day(note: Mapping[str, Any], name: str) -> date:
    if given := note.get("date_of_service"):
        return given if isinstance(given, date) else parse_date(str(given))
    days = [FIRST_DAY + timedelta(days=number) for number in range((LAST_DAY - FIRST_DAY).days + 1)]
    working = [day for day in days if day.weekday() < 5]
    return working[_dice(name, "day") % len(working)]


def _patient(note: Mapping[str, Any], name: str, text: str, day: date) -> Patient:
    given = note.get("patient") or {}
    age, sex = age_and_sex(text)
    age = given["age"] if given.get("age") is not None else DEFAULT_AGE if age is None else age
    sex = given.get("sex") or sex or "F"
    mark = sha256(f"patient\0{name}".encode()).hexdigest()[:10]
    birth = date(day.year - int(age), 1, 1) + timedelta(days=_dice(name, "birthday") % 270)  # before the first day: the age holds
    number = _dice(name, "street") % 900
    return Patient(
        id=f"{PREFIX}{mark}", last=_pick(_LAST, name, "last"), first=_pick(_MALE if sex == "M" else _FEMALE, name, "first"),
        birth_date=min(birth, day), sex=sex, phone="2695550199",
        address=Address(line1=f"{100 + number} Example Street", city="Lakeshore", state="MI", zip="49001"),
    )  # fmt: skip


def coverages_for(name: str, patient: Patient, day: date) -> tuple[Coverage, ...]:
    """An invented insurance, the same for the same ``name``: Medicare from 65, commercial or Medicaid before."""
    age = age_on(patient.birth_date, day) if patient.birth_date else DEFAULT_AGE
    payers = ("00882",) if age >= 65 else ("EXCOM1", "EXCOM2", "EXMCD") if age < 19 else ("EXCOM1", "EXCOM2", "EXCOM1", "EXMCD")
    payer = _pick(payers, name, "payer")
    subscriber = Subscriber(member_id=_member_id(payer, name), group_number="DEMO" if payer.startswith("EXCOM") else "")
    return (Coverage(payer=_PAYERS[payer], subscriber=subscriber, period=Period(date(2024, 1, 1))),)


def _member_id(payer: str, name: str) -> str:
    """An invented member id; for Medicare of the form CMS publishes (1EG4TE5MK73), letters without S, L, O, I, B, Z."""
    dice = _dice(name, "member")
    if payer != "00882":
        return {"EXCOM1": "NW8", "EXCOM2": "PM8", "EXMCD": "EXM8"}[payer] + f"{dice % 10**8:08d}"
    letters, taken = "ACDEFGHJKMNPQRTUVWXY", []
    for kind in "9LLNLLNLLNN":
        taken.append("9" if kind == "9" else letters[dice % 20] if kind == "L" else str(dice % 10))
        dice //= 20 if kind == "L" else 1 if kind == "9" else 10
    return "".join(taken)
