"""Faults of the claim's data: who, when, how much, which numbers, which payer, other payers."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from claimwright.core import Claim, Money, Payer, Provider, Subscriber, replace
from claimwright.edits.builders import Case

from . import people
from .fault import adding, also, before, fault, lined, marked, summed, without

ANY = "office new_patient telehealth emergency gallbladder laceration clinic emergency_room stay"
PROFESSIONAL = "office new_patient telehealth emergency gallbladder laceration hospital_day"


def _day(claim: Claim) -> date:
    return claim.from_date or date.min


def _payer(claim: Claim, payer: Payer, member: str) -> Claim:
    return replace(claim, payer=payer, subscriber=Subscriber(member_id=member))


FAULTS = (
    fault("no diagnosis", "hipaa-diagnosis-missing", PROFESSIONAL, lambda c, r: replace(c, diagnoses=())),
    fault("no lines", "hipaa-no-lines", ANY, lambda c, r: replace(c, lines=())),
    fault("pointer beyond the diagnoses", "hipaa-pointer-beyond-diagnoses", PROFESSIONAL, lambda c, r: lined(c, diagnosis_pointers=(9,))),
    fault("pointer missing", "hipaa-pointer-missing", PROFESSIONAL, lambda c, r: lined(c, diagnosis_pointers=())),
    fault("charges do not add up", "hipaa-charge-sum", ANY, lambda c, r: replace(c, charge=c.charge + Money(r.randint(1, 9999)))),
    fault("no units", "hipaa-units-not-positive", ANY, lambda c, r: lined(c, units=Decimal(0))),
    fault("negative charge", "hipaa-charge-negative", ANY, lambda c, r: lined(c, charge=Money(-500))),
    fault("line without a day", "hipaa-line-without-date", PROFESSIONAL, lambda c, r: lined(c, from_date=None, through_date=None)),
    fault("line ends before it begins", "hipaa-through-before-from", ANY,
          lambda c, r: lined(c, through_date=_day(c) - timedelta(days=1))),
    fault("place of service unknown", "hipaa-place-of-service-unknown", PROFESSIONAL,
          lambda c, r: replace(c, place_of_service=r.choice(("30", "88", "00")))),
    fault("place of service missing", "hipaa-place-of-service-missing", PROFESSIONAL, lambda c, r: replace(c, place_of_service="")),
    fault("payer without an identifier", "hipaa-payer-id-missing", ANY, lambda c, r: replace(c, payer=replace(c.payer, id=""))),
    fault("claim id too long", "hipaa-claim-id-form", ANY, lambda c, r: replace(c, id="C" * r.randint(21, 30))),
    fault("frequency unknown", "hipaa-frequency-unknown", PROFESSIONAL, lambda c, r: replace(c, frequency="9")),
    fault("replacement without the original", "hipaa-replacement-without-original", ANY, lambda c, r: replace(c, frequency="7")),
    fault("line numbers repeat", "hipaa-line-numbers-repeat", "laboratory clinic influenza",
          lambda c, r: lined(c, 1, control_number=c.lines[0].control_number)),
    fault("thirteen diagnoses", "hipaa-too-many-diagnoses", PROFESSIONAL, lambda c, r: replace(c, diagnoses=c.diagnoses[:1] * 13)),
    fault("too many lines", "hipaa-too-many-lines", PROFESSIONAL, lambda c, r: summed(c, *c.lines[:1] * 51)),
    fault("service in the future", "hipaa-service-in-the-future", ANY,
          lambda c, r: Case(c, received_on=_day(c) - timedelta(days=3))),
    fault("dependent without the insured's name", "hipaa-subscriber-missing", "preventive child",
          lambda c, r: replace(c, subscriber=replace(c.subscriber, relationship="child"))),
    fault("accident without its day", "hipaa-accident-date-missing", PROFESSIONAL, lambda c, r: adding(c, "references", accident="other")),
    fault("second payer without the first's answer", "hipaa-secondary-without-primary", "office preventive",
          lambda c, r: replace(c, sequence=2)),
    fault("post box as billing address", "hipaa-billing-address", ANY,
          lambda c, r: replace(c, billing=replace(c.billing, address=replace(c.billing.address, line1="PO Box 12")))),
    fault("hospital visit without admission day", "hipaa-admission-date-missing", "hospital_day stay",
          lambda c, r: without(c, "dates", "admission")),
    fault("billing NPI missing", "identifiers-billing-npi-missing", ANY, lambda c, r: replace(c, billing=replace(c.billing, npi=""))),
    fault("NPI with a wrong digit", "identifiers-npi-check-digit", ANY, lambda c, r: replace(c, billing=_wrong_npi(c.billing))),
    fault("tax number of a wrong form", "identifiers-tax-id-form", ANY,
          lambda c, r: replace(c, billing=replace(c.billing, tax_id=r.choice(("", "12-34567", "AB-1234567"))))),
    fault("member id missing", "identifiers-member-id-missing", ANY, lambda c, r: replace(c, subscriber=Subscriber())),
    fault("Medicare number of a wrong form", "identifiers-member-id-form", "wellness medicare_second ear_wax",
          lambda c, r: replace(c, subscriber=Subscriber(member_id="123456789A"))),
    fault("member id with hyphens", "identifiers-member-id-punctuation", "wellness ear_wax observation",
          lambda c, r: replace(c, subscriber=Subscriber(member_id=_hyphens(c.subscriber.member_id)))),
    fault("nobody rendered the visit", "identifiers-rendering-missing", "office new_patient emergency",
          lambda c, r: replace(c, rendering=None)),
    fault("taxonomy of a wrong form", "identifiers-taxonomy-form", ANY,
          lambda c, r: replace(c, billing=replace(c.billing, taxonomy="207Q"))),
    fault("Medicaid without billing taxonomy", "identifiers-billing-taxonomy-missing", "antibiotic pregnancy",
          lambda c, r: replace(c, billing=replace(c.billing, taxonomy=""))),
    fault("born after the service", "registration-birth-after-service", ANY,
          lambda c, r: replace(c, patient=replace(c.patient, birth_date=_day(c) + timedelta(days=9)))),
    fault("birth date missing", "registration-birth-date-missing", ANY,
          lambda c, r: replace(c, patient=replace(c.patient, birth_date=None))),
    fault("age of 140", "mce-age-impossible", "stay clinic emergency_room",
          lambda c, r: replace(c, patient=replace(c.patient, birth_date=_day(c).replace(year=1884, day=1)))),
    fault("sex unknown", "registration-sex-unknown", ANY, lambda c, r: replace(c, patient=replace(c.patient, sex="U"))),
    fault("state that does not exist", "registration-address", ANY,
          lambda c, r: replace(c, patient=replace(c.patient, address=replace(c.patient.address, state="XX")))),
    fault("separators in the name", "registration-name-form", ANY,
          lambda c, r: replace(c, patient=replace(c.patient, last=f" {c.patient.last}*"))),
    fault("Medicare dependent", "registration-medicare-dependent", "wellness observation",
          lambda c, r: replace(c, subscriber=replace(c.subscriber, relationship="spouse", last="Brown", first="Ann"))),
    fault("modifier twice", "modifiers-repeated", "office gallbladder", lambda c, r: marked(c, "25", "25")),
    fault("modifier of a wrong form", "modifiers-unknown", PROFESSIONAL, lambda c, r: marked(c, r.choice(("2X5", "Q0Z", "x1")))),
    fault("two primary payers", "coordination-two-primaries", "medicare_second", lambda c, r: replace(c, sequence=1)),
    fault("other payer's line does not balance", "coordination-line-balance", "medicare_second", lambda c, r: _told(c, Money(100))),
    fault("other payer's claim does not balance", "coordination-claim-balance", "medicare_second",
          lambda c, r: replace(c, other_payers=(replace(c.other_payers[0], paid=Money(1)),))),
    fault("other payer's day missing", "coordination-payment-date-missing", "medicare_second",
          lambda c, r: replace(c, other_payers=(replace(c.other_payers[0], paid_on=None),))),
    fault("Medicare second without a reason", "coordination-medicare-second-without-reason", "medicare_second",
          lambda c, r: replace(c, references={})),
    fault("Medicaid before another", "coordination-medicaid-before-others", "medicare_second",
          lambda c, r: replace(_payer(c, people.MEDICAID, "MC0012345"), sequence=1,
                               other_payers=(replace(c.other_payers[0], sequence=2),))),
    fault("accident to Medicare first", "coordination-accident-to-medicare-first", "wellness ear_wax",
          lambda c, r: adding(adding(c, "references", accident="auto", accident_state="OH"), "dates", accident=_day(c))),
    fault("one payer twice", "coordination-same-payer-twice", "medicare_second",
          lambda c, r: replace(c, other_payers=(*c.other_payers, replace(c.other_payers[0], payer=c.payer, subscriber=c.subscriber,
                                                                         sequence=3)))),
    fault("too late", "filing-too-late", "wellness office preventive",
          lambda c, r: Case(c, received_on=_day(c) + timedelta(days=800))),
    fault("nearly late", "filing-nearly-late", "wellness",
          lambda c, r: Case(c, received_on=_day(c) + timedelta(days=r.randint(355, 363)))),
    fault("authorization missing", "payer-authorization-missing", "preventive",
          lambda c, r: also(_payer(c, people.COMMERCIAL[0], "N100200300"), "93306")),
    fault("replacement to Medicare Part B", "payer-replacement-not-taken", "wellness ear_wax",
          lambda c, r: replace(c, frequency="7", replaces="X1", payer_claim_id="PCN1")),
    fault("line twice", "duplicates-line", PROFESSIONAL, lambda c, r: also(c, c.lines[0].procedure, *c.lines[0].modifiers)),
    fault("claim billed before", "duplicates-claim-in-history", "office gallbladder clinic", lambda c, r: before(c, c)),
    fault("claim billed before with another charge", "duplicates-near", "office new_patient gallbladder",
          lambda c, r: before(c, lined(c, charge=c.charge + Money(100)))),
    fault("claim replaced before", "duplicates-replaced-twice", "preventive",
          lambda c, r: before(replace(c, frequency="7", replaces="X1", payer_claim_id="PCN1"),
                              replace(c, frequency="7", replaces="X1", payer_claim_id="PCN1"))),
    fault("days that the units do not fill", "claims-manual-span-without-days", "hospital_day",
          lambda c, r: lined(c, units=Decimal(2), through_date=_day(c) + timedelta(days=2))),
    fault("unlisted service without a description", "claims-manual-unlisted-without-description", PROFESSIONAL,
          lambda c, r: lined(c, procedure="17999", modifiers=())),
    fault("code that has ended", "visits-code-ended", "office", lambda c, r: lined(c, procedure="99201")),
    fault("day before the code's year", "hipaa-line-outside-stay", "stay",
          lambda c, r: lined(c, from_date=c.dates["admission"] - timedelta(days=20), through_date=None)),
)  # fmt: skip


def _wrong_npi(provider: Provider) -> Provider:
    last = str((int(provider.npi[-1]) + 1) % 10)
    return replace(provider, npi=provider.npi[:-1] + last)


def _hyphens(member: str) -> str:
    return f"{member[:4]}-{member[4:7]}-{member[7:]}"


def _told(claim: Claim, more: Money) -> Claim:
    first = claim.other_payers[0]
    return replace(claim, other_payers=(replace(first, lines=(replace(first.lines[0], paid=first.lines[0].paid + more),)),))
