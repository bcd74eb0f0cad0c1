"""Accounts, and the chain behind every amount."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claimwright.core import Money
from claimwright.forms import as_text, print_letters
from claimwright.office.deposits import queries as money
from claimwright.office.kit.clock import office_day
from claimwright.office.kit.fields import opaque
from claimwright.office.kit.pages import page, seen
from claimwright.office.statements.letters import letter

from . import plots, queries, statements
from .chain import follow


@page("account:read")
def accounts(request: HttpRequest) -> HttpResponse:
    """Every patient's account, and the practice's open balances by age."""
    practice = request.membership.practice
    on = office_day(practice)
    chosen, sums, names = request.GET.get("age", ""), queries.balances(practice), queries.payer_names(practice)
    seen(request, "account:list:read", practice)
    context = {
        "rows": [] if chosen else queries.patients_with_accounts(practice),
        "balances": [(queries.WORDS[name], total) for name, total in sums.items()],
        "sum": Money.total(sums.values()),
        "payers": names,
        "balanced": not Money.total(sums.values()),
        "aging": queries.aging(practice, on),
        "by_payer": None if chosen else plots.by_payer(practice, on, names),
        "items": queries.open_items(practice, on, chosen),
        "age": chosen,
        "here": "accounts",
    }
    return render(request, "ledger/accounts.html", context)


@page("account:read")
def account(request: HttpRequest, public_id: str) -> HttpResponse:
    """One patient's account: every entry, every amount a link to its chain."""
    patient = queries.patient(request.membership.practice, public_id)
    seen(request, "account:read", patient)
    context = {
        "patient": patient, "sums": queries.account(patient), "entries": queries.entries_of(patient), "here": "accounts",
        "payments": list(money.payments(patient)), "prepaid": money.prepaid(patient), "receipt": opaque() + opaque(),
        "today": office_day(patient.practice),
    }  # fmt: skip
    return render(request, "ledger/account.html", context)


@page("account:read")
def statement(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the patient would be sent: as a page, or (``?as=``) as ``text`` or ``pdf``."""
    patient = queries.patient(request.membership.practice, public_id)
    on = office_day(patient.practice)
    made = statements.statement(patient)
    seen(request, "account:statement:show", patient)
    if wanted := request.GET.get("as"):
        written = letter(made, patient.practice, on, number="Preview")
        if wanted == "text":
            return HttpResponse(as_text(written), content_type="text/plain; charset=utf-8")
        return HttpResponse(print_letters([written]).pdf, content_type="application/pdf")
    return render(request, "ledger/statement.html", {"patient": patient, "statement": made, "on": on, "here": "accounts"})


@page("chain:read")
def chain(request: HttpRequest, public_id: str) -> HttpResponse:
    """From one amount down to the sentence."""
    posting = queries.posting(request.membership.practice, public_id)
    seen(request, "chain:read", posting)
    return render(request, "ledger/chain.html", {"chain": follow(posting), "posting": posting, "here": "accounts"})
