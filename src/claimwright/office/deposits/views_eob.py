"""Keying a paper EOB."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright.core import InputError, parse_date
from claimwright.office.claims.actions import receive_answers
from claimwright.office.kit.clock import office_day
from claimwright.office.kit.errors import OfficeError
from claimwright.office.kit.pages import page, seen
from claimwright.office.practices.models import Payer
from claimwright.office.remits.actions import import_remittance
from claimwright.office.remits.queries import remittance

from . import eob
from .actions import take_back_eob
from .errors import NotProved

KEYED = [("paid", "Paid"), ("co", "Contractual"), ("deductible", "Deductible"), ("coinsurance", "Coinsurance"), ("copay", "Copay")]
"""The cells of a line that have a column of their own, and their names."""


@page("remit:import")
def key(request: HttpRequest) -> HttpResponse:
    """The empty form."""
    return _shown(request, {}, [], None)


@page("remit:import", method="POST")
def prove(request: HttpRequest) -> HttpResponse:
    """Show what was keyed with its proof; post it where that is asked and the proof holds."""
    form, practice = request.POST, request.membership.practice
    rows, unknown = eob.named(practice, form.get("claims", ""))
    for name in unknown[:5]:
        messages.error(request, f"There is no claim {name} in this practice.")
    claims = [(row, row.value) for row in rows]
    value, wrong = None, []
    try:
        value = eob.built(_head(request), claims, form)
        wrong = eob.shortly(value)
    except NotProved as error:
        wrong = [str(error)]
    if form.get("do") == "post" and value is not None and not wrong and not unknown and claims:
        return _post(request, value)
    fresh = claims and value is not None and not eob.keyed(form)  # the lines are there to be keyed: nothing is wrong yet
    return _shown(request, form, claims, None if fresh else value, [] if fresh else wrong)


def _head(request: HttpRequest) -> eob.Head:
    form = request.POST
    payer = Payer.objects.for_practice(request.membership.practice).filter(public_id=form.get("payer", "")).first()
    try:
        on, amount = parse_date(form.get("on", "")), eob.dollars(form.get("amount", ""))
    except ValueError:
        raise NotProved("Give the day and the amount of the check.") from None
    trace, method = form.get("trace", "").strip()[:50], form.get("method", "CHK")
    if payer is None or not trace or method not in eob.METHODS or amount < 0:
        raise NotProved("Give the payer, the number of the check or transfer, and how it was paid.")
    return eob.Head(payer, trace, on, amount, method)


def _post(request: HttpRequest, value: Any) -> HttpResponse:
    by = request.membership
    name, content = eob.written(by.practice, value)
    try:
        file = receive_answers(by.practice, name, content, by=by)
        made = import_remittance(file, by=by)
    except InputError as error:
        raise OfficeError(f"The EOB could not be kept: {error.what}") from error
    if made and made[0].file_id != file.pk:
        messages.info(request, "This payment is in the books already: nothing was posted twice.")
    else:
        messages.success(request, "The EOB is proved and posted.")
    return redirect("remits:remittance", made[0].public_id)


def _shown(request: HttpRequest, form: Any, claims: list[Any], value: Any, wrong: list[str] | None = None) -> HttpResponse:
    practice = request.membership.practice
    seen(request, "remit:key:read", practice)
    context = {
        "form": form, "payers": Payer.objects.for_practice(practice).order_by("name"), "methods": eob.METHODS, "groups": eob.GROUPS,
        "claims": [(row, content, eob.rows_of(form, row, content), form.get(f"{row.claim_id}.number", "")) for row, content in claims],
        "plb": [(place, *(form.get(f"plb.{place}.{part}", "") for part in ("reason", "reference", "amount"))) for place in eob.PLB_ROWS],
        "keyed": KEYED, "wrong": wrong or [], "proved": value is not None and not wrong and bool(claims),
        "today": office_day(practice), "here": "remits",
        "sums": eob.sums(value.claims) if value is not None else None, "value": value,
    }  # fmt: skip
    return render(request, "deposits/eob.html", context, status=422 if wrong else 200)


@page("remit:reverse", method="POST")
def reverse(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take back an EOB that was keyed wrongly."""
    found = remittance(request.membership.practice, public_id)
    made = take_back_eob(found, by=request.membership, reason=request.POST.get("reason", ""))
    messages.success(request, f"Taken back. Key it again with a sign behind its number, such as {found.trace}-2.")
    return redirect("remits:remittance", made.public_id)
