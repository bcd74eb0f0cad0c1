"""Rules of the house and contracts with payers: the lists, one of them, writing, trying, switching."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright.office.guard.uploads import taken
from claimwright.office.kit.clock import office_day
from claimwright.office.kit.errors import OfficeError
from claimwright.office.kit.pages import page, seen

from . import actions, engine, queries
from .models import HouseRule, PayerContract


@page("rule:read")
def rules(request: HttpRequest) -> HttpResponse:
    """The rules that the practice has written, and which are on."""
    rows = [(row, engine.rule(row.text).rule.edit) for row in queries.standing(HouseRule, request.membership.practice)]
    return render(request, "house/rules.html", {"rows": rows, "here": "house"})


@page("rule:read")
def rule(request: HttpRequest, public_id: str) -> HttpResponse:
    """One rule: its text, its switch, what it was before."""
    row = queries.one(HouseRule, request.membership.practice, public_id)
    return _rule(request, row.text, {"row": row})


@page("rule:write")
def new_rule(request: HttpRequest) -> HttpResponse:
    """A form for another rule, with one to begin with."""
    return _rule(request, EXAMPLE)


@page("rule:write", method="POST")
def write_rule(request: HttpRequest) -> HttpResponse:
    """Check what is written; try it on past claims, on one claim, or keep it."""
    practice, form = request.membership.practice, request.POST
    text = _written(request)
    try:
        if form.get("do") == "keep":
            rows = actions.write_rules(practice, text, by=request.membership, reason=form.get("reason", ""))
            messages.success(request, "Kept. A new rule is off until somebody switches it on." if rows else "Nothing has changed.")
            return redirect("house:rules")
        return _rule(request, text, _tried(request, text))
    except OfficeError as error:
        return _rule(request, text, {"fault": error}, status=422)


def _tried(request: HttpRequest, text: str) -> dict[str, Any]:
    """What the text would have done: on the claim that is named, else on the newest."""
    practice, number = request.membership.practice, request.POST.get("claim", "")
    if not number.strip():
        seen(request, "rule:try:read", practice)
        return {"tried": queries.tried(practice, text), "past": len(queries.past(practice))}
    claim = queries.claim(practice, number)
    said = queries.said(claim, text)
    seen(request, "claim:read", claim)
    return {"claim": claim, "said": said}


def _rule(request: HttpRequest, text: str, more: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    more = more or {}
    row = more.get("row")
    context = {"text": text, "here": "house", "history": queries.history(row) if row else [], **more}
    context |= {"edit": engine.rule(row.text).rule.edit} if row else {}
    return render(request, "house/rule.html", context, status=status)


@page("rule:switch", method="POST")
def switch_rule(request: HttpRequest, public_id: str) -> HttpResponse:
    """Switch a rule on or off, with a reason."""
    _switch(request, actions.switch_rule, HouseRule, public_id)
    return redirect("house:rule", public_id)


@page("contract:read")
def contracts(request: HttpRequest) -> HttpResponse:
    """The contracts that the practice has with payers."""
    rows = [(row, engine.contract(row.text)) for row in queries.standing(PayerContract, request.membership.practice)]
    return render(request, "house/contracts.html", {"rows": rows, "here": "house", "on": office_day(request.membership.practice)})


@page("contract:read")
def contract(request: HttpRequest, public_id: str) -> HttpResponse:
    """One contract: its terms, what it would pay for the services of the fee list, its text, what it was before."""
    row = queries.one(PayerContract, request.membership.practice, public_id)
    return _contract(request, row.text, {"row": row, **_terms(request, row.text)})


@page("contract:write")
def new_contract(request: HttpRequest) -> HttpResponse:
    """A form for another contract, with one to begin with."""
    return _contract(request, AGREEMENT)


@page("contract:write", method="POST")
def write_contract(request: HttpRequest) -> HttpResponse:
    """Check a contract and show what it would pay, or keep it."""
    text = _written(request)
    try:
        if request.POST.get("do") == "keep":
            reason = request.POST.get("reason", "")
            rows = actions.write_contract(request.membership.practice, text, by=request.membership, reason=reason)
            messages.success(
                request, "Kept. A new contract prices nothing until somebody switches it on." if rows else "Nothing has changed."
            )
            return redirect("house:contracts")
        return _contract(request, text, _terms(request, text))
    except OfficeError as error:
        return _contract(request, text, {"fault": error}, status=422)


@page("contract:switch", method="POST")
def switch_contract(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let a contract price, or not, with a reason."""
    _switch(request, actions.switch_contract, PayerContract, public_id)
    return redirect("house:contract", public_id)


def _switch(request: HttpRequest, switch: Callable[..., Any], model: Any, public_id: str) -> None:
    practice, form = request.membership.practice, request.POST
    switch(
        practice, queries.one(model, practice, public_id), by=request.membership, on=form.get("on") == "1", reason=form.get("reason", "")
    )


def _terms(request: HttpRequest, text: str) -> dict[str, Any]:
    return queries.terms(request.membership.practice, text)._asdict()


def _contract(request: HttpRequest, text: str, more: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    more = more or {}
    history = queries.history(more["row"]) if more.get("row") else []
    return render(request, "house/contract.html", {"text": text, "here": "house", "history": history, **more}, status=status)


def _written(request: HttpRequest) -> str:
    """What stands in the form, or in the file that came with it."""
    if "file" in request.FILES:
        return taken(request, "file", "text").content.decode("utf-8-sig")
    return request.POST.get("text", "").replace("\r\n", "\n")


EXAMPLE = """[[rule]]
id = "knee-side"
title = "Knee injections say the side"
look_at = "line"              # claim, line or diagnosis
since = 2026-01-01
severity = "warning"          # error, warning or info
message = "{line.procedure} without a side"
fix = "take the side from the note"
prevents = ["CO-4"]
source = "billing meeting of ..."
when = [
  { field = "line.procedure", in = ["20610", "20611"] },
  { field = "line.modifiers", has_not = ["RT", "LT", "50"] },
]
"""
AGREEMENT = """id = "payer-2026"
payer = "the payer's id"
first = 2026-01-01
source = "agreement of ..."

[lesser]
of = "line"

[[terms]]
id = "everything"
schedule = { name = "pfs", percent = 110 }
"""
