"""The provider's inbox: the queries that are put to her, and her answers. No code and no amount is shown to her."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright.coding.queries import ProviderQuery
from claimwright.office.kit.pages import page, seen

from . import actions_inbox, queries
from .errors import NoAnswer


@page("inbox:read")
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for her answer, and what she has answered."""
    seen(request, "inbox:list:read", request.membership.practice)
    waiting, answered = queries.inbox(request.membership)
    return render(request, "queries/inbox.html", {"waiting": waiting, "answered": answered, "here": "inbox"})


@page("inbox:read")
def asked(request: HttpRequest, public_id: str) -> HttpResponse:
    """One query with the record that it quotes, and the form of the answer."""
    question = queries.own(request.membership, public_id)
    if question.waits:
        question = actions_inbox.open_own(question, by=request.membership)
    seen(request, "inbox:read", question.encounter)
    papers = [document.value for document in question.encounter.documents.order_by("id")]
    context = {"question": question, "value": question.value, "papers": papers, "here": "inbox", "events": queries.own_events(question)}
    return render(request, "queries/asked.html", context)


@page("inbox:answer", method="POST")
@reauthentication_required
def reply(request: HttpRequest, public_id: str) -> HttpResponse:
    """Her answer, signed with her password."""
    question = queries.own(request.membership, public_id)
    outcome, words = _said(question.value, request.POST.get("choice", ""), request.POST.get("words", "").strip())
    actions_inbox.sign_answer(question, by=request.membership, outcome=outcome, words=words)
    messages.success(request, "Signed. Your answer stands in the record; the coder is told.")
    return redirect("queries:inbox")


def _said(query: ProviderQuery, choice: str, words: str) -> tuple[str, str]:
    """The outcome, and what she documents: the option that she chose and her own words."""
    chosen = query.options[int(choice)] if choice.isdecimal() and int(choice) < len(query.options) else None
    if chosen is None:
        return choice, words or ("Unable to determine." if choice == "undetermined" else "")
    if chosen.kind == "undetermined":
        return "undetermined", words or f"{chosen.text}."
    if chosen.kind == "other" and not words:
        raise NoAnswer
    return ("other", words) if chosen.kind == "other" else ("agreed", f"{chosen.text}. {words}".strip())
