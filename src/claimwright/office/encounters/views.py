"""The worklist and the coder's workbench."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright import core
from claimwright.office.kit.forms import whole
from claimwright.office.kit.pages import page, searched, seen

from . import actions, engine, queries
from .reasons import REJECTIONS

MOST_UNITS = 9999
"""Units of one service line; more is a slip of the finger."""


@page("encounter:read")
def worklist(request: HttpRequest) -> HttpResponse:
    """Encounters to work on."""
    return _listed(request, request.GET.get("show", "to-code"), "")


@page("encounter:read", method="POST")
def find(request: HttpRequest) -> HttpResponse:
    """Encounters by name or number. A POST, because a name must not stand in an address."""
    return _listed(request, request.POST.get("show", "to-code"), request.POST.get("q", "").strip())


def _listed(request: HttpRequest, chosen: str, words: str) -> HttpResponse:
    practice = request.membership.practice
    rows = list(queries.worklist(practice, chosen, words)[:200])
    counts = queries.counts(practice)
    filters = [(name, label, counts[name]) for name, (label, _) in queries.FILTERS.items()]
    if words:
        searched(request, "encounter:search", words, len(rows))
    else:
        seen(request, "encounter:list:read", practice)
    return render(
        request, "encounters/worklist.html", {"rows": rows, "filters": filters, "chosen": chosen, "words": words, "here": "worklist"}
    )


@page("encounter:read")
def workbench(request: HttpRequest, public_id: str) -> HttpResponse:
    """The note beside its codes."""
    encounter = queries.encounter(request.membership.practice, public_id)
    if encounter.result is None and request.membership.may("encounter:propose"):
        actions.propose_codes(encounter, by=request.membership)
    decisions = list(encounter.decisions.select_related("decided_by").prefetch_related("events__by"))
    seen(request, "encounter:note:read", encounter)
    undecided = sum(decision.state == "proposed" for decision in decisions)
    return render(
        request,
        "encounters/workbench.html",
        {
            "encounter": encounter,
            "diagnoses": [d for d in decisions if d.value.system.startswith("icd10")],
            "services": [d for d in decisions if not d.value.system.startswith("icd10")],
            "undecided": undecided,
            "documents": queries.note(encounter, decisions),
            "claims": list(encounter.claims.order_by("id")),
            "following": queries.next_to_code(request.membership.practice, encounter),
            "rejections": REJECTIONS,
            "here": "worklist",
        },
    )


@page("encounter:read", method="POST")
def decide(request: HttpRequest, public_id: str, what: str) -> HttpResponse:
    """Accept, reject, edit or move one code, or take a decision back."""
    decision, by = queries.decision(request.membership.practice, public_id), request.membership
    if what == "accept":
        actions.accept_code(decision, by=by)
    elif what == "reject":
        reason = " - ".join(part for part in (request.POST.get("reason", ""), request.POST.get("words", "").strip()) if part)
        actions.reject_code(decision, by=by, reason=reason)
    elif what == "undo":
        actions.undo_code(decision, by=by)
    elif what in ("up", "down"):
        actions.move_code(decision, by=by, up=what == "up")
    else:
        actions.edit_code(
            decision,
            by=by,
            code=request.POST.get("code", ""),
            modifiers=tuple(re.findall(r"[A-Z0-9]{2}", request.POST.get("modifiers", " ".join(decision.value.modifiers)).upper())),
            units=whole(request.POST.get("units"), decision.value.units, most=MOST_UNITS),
            poa=request.POST.get("poa"),
            points_to=tuple(request.POST.get("pointers", "").upper().replace(",", " ").split()),
            reason=request.POST.get("reason", ""),
        )
    return redirect("encounters:workbench", decision.encounter.public_id)


@page("books:search", method="POST")
def search(request: HttpRequest, public_id: str) -> HttpResponse:
    """Codes for the words typed; the list alone where the page asks for it, a whole page otherwise."""
    encounter, words = queries.encounter(request.membership.practice, public_id), request.POST.get("q", "").strip()
    hits = engine.search(words, encounter.date_of_service) if len(words) > 1 else []
    template = "encounters/hits.html" if request.htmx else "encounters/search.html"
    return render(request, template, {"encounter": encounter, "hits": hits, "words": words, "here": "worklist"})


@page("encounter:read", method="POST")
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add a code that was not proposed."""
    encounter, form = queries.encounter(request.membership.practice, public_id), request.POST
    evidence = None
    start, end = whole(form.get("start")), whole(form.get("end"))
    if end > start and form.get("text"):
        evidence = core.Evidence(document=form.get("document", "note"), start=start, end=end, text=form["text"], section="")
    actions.add_code(encounter, by=request.membership, system=form.get("system", "icd10cm"), code=form.get("code", ""), evidence=evidence)
    return redirect("encounters:workbench", encounter.public_id)


@page("encounter:read", method="POST")
def finalize(request: HttpRequest, public_id: str) -> HttpResponse:
    """Sign the codes; the way leads to the claim."""
    encounter = queries.encounter(request.membership.practice, public_id)
    claims = actions.finalize_codes(encounter, by=request.membership)
    if claims:
        number = f"{len(claims)} {'claim' if len(claims) == 1 else 'claims'}"
        if any(claim.state == "draft" for claim in claims):
            messages.warning(request, f"Signed. {number} built; findings stop {'it' if len(claims) == 1 else 'some'}.")
        else:
            messages.success(request, f"Signed. {number} built, checked and ready to submit.")
        return redirect("claims:claim", claims[0].public_id)
    messages.warning(request, f"Held: {encounter.held_reason}")
    return redirect("encounters:workbench", encounter.public_id)


@page("encounter:read", method="POST")
def reopen(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the codes change again."""
    encounter = queries.encounter(request.membership.practice, public_id)
    actions.reopen(encounter, by=request.membership, reason=request.POST.get("reason", ""))
    return redirect("encounters:workbench", encounter.public_id)


@page("encounter:read", method="POST")
def coverage(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct a member id."""
    encounter, form = queries.encounter(request.membership.practice, public_id), request.POST
    actions.edit_member_id(encounter, by=request.membership, sequence=whole(form.get("sequence")), member_id=form.get("member", ""))
    return redirect("encounters:workbench", encounter.public_id)
