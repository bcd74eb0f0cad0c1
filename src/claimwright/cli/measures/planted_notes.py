"""Invented notes with identifiers planted in them: each note says where each stands, so that what was missed can be counted.

The names, numbers and places are made up at random; the ways of writing them are ours and are not those of the scanner's forms: some
stand without any label, in small letters, or in words. ``known`` tells which of them the record's own fields hold.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

GIVEN = re.findall(
    r"\S+",
    """Ana Ken Grace Per Leila Luc Ruth Jan Maribel Tobias Priya Oleksandr Wen Abena Dmitri Xiomara Siobhan Rahul Noor Eun Halima Cormac
    Yolanda Desmond Beatriz Ferdinand Mary John Linda Robert Jennifer Daniel Karen Anthony Susan George""",
)
SURNAME = re.findall(
    r"\S+",
    """Rivera Nakamura Okoye Lindqvist Haddad Moreau Adeyemi Kowalski Brannigan Vanterpool Quisenberry Thistlewood Oyelaran Zubkov Szabo
    Abernathy Dellacqua Fitzsimmons Garrity Yamaguchi Smith Nguyen Garcia Johnson Patel Murphy Kelly Ortiz Chen Baker O'Donnell
    Santos-Vega""",
)
CITIES = ("Columbus", "Dayton", "Marietta", "Cedarville", "Lakewood", "Fairborn", "Zanesville", "Ashtabula", "Gallipolis", "Chillicothe")
STREETS = ["Elm", "Maple", "Old Orchard", "Birch", "Sycamore Hill", "Third", "Washington", "Heron"]
KINDS = ["Street", "St", "Avenue", "Ave.", "Road", "Lane", "Drive", "Blvd", "Court", "Way"]
PLACES = ("Mercy Hospital", "Riverside Medical Center", "the Hartwell Clinic", "Lakeside Nursing Home", "St. Agnes School", "Benton County")
FIRMS = ("Harmon Steel", "Whitlock Dairy", "Quill and Sons", "Meridian Freight")
CLINICAL = (
    "Blood pressure 138/84, pulse 72, temperature 98.6.", "Strength 5/5 in all extremities; reflexes 2+.",
    "A1c 8.2, creatinine 1.1, LDL 96.",
    "Continue metformin 500 mg twice daily and lisinopril 10 mg.", "Type 2 diabetes mellitus with diabetic polyneuropathy, stable.",
    "Denies chest pain, dyspnea or edema.", "Foley catheter removed; voiding well.", "Parkinson disease, on carbidopa-levodopa 25/100.",
    "Give 1/2 tablet at bedtime for 10 days.", "EF 55-60 % on echocardiogram.", "Essential hypertension, at goal.", "Return if worse.",
    "Wound 3 cm x 2 cm, clean margins.", "Crohn disease in remission.", "Pain 4/10, better with rest.",
    "Codes considered: 99214, I10, E11.42.",
)  # fmt: skip


class Planted(NamedTuple):
    """A planted identifier: letter of the rule, its text, where it stands, and whether the record's own fields hold it."""

    letter: str
    text: str
    start: int
    end: int
    known: bool


class Note(NamedTuple):
    """A note, what was planted in it, and the fields of its record."""

    text: str
    planted: tuple[Planted, ...]
    record: dict[str, Any]


def notes(count: int, seed: int = 17) -> Iterator[Note]:
    """Notes; the same seed gives the same."""
    chance = random.Random(seed)  # noqa: S311 - invented data
    for number in range(count):
        yield _note(number, chance)


def _note(number: int, chance: random.Random) -> Note:
    record = _record(number, chance)
    patient, sentences = record["patient"], [*_own(record, chance), *_others(chance)]
    chance.shuffle(sentences)
    wanted = chance.sample(sentences, min(len(sentences), chance.randint(5, 9)))
    text, planted = f"{chance.choice(('Office visit', 'Progress note', 'Discharge summary'))}\n", []
    for sentence, letter, known in wanted:
        text += chance.choice(CLINICAL) + chance.choice((" ", "\n"))
        before, _, rest = sentence.partition("{")
        inside, _, after = rest.partition("}")
        start = len(text) + len(before)
        planted.append(Planted(letter, inside, start, start + len(inside), known))
        text += before + inside + after + chance.choice((" ", "\n"))
    assert patient
    return Note(text, tuple(planted), record)


def _record(number: int, chance: random.Random) -> dict[str, Any]:
    last, first = chance.choice(SURNAME), chance.choice(GIVEN)
    born = date(1928, 1, 1) + timedelta(days=chance.randrange(33_000))
    return {
        "patient": {
            "id": f"{chance.choice(('', 'MR', 'P-'))}{chance.randrange(10**5, 10**8)}", "last": last, "first": first,
            "birth_date": born.isoformat(), "sex": chance.choice("FM"), "phone": _phone(chance),
            "address": {"line1": f"{chance.randrange(1, 9999)} {chance.choice(STREETS)} {chance.choice(KINDS)}",
                        "city": chance.choice(CITIES),
                        "state": "OH", "zip": f"{chance.randrange(43001, 45999)}"},
        },
        "coverages": [{"subscriber": {"member_id": _mixed(chance, 11)}}],
        "billing": {"npi": str(chance.randrange(10**9, 2 * 10**9)), "name": f"{chance.choice(SURNAME)} Medical Group"},
        "date_of_service": (date(2025, 1, 1) + timedelta(days=chance.randrange(600))).isoformat(),
        "id": f"V{number:07d}",
    }  # fmt: skip


def _own(record: dict[str, Any], chance: random.Random) -> list[tuple[str, str, bool]]:
    """What the record's own fields hold, as notes repeat it."""
    patient, place = record["patient"], record["patient"]["address"]
    first, last = patient["first"], patient["last"]
    on = date.fromisoformat(record["date_of_service"])
    return [
        (f"{chance.choice(('Patient: ', 'I saw ', ''))}{{{first} {last}}} for follow-up.", "A", True),
        (f"{chance.choice(('Mr. ', 'Ms. ', ''))}{{{last}}} feels better.", "A", True),
        (f"{{{first.lower()} {last.lower()}}} called back.", "A", True),
        (f"Medical record number {{{patient['id']}}}.", "H", True),
        (f"Call {{{patient['phone']}}} with results.", "D", True),
        (f"Home: {{{place['line1']}}}.", "B", True),
        (f"Insurance member id {{{record['coverages'][0]['subscriber']['member_id']}}}.", "I", True),
        (f"Seen {{{_written(on, chance)}}}.", "C", False),
        (f"Born {{{_written(date.fromisoformat(patient['birth_date']), chance)}}}.", "C", False),
        (f"Lives in {{{place['city']}, OH {place['zip']}}}.", "B", True),
    ]


def _others(chance: random.Random) -> list[tuple[str, str, bool]]:
    """What no field holds: relatives, clinicians, other numbers and days."""
    first, last = chance.choice(GIVEN), chance.choice(SURNAME)
    day = date(2020, 1, 1) + timedelta(days=chance.randrange(2400))
    templates: list[tuple[str, str, Callable[[], str]]] = [
        ("Accompanied by his wife {}.", "A", lambda: first), ("Referred by Dr. {}.", "A", lambda: f"{first} {last}"),
        ("{} will drive her home.", "A", lambda: f"{first} {last}"), ("Signed: {}, MD", "A", lambda: f"{first} {last}"),
        ("Spoke with {} about the plan.", "A", lambda: first), ("The neighbor, {}, brought the pills.", "A", lambda: f"{first} {last}"),
        ("Surgery on {}.", "C", lambda: _written(day, chance)), ("Next visit {}.", "C", lambda: f"{day.month}/{day.day}"),
        ("She is {} years old.", "C", lambda: str(chance.randrange(90, 104))), ("Admitted last {}.", "C", lambda: day.strftime("%A")),
        ("Pharmacy phone {}.", "D", lambda: _phone(chance)), ("Fax results to {}.", "E", lambda: _phone(chance)),
        ("Write to {}.", "F", lambda: f"{first.lower()}.{last.lower().replace(chr(39), '')}@example.{chance.choice(('com', 'org'))}"),
        ("SSN {}.", "G", lambda: f"{chance.randrange(1, 899):03d}-{chance.randrange(1, 99):02d}-{chance.randrange(1, 9999):04d}"),
        ("Old chart {}.", "H", lambda: str(chance.randrange(10**5, 10**7))), ("Policy number {}.", "I", lambda: _mixed(chance, 9)),
        ("Account # {}.", "J", lambda: str(chance.randrange(10**5, 10**9))),
        ("Driver's license {}.", "K", lambda: f"RT{chance.randrange(10**5, 10**6)}"),
        ("Hit by a car, plate {}.", "L", lambda: f"{_letters(chance, 3)}-{chance.randrange(1000, 9999)}"),
        ("Pacemaker serial number {}.", "M", lambda: f"{_letters(chance, 3)}{chance.randrange(10**5, 10**7)}"),
        ("Portal: {}", "N", lambda: f"https://{last.lower().replace(chr(39), '')}.example.org/p/{chance.randrange(999)}"),
        ("Signed from {}.", "O", lambda: ".".join(str(chance.randrange(1, 255)) for _ in range(4))),
        ("Photo stored as {}.", "Q", lambda: f"{last.lower().replace(chr(39), '')}_{chance.randrange(99)}.jpg"),
        ("Study subject {}.", "R", lambda: f"{_letters(chance, 2)}-{chance.randrange(1000, 9999)}-{chance.randrange(10, 99)}"),
        ("Lives at {}.", "B", lambda: f"{chance.randrange(1, 9999)} {chance.choice(STREETS)} {chance.choice(KINDS)}"),
        ("Transferred from {}.", "B", lambda: chance.choice(PLACES)), ("Works at {}.", "B", lambda: chance.choice(FIRMS)),
        ("Grew up near {}.", "B", lambda: chance.choice(CITIES)),
    ]  # fmt: skip
    return [(form.format("{" + make() + "}"), letter, False) for form, letter, make in templates]


def _written(day: date, chance: random.Random) -> str:
    forms = ("%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d", "%B %d, %Y", "%b %d %Y", "%d %B %Y", "%m-%d-%Y", "%B %d", "%Y%m%d")
    text = day.strftime(chance.choice(forms))
    return text if chance.random() > 0.05 else f"the {day.day}th of {day.strftime('%B')}"


def _phone(chance: random.Random) -> str:
    area, middle, end = chance.randrange(201, 989), chance.randrange(200, 999), chance.randrange(10_000)
    return chance.choice(("({}) {}-{:04d}", "{}-{}-{:04d}", "{}.{}.{:04d}", "+1 {} {} {:04d}")).format(area, middle, end)


def _mixed(chance: random.Random, length: int) -> str:
    return "".join(chance.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") if place % 3 == 1 else str(chance.randrange(10)) for place in range(length))


def _letters(chance: random.Random, length: int) -> str:
    return "".join(chance.choices("ABCDEFGHJKLMNPRSTUVWXYZ", k=length))
