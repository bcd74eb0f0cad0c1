"""The queue: the list, whose an encounter is, what it waits for, the second review."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from claimwright.office.kit.clock import office_day
from claimwright.office.kit.forms import whole
from claimwright.office.kit.pages import page, searched, seen

from . import actions_queue, actions_review, queries
from .errors import NothingToReview
from .models import Encounter, ReviewRule
from .queue import KINDS

KEPT = "queue"
"""Where the session keeps the queue that somebody works through; no name stands in it."""


@page("encounter:read")
def worklist(request: HttpRequest) -> HttpResponse:
    """Encounters to work on."""
    return _listed(request, queries.Chosen.read(request.GET), "")


@page("encounter:read", method="POST")
def find(request: HttpRequest) -> HttpResponse:
    """Encounters by name or number. A POST, because a name must not stand in an address."""
    return _listed(request, queries.Chosen.read(request.POST), request.POST.get("q", "").strip())


def _listed(request: HttpRequest, chosen: queries.Chosen, words: str) -> HttpResponse:
    by, practice, after = request.membership, request.membership.practice, request.GET.get("after", "")
    on = office_day(practice)
    if request.session.get(KEPT) != chosen.kept():
        request.session[KEPT] = chosen.kept()
    rows, behind = chosen.page(practice, by.user, on, words, after)
    kept = chosen.kept()
    counts = queries.counts(practice)
    if words:
        searched(request, "encounter:search", words, len(rows))
    else:
        seen(request, "encounter:list:read", practice)
    context = {
        "rows": rows, "chosen": chosen, "words": words, "here": "worklist", "more": {k: v for k, v in kept.items() if k != "show"},
        "filters": [(name, label, counts[name]) for name, (label, _) in queries.FILTERS.items()],
        "specialties": queries.specialties(practice), "kinds": KINDS, "ages": queries.AGES, "sorts": queries.SORTS, "whose": queries.WHOSE,
        "first": not after, "kept": urlencode(kept), "next": urlencode({**kept, "after": behind}) if behind and not words else "",
        "rule": ReviewRule.objects.for_practice(practice).first() if chosen.show == "review" else None,
    }  # fmt: skip
    return render(request, "encounters/worklist.html", context)


@page("encounter:read")
def following(request: HttpRequest, public_id: str) -> HttpResponse:
    """On to what stands behind this encounter in the queue that was chosen last."""
    by, practice = request.membership, request.membership.practice
    encounter, chosen = queries.encounter(practice, public_id), queries.Chosen.read(request.session.get(KEPT, {}))
    found = queries.next_to_code(practice, encounter, chosen, by.user, office_day(practice))
    if found is None:
        messages.info(request, "Nothing else is in this queue.")
        return redirect("encounters:worklist")
    return redirect("encounters:workbench", found.public_id)


@page("encounter:read")
def history(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that was done about the encounter, and for how long people worked on it."""
    encounter = queries.encounter(request.membership.practice, public_id)
    seen(request, "encounter:history:read", encounter)
    context = {"encounter": encounter, "steps": queries.history(encounter), "times": queries.times(encounter), "here": "worklist"}
    return render(request, "encounters/steps.html" if request.htmx else "encounters/history.html", context)


@page("encounter:take", method="POST")
def active(request: HttpRequest, public_id: str) -> HttpResponse:
    """Somebody has worked for some more seconds; answers with hers in all."""
    encounter = queries.encounter(request.membership.practice, public_id)
    seconds = whole(request.POST.get("seconds"), most=actions_queue.MOST_SECONDS)
    return JsonResponse({"seconds": actions_queue.worked(encounter, request.membership, seconds)})


@page("encounter:read", method="POST")
def change(request: HttpRequest, public_id: str, what: str) -> HttpResponse:
    """Take, assign, hold, release; ask for a second review, agree, return."""
    by, form = request.membership, request.POST
    encounter = queries.encounter(by.practice, public_id)
    reason = " - ".join(part for part in (form.get("reason", ""), form.get("words", "").strip()) if part)
    if what == "assign":
        people = {str(one.public_id): one for one in queries.coders(by.practice)}
        actions_queue.assign(encounter, by=by, to=people.get(form.get("to", "")))
    elif what in ("agree", "return") and encounter.state != Encounter.State.REVIEW:
        raise NothingToReview
    elif what == "agree":
        _agree(request, encounter, form.get("words", ""))
    elif what == "return":
        actions_review.give_back(encounter, by=by, reason=reason)
    elif what == "look":
        actions_review.ask_second_look(encounter, by=by, reason=reason)
    elif what == "hold":
        actions_queue.hold(encounter, by=by, reason=reason)
    else:
        {"take": actions_queue.take, "release": actions_queue.release}[what](encounter, by=by)
    return redirect("encounters:next" if form.get("then") == "next" else "encounters:workbench", public_id)


def _agree(request: HttpRequest, encounter: Encounter, remark: str) -> None:
    claims = actions_review.agree(encounter, by=request.membership, remark=remark)
    if claims:
        messages.success(request, f"Agreed. {len(claims)} claim{'' if len(claims) == 1 else 's'} built.")
    else:
        messages.warning(request, f"Agreed, but no claim can be built: {encounter.held_reason}")


@page("encounter:second-look:rule", method="POST")
def rule(request: HttpRequest) -> HttpResponse:
    """Choose what is looked at twice."""
    form: Any = request.POST
    actions_review.set_rule(
        request.membership.practice, by=request.membership, share=whole(form.get("share"), most=100), kinds=form.getlist("kind")
    )
    messages.success(request, "Saved. It holds for what is signed from now on.")
    return redirect("/encounters/?show=review")
