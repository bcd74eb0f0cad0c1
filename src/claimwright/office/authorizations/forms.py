"""What a form about an authorization says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from claimwright import core
from claimwright.core import Period
from claimwright.office.kit.clock import day_of
from claimwright.office.kit.errors import OfficeError
from claimwright.office.kit.forms import whole

from .errors import NothingAsked
from .values import Service

SERVICE = re.compile(r"([0-9A-Z]{5})(?:\s*[x×*]\s*(\d{1,3}))?", re.IGNORECASE)
DIAGNOSIS = re.compile(r"[A-Z][0-9][0-9A-Z](?:\.?[0-9A-Z]{1,4})?")


def services(text: str) -> tuple[Service, ...]:
    """``93306, 97110 x 12`` as services. Raises OfficeError for what is none."""
    return tuple(_services(text))


def _services(text: str) -> Iterator[Service]:
    for part in filter(None, (one.strip() for one in text.split(","))):
        found = SERVICE.fullmatch(part)
        if not found:
            raise OfficeError(f"{part[:20]} is no service: write 93306, or 97110 x 12 for twelve units, and a comma between two.")
        yield Service(found[1].upper(), max(1, whole(found[2], 1)))


def diagnoses(text: str) -> list[str]:
    """ICD-10-CM codes, with their dot. Raises OfficeError for what is none."""
    parts = [one for one in re.split(r"[,\s]+", text.strip().upper()) if one]
    wrong = next((one for one in parts if not DIAGNOSIS.fullmatch(one)), None)
    if wrong:
        raise OfficeError(f"{wrong[:10]} is no diagnosis code: write it as I20.9.")
    return [core.dotted(one) for one in parts][:12]


def days(form: Mapping[str, str]) -> Period:
    """From the first day to the last; the last may be left out."""
    first = day_of(form.get("first", ""))
    last = day_of(form.get("last", ""), first)
    if first is None or last < first:
        raise NothingAsked
    return Period(first, last)
