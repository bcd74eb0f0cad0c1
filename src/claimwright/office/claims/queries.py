"""Reading claims for pages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, Sum

from claimwright import core
from claimwright.core import ZERO, Money
from claimwright.flow.in_use import codes_of
from claimwright.office.encounters.models import CodeDecision, Encounter
from claimwright.office.kit.asking import beside, one_of
from claimwright.office.kit.paging import page_of
from claimwright.office.ledger.models import JournalPosting
from claimwright.office.practices.models import Payer, Practice

from . import engine
from .models import Claim, ClaimEvent, ClaimFinding, File, Submission


class Worklist(NamedTuple):
    """A tab of the claims desk: which claims it holds, and what an empty one means."""

    label: str
    holds: Q
    empty: str


WORKLISTS = {
    "draft": Worklist("Has findings", Q(state="draft"), "No claim is stopped by a finding."),
    "ready": Worklist("Ready to submit", Q(state="ready"), "Nothing is ready: sign codes, or mend the claims that have findings."),
    "waiting": Worklist(
        "Waiting for the payer", Q(state__in=["submitted", "accepted"]) & ~Q(frequency="8", state="accepted"),
        "Every claim that was sent has its answer.",
    ),
    "rejected": Worklist("Rejected", Q(state="rejected"), "No claim came back from the front door."),
    "denied": Worklist("Denied", Q(state="denied"), "No claim is denied."),
    "partly-paid": Worklist("Paid short", Q(state="partly-paid"), "No payer left a part of a claim open."),
    "next": Worklist(
        "Next payer", Q(state__in=["paid", "partly-paid"], next_payers__gt=0), "No second insurance waits for a claim.",
    ),
    "paid": Worklist("Paid", Q(state="paid"), "Nothing is paid yet."),
    "all": Worklist("All", Q(), "There are no claims yet: they are built when a coder signs."),
}  # fmt: skip
SORTS = {"oldest": ("date_of_service", "public_id"), "newest": ("-date_of_service", "-public_id"), "dearest": ("-charge", "-public_id")}
AGES = {"30": "over 30 days", "60": "over 60 days", "90": "over 90 days", "120": "over 120 days"}


@dataclass(frozen=True)
class Chosen:
    """What a list of claims shows: worklist, payer, age in days of the office's day, least charge, reason code (CO-197), and the order."""

    show: str = ""
    payer: str = ""
    age: str = ""
    least: Money | None = None
    code: str = ""
    sort: str = "oldest"
    on: date | None = None

    def rows(self, practice: Practice) -> Any:
        """The claims, in no order."""
        rows = Claim.objects.for_practice(practice).filter(_holds(self.show))
        if self.show == "next":
            rows = rows.exclude(pk__in=_carried_on(practice))
        if self.payer:
            rows = rows.filter(payer__public_id=self.payer)
        if self.age in AGES and self.on:
            before = self.on - timedelta(days=int(self.age))
            rows = rows.filter(sent_on__lt=before) if self.show == "waiting" else rows.filter(date_of_service__lt=before)
        if self.code:
            rows = rows.filter(reasons__contains=f" {self.code} ")
        return rows if self.least is None else rows.filter(charge__gte=self.least)

    def page(self, practice: Practice, after: str = "") -> tuple[list[Claim], str]:
        """See :func:`page_of`."""
        rows = self.rows(practice).select_related("patient", "payer")
        return page_of(rows, practice, SORTS.get(self.sort, SORTS["oldest"]), after)

    def sums(self, practice: Practice) -> tuple[int, Money]:
        """How many claims, and what they charge."""
        found = self.rows(practice).aggregate(number=Count("id"), charge=Sum("charge"))
        return found["number"], found["charge"] or ZERO


def _holds(show: str) -> Q:
    """A worklist, or the claims of one state."""
    return WORKLISTS[show].holds if show in WORKLISTS else Q(state=show) if show in Claim.State.values else Q()


def _carried_on(practice: Practice) -> Any:
    """Claims whose next payer has been billed already."""
    rows = Claim.objects.for_practice(practice).filter(follows__isnull=False, sequence__gt=F("follows__sequence"))
    return rows.exclude(state=Claim.State.VOID).values("follows")


@cache
def next_steps() -> dict[str, dict[str, str]]:
    """What to do next: by ``state`` of a claim, and by ``worklist``."""
    return tomllib.loads((Path(__file__).parent / "next.toml").read_text("utf-8"))


def counts(practice: Practice) -> list[tuple[str, str, int]]:
    """Worklist, its label, and how many claims stand in it."""
    sums = {name: Count("id", filter=worklist.holds or None) for name, worklist in WORKLISTS.items() if name != "next"}
    found = Claim.objects.for_practice(practice).aggregate(**{name.replace("-", "_"): one for name, one in sums.items()})
    found["next"] = Chosen(show="next").rows(practice).count()
    return [(name, worklist.label, found[name.replace("-", "_")]) for name, worklist in WORKLISTS.items()]


def held(practice: Practice) -> Any:
    """Signed encounters that could not become claims, each with its reason."""
    return Encounter.objects.for_practice(practice).filter(state=Encounter.State.HELD).select_related("patient")


def payers(practice: Practice) -> Any:
    """The practice's payers, by name."""
    return Payer.objects.for_practice(practice).order_by("name", "payer_id")


def claims(practice: Practice, state: str = "") -> Any:
    """Claims, newest service first; of one state where it is given."""
    rows = Claim.objects.for_practice(practice).select_related("patient", "payer").order_by("-date_of_service", "-id")
    return rows.filter(state=state) if state in Claim.State.values else rows


def claim(practice: Practice, public_id: str) -> Claim:
    """One claim of this practice, or 404."""
    rows = Claim.objects.for_practice(practice).select_related("patient", "payer", "encounter", "practice", "follows")
    return one_of(rows, public_id)


def events(found: Claim) -> list[ClaimEvent]:
    """A claim's history, the oldest first, with who did it and by which file (its content is not read)."""
    return list(found.events.select_related("by", "file__submission").defer("file__content"))


def last_submission(history: list[ClaimEvent]) -> Submission | None:
    """What a claim went out with the last time, by its history."""
    return next((one.file.submission for one in reversed(history) if one.file and hasattr(one.file, "submission")), None)


def finding(practice: Practice, public_id: str) -> ClaimFinding:
    """One finding of this practice's claims, or 404."""
    return one_of(ClaimFinding.objects.for_practice(practice).select_related("claim__practice"), public_id)


def submissions(practice: Practice) -> Any:
    """Files sent, with how many of their claims have no word yet and how many were sent back, and what they charge."""
    sent = Claim.objects.for_practice(practice)
    waiting, rejected = (beside(sent.filter(state=state), "submissions") for state in (Claim.State.SUBMITTED, Claim.State.REJECTED))
    return Submission.objects.for_practice(practice).select_related("payer", "file").defer("file__content").annotate(
        number_of_claims=beside(sent, "submissions"), waiting=waiting, rejected=rejected, charge=beside(sent, "submissions", Sum("charge"))
    )  # fmt: skip


def submission(practice: Practice, public_id: str) -> Submission:
    """One submission of this practice, or 404."""
    return one_of(Submission.objects.for_practice(practice).select_related("file", "payer"), public_id)


def answers_to(found: Submission) -> list[File]:
    """The files that acknowledged or paid claims of a submission, as they came."""
    said = ClaimEvent.objects.for_practice(found.practice_id).filter(claim__submissions=found, file__direction="in").values("file")
    return list(File.objects.for_practice(found.practice_id).filter(pk__in=said).order_by("id"))


def file(practice: Practice, public_id: str) -> File:
    """One file of this practice, or 404."""
    return one_of(File.objects.for_practice(practice), public_id)


def codes_in_use(practice: Practice, system: str, since: date | None) -> dict[str, list[str]]:
    """The codes of one system on open claims and on encounters that nobody has signed, by who uses them: what a new release may touch.

    ``since``: the first day of that release; what was served before it keeps its codes and is left out. Reads only.
    """
    found: dict[str, list[str]] = {}
    opened = claims(practice).exclude(state__in=(Claim.State.PAID, Claim.State.VOID, Claim.State.REVERSED))
    for claim in opened.filter(**_from(since)).prefetch_related("versions"):
        version = next(one for one in claim.versions.all() if one.version == claim.version)
        found[f"claim {claim.claim_id}"] = list(codes_of(version.value, system))
    unsigned = Encounter.objects.for_practice(practice).exclude(state=Encounter.State.FINAL).filter(**_from(since))
    for encounter in unsigned.order_by("date_of_service", "id").prefetch_related("decisions"):
        standing = (one for one in encounter.decisions.all() if one.state != CodeDecision.State.REJECTED)
        found[f"encounter {encounter.external_id}"] = [one.value.code for one in standing if one.value.system == system]
    return {label: codes for label, codes in found.items() if codes}


def _from(since: date | None) -> dict[str, date]:
    return {"date_of_service__gte": since} if since else {}


def postings(found: Claim) -> list[JournalPosting]:
    """The claim's money so far."""
    rows = JournalPosting.objects.for_practice(found.practice_id).filter(claim=found)
    return list(rows.select_related("entry").order_by("entry__on", "id"))


def answers(found: Claim) -> list[tuple[Any, list[Said], list[tuple[str, str]]]]:
    """What payers said of this claim, newest first: each answer's row, its words, and what its group codes mean."""
    rows = found.answers.select_related("remittance").order_by("-remittance__paid_on", "-id")
    told = [(row, in_words(row.value, row.remittance.paid_on)) for row in rows]
    return [(row, said, sorted({(item.group, item.who) for part in said for item in part.reasons})) for row, said in told]


@dataclass(frozen=True)
class Reason:
    """An adjustment in words: group and reason by number, who answers for it, why, the usual next step, and the amount."""

    group: str
    reason: str
    amount: Money
    who: str
    words: str
    action: str
    category: str


@dataclass(frozen=True)
class Said:
    """What a payer said of a claim or of one line: the line's control number ("" for the claim), its money, reasons and remarks."""

    line: str
    procedure: str
    charge: Money
    paid: Money
    reasons: list[Reason]
    remarks: list[tuple[str, str]]


def in_words(answer: core.RemittanceClaim, on: date) -> list[Said]:
    """A payer's answer with every adjustment and remark in words."""
    parts = [("", "", answer), *((line.control_number, line.procedure, line) for line in answer.lines)]
    said = [_said(name, procedure, part, on) for name, procedure, part in parts]
    return [one for one in said if one.line or one.procedure or one.reasons or one.remarks]


def _said(line: str, procedure: str, part: Any, on: date) -> Said:
    reasons = [_reason(item, on) for item in part.adjustments]
    return Said(line, procedure, part.charge, part.paid, reasons, [(code, engine.remark_words(code)) for code in part.remarks])


def _reason(item: core.Adjustment, on: date) -> Reason:
    told = engine.reason_words(item.group, item.reason, on)
    return Reason(item.group, item.reason, item.amount, told["group"], told["words"], told["action"], told["category"])
