"""Statements: who is due, print runs, one letter, and what a patient has agreed."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright.core import Money, replace
from claimwright.forms import as_text, print_letters
from claimwright.office.charges.views import dollars
from claimwright.office.kit.clock import day_of, office_day
from claimwright.office.kit.errors import OfficeError
from claimwright.office.kit.forms import whole
from claimwright.office.kit.pages import page, seen
from claimwright.office.patients.queries import patient as one_patient

from . import actions, due, queries
from .cycle import Cycle, Step
from .errors import NotACycle
from .models import Hold

TABS = {"": "To send", "held": "Not sent, and why", "runs": "Print runs", "plans": "Payment plans"}
MOST, LOOKED = 200, due.AT_ONCE
"""Rows of a page; patients who owe, the highest amount first, that it looks through for them. The print run goes through all."""
MANY = (
    "{} instalments: more than {} by written agreement make a creditor's duties apply (Regulation Z, 12 CFR 1026.1(c)(1)(iii)). "
    "Ask compliance before it is signed."
)


@page("statement:read")
def statements(request: HttpRequest) -> HttpResponse:
    """Who would be sent something today, who would not and why, what was printed, who pays by a plan."""
    practice, chosen = request.membership.practice, request.GET.get("show", "")
    chosen, today = chosen if chosen in TABS else "", office_day(practice)
    seen(request, "statement:list:read", practice)
    context: dict[str, Any] = {"tabs": TABS, "chosen": chosen, "on": today, "here": "statements"}
    if chosen == "runs":
        context["runs"] = list(queries.runs(practice)[:MOST])
    elif chosen == "plans":
        context["plans"] = list(queries.plans(practice)[:MOST])
    else:
        terms = queries.cycle(practice)
        looked = list(islice(due.due(practice, today, terms), LOOKED))
        rows = [(one, terms.name_of(one.level)) for one in looked if bool(one.held) == (chosen == "held")]
        context |= {"rows": rows[:MOST], "number": len(rows), "amount": Money.total(one.owed for one, _ in rows)}
        context["looked"] = LOOKED if len(looked) == LOOKED else None
    return render(request, "statements/statements.html", context)


@page("statement:read")
def cycle(request: HttpRequest) -> HttpResponse:
    """When statements and reminders go out, and what they say."""
    return _cycle(request, queries.cycle(request.membership.practice))


@page("statement:cycle", method="POST")
def choose_cycle(request: HttpRequest) -> HttpResponse:
    """Choose it."""
    practice, form = request.membership.practice, request.POST
    said = zip(form.getlist("name"), form.getlist("after"), form.getlist("words"), strict=False)
    steps = tuple(Step(name=name.strip(), after=whole(after), words=words.strip()) for name, after, words in said if name.strip())
    amounts = {name: dollars(form.get(name, "")) for name in ("smallest", "least")}
    wanted = replace(
        queries.cycle(practice), **amounts, due=whole(form.get("due")), grace=whole(form.get("grace")), level=steps
    )  # fmt: skip
    try:
        actions.choose_cycle(practice, wanted, by=request.membership)
    except NotACycle as error:
        return _cycle(request, wanted, str(error))
    messages.success(request, "Kept. It holds from the next run on.")
    return redirect("statements:cycle")


def _cycle(request: HttpRequest, terms: Cycle, fault: str = "") -> HttpResponse:
    spare = actions.MOST_LETTERS - len(terms.level)
    context = {"terms": terms, "spare": range(max(0, spare)), "fault": fault, "here": "statements"}
    return render(request, "statements/cycle.html", context, status=422 if fault else 200)


@page("statement:read", method="POST")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin the print run of the day."""
    run = actions.begin(request.membership.practice, by=request.membership)
    messages.success(request, f"The run of {run.on:%B} {run.on.day} is written. A notice tells you when it can be printed.")
    return redirect("/statements/?show=runs")


@page("statement:read")
def run(request: HttpRequest, public_id: str) -> HttpResponse:
    """The letters of a print run as one PDF. Its name says nothing of anybody."""
    found = queries.run(request.membership.practice, public_id)
    if found.pdf is None:
        raise OfficeError("This run is still being written.")
    seen(request, "statement:run:print", found)
    return _file(bytes(found.pdf), "application/pdf", f"statements-{found.on:%Y%m%d}.pdf")


@page("statement:read")
def sent(request: HttpRequest, public_id: str) -> HttpResponse:
    """A letter as it was sent: as PDF, or (``?as=text``) as text for a screen reader."""
    row = queries.sent(request.membership.practice, public_id)
    seen(request, "statement:print", row)
    if request.GET.get("as") == "text":
        return HttpResponse(as_text(row.value), content_type="text/plain; charset=utf-8")
    return _file(print_letters([row.value]).pdf, "application/pdf", "statement.pdf")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@page("statement:read")
def patient(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a patient was sent, what keeps her from being sent more, and what she has agreed to pay."""
    who = one_patient(request.membership.practice, public_id)
    today, plan, terms = office_day(who.practice), queries.plan_of(who), queries.cycle(who.practice)
    seen(request, "statement:read", who)
    paid, letters = queries.paid_by(plan) if plan else None, queries.statements(who.practice).filter(patient=who).order_by("-id")
    context = {
        "patient": who, "sent": [(row, row.value.title) for row in letters],
        "hold": queries.hold_of(who, today), "plan": plan, "paid": paid, "owed": queries.owed_by(who), "why": Hold.Why.choices,
        "today": today, "many": terms.instalments, "least": terms.least, "here": "statements",
        "late": Money(max(0, plan.owing_by(today) - paid)) if plan and paid is not None else None,
    }  # fmt: skip
    return render(request, "statements/patient.html", context)


@page("statement:read", method="POST")
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Hold or release a patient's statements, agree on a plan or end it."""
    who, form, by = one_patient(request.membership.practice, public_id), request.POST, request.membership
    do, reason = form.get("do", ""), form.get("reason", "")
    if do == "hold":
        actions.hold(who, form.get("why", ""), by=by, reason=reason, until=day_of(form.get("until", "")))
    elif do == "release":
        actions.release(queries.hold(by.practice, form.get("hold", "")), by=by, reason=reason)
    elif do == "end":
        actions.end(queries.plan(by.practice, form.get("plan", "")), by=by, reason=reason)
    else:
        first = day_of(form.get("first", ""), office_day(who.practice))
        made = actions.agree(who, dollars(form.get("instalment", "")), first, by=by, note=reason)
        if made.count > (most := queries.cycle(who.practice).instalments):
            messages.warning(request, MANY.format(made.count, most))
    return redirect("statements:patient", who.public_id)
