"""The claims desk: lists, one claim, its paper, sending, correcting."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from claimwright.core import Money
from claimwright.office.kit.clock import office_day
from claimwright.office.kit.forms import decimal, whole
from claimwright.office.kit.pages import back, page, seen
from claimwright.office.kit.paging import page_of
from claimwright.office.remits.actions import import_remittance

from . import actions, batches, build, engine, following, queries
from .jobs import ask_for_batch, ask_to_deliver
from .models import Submission

CODE = re.compile(r"(?:CO|PR|OA|PI|CR)-?[0-9A-Z]{0,3}|[0-9A-Z]{1,5}(?::[0-9A-Z]{1,3}){0,2}")
"""Reason codes that a list may be narrowed by: an adjustment (CO-197), or a status of a 277CA (A3:33)."""
AT_ONCE = 200
"""Claims that are sent while somebody waits; more are a job, whose page shows how far it is."""
FARTHEST = 2.0
"""Inches that a printer may be moved by."""


def _shown(request: HttpRequest, tag: str, subject: Any, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page; who saw it is recorded before it goes out."""
    answer = render(request, template, context)
    seen(request, tag, subject)
    return answer


@page("claim:read")
def claims(request: HttpRequest) -> HttpResponse:
    """The claims desk: worklists with their counts, filtered and in order, page by page."""
    practice, asked = request.membership.practice, request.GET
    chosen = _chosen(request)
    counts = queries.counts(practice)
    todo = queries.next_steps()["worklist"]
    context = {
        "todo": todo.get(chosen.show, todo["all"]),
        "chosen": chosen, "counts": counts, "held": queries.held(practice).count(), "payers": queries.payers(practice),
        "ages": queries.AGES, "sorts": queries.SORTS, "here": "claims",
        "ready": next(number for name, _, number in counts if name == "ready"),
    }  # fmt: skip
    if chosen.show == "held":
        encounters, behind = page_of(queries.held(practice), practice, queries.SORTS["oldest"], asked.get("after", ""))
        context |= {"encounters": encounters} | _paged(request, {"show": "held"}, behind)
    else:
        rows, behind = chosen.page(practice, asked.get("after", ""))
        number, charge = chosen.sums(practice)
        for row in rows:
            row.days = (chosen.on - row.sent_on).days if row.sent_on else None
        kept = {name: asked[name] for name in ("show", "payer", "age", "least", "code", "sort") if asked.get(name)}
        context |= {"rows": rows, "number": number, "charge": charge} | _paged(request, kept, behind)
        known = queries.WORKLISTS.get(chosen.show)
        context["empty"] = known.empty if known and not _narrowed(chosen) else "No claim is like that: widen the filter."
    return _shown(request, "claim:list:read", practice, "claims/claims.html", context)


def _paged(request: HttpRequest, kept: dict[str, str], behind: str) -> dict[str, Any]:
    """For the foot of a list: whether this is its first page, and the addresses of that and of the next."""
    following_page = urlencode({**kept, "after": behind}) if behind else ""
    return {"first": not request.GET.get("after"), "kept": urlencode(kept), "next": following_page}


def _chosen(request: HttpRequest) -> queries.Chosen:
    asked = request.GET
    sort, code = asked.get("sort", ""), asked.get("code", "").strip().upper()
    return queries.Chosen(
        show=asked.get("show", ""), payer=asked.get("payer", ""), age=asked.get("age", ""), least=_amount(asked.get("least", "")),
        code=code if CODE.fullmatch(code) else "",
        sort=sort if sort in queries.SORTS else "newest" if asked.get("show", "") in ("", "all", "paid") else "oldest",
        on=office_day(request.membership.practice),
    )  # fmt: skip


def _amount(text: str) -> Money | None:
    """What a person typed as an amount; None for anything else."""
    try:
        return Money.parse(text.strip().removeprefix("$").replace(",", "")) if text.strip() else None
    except ValueError:
        return None


def _narrowed(chosen: queries.Chosen) -> bool:
    return bool(chosen.payer or chosen.age or chosen.least or chosen.code)


@page("claim:read")
def claim(request: HttpRequest, public_id: str) -> HttpResponse:
    """One claim: what it says, what the edits say, what was sent, what came back, what can be done."""
    found = queries.claim(request.membership.practice, public_id)
    value, may = found.value, request.membership.may
    events = queries.events(found)
    titles = {item.value.code: item.value.title for item in found.encounter.decisions.all() if item.counts}
    findings = list(found.findings.filter(version=found.version).select_related("overridden_by"))
    answered = found.state in build.ANSWERED and bool(found.payer_claim_id)
    context = {
        "todo": queries.next_steps()["state"][found.state],
        "claim": found, "value": value, "titles": titles, "findings": findings, "drg": engine.drg(value),
        "safe": sum(row.value.fix.kind == "safe" and not row.override_reason for row in findings),
        "events": events, "submission": queries.last_submission(events),
        "postings": queries.postings(found), "answers": queries.answers(found), "here": "claims",
        "followers": list(found.followers.select_related("payer").order_by("id")),
        "correct": answered and may("claim:replace"), "takes": engine.takes_replacement(found.payer.payer_id, found.kind),
        "carry_on": answered and found.next_payers and may("claim:secondary"), "reasons": following.REASONS,
    }  # fmt: skip
    return _shown(request, "claim:read", found, "claims/claim.html", context)


@page("claim:read")
def x12(request: HttpRequest, public_id: str) -> HttpResponse:
    """The claim as X12: as it was sent, or as it would be; readable loops beside the raw segments."""
    found = queries.claim(request.membership.practice, public_id)
    submission = found.submissions.select_related("file").order_by("-number").first()
    content = engine.write([found.value], submission.number if submission else 1, office_day(found.practice))
    faults = engine.faults(content, found.payer.payer_id, found.kind)
    context = {
        "claim": found, "submission": submission, "loops": engine.shown(content), "faults": faults, "here": "claims",
        "segments": [text for text in content.decode("latin-1").replace("\n", "").split("~") if text],
    }  # fmt: skip
    return _shown(request, "claim:x12:read", found, "claims/x12.html", context)


@page("claim:read")
def paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """The paper form: what would not fit, the printer's offset, and the way to the PDF."""
    found = queries.claim(request.membership.practice, public_id)
    options = _options(request)
    printed = engine.printed(found.value, grid=options["grid"], offset=(options["right"], options["down"]), on=None)
    address = f"{reverse('claims:pdf', args=[public_id])}?{urlencode(_asked(options))}"
    context = {"claim": found, "printed": printed, "address": address, "here": "claims", **options}
    return _shown(request, "claim:read", found, "claims/paper.html", context)


@page("claim:read")
def pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    """The paper form as PDF. Its name says nothing of anybody."""
    found = queries.claim(request.membership.practice, public_id)
    options = _options(request)
    printed = engine.printed(
        found.value, grid=options["grid"], offset=(options["right"], options["down"]), on=office_day(found.practice)
    )  # fmt: skip
    seen(request, "claim:print", found)
    answer = HttpResponse(printed.pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{printed.form}.pdf"'
    return answer


def _options(request: HttpRequest) -> dict[str, Any]:
    """How to print: as asked, else as this person's printer was set before in this session."""
    asked = request.GET
    if "paper" in asked:
        right, down = (decimal(asked.get(name), most=FARTHEST) for name in ("right", "down"))
        request.session["printer"] = {"grid": asked["paper"] != "preprinted", "right": right, "down": down}
    return {"grid": True, "right": 0.0, "down": 0.0} | request.session.get("printer", {})


def _asked(options: dict[str, Any]) -> dict[str, Any]:
    return {"paper": "plain" if options["grid"] else "preprinted", "right": options["right"], "down": options["down"]}


@page("claim:read", method="POST")
def scrub(request: HttpRequest, public_id: str) -> HttpResponse:
    """Run the edits again."""
    found = queries.claim(request.membership.practice, public_id)
    actions.scrub_claim(found, by=request.membership)
    messages.success(request, found.said)
    return redirect("claims:claim", public_id)


@page("claim:read", method="POST")
def mend(request: HttpRequest, public_id: str) -> HttpResponse:
    """Apply the safe fixes."""
    found = queries.claim(request.membership.practice, public_id)
    actions.mend_claim(found, by=request.membership, version=whole(request.POST.get("version")))
    messages.success(request, f"Version {found.version}. {found.said}")
    return redirect("claims:claim", public_id)


@page("claim:read", method="POST")
def override(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let a finding pass, with a reason."""
    finding = queries.finding(request.membership.practice, public_id)
    actions.override_finding(finding, by=request.membership, reason=request.POST.get("reason", ""))
    return redirect("claims:claim", finding.claim.public_id)


@page("claim:read", method="POST")
def resubmit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make a rejected claim ready once more."""
    found = queries.claim(request.membership.practice, public_id)
    following.send_again(found, by=request.membership, reason=request.POST.get("reason", ""))
    messages.success(request, found.said)
    return redirect("claims:claim", public_id)


@page("claim:read", method="POST")
def correct(request: HttpRequest, public_id: str, what: str) -> HttpResponse:
    """Replace or void a claim that was adjudicated; the way leads to the new claim."""
    found, form, by = queries.claim(request.membership.practice, public_id), request.POST, request.membership
    reason, change = form.get("reason", ""), form.get("change", "")
    if what == "void":
        made = following.void_claim(found, by=by, reason=reason, change=change)
    else:
        references = {name: form.get(name, "") for name in following.CORRECTABLE}
        made = following.replace_claim(
            found, by=by, reason=reason, references=references, member_id=form.get("member", ""), note=form.get("note", ""), change=change
        )
    messages.success(request, f"{made.claim_id} is to {'void' if what == 'void' else 'replace'} {found.claim_id}. Look at it, then submit.")
    return redirect("claims:claim", made.public_id)


@page("claim:read", method="POST")
def next_payer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Bill the next payer; the way leads to its claim."""
    found = queries.claim(request.membership.practice, public_id)
    made = following.bill_next_payer(found, by=request.membership)
    messages.success(request, f"{made.claim_id} carries {found.claim_id} on to {made.payer}.")
    return redirect("claims:claim", made.public_id)


@page("claim:read")
def batch(request: HttpRequest) -> HttpResponse:
    """What would be sent: the ready claims by payer, before anything leaves."""
    practice = request.membership.practice
    ready = batches.ready(practice)
    context = {
        "groups": batches.summary(ready), "mark": batches.mark(ready), "number": len(ready),
        "charge": Money.total(claim.charge for claim in ready), "here": "claims",
    }  # fmt: skip
    return _shown(request, "claim:list:read", practice, "claims/batch.html", context)


@page("claim:read", method="POST")
def submit(request: HttpRequest) -> HttpResponse:
    """Submit one claim, or the groups of a summary that was agreed to; many are a job. In the demonstration the sandbox answers at once."""
    practice, by, form = request.membership.practice, request.membership, request.POST
    on, groups, agreed = office_day(practice), set(form.getlist("group")), form.get("mark", "")
    if wanted := form.get("claim"):
        made = actions.submit_claims(practice, [queries.claim(practice, wanted)], by=by, on=on)
    elif sum(group.claims for group in batches.summary(batches.ready(practice)) if group.name in groups) > AT_ONCE:
        return redirect("jobs:job", ask_for_batch(practice, groups, agreed, by=by).public_id)
    else:
        made = actions.submit_batch(practice, by=by, on=on, groups=groups, agreed=agreed)
    if not made:
        messages.info(request, "There was nothing to submit.")
    for submission in made:
        number = submission.claims.count()
        messages.success(request, f"File {submission.number} to {submission.payer} holds {number} {'claim' if number == 1 else 'claims'}.")
    return redirect(back(request, "/claims/") if wanted or not made else reverse("claims:submissions"))


@page("claim:read", method="POST")
def deliver(request: HttpRequest, public_id: str) -> HttpResponse:
    """Hand a file to the sandbox's payer and post what it pays."""
    submission = queries.submission(request.membership.practice, public_id)
    if submission.claims.count() > AT_ONCE:
        return redirect("jobs:job", ask_to_deliver(submission, by=request.membership).public_id)
    waiting = answer(submission, request.membership)
    messages.success(request, f"The sandbox's payer has answered file {submission.number}.")
    if waiting:
        messages.info(request, "What it pays waits for a payment poster, on the page of remittances.")
    return redirect(back(request, "/claims/"))


def answer(submission: Submission, by: Any) -> int:
    """Deliver, then import each remittance that came back, where the person may post money; how many wait for somebody who may."""
    payments = [file for file in actions.deliver_to_sandbox(submission, by=by) if file.kind == "835"]
    if not by.may("remit:import"):
        return len(payments)
    for file in payments:
        import_remittance(file, by=by)
    return 0


@page("claim:read")
def submissions(request: HttpRequest) -> HttpResponse:
    """Files sent, with what became of them."""
    practice = request.membership.practice
    ready = queries.Chosen(show="ready").rows(practice).count()
    rows, behind = page_of(queries.submissions(practice), practice, ("-number", "-public_id"), request.GET.get("after", ""))
    context = {"rows": rows, "ready": ready, "here": "submissions"} | _paged(request, {}, behind)
    return _shown(request, "file:list:read", practice, "claims/submissions.html", context)


@page("claim:read")
def submission(request: HttpRequest, public_id: str) -> HttpResponse:
    """One file, segment by segment, the answers to it, and what they did to its claims."""
    found = queries.submission(request.membership.practice, public_id)
    segments = [text for text in found.file.text.replace("\n", "").split("~") if text]
    context = {
        "submission": found, "segments": segments, "claims": list(found.claims.select_related("patient").order_by("claim_id")),
        "answers": queries.answers_to(found), "here": "submissions",
    }  # fmt: skip
    return _shown(request, "file:read", found, "claims/submission.html", context)


@page("claim:read")
def file(request: HttpRequest, public_id: str) -> HttpResponse:
    """A file that came in, as indented loops with names."""
    found = queries.file(request.membership.practice, public_id)
    context = {"file": found, "loops": engine.shown(bytes(found.content)), "here": "submissions"}
    return _shown(request, "file:read", found, "claims/file.html", context)
