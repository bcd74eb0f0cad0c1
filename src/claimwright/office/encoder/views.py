"""The encoder beside a note: one address, whatever is asked; a fragment for the workbench, a whole page otherwise."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claimwright.office.encounters.queries import encounter as found_encounter
from claimwright.office.kit.pages import page

from . import engine, queries

LONGEST = 200
"""Characters of a question."""
DEEPEST = 10
"""Levels of an index."""


@page("encounter:read")
def encoder(request: HttpRequest, public_id: str) -> HttpResponse:
    """The empty encoder."""
    encounter = found_encounter(request.membership.practice, public_id)
    kept = queries.favourites(request.membership, encounter.date_of_service)
    context = {
        "encounter": encounter,
        "systems": engine.SYSTEMS,
        "leafed": engine.BOOKS,
        "favourites": kept,
        "body": "encoder/nothing.html",
        "here": "worklist",
    }
    return render(request, "encoder/panel.html" if request.htmx else "encoder/page.html", context)


@page("encounter:read", method="POST")
def ask(request: HttpRequest, public_id: str, what: str) -> HttpResponse:
    """Words, a code, a place in the Index, or the next character of a PCS code."""
    encounter = found_encounter(request.membership.practice, public_id)
    form, on = request.POST, encounter.date_of_service
    text, system = form.get("q", "").strip()[:LONGEST], form.get("system", "all")
    if what == "words":
        answer = engine.words(text, system, on) if text else {}
    elif what == "leaf":
        answer = engine.leaf(form.get("book", ""), tuple(form.getlist("path"))[:DEEPEST], text, on)
    elif what == "code":
        answer = engine.code(system, text, on) or {"nothing": text}
    else:
        answer = engine.pcs(re.sub(r"[^0-9A-Za-z]", "", text)[:7], on)
    body = f"encoder/{what}.html" if answer else "encoder/nothing.html"
    context = {
        **answer,
        "encounter": encounter,
        "systems": engine.SYSTEMS,
        "leafed": engine.BOOKS,
        "words": text,
        "system": system,
        "body": body,
        "here": "worklist",
    }
    return render(request, body if request.htmx else "encoder/page.html", context)
