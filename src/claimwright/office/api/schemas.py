"""What may be asked: the parameters of each call, with their bounds."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from claimwright.core import parse_date


def _day(value: Any) -> date | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError("not a date of the form YYYY-MM-DD")
    return parse_date(value)


def _writable(text: str) -> str:
    """Text that can be written as UTF-8 again; JSON can smuggle in half a character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("not a text of Unicode") from None
    return text


_WRITABLE = AfterValidator(_writable)
Text = Annotated[str, _WRITABLE]
Day = Annotated[
    date | None,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date"}),
    Field(description="Day of service, YYYY-MM-DD. Without it, the first day of the newest installed release, and the answer says so."),
]
Code = Annotated[str, Field(min_length=1, max_length=40, description="With or without its dot."), _WRITABLE]
System = Annotated[
    str,
    Field(min_length=1, max_length=60, description="icd10cm, icd10pcs, cpt, hcpcs, or a table: carc, ...; of a search also all."),
    _WRITABLE,
]
Words = Annotated[
    str,
    Field(min_length=1, max_length=200, description="In any order; beginnings, misspellings and abbreviations are understood."),
    _WRITABLE,
]
ReleaseName = Annotated[str, Field(min_length=1, max_length=40, description="As in 2024-10, or a fiscal year of ICD-10."), _WRITABLE]


class Lookup(Schema):
    """One code."""

    system: System
    code: Code
    on: Day = None


class Search(Schema):
    """Words to find codes by."""

    system: System
    words: Words
    on: Day = None
    limit: int = Field(20, ge=1, le=1000, description="At most so many.")


class Walk(Schema):
    """Words to follow through the Index."""

    words: Words
    system: System = "icd10cm"
    on: Day = None
    limit: int = Field(20, ge=1, le=100, description="At most so many.")


class Prefix(Schema):
    """The characters of an ICD-10-PCS code that are chosen so far."""

    prefix: Annotated[str, Field(max_length=20, description="None for the sections."), _WRITABLE] = ""
    on: Day = None


class Pair(Schema):
    """Two diagnosis codes."""

    code1: Code
    code2: Code
    on: Day = None


class OneCode(Schema):
    """One diagnosis code."""

    code: Code
    on: Day = None


class Below(OneCode):
    """A chapter (``4``), a block (``E08-E13``), a category or a code, to go down from."""

    billable: bool = Field(True, description="What may be billed alone; false: headings too.")
    limit: int = Field(200, ge=1, le=1000, description="At most so many; total tells how many there are.")


class Procedures(Schema):
    """Two procedures of one patient on one day by one provider."""

    code1: Code
    code2: Code
    on: Day = None
    setting: Literal["practitioner", "hospital"] = Field("practitioner", description="Whose table.")
    modifiers: Annotated[str, Field(max_length=60, description="Of both lines, parted by commas: 59,LT."), _WRITABLE] = ""


class Units(OneCode):
    """One procedure."""

    setting: Literal["practitioner", "hospital", "dme"] = Field("practitioner", description="Whose table.")


class Supported(Schema):
    """A procedure, and a diagnosis given for it."""

    procedure: Code
    diagnosis: Code
    on: Day = None


class Secondary(Schema):
    """A secondary diagnosis beside a principal one."""

    secondary: Code
    principal: Code
    on: Day = Field(None, description="Day of discharge.")


class Batch(Schema):
    """The day of the questions that have none."""

    on: Day = None


class Difference(Schema):
    """Two releases of one system."""

    system: System
    before: ReleaseName
    after: ReleaseName


class DifferenceOfUsed(Difference):
    """Two releases, and the codes in use."""

    used: list[Code] = Field([], max_length=100_000, description="Codes in use: which of them the change touches.")
    in_use: dict[str, list[Code]] = Field(
        {},
        max_length=10_000,
        description="The same by who uses them (favourites, claims, cases), in the place of used; answered as used_in.",
    )
