"""Invented people, practices, hospitals and insurances, with numbers of the right form."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from claimwright.core import Address, Patient, Payer, Provider, Subscriber, npi_is_valid

LAST = ("Rivera", "Okafor", "Lindqvist", "Nguyen", "O'Neil", "Haddad", "Kowalski", "Santos-Lima", "Brown", "Iyer", "Moreau", "Tanaka")
WOMEN = ("Ana", "Ines", "Grace", "Linh", "Maeve", "Rana", "Zofia", "Beatriz", "Ruth", "Priya")
MEN = ("Luis", "Paul", "Minh", "Sean", "Karim", "Jan", "Tiago", "Amos", "Ravi", "Louis")
CITIES = (
    ("Columbus", "OH", "43215"),
    ("Dayton", "OH", "45402"),
    ("Boise", "ID", "83702"),
    ("Tulsa", "OK", "74103"),
    ("Bangor", "ME", "04401"),
)
MEDICARE, MEDICAID = Payer("00882", "Example Medicare", "MB"), Payer("EXMCD", "Example State Medicaid", "MC")
COMMERCIAL = (Payer("EXCOM1", "Northwind Health Plan", "CI"), Payer("EXCOM2", "Prairie Mutual", "CI"))
_LETTERS = "ACDEFGHJKMNPQRTUVWXY"


def npi(rng: Random) -> str:
    """A number with a right check digit."""
    body = f"1{rng.randrange(10**8):08d}"
    return next(body + digit for digit in "0123456789" if npi_is_valid(body + digit))


def address(rng: Random) -> Address:
    """A street address with a ZIP code of nine digits."""
    city, state, code = rng.choice(CITIES)
    return Address(f"{rng.randint(1, 999)} Test Street", "", city, state, f"{code}{rng.randint(1000, 9999)}")


def patient(rng: Random, on: date, youngest: int, oldest: int, sex: str = "") -> Patient:
    """A patient who is between so many years old on a day."""
    sex = sex or rng.choice("FM")
    born = on - timedelta(days=round(rng.uniform(youngest + 0.05, oldest + 0.9) * 365.25))
    return Patient(
        id=f"P{rng.randint(1, 99999)}", last=rng.choice(LAST), first=rng.choice(WOMEN if sex == "F" else MEN), birth_date=born,
        sex="F" if sex == "F" else "M", address=address(rng),
    )  # fmt: skip


def practice(rng: Random) -> Provider:
    """A group practice."""
    return Provider(
        npi=npi(rng), tax_id=f"{rng.randint(10, 99)}-{rng.randrange(10**7):07d}", taxonomy="207Q00000X",
        name=f"{rng.choice(LAST)} Medical Group", address=address(rng),
    )  # fmt: skip


def hospital(rng: Random) -> Provider:
    """A general hospital."""
    return Provider(
        npi=npi(rng), tax_id=f"{rng.randint(10, 99)}-{rng.randrange(10**7):07d}", taxonomy="282N00000X",
        name=f"{rng.choice(CITIES)[0]} General Hospital", address=address(rng),
    )  # fmt: skip


def physician(rng: Random, taxonomy: str = "207Q00000X") -> Provider:
    """A person who gives care."""
    return Provider(npi=npi(rng), last=rng.choice(LAST), first=rng.choice(WOMEN + MEN), taxonomy=taxonomy)


def subscriber(rng: Random, payer: Payer) -> Subscriber:
    """The patient's own insurance with this payer."""
    if payer.filing == "MB":
        pick = rng.choice
        body = f"{rng.randint(1, 9)}{pick(_LETTERS)}{pick(_LETTERS)}{rng.randint(0, 9)}{pick(_LETTERS)}{pick(_LETTERS)}{rng.randint(0, 9)}"
        return Subscriber(member_id=f"{body}{pick(_LETTERS)}{pick(_LETTERS)}{rng.randint(10, 99)}")
    return Subscriber(member_id=f"N{rng.randrange(10**9):09d}")


def day(rng: Random, year: int = 0) -> date:
    """A weekday of the third quarter of 2024 or of 2025."""
    year = year or rng.choice((2024, 2025))
    first, length = (date(2024, 7, 1), 91) if year == 2024 else (date(2025, 1, 6), 340)
    found = first + timedelta(days=rng.randrange(length))
    return found - timedelta(days=max(found.weekday() - 4, 0))
