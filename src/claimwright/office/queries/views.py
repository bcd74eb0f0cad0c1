"""Queries: the list, those of an encounter, one of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from claimwright.office.encounters.queries import encounter as found_encounter
from claimwright.office.kit.pages import page, seen
from claimwright.office.practices.models import Provider

from . import actions, engine, queries
from .models import Question


@page("query:read")
def listing(request: HttpRequest) -> HttpResponse:
    """Queries that wait, drafts, answers."""
    practice, chosen = request.membership.practice, request.GET.get("show", "open")
    after = request.GET.get("after", "")
    rows, behind = queries.page(practice, chosen, after)
    seen(request, "query:list:read", practice)
    kept = urlencode({"show": chosen})
    context = {
        "rows": rows, "filters": queries.counts(practice), "chosen": chosen, "here": "queries", "first": not after, "kept": kept,
        "next": f"{kept}&{urlencode({'after': behind})}" if behind else "",
    }  # fmt: skip
    return render(request, "queries/listing.html", context)


@page("query:read")
def of_encounter(request: HttpRequest, public_id: str) -> HttpResponse:
    """The queries of one encounter; whoever may draft finds what the record raises drafted already."""
    encounter = found_encounter(request.membership.practice, public_id)
    if request.membership.may("query:draft") and encounter.open:
        actions.draft_questions(encounter, by=request.membership)
    rows = [_shown(question) for question in encounter.questions.order_by("id")]
    seen(request, "query:list:read", encounter)
    return render(request, "queries/encounter.html", {"encounter": encounter, "rows": rows, "here": "queries"})


@page("query:read")
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One query with its history."""
    question = queries.question(request.membership.practice, public_id)
    seen(request, "query:read", question.encounter)
    history = list(question.events.select_related("by"))
    context = {**_shown(question), "encounter": question.encounter, "history": history, "outcomes": actions.OUTCOMES, "here": "queries"}
    context["providers"] = Provider.objects.for_practice(question.practice_id).order_by("id")
    return render(request, "queries/one.html", context)


@page("query:read", method="POST")
def change(request: HttpRequest, public_id: str, what: str) -> HttpResponse:
    """Rewrite, send, mark as opened, ask somebody else, answer, escalate or cancel."""
    question, by, form = queries.question(request.membership.practice, public_id), request.membership, request.POST
    if what == "rewrite":
        actions.rewrite(question, by=by, title=form.get("title", ""), words=form.get("question", ""))
    elif what == "send":
        actions.send(question, by=by)
    elif what == "answer":
        verbal = form.get("verbal") == "1"
        actions.answer(question, by=by, outcome=form.get("outcome", ""), words=form.get("words", ""), verbal=verbal)
    elif what == "opened":
        actions.mark_opened(question, by=by)
    elif what == "readdress":
        actions.readdress(question, by=by, to=form.get("to", ""), reason=form.get("reason", ""))
    elif what == "escalate":
        actions.escalate(question, by=by)
    else:
        actions.cancel(question, by=by, reason=form.get("reason", ""))
    return redirect("queries:one", public_id)


def _shown(question: Question) -> dict[str, Any]:
    """A query, its faults while it can still be mended, and what its answer changed."""
    value = question.value
    draft = question.state == Question.State.DRAFT
    reply = value.answer
    before, after = (set(reply.codes_before), set(reply.codes_after)) if reply else (set(), set())
    return {
        "question": question,
        "value": value,
        "faults": engine.faults(value, question.encounter) if draft else (),
        "added": sorted(after - before),
        "gone": sorted(before - after),
    }
