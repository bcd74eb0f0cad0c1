"""The coder's workbench."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright import core
from claimwright.office.encoder.queries import favourites as kept
from claimwright.office.kit.forms import whole
from claimwright.office.kit.pages import page, seen
from claimwright.office.preferences.queries import phrases

from . import actions, engine, queries
from .models import CodeDecision, Encounter
from .reasons import HOLDS, REJECTIONS

MOST_UNITS = 9999
"""Units of one service line; more is a slip of the finger."""
LETTERS = "ABCDEFGHIJKL"
"""How a claim names its diagnoses, in their order."""
DECISIONS = ("accept", "reject", "undo", "up", "down", "top", "more", "less", "poa", "edit")
"""What can be done with one code."""
DOCUMENT_KINDS = ("addendum", "operative-note", "discharge-summary", "pathology", "radiology", "laboratory", "note")


@page("encounter:read")
def workbench(request: HttpRequest, public_id: str) -> HttpResponse:
    """The note beside its codes; the codes alone where a part of the page asks for them."""
    encounter = queries.encounter(request.membership.practice, public_id, request.user)
    if encounter.result is None and request.membership.may("encounter:propose"):
        actions.propose_codes(encounter, by=request.membership)
    if request.htmx:
        return _codes(request, encounter)
    context = _beside(encounter)
    seen(request, "encounter:note:read", encounter)
    context |= {
        "documents": queries.note(encounter, context["decisions"]), "seconds": encounter.spent or 0,
        "phrases": phrases(request.membership),
        "people": queries.coders(encounter.practice) if request.membership.may("encounter:assign") else (),
    }  # fmt: skip
    return render(request, "encounters/workbench.html", context)


def _codes(request: HttpRequest, encounter: Encounter) -> HttpResponse:
    return render(request, "encounters/answer.html", _beside(encounter))


def _beside(encounter: Encounter) -> dict[str, Any]:
    """What stands beside the note."""
    decisions = queries.decisions(encounter)
    diagnoses = [one for one in decisions if one.value.system.startswith("icd10")]
    standing = [one for one in diagnoses if one.state != "rejected" and one.value.system == "icd10cm"]
    for letter, one in zip(LETTERS, standing, strict=False):
        one.letter = letter
    return {
        "encounter": encounter, "decisions": decisions, "diagnoses": diagnoses, "here": "worklist",
        "services": [one for one in decisions if not one.value.system.startswith("icd10")],
        "undecided": sum(one.state == "proposed" for one in decisions), "claims": list(encounter.claims.order_by("id")),
        "review": encounter.reviews.select_related("by", "asked_by").last(), "rejections": REJECTIONS, "holds": HOLDS,
        "kinds_of_documents": DOCUMENT_KINDS,
    }  # fmt: skip


@page("encounter:read", method="POST")
def decide(request: HttpRequest, public_id: str, what: str) -> HttpResponse:
    """Accept, reject, edit or move one code, change its units or indicator, or take a decision back."""
    decision, by, form = queries.decision(request.membership.practice, public_id), request.membership, request.POST
    value = decision.value
    if what == "accept":
        actions.accept_code(decision, by=by)
    elif what == "reject":
        reason = " - ".join(part for part in (form.get("reason", ""), form.get("words", "").strip()) if part)
        actions.reject_code(decision, by=by, reason=reason)
    elif what == "undo":
        actions.undo_code(decision, by=by)
    elif what in ("up", "down", "top"):
        actions.move_code(decision, by=by, up=what != "down", top=what == "top")
    elif what in ("more", "less"):
        units = min(MOST_UNITS, value.units + (1 if what == "more" else -1))
        actions.edit_code(decision, by=by, code=value.code, modifiers=value.modifiers, units=units)
    elif what == "poa":
        actions.edit_code(decision, by=by, code=value.code, modifiers=value.modifiers, units=value.units, poa=form.get("poa"))
    else:
        actions.edit_code(
            decision,
            by=by,
            code=form.get("code", ""),
            modifiers=tuple(re.findall(r"[A-Z0-9]{2}", form.get("modifiers", " ".join(value.modifiers)).upper())),
            units=whole(form.get("units"), value.units, most=MOST_UNITS),
            poa=form.get("poa"),
            points_to=_pointers(decision, form.get("pointers", "")),
            reason=form.get("reason", ""),
        )
    return _after(request, decision.encounter)


def _pointers(decision: CodeDecision, text: str) -> tuple[str, ...]:
    """Diagnoses as typed: codes, or their letters on the page (A is the first that stands)."""
    rows = decision.encounter.decisions.all()
    standing = [one.value.code for one in rows if one.state != "rejected" and one.value.system == "icd10cm"]
    lettered = dict(zip(LETTERS, standing, strict=False))
    return tuple(lettered.get(word, word) for word in text.upper().replace(",", " ").split())


def _after(request: HttpRequest, encounter: Encounter) -> HttpResponse:
    """The codes as they are now, or the way back to their page."""
    if request.htmx:
        return _codes(request, queries.encounter(request.membership.practice, encounter.public_id))
    return redirect("encounters:workbench", encounter.public_id)


@page("encounter:read", method="POST")
def undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take back the last decision of one's own in this encounter."""
    encounter = queries.encounter(request.membership.practice, public_id)
    actions.undo_last(encounter, by=request.membership)
    return _after(request, encounter)


@page("encounter:read", method="POST")
def document(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take in a document that came later."""
    encounter, form = queries.encounter(request.membership.practice, public_id), request.POST
    kind = form.get("kind", "") if form.get("kind") in DOCUMENT_KINDS else "addendum"
    actions.add_document(encounter, by=request.membership, kind=kind, words=form.get("words", ""), author=form.get("author", "")[:80])
    messages.success(request, "Added. The codes were proposed anew; what you had decided stays.")
    return redirect("encounters:workbench", public_id)


@page("books:search", method="POST")
def search(request: HttpRequest, public_id: str) -> HttpResponse:
    """Codes for the words typed, her favourites where none are; the list alone where the page asks for it, a whole page otherwise."""
    encounter, words = queries.encounter(request.membership.practice, public_id), request.POST.get("q", "").strip()
    on = encounter.date_of_service
    hits = engine.search(words, on) if len(words) > 1 else [] if words else kept(request.membership, on)
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
    return _after(request, encounter)


@page("encounter:read", method="POST")
def finalize(request: HttpRequest, public_id: str) -> HttpResponse:
    """Sign the codes; the way leads to the claim, or on to the next encounter."""
    encounter = queries.encounter(request.membership.practice, public_id)
    claims = actions.finalize_codes(encounter, by=request.membership)
    stopped = any(claim.state == "draft" for claim in claims)
    if claims:
        number = f"{len(claims)} {'claim' if len(claims) == 1 else 'claims'}"
        what = f"findings stop {'it' if len(claims) == 1 else 'some'}" if stopped else "checked and ready to submit"
        (messages.warning if stopped else messages.success)(request, f"Signed. {number} built; {what}.")
    elif encounter.state == Encounter.State.REVIEW:
        messages.success(request, f"Signed by you. It waits for a second review: {encounter.reviews.last().why}.")
    else:
        messages.warning(request, f"Held: {encounter.held_reason}")
    if request.POST.get("then") == "next":
        return redirect("encounters:next", public_id)
    return redirect("claims:claim", claims[0].public_id) if claims else redirect("encounters:workbench", encounter.public_id)


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
