"""Charge batches, late charges, the fee list."""

from __future__ import annotations

import re
from decimal import InvalidOperation

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright.core import Money
from claimwright.office.encounters import engine
from claimwright.office.kit.clock import office_day
from claimwright.office.kit.errors import OfficeError
from claimwright.office.kit.forms import whole
from claimwright.office.kit.pages import page, seen

from . import actions, queries
from .models import ChargeBatch

MOST_BATCHES, MOST_FEES = 50, 300


def dollars(text: str) -> Money:
    """An amount as people write it. Raises OfficeError."""
    try:
        return Money.parse(text.replace("$", "").replace(",", "").strip())
    except (ValueError, InvalidOperation):
        raise OfficeError(f"{text.strip()[:20] or 'Nothing'} is no amount: write it as 140.00.") from None


@page("charge:read")
def charges(request: HttpRequest) -> HttpResponse:
    """The batches, and what came too late."""
    practice = request.membership.practice
    seen(request, "charge:list:read", practice)
    context = {"rows": list(queries.batches(practice)[:MOST_BATCHES]), "late": list(queries.late(practice)[:200]), "here": "charges"}
    return render(request, "charges/charges.html", context)


@page("charge:read", method="POST")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a batch."""
    amount = dollars(request.POST.get("amount", ""))
    made = actions.open_batch(request.membership.practice, whole(request.POST.get("count")), amount, by=request.membership)
    return redirect("charges:batch", made.public_id)


@page("charge:read")
def batch(request: HttpRequest, public_id: str) -> HttpResponse:
    """One batch: its services, its totals, and what is still to key."""
    found = queries.batch(request.membership.practice, public_id)
    rows = list(found.charges.select_related("encounter__patient"))
    seen(request, "charge:read", found)
    amount = Money.total(row.amount for row in rows)
    context = {
        "batch": found, "rows": rows, "amount": amount, "open": found.state == ChargeBatch.State.OPEN, "here": "charges",
        "missing_count": found.expected_count - len(rows), "missing_amount": Money(found.expected_amount - amount),
        "last": rows[-1].encounter.external_id if rows else "",
    }  # fmt: skip
    return render(request, "charges/batch.html", context)


@page("charge:read", method="POST")
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Key a service, take one out, correct the totals, release or give up."""
    found, by, form = queries.batch(request.membership.practice, public_id), request.membership, request.POST
    what = form.get("do", "")
    if what == "enter":
        modifiers = tuple(re.findall(r"[A-Z0-9]{2}", form.get("modifiers", "").upper()))[:4]
        meant = queries.encounter(by.practice, form.get("encounter", "").strip())
        actions.enter(found, meant, form.get("code", ""), by=by, modifiers=modifiers, units=whole(form.get("units"), 1))
    elif what == "remove":
        actions.remove(queries.charge(by.practice, form.get("charge", "")), by=by)
    elif what == "totals":
        actions.set_totals(found, whole(form.get("count")), dollars(form.get("amount", "")), by=by)
    elif what == "give-up":
        actions.give_up(found, by=by)
        return redirect("charges:charges")
    elif what == "release":
        actions.release(found, by=by)
        messages.success(request, f"Batch {found.number} is released: its services stand with their encounters.")
        return redirect("charges:charges")
    return redirect("charges:batch", found.public_id)


@page("charge:read", method="POST")
def take_late(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open signed codes again for a charge that came late."""
    charge = queries.charge(request.membership.practice, public_id)
    actions.take_late(charge, by=request.membership)
    messages.success(request, f"{charge.value.code} stands with the encounter. A coder signs it again, and the claim is corrected.")
    return redirect("charges:charges")


@page("charge:read")
def fees(request: HttpRequest) -> HttpResponse:
    """The fee list."""
    practice, words = request.membership.practice, request.GET.get("q", "")
    rows = queries.fees(practice, words)
    seen(request, "charge:fee:list:read", practice)
    on = office_day(practice)
    shown = [(row, engine.fee_title(row.code, on)) for row in rows[:MOST_FEES]]
    return render(request, "charges/fees.html", {"rows": shown, "number": rows.count(), "words": words, "here": "charges"})
