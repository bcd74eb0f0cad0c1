"""Faults of institutional claims: bills, rooms, days, codes of UB-04, status indicators, neighbouring claims."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from claimwright.core import Claim, Occurrence, ProcedureDone, ValueCode, replace

from . import people
from .fault import adding, also, before, fault, lined, marked, served, without

STAYS = "stay operated"
BILLS = "clinic emergency_room observation infusion"


def _medicare(claim: Claim) -> Claim:
    return replace(claim, payer=people.MEDICARE, subscriber=replace(claim.subscriber, member_id="1EG4TE5MK73"))


def _done(claim: Claim, code: str, days: int = 0) -> Claim:
    return replace(claim, procedures=(ProcedureDone(code=code, on=claim.dates["admission"] + timedelta(days=days)),),
                   operating=claim.attending)  # fmt: skip


def _neighbour(claim: Claim, first: int, last: int) -> Claim:
    """A stay of the same hospital so many days from this one's admission."""
    on = claim.dates["admission"]
    days = {"admission": on + timedelta(first), "statement_from": on + timedelta(first)}
    until = on + timedelta(last)
    return replace(claim, dates=days | {"discharge": until, "statement_through": until})


def _outpatient(claim: Claim, days: int) -> Claim:
    on = claim.dates["admission"] + timedelta(days=days)
    line = replace(claim.lines[1], from_date=on, through_date=on, procedure="71046", revenue_code="0324")
    return replace(claim, type_of_bill="13", lines=(line,), dates={"statement_from": on, "statement_through": on}, procedures=())


FAULTS = (
    fault("attending provider missing", "hipaa-attending-missing", f"{STAYS} {BILLS}", lambda c, r: replace(c, attending=None)),
    fault("type of bill missing", "hipaa-type-of-bill-missing", f"{STAYS} {BILLS}", lambda c, r: replace(c, type_of_bill="")),
    fault("attending provider is the hospital", "institutional-attending-is-the-hospital", f"{STAYS} {BILLS}",
          lambda c, r: replace(c, attending=replace(c.attending, npi=c.billing.npi)) if c.attending else c),
    fault("discharge status missing", "institutional-discharge-status-missing", STAYS,
          lambda c, r: without(c, "references", "patient_status")),
    fault("discharge status unknown", "institutional-discharge-status-missing", STAYS,
          lambda c, r: adding(c, "references", patient_status=r.choice(("08", "77", "99")))),
    fault("still a patient on a final bill", "institutional-still-patient", STAYS,
          lambda c, r: adding(c, "references", patient_status="30")),
    fault("source of admission missing", "institutional-admission-source-missing", STAYS,
          lambda c, r: without(c, "references", r.choice(("admission_type", "admission_source")))),
    fault("nothing on presence at admission", "institutional-poa-missing", STAYS,
          lambda c, r: replace(c, diagnoses=tuple(replace(one, poa=None) for one in c.diagnoses))),
    fault("indicator that does not exist", "institutional-poa-unknown", STAYS,
          lambda c, r: replace(c, diagnoses=(replace(c.diagnoses[0], poa=r.choice(("1", "X", "E"))), *c.diagnoses[1:]))),
    fault("indicator on an outpatient bill", "institutional-poa-on-outpatient", BILLS,
          lambda c, r: replace(c, diagnoses=(replace(c.diagnoses[0], poa="Y"), *c.diagnoses[1:]))),
    fault("revenue code of three digits", "institutional-revenue-code-form", f"{STAYS} {BILLS}", lambda c, r: lined(c, revenue_code="450")),
    fault("room on an outpatient bill", "institutional-room-on-outpatient-bill", BILLS,
          lambda c, r: also(c, "", revenue_code=r.choice(("0120", "0206")))),
    fault("stay without a room", "institutional-room-missing", STAYS, lambda c, r: replace(c, lines=c.lines[1:])),
    fault("condition code of one character", "institutional-condition-code-form", BILLS, lambda c, r: replace(c, condition_codes=("9",))),
    fault("occurrence without a day", "institutional-occurrence-without-date", BILLS,
          lambda c, r: replace(c, occurrence_codes=(Occurrence(code="11"),))),
    fault("value without an amount", "institutional-value-without-amount", STAYS,
          lambda c, r: replace(c, value_codes=(ValueCode(code="80"),))),
    fault("covered days missing", "institutional-covered-days-missing", STAYS, lambda c, r: replace(_medicare(c), value_codes=())),
    fault("covered days of another stay", "institutional-days-do-not-add-up", STAYS,
          lambda c, r: replace(_medicare(c), value_codes=(ValueCode(code="80", amount=Decimal(r.randint(20, 40))),))),
    fault("procedure without a day", "institutional-procedure-without-date", "operated",
          lambda c, r: replace(c, procedures=(ProcedureDone(code="0DTJ4ZZ"),))),
    fault("procedure outside the stay", "institutional-procedure-outside-stay", "operated",
          lambda c, r: _done(c, "0DTJ4ZZ", r.choice((-9, 40)))),
    fault("nobody operated", "institutional-operating-missing", "operated", lambda c, r: replace(c, operating=None)),
    fault("notice without its day", "institutional-notice-date-missing", "clinic", lambda c, r: _medicare(marked(c, "GA"))),
    fault("outpatient days before a stay", "institutional-payment-window", STAYS,
          lambda c, r: before(_medicare(c), _outpatient(c, -r.randint(0, 3)))),
    fault("admitted again on the day of discharge", "institutional-readmission-same-day", STAYS,
          lambda c, r: before(_medicare(c), _neighbour(c, -4, 0))),
    fault("stays that overlap", "duplicates-overlapping-stay", STAYS, lambda c, r: before(c, _neighbour(c, -3, 1))),
    fault("procedure that is no code", "mce-procedure-invalid", "operated",
          lambda c, r: _done(c, r.choice(("0DTJ4Z", "ZZZZZZZ", "0DTJ9ZZ")))),
    fault("procedure not covered", "mce-procedure-not-covered", "operated", lambda c, r: _medicare(_done(c, "0FYG0Z0"))),
    fault("procedure of limited coverage", "mce-coverage-limited", "operated", lambda c, r: _medicare(_done(c, "0TY00Z0"))),
    fault("ventilation longer than the stay", "mce-ventilation-in-short-stay", "stay",
          lambda c, r: _done(_neighbour(c, 0, r.randint(1, 3)), "5A1955Z")),
    fault("delivery without its outcome", "mce-delivery-without-outcome", "delivery",
          lambda c, r: replace(c, diagnoses=tuple(one for one in c.diagnoses if not one.code.startswith("Z37")))),
    fault("inpatient-only procedure", "outpatient-inpatient-only", "outpatient_surgery",
          lambda c, r: _medicare(served(c, r.choice(("33533", "27134", "35301"))))),
    fault("physician's visit on a hospital's bill", "outpatient-code-of-another-system", "pacemaker",
          lambda c, r: served(c, "99213", revenue_code="0510")),
    fault("excluded service", "outpatient-not-covered", "pacemaker", lambda c, r: also(c, "A9270", revenue_code="0637")),
    fault("whole tracing on a hospital's bill", "outpatient-not-the-hospitals", "pacemaker",
          lambda c, r: also(c, "93000", revenue_code="0730")),
    fault("device missing", "outpatient-device-missing", "pacemaker", lambda c, r: replace(c, lines=c.lines[:1], charge=c.lines[0].charge)),
    fault("revenue code without a procedure", "outpatient-procedure-missing", "emergency_room observation",
          lambda c, r: _medicare(lined(c, procedure="", code_system=""))),
    fault("blood count under emergency", "outpatient-revenue-against-procedure", "clinic", lambda c, r: lined(c, 2, revenue_code="0450")),
    fault("observation under another code", "outpatient-observation-revenue-code", "observation",
          lambda c, r: lined(c, 1, revenue_code="0760")),
    fault("outpatient line without a day", "outpatient-line-date-missing", BILLS, lambda c, r: lined(c, from_date=None, through_date=None)),
    fault("outpatient line over days", "outpatient-line-over-days", "observation infusion",
          lambda c, r: lined(c, through_date=c.dates["statement_from"] + timedelta(days=r.randint(1, 20)))),
    fault("two visits under one revenue code", "outpatient-visits-of-one-day", "observation",
          lambda c, r: also(c, "99283", "27", revenue_code="0450")),
    fault("both sides twice", "outpatient-bilateral-twice", "infusion",
          lambda c, r: also(also(c, "20610", "50", revenue_code="0361"), "20610", "50", revenue_code="0361")),
    fault("53 on a hospital's line", "modifiers-physician-stop-on-facility", "outpatient_surgery", lambda c, r: marked(c, "53")),
)  # fmt: skip
