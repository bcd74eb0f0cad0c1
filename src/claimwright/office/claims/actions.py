"""What a biller does to claims."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import Max

from claimwright import core
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.ledger.journal import as_values, record_entries
from claimwright.office.practices.models import Practice

from . import batches, build, engine
from .answers import apply
from .errors import BatchChanged, ClaimChanged, NeedsReason, NothingToMend, NotReady, UnknownFile
from .models import Claim, ClaimFinding, File, SandboxDesk, Submission, contents


@action("claim:scrub")
def scrub_claim(claim: Claim, *, by: Any) -> Claim:
    """Run the edits again, with the books as they are now; overrides stay."""
    if claim.state not in (Claim.State.DRAFT, Claim.State.READY):
        return unchanged(claim)
    build.check(claim, claim.value, by=by)
    return claim


@action("claim:finding:override")
def override_finding(finding: ClaimFinding, *, by: Any, reason: str) -> Claim:
    """Let a finding of the version in force pass, with the reason on record."""
    if not reason.strip():
        raise NeedsReason
    _must_be(finding.claim, finding.version)
    if finding.override_reason:
        return unchanged(finding.claim)
    finding.override_reason, finding.overridden_by = reason.strip()[:500], by.user
    finding.save(update_fields=["override_reason", "overridden_by"])
    build.settle(finding.claim, by=by)
    audit.detail(edit=finding.value.id)
    return finding.claim


@action("claim:finding:mend")
def mend_claim(claim: Claim, *, by: Any, version: int) -> Claim:
    """Apply every safe fix that the findings of this version name: formatting only, as a new version of the claim."""
    _must_be(claim, version)
    if claim.state not in (Claim.State.DRAFT, Claim.State.READY):
        return unchanged(claim)
    findings = [row.value for row in claim.findings.filter(version=version)]
    value, applied = engine.mend(claim.value, findings)
    if not applied:
        raise NothingToMend
    build.keep(claim, core.replace(value, version=version + 1), f"Mended: {', '.join(applied)}", by=by)
    audit.detail(edits=applied, version=claim.version)
    return claim


def _must_be(claim: Claim, version: int) -> None:
    """Refuse to decide upon a version that is not the claim's any more."""
    if claim.version != version:
        raise ClaimChanged


@action("claim:submit")
def submit_claims(practice: Practice, claims: Sequence[Claim], *, by: Any, on: date) -> list[Submission]:
    """Write 837 files, each for one payer and one kind of claim, and charge their claims to the ledger. Those sent already are left out.

    Doing it twice sends nothing twice. Raises NotReady for a claim that findings stop.
    """
    current = Claim.objects.for_practice(practice).filter(pk__in=[claim.pk for claim in claims]).select_related("payer").order_by("id")
    for claim in current:
        if claim.state == Claim.State.DRAFT:
            raise NotReady(claim.claim_id, "findings stop it; mend or override them first")
    return _sent(practice, [claim for claim in current if claim.state == Claim.State.READY], by, on)


@action("claim:submit")
def submit_batch(practice: Practice, *, by: Any, on: date, groups: Collection[str], agreed: str) -> list[Submission]:
    """Submit the ready claims of some groups (see :func:`.batches.group_of`), if they are still those that the summary showed.

    ``agreed``: the summary's mark (:func:`.batches.mark`). Raises BatchChanged where more, fewer or other versions are ready now.
    """
    ready = batches.ready(practice)
    if batches.mark(ready) != agreed:
        raise BatchChanged
    return _sent(practice, [claim for claim in ready if batches.group_of(claim) in groups], by, on)


def _sent(practice: Practice, claims: Sequence[Claim], by: Any, on: date) -> list[Submission]:
    if not claims:
        return unchanged([])
    made = [_submit(practice, group, by, on) for group in batches.files(claims)]
    audit.detail(submissions=[item.number for item in made], claims=len(claims))
    return made


def _submit(practice: Practice, claims: Sequence[Claim], by: Any, on: date) -> Submission:
    number = (Submission.objects.for_practice(practice).aggregate(top=Max("number"))["top"] or 0) + 1
    values = contents(claims)
    content = engine.write(values, number, on)
    if found := engine.faults(content, values[0].payer.id, values[0].kind):
        raise NotReady(found[0].claim or claims[0].claim_id, f"the file would be refused: {found[0].message}")
    file = store_file(practice, f"{_stem(practice, number)}.837", content, "837", "out")
    submission = Submission.objects.create(practice=practice, payer=claims[0].payer, number=number, on=on, file=file)
    submission.claims.set(claims)
    for claim, value in zip(claims, values, strict=True):
        build.happen(claim, "submit", f"Submitted in file {number}", by=by, file=file)
        claim.sent_on = on
        claim.save(update_fields=["sent_on"])
        _open_books(claim, value, on)
    return submission


def _open_books(claim: Claim, value: core.Claim, on: date) -> None:
    """Charge the claim, or move to it what the next payer owes. One that replaces or voids another waits until the payer takes it."""
    if value.replaces:
        return
    followed = claim.follows
    entries = as_values(followed.entries.all()) if followed else []
    record_entries(claim.practice, engine.opening(value, followed.value if followed else None, entries, on))


@action("file:sandbox:deliver")
def deliver_to_sandbox(submission: Submission, *, by: Any) -> list[File]:
    """Hand the 837 to the sandbox's payers and take their answers in. A second delivery finds the same answers and changes nothing."""
    if submission.state != Submission.State.WRITTEN:
        return unchanged(_answers(submission))
    submission.state = Submission.State.DELIVERED
    submission.save(update_fields=["state"])
    desk, _ = SandboxDesk.objects.get_or_create(organisation=submission.practice.organisation)
    answers, desk.state = engine.adjudicate(bytes(submission.file.content), submission.on, desk.state, desk.script)
    desk.save(update_fields=["state"])
    practice, stem = submission.practice, _stem(submission.practice, submission.number)
    received = [take_in(practice, f"{stem}-{name}", content, by) for name, content in sorted(answers.items(), key=_order)]
    audit.detail(submission=submission.number, files=[file.kind for file in received])
    return received


@action("file:answer:receive")
def receive_answers(practice: Practice, name: str, content: bytes, *, by: Any) -> File:
    """Take in a 999, 277CA or 835. A file that is known by its sha256 changes nothing. Money is posted by ``import_remittance``."""
    digest = hashlib.sha256(content).hexdigest()
    if known := File.objects.for_practice(practice).filter(sha256=digest).first():
        return unchanged(known)
    file = take_in(practice, name, content, by)
    audit.detail(kind=file.kind, sha256=digest)
    return file


def take_in(practice: Practice, name: str, content: bytes, by: Any) -> File:
    """Store a received file and let its acknowledgements move the claims; known files stay as they are."""
    digest = hashlib.sha256(content).hexdigest()
    if known := File.objects.for_practice(practice).filter(sha256=digest).first():
        return known
    values = engine.read(content)
    kinds = [value.kind if isinstance(value, core.Acknowledgement) else "835" for value in values if _usable(value)]
    if not kinds:
        raise UnknownFile(name)
    file = store_file(practice, name, content, kinds[0], "in")
    for value in values:
        if isinstance(value, core.Acknowledgement):
            apply(practice, value, file, by)
    return file


def store_file(practice: Practice, name: str, content: bytes, kind: str, direction: str) -> File:
    """Keep the bytes."""
    return File.objects.create(
        practice=practice, sha256=hashlib.sha256(content).hexdigest(), direction=direction, kind=kind, name=name[:200], content=content
    )


def _stem(practice: Practice, number: int) -> str:
    """The name of a file of ours and of its answers, different for every practice of an organisation."""
    return f"{practice.npi}-{number:06d}"


def _usable(value: Any) -> bool:
    return isinstance(value, core.Acknowledgement | core.Remittance)


def _order(item: tuple[str, bytes]) -> tuple[int, str]:
    """As they come in life: interchange, syntax, claims, money."""
    return next((place for place, kind in enumerate(("ta1", "999", "277", "835")) if kind in item[0].lower()), 9), item[0]


def _answers(submission: Submission) -> list[File]:
    """The files that answered a submission already."""
    stem = _stem(submission.practice, submission.number)
    found = File.objects.for_practice(submission.practice_id).filter(name__startswith=f"{stem}-")
    return list(found.order_by("id"))
