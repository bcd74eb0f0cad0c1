"""Who saw what: the page, finding a patient, and the two exports. Looking, searching and exporting are recorded too."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claimwright.office.kit import audit
from claimwright.office.kit.pages import page, searched

from . import fhir, queries, table
from .words import said, told

MOST = 50_000
"""Events of one export; a longer trail is exported by periods."""


@page("trail:read")
def trail(request: HttpRequest) -> HttpResponse:
    """The events as chosen."""
    practice, chosen = request.membership.practice, queries.Chosen.read(request.GET)
    verdict = audit.verify() if "verify" in request.GET else None
    rows, more = queries.one_page(practice, chosen)
    known = queries.patients(practice, [row.patient_id for row in rows] + [chosen.patient])
    audit.record("trail:read", by=request.membership, subject=practice, facts={"events": len(rows), **_asked(chosen)}, patients=set(known))
    context = {
        "rows": [(row, said(row.tag), told(row.detail), known.get(row.patient_id), len(row.patients.split())) for row in rows],
        "chosen": chosen, "patient": known.get(chosen.patient), "verdict": verdict, "people": queries.people(practice),
        "sorts": _sorts(chosen), "acts": queries.ACTS, "outcomes": queries.OUTCOMES, "here": "trail",
        "older": chosen.address(page=chosen.page + 1) if more else "", "newer": chosen.address(page=chosen.page - 1),
        "query": chosen.address(),
    }  # fmt: skip
    return render(request, "trail/trail.html", context)


@page("trail:read", method="POST")
def find(request: HttpRequest) -> HttpResponse:
    """Patients by name, number or birth date, and who searched for these words. A POST, because a name must not stand in an address."""
    practice, words = request.membership.practice, request.POST.get("q", "").strip()
    found = queries.patients_called(practice, words) if words else []
    searched(request, "trail:patient:search", words, len(found))
    digest = audit.words_digest(practice, words)
    return render(request, "trail/patients.html", {"found": found, "words": words, "digest": digest, "here": "trail"})


@page("trail:export")
def as_csv(request: HttpRequest) -> HttpResponse:
    """The events as chosen, as CSV."""
    return _export(request, "text/csv; charset=utf-8", "trail.csv", table.lines)


@page("trail:export")
def as_fhir(request: HttpRequest) -> HttpResponse:
    """The events as chosen, as FHIR AuditEvent."""
    return _export(request, "application/fhir+ndjson", "trail.ndjson", fhir.ndjson)


def _export(request: HttpRequest, kind: str, name: str, write: Any) -> HttpResponse:
    practice, chosen = request.membership.practice, queries.Chosen.read(request.GET)
    rows = queries.events(practice, chosen)[:MOST]
    audit.record(
        "trail:export", by=request.membership, subject=practice, facts={"file": name, "events": rows.count(), **_asked(chosen)}
    )  # fmt: skip
    answer = HttpResponse("".join(write(rows)), content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _asked(chosen: queries.Chosen) -> dict[str, str]:
    """What was asked for, for the event; there is no name in it."""
    return {name: str(value) for name, value in chosen._asdict().items() if value and name not in ("sort", "page")}


def _sorts(chosen: queries.Chosen) -> list[dict[str, str]]:
    """Each column that sorts: its address and how it stands now."""
    titles = {"time": "Time (UTC)", "person": "Who", "action": "What", "on": "On", "patient": "Patient", "outcome": "Outcome"}
    found = []
    for name, title in titles.items():
        down, up = chosen.sort == f"-{name}", chosen.sort == name
        order = "descending" if down else "ascending" if up else "none"
        found.append({"title": title, "query": chosen.address(sort=name if down else f"-{name}"), "order": order})
    return found
