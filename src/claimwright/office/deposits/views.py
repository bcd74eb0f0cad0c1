"""Deposits: the list with its proof, one of them, what is in none yet; credits and refunds."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright.office.charges.views import dollars
from claimwright.office.claims.models import Claim
from claimwright.office.kit.clock import day_of, office_day
from claimwright.office.kit.errors import OfficeError
from claimwright.office.kit.pages import page, seen
from claimwright.office.ledger import queries as ledger
from claimwright.office.patients.queries import patient as one_patient

from . import actions, payments, queries


@page("deposit:read")
def deposits(request: HttpRequest) -> HttpResponse:
    """What the bank says beside what was paid."""
    practice = request.membership.practice
    payers, patients = queries.not_deposited(practice)
    seen(request, "deposit:list:read", practice)
    context = {
        "rows": queries.deposits(practice), "payers": payers[:200], "patients": patients[:200], "proof": queries.proof(practice),
        "unapplied": queries.unapplied(practice), "today": office_day(practice), "here": "deposits",
    }  # fmt: skip
    return render(request, "deposits/deposits.html", context)


@page("deposit:read", method="POST")
def keep(request: HttpRequest) -> HttpResponse:
    """Key a line of the bank's statement."""
    form, by = request.POST, request.membership
    made = actions.keep_deposit(
        by.practice, _day(form.get("on", "")), dollars(form.get("amount", "")), form.get("reference", "").strip()[:80], by=by
    )
    if not made.difference:
        messages.success(request, "The deposit agrees with the payment in it.")
    return redirect("deposits:deposit", made.public_id)


def _day(text: str) -> date:
    if (day := day_of(text)) is None:
        raise OfficeError("Give the day as the bank tells it.")
    return day


@page("deposit:read")
def deposit(request: HttpRequest, public_id: str) -> HttpResponse:
    """One deposit: the payments in it, and those that could be."""
    found = queries.deposit(request.membership.practice, public_id)
    payers, patients = queries.not_deposited(found.practice)
    parts = list(found.parts.select_related("remittance", "payment__patient"))
    seen(request, "deposit:read", found)
    context = {
        "deposit": found,
        "parts": parts,
        "apart": found.difference,
        "payers": payers[:200],
        "patients": patients[:200],
        "here": "deposits",
    }
    return render(request, "deposits/deposit.html", context)


@page("deposit:read", method="POST")
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put payments into a deposit, or take one out."""
    found, by = queries.deposit(request.membership.practice, public_id), request.membership
    if name := request.POST.get("part"):
        actions.take_out(queries.part(by.practice, name), by=by)
        return redirect("deposits:deposit", found.public_id)
    payers, patients = queries.not_deposited(found.practice)
    remittances = list(payers.filter(public_id__in=request.POST.getlist("remittance")))
    paid = list(patients.filter(public_id__in=request.POST.getlist("payment")))
    actions.put_in(found, remittances, paid, by=by)
    return redirect("deposits:deposit", found.public_id)


@page("payment:take", method="POST")
def take(request: HttpRequest, public_id: str) -> HttpResponse:
    """Book a patient's payment, or let what was paid ahead pay."""
    who, form, by = one_patient(request.membership.practice, public_id), request.POST, request.membership
    if form.get("do") == "apply":
        applied = payments.apply_prepaid(who, by=by)
        messages.success(request, f"${applied} applied." if applied else "Nothing is owed that it could pay.")
        return redirect("ledger:account", who.public_id)
    made = payments.take(
        who, dollars(form.get("amount", "")), by=by, on=_day(form.get("on", "")), method=form.get("method", ""),
        reference=form.get("reference", ""), receipt=form.get("receipt", "")[:32],
    )  # fmt: skip
    messages.success(request, f"${made.amount} taken. Receipt {made.public_id[:8].upper()}.")
    return redirect("ledger:account", who.public_id) if by.may("account:read") else redirect("patients:patient", who.public_id)


@page("payment:undo", method="POST")
def undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a patient's payment back."""
    payment = queries.payment(request.membership.practice, public_id)
    payments.take_back(payment, by=request.membership, reason=request.POST.get("reason", ""))
    messages.success(request, "Booked back. The first entry stays, its contrary stands beside it.")
    return redirect("ledger:account", payment.patient.public_id)


@page("refund:read")
def credit_balances(request: HttpRequest) -> HttpResponse:
    """Credit balances, and refunds on their way."""
    practice = request.membership.practice
    seen(request, "refund:list:read", practice)
    context = {"rows": queries.credit_balances(practice), "refunds": queries.refunds(practice), "here": "credits"}
    context["payers"] = ledger.payer_names(practice)
    return render(request, "deposits/credits.html", context)


@page("refund:read", method="POST")
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask that a patient's credit be given back."""
    who, form, by = one_patient(request.membership.practice, public_id), request.POST, request.membership
    claim = Claim.objects.for_practice(by.practice).filter(public_id=form.get("claim", ""), patient=who).first()
    payments.ask_for(who, dollars(form.get("amount", "")), by=by, reason=form.get("reason", ""), claim=claim, payer=form.get("payer", ""))
    messages.success(request, "Asked for. Somebody else has to approve it.")
    return redirect("deposits:credits")


@page("refund:read", method="POST")
def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Approve or refuse a refund."""
    refund = queries.refund(request.membership.practice, public_id)
    if request.POST.get("do") == "approve":
        payments.approve(refund, by=request.membership)
    else:
        payments.refuse(refund, by=request.membership, reason=request.POST.get("reason", ""))
    return redirect("deposits:credits")
