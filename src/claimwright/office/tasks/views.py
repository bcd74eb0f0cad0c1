"""My work, claims without owner, what is written beside a row, and the search for everything."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright.office.encounters import engine
from claimwright.office.kit.clock import day_of, office_day
from claimwright.office.kit.pages import back, page, searched, seen

from . import actions, queries
from .models import Call, Words

SHOW = {"mine": "My work", "all": "Everybody’s", "unowned": "Claims without owner"}


@page("task:read")
def work(request: HttpRequest) -> HttpResponse:
    """Tasks by day; and the claims that nobody has."""
    practice, show = request.membership.practice, request.GET.get("show", "mine")
    show = show if show in SHOW else "mine"
    unowned = queries.without_owner(practice)
    today = office_day(practice)
    context: dict[str, Any] = {
        "show": show, "tabs": SHOW, "unowned": unowned.count(), "mine": queries.tasks(practice, request.membership).count(),
        "all": queries.tasks(practice).count(), "today": today, "people": queries.people(practice), "next": today + timedelta(days=1),
        "here": "tasks",
    }  # fmt: skip
    if show == "unowned":
        context["claims"] = list(unowned[: queries.MOST]) if request.membership.may("claim:read") else []
    else:
        context["rows"] = list(queries.tasks(practice, request.membership if show == "mine" else None)[: queries.MOST])
    seen(request, "task:list:read", practice)
    return render(request, "tasks/work.html", context)


@page("task:read", method="POST")
def assign(request: HttpRequest) -> HttpResponse:
    """Give somebody the claims that were chosen."""
    practice, form = request.membership.practice, request.POST
    chosen = queries.without_owner(practice).filter(public_id__in=form.getlist("claim"))
    owner = queries.person(practice, form.get("owner", ""))
    number = actions.give_many(
        practice, list(chosen), form.get("what", ""), by=request.membership, owner=owner, due=day_of(form.get("due", ""))
    )
    messages.success(request, f"{number} claim{'' if number == 1 else 's'} given.")
    return redirect("/tasks/?show=unowned")


@page("task:read", method="POST")
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Done, another day, or somebody else."""
    task, form = queries.task(request.membership.practice, public_id), request.POST
    if form.get("do") == "done":
        actions.finish(task, by=request.membership)
    else:
        owner = queries.person(task.practice, form.get("owner", ""))
        actions.put_off(task, by=request.membership, due=day_of(form.get("due", "")), owner=owner)
    return redirect(back(request, "/tasks/"))


@page("note:read")
def about(request: HttpRequest, public_id: str) -> HttpResponse:
    """Tasks, notes and calls about a claim, an encounter or a patient; the part alone where a page asks for it."""
    subject = queries.subject(request.membership.practice, public_id)
    seen(request, "note:read", subject)
    tasks, notes = queries.beside(subject)
    context = {
        "subject": subject, "tasks": tasks, "notes": notes, "people": queries.people(subject.practice), "me": request.membership,
        "next": office_day(subject.practice) + timedelta(days=1), "here": "tasks",
    }  # fmt: skip
    return render(request, "tasks/beside.html" if request.htmx else "tasks/about.html", context)


@page("note:read", method="POST")
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write a note or a call down, or give a task."""
    subject, form, by = queries.subject(request.membership.practice, public_id), request.POST, request.membership
    if form.get("do") == "task":
        owner = queries.person(by.practice, form.get("owner", ""))
        actions.give(subject, form.get("what", ""), by=by, owner=owner, due=day_of(form.get("due", "")))
    else:
        said = {name: form.get(name, "").strip()[:120] for name in ("whom", "representative", "reference", "outcome")}
        actions.write(subject, Words(text=form.get("text", "").strip(), call=Call(**said) if form.get("do") == "call" else None), by=by)
    return redirect(back(request, f"/tasks/about/{public_id}"))


@page("everything:search", method="POST")
def search(request: HttpRequest) -> HttpResponse:
    """Find anything; what is the only thing of its name opens at once."""
    practice, words = request.membership.practice, request.POST.get("everything", "").strip()[:80]
    rows = queries.anything(practice, words, request.membership.permissions()) if len(words) > 1 else []
    searched(request, "everything:search", words, len(rows))
    if len(rows) == 1:
        return redirect(rows[0].href)
    codes = engine.search(words, office_day(practice), 6) if len(words) > 1 and request.membership.may("books:search") else []
    return render(request, "tasks/found.html", {"rows": rows, "codes": codes, "words": words, "here": "search"})
