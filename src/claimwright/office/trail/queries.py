"""Reading the trail: by patient, person, time, action, outcome, or by the words of a search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q

from claimwright.office.encounters.models import Patient
from claimwright.office.kit import search
from claimwright.office.kit.clock import day_of
from claimwright.office.kit.models import AuditEvent
from claimwright.office.practices.models import Practice

ROWS = 50
"""Events of one page."""
SORTS = {"time": "sequence", "person": "actor", "action": "tag", "on": "subject", "patient": "patient_id", "outcome": "outcome"}
OUTCOMES = ("done", "denied", "failed")
ACTS = {"R": "Seen", "C": "Made", "U": "Changed", "D": "Removed", "E": "Done"}


class Chosen(NamedTuple):
    """What the officer asks for. Days are whole days in UTC; ``words`` is the digest of a search; ``sort`` a column, with "-" downwards."""

    person: str = ""
    patient: str = ""
    since: date | None = None
    until: date | None = None
    tag: str = ""
    act: str = ""
    outcome: str = ""
    words: str = ""
    sort: str = "-time"
    page: int = 1

    @classmethod
    def read(cls, form: Mapping[str, str]) -> Chosen:
        """From an address; what makes no sense is left out."""
        sort = form.get("sort", "")
        return cls(
            person=form.get("person", "").replace("\0", "")[:150],
            patient=_matching(r"[0-9a-f]{16}", form.get("patient", "")),
            since=day_of(form.get("since", "")),
            until=day_of(form.get("until", "")),
            tag=_matching(r"[a-z:-]{1,80}", form.get("tag", "").strip().lower()),
            act=form["act"] if form.get("act") in ACTS else "",
            outcome=form["outcome"] if form.get("outcome") in OUTCOMES else "",
            words=_matching(r"[0-9a-f]{24}", form.get("words", "")),
            sort=sort if sort.removeprefix("-") in SORTS else "-time",
            page=max(1, int(_matching(r"\d{1,4}", form.get("page", "")) or 1)),
        )

    def address(self, **changes: Any) -> str:
        """The query of an address with these choices changed; without a page it begins anew."""
        chosen = self._replace(**{"page": 1, **changes})._asdict()
        return urlencode({name: value for name, value in chosen.items() if value and (name, value) not in (("page", 1), ("sort", "-time"))})

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return self._replace(sort="-time", page=1) != Chosen()


def events(practice: Practice, chosen: Chosen) -> Any:
    """The events of this practice, as chosen."""
    rows = AuditEvent.objects.for_practice(practice)
    plain = {"actor": chosen.person, "act": chosen.act, "outcome": chosen.outcome}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if chosen.patient:
        rows = rows.filter(Q(patient_id=chosen.patient) | Q(patients__contains=chosen.patient))
    if chosen.since:
        rows = rows.filter(at__gte=chosen.since.isoformat())
    if chosen.until:
        rows = rows.filter(at__lt=(chosen.until + timedelta(days=1)).isoformat())
    if chosen.tag:
        rows = rows.filter(tag__startswith=chosen.tag)
    if chosen.words:
        rows = rows.filter(detail__contains=chosen.words)
    down = "-" if chosen.sort.startswith("-") else ""
    return rows.order_by(f"{down}{SORTS[chosen.sort.removeprefix('-')]}", "-sequence")


def one_page(practice: Practice, chosen: Chosen) -> tuple[list[AuditEvent], bool]:
    """The events of the chosen page, and whether there are more behind it."""
    start = (chosen.page - 1) * ROWS
    rows = list(events(practice, chosen)[start : start + ROWS + 1])
    return rows[:ROWS], len(rows) > ROWS


def people(practice: Practice) -> list[str]:
    """Everybody who works or worked here, by name."""
    return sorted(practice.memberships.values_list("user__username", flat=True).distinct())


def patients(practice: Practice, ids: Iterable[str]) -> dict[str, Patient]:
    """Patients of this practice by opaque id."""
    rows = Patient.objects.for_practice(practice).filter(public_id__in=set(ids) - {""})
    return {row.public_id: row for row in rows}


def patients_called(practice: Practice, words: str, most: int = 20) -> list[Patient]:
    """Patients found by name, number or birth date."""
    found = search.find(practice, "Patient", words)
    return list(Patient.objects.for_practice(practice).filter(public_id__in=found).order_by("id")[:most])


def _matching(pattern: str, text: str) -> str:
    return text if re.fullmatch(pattern, text, re.ASCII) else ""
