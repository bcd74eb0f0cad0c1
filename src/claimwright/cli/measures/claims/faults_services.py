"""Faults of professional services: bundles, units, modifiers, operations, visits, tests, drugs, prevention, telehealth, coverage."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from claimwright.core import Claim, replace
from claimwright.edits.builders import Case

from . import people
from .fault import also, before, coded, fault, lined, marked, moved, served

VISITS = "office new_patient"


def _earlier(claim: Claim, days: int, procedure: str, *modifiers: str) -> Claim:
    """The same claim some days before, for another procedure."""
    on = (claim.from_date or date.min) - timedelta(days=days)
    return replace(served(moved(claim, on), procedure, *modifiers), lines=served(moved(claim, on), procedure, *modifiers).lines[:1])


def _after(claim: Claim, rng: Random) -> Case:
    """The claim on a day of summer 2025, after a gallbladder's removal."""
    late = moved(claim, date(2025, 6, 2) + timedelta(days=rng.randrange(180)))
    return before(late, _earlier(late, rng.randint(1, 10 + 70 * (rng.random() < 0.8)), "47562"))


def _to(claim: Claim, payer: str) -> Claim:
    known = {"medicare": people.MEDICARE, "medicaid": people.MEDICAID, "commercial": people.COMMERCIAL[0]}[payer]
    member = "1EG4TE5MK73" if payer == "medicare" else "N100200300"
    return replace(claim, payer=known, subscriber=replace(claim.subscriber, member_id=member))


FAULTS = (
    fault("injection beside a visit without 25", "ncci-ptp-no-modifier", "antibiotic", lambda c, r: marked(c)),
    fault("panel inside a panel", "ncci-ptp-never-together", "laboratory",
          lambda c, r: also(also(c, "80053", "QW"), "80048")),
    fault("policy units of a day", "ncci-mue-day-policy", "abscess", lambda c, r: lined(c, units=Decimal(3))),
    fault("clinical units of a day", "ncci-mue-day-clinical", "laboratory",
          lambda c, r: lined(c, units=Decimal(r.randint(3, 9)))),
    fault("units of a line", "ncci-mue-line", "office", lambda c, r: served(c, "A0425", units=Decimal(251))),
    fault("add-on without its primary", "ncci-add-on-without-primary", VISITS, lambda c, r: served(c, "90472")),
    fault("contractor's add-on alone", "ncci-add-on-alone", VISITS, lambda c, r: served(c, "0054T")),
    fault("minor procedure and new visit without 25", "ncci-visit-without-25 ncci-ptp-no-modifier", "new_patient",
          lambda c, r: also(c, "10060")),
    fault("tracing and reading apart", "ncci-ecg-parts", "electrocardiogram",
          lambda c, r: also(served(c, "93005"), "93010")),
    fault("26 and TC", "modifiers-professional-and-technical", "film", lambda c, r: marked(c, "26", "TC")),
    fault("50 and RT", "modifiers-bilateral-with-side", "joint_injection", lambda c, r: marked(c, "50", "RT")),
    fault("service on the other side", "modifiers-side-against-diagnosis", "joint_injection cataract",
          lambda c, r: marked(c, "LT" if "RT" in c.lines[0].modifiers else "RT")),
    fault("side missing", "modifiers-side-missing", "joint_injection", lambda c, r: marked(c)),
    fault("toe's modifier for a finger", "modifiers-digit-against-diagnosis", "laceration",
          lambda c, r: coded(marked(c, "T5"), "S61.210A")),
    fault("59 on a visit", "modifiers-distinct-on-visit", VISITS, lambda c, r: marked(c, r.choice(("59", "XE", "XS")))),
    fault("59 and XS", "modifiers-distinct-twice", "laceration therapy", lambda c, r: marked(c, "59", "XS")),
    fault("25 on a procedure", "modifiers-visit-modifier-on-procedure", "laceration abscess", lambda c, r: marked(c, "25")),
    fault("52 and 53", "modifiers-reduced-and-stopped", "gallbladder cataract", lambda c, r: marked(c, "52", "53")),
    fault("73 on a physician's claim", "modifiers-facility-stop-on-professional", "gallbladder", lambda c, r: marked(c, "73")),
    fault("27 on a physician's claim", "modifiers-facility-visit-on-professional", VISITS, lambda c, r: marked(c, "27")),
    fault("91 on a film", "modifiers-laboratory-repeat-elsewhere", "film", lambda c, r: marked(c, "26", "91")),
    fault("assistant's therapy without a plan", "modifiers-therapy-assistant-without-plan", "therapy", lambda c, r: marked(c, "CQ")),
    fault("two plans of care", "modifiers-two-plans-of-care", "therapy", lambda c, r: marked(c, "GP", "GO")),
    fault("therapy without a plan", "claims-manual-therapy-plan-modifier", "therapy", lambda c, r: _to(marked(c), "medicare")),
    fault("physical status on an operation", "modifiers-physical-status-elsewhere", "gallbladder", lambda c, r: marked(c, "P3")),
    fault("part of a service without parts", "modifiers-component-not-split", "abscess", lambda c, r: marked(c, "26")),
    fault("both sides of an abscess", "surgery-bilateral-not-allowed", "abscess gallbladder", lambda c, r: marked(c, "50")),
    fault("both sides with two units", "surgery-bilateral-units", "cataract",
          lambda c, r: lined(c, modifiers=("50",), units=Decimal(2))),
    fault("assistant not paid", "surgery-assistant-not-paid", "abscess", lambda c, r: _to(marked(c, "80"), "medicare")),
    fault("two surgeons not paid", "surgery-cosurgeons-not-paid", "abscess", lambda c, r: _to(marked(c, "62"), "medicare")),
    fault("two surgeons undocumented", "surgery-cosurgeons-documentation", "gallbladder", lambda c, r: _to(marked(c, "62"), "medicare")),
    fault("team not paid", "surgery-team-not-paid", "gallbladder", lambda c, r: _to(marked(c, "66"), "medicare")),
    fault("two roles", "surgery-two-roles", "gallbladder", lambda c, r: marked(c, "62", "80")),
    fault("split care of a visit's day", "surgery-split-care-without-global", "joint_injection",
          lambda c, r: marked(moved(c, people.day(r, 2025)), "54", "RT")),
    fault("aftercare without its day", "surgery-aftercare-dates-missing", "cataract", lambda c, r: _to(marked(c, "55", "RT"), "medicare")),
    fault("79 on a visit", "surgery-return-modifier-on-visit", VISITS, lambda c, r: marked(c, r.choice(("58", "78", "79")))),
    fault("78 and 79", "surgery-two-reasons-in-global", "gallbladder", lambda c, r: marked(c, "78", "79")),
    fault("57 beside a minor procedure", "surgery-decision-modifier-for-minor", "abscess", lambda c, r: also(c, "99213", "57")),
    fault("visit with a major operation", "surgery-visit-with-major", "gallbladder", lambda c, r: also(c, "99222")),
    fault("visit after an operation", "surgery-visit-in-global", "telehealth",
          lambda c, r: _after(c, r)),
    fault("visit before an operation", "surgery-visit-on-eve", "telehealth", lambda c, r: before(c, _earlier(c, -1, "47562"))),
    fault("procedure after an operation", "surgery-procedure-in-global", "abscess",
          lambda c, r: _after(c, r)),
    fault("24 without an operation", "surgery-postoperative-modifier-alone", "office",
          lambda c, r: before(marked(c, "24"), _earlier(c, 30, "99213"))),
    fault("anesthesia by nobody", "anesthesia-provider-modifier-missing", "anesthesia", lambda c, r: _to(marked(c, "P2"), "medicare")),
    fault("anesthesia by two", "anesthesia-two-providers", "anesthesia", lambda c, r: marked(c, "AA", "QK")),
    fault("anesthesia by another profession", "anesthesia-provider-against-modifier", "anesthesia", lambda c, r: marked(c, "QZ")),
    fault("anesthesia in units", "anesthesia-minutes-missing", "anesthesia", lambda c, r: lined(c, unit="UN")),
    fault("telehealth with and without picture", "telehealth-sound-and-picture", "telehealth", lambda c, r: marked(c, "93", "95")),
    fault("telehealth in the office", "telehealth-place-missing", "telehealth",
          lambda c, r: replace(_to(c, "medicare"), place_of_service="11")),
    fault("operation by telehealth", "telehealth-hands-on-service", "laceration abscess joint_injection",
          lambda c, r: replace(c, place_of_service=r.choice(("02", "10")))),
    fault("GT to Medicare", "telehealth-old-modifier-to-medicare", "telehealth", lambda c, r: _to(marked(c, "GT"), "medicare")),
    fault("telemedicine code to Medicare", "telehealth-visits-medicare-does-not-know", "telehealth",
          lambda c, r: _to(served(c, r.choice(("98005", "98012"))), "medicare")),
    fault("diagnosis that no policy names", "coverage-diagnosis-not-named", "ear_wax", lambda c, r: coded(c, "H92.01")),
    fault("diagnosis that a policy refuses", "coverage-diagnosis-not-covered", "ear_wax",
          lambda c, r: coded(served(c, "G0283", "GP"), "G60.0")),
    fault("test for an examination only", "coverage-routine-examination", "laboratory",
          lambda c, r: _to(replace(coded(c, "Z00.00"), lines=tuple(replace(one, diagnosis_pointers=(1,)) for one in c.lines)), "medicare")),
    fault("notice signed and not signed", "modifiers-notice-contradiction", "ear_wax", lambda c, r: marked(c, "GA", "GZ")),
    fault("voluntary and required notice", "coverage-voluntary-notice-conflict", "ear_wax", lambda c, r: marked(c, "GX", "GA")),
    fault("excluded and unnecessary", "coverage-excluded-and-unnecessary", "ear_wax", lambda c, r: marked(c, "GY", "GZ")),
    fault("Medicare's notice elsewhere", "coverage-notice-to-other-payer", "preventive", lambda c, r: marked(c, "GA")),
    fault("NDC with hyphens", "drugs-ndc-form", "antibiotic",
          lambda c, r: lined(c, 2, references=c.lines[2].references | {"ndc": "00409-3796-01"})),
    fault("NDC without quantity", "drugs-ndc-quantity-missing", "antibiotic", lambda c, r: lined(c, 2, references={"ndc": "00409379601"})),
    fault("drug without NDC to Medicaid", "claims-manual-drug-code-missing", "antibiotic", lambda c, r: lined(c, 2, references={})),
    fault("drug discarded and not", "drugs-discarded-and-not", "antibiotic", lambda c, r: lined(c, 2, modifiers=("JW", "JZ"))),
    fault("drug discarded, none given", "drugs-discarded-without-given", "antibiotic", lambda c, r: lined(c, 2, modifiers=("JW",))),
    fault("drug without JW or JZ", "drugs-discard-modifier-missing", "joint_injection",
          lambda c, r: _to(lined(c, 1, modifiers=()), "medicare")),
    fault("JZ on a service", "drugs-discard-modifier-on-service", "antibiotic", lambda c, r: lined(c, 1, modifiers=("JZ",))),
    fault("CLIA number missing", "orders-clia-missing", "laboratory", lambda c, r: replace(c, references={})),
    fault("order without a name", "orders-ordering-provider-missing", "laboratory",
          lambda c, r: _to(replace(c, referring=None), "medicare")),
    fault("order of an organisation", "orders-ordering-provider-organisation", "laboratory",
          lambda c, r: _to(replace(c, referring=people.practice(r)), "medicare")),
    fault("waived test without QW", "orders-waived-modifier-missing", "laboratory", lambda c, r: _to(also(c, "87880"), "medicare")),
    fault("QW on a blood draw", "orders-waived-modifier-elsewhere", "laboratory", lambda c, r: marked(c, "QW")),
    fault("mammogram without certificate", "orders-mammography-certificate-missing", "film", lambda c, r: served(c, "77067", "26")),
    fault("equipment neither bought nor rented", "orders-equipment-modifier-missing", "equipment", lambda c, r: _to(marked(c), "medicare")),
    fault("office visit in hospital", "visits-office-visit-in-hospital", "office", lambda c, r: replace(c, place_of_service="21")),
    fault("hospital visit in the office", "visits-hospital-visit-in-office", "hospital_day",
          lambda c, r: replace(c, place_of_service="11")),
    fault("emergency visit in the office", "visits-emergency-visit-elsewhere", "emergency", lambda c, r: replace(c, place_of_service="11")),
    fault("home visit in the office", "visits-home-visit-elsewhere", "home_visit", lambda c, r: replace(c, place_of_service="11")),
    fault("nursing facility visit in the office", "visits-nursing-visit-elsewhere", "office", lambda c, r: served(c, "99309")),
    fault("new patient seen before", "visits-new-patient-seen-before", "new_patient",
          lambda c, r: before(c, _earlier(c, r.randint(20, 900), "99213"))),
    fault("two visits of one day", "visits-two-on-one-day ncci-ptp-no-modifier", "office", lambda c, r: also(served(c, "99213"), "99214")),
    fault("admission and discharge", "visits-admission-and-discharge", "hospital_day", lambda c, r: also(served(c, "99222"), "99238")),
    fault("office visit and admission", "visits-office-and-admission", "hospital_day", lambda c, r: also(served(c, "99222"), "99214")),
    fault("consultation to Medicare", "visits-consultation-to-medicare", "office", lambda c, r: _to(served(c, "99244"), "medicare")),
    fault("prolonged visit to Medicare", "visits-prolonged-to-medicare", "office",
          lambda c, r: _to(also(served(c, "99215"), "99417"), "medicare")),
    fault("prolonged time without its visit", "visits-prolonged-without-highest", "office", lambda c, r: also(served(c, "99213"), "G2212")),
    fault("split visit in the office", "visits-split-visit-in-office", "office", lambda c, r: _to(marked(c, "FS"), "medicare")),
    fault("complexity beside 25", "visits-complexity-with-25", "office",
          lambda c, r: also(served(_to(c, "medicare"), "99213", "25"), "G2211")),
    fault("second admission visit", "visits-second-admission-visit", "hospital_day", lambda c, r: _twice(served(c, "99222"))),
    fault("second discharge visit", "visits-second-discharge-visit", "hospital_day", lambda c, r: _twice(served(c, "99238"))),
    fault("preventive visit for an illness", "preventive-visit-diagnosis", "preventive", lambda c, r: coded(c, "I10")),
    fault("preventive visit to Medicare", "preventive-visit-to-medicare", "wellness", lambda c, r: served(c, "99397")),
    fault("preventive visit of another age", "preventive-visit-age", "preventive",
          lambda c, r: served(c, r.choice(("99395", "99397", "99392")))),
    fault("wellness visit too soon", "preventive-wellness-too-soon", "wellness",
          lambda c, r: before(c, _earlier(c, r.randint(30, 300), "G0439"))),
    fault("screening too soon", "preventive-screening-too-soon", "wellness",
          lambda c, r: before(served(c, "G0103"), _earlier(c, r.randint(30, 300), "G0103"))),
    fault("welcome visit again", "preventive-once-in-a-lifetime", "wellness",
          lambda c, r: before(served(c, "G0402"), _earlier(c, 900, "G0402"))),
    fault("influenza's administration", "preventive-influenza-administration", "influenza",
          lambda c, r: _to(lined(served(c, "90471"), 1, procedure="90662"), "medicare")),
    fault("pneumonia's administration", "preventive-pneumococcal-administration", "influenza",
          lambda c, r: _to(lined(served(c, "90471"), 1, procedure="90677"), "medicare")),
    fault("hepatitis B's administration", "preventive-hepatitis-b-administration", "influenza",
          lambda c, r: _to(lined(served(c, "90471"), 1, procedure="90746"), "medicare")),
    fault("administration without a vaccine", "preventive-vaccine-without-product", "influenza",
          lambda c, r: replace(c, lines=c.lines[:1])),
    fault("vaccine not given", "preventive-product-without-administration", "influenza", lambda c, r: replace(c, lines=c.lines[1:])),
    fault("vaccination for another reason", "preventive-vaccine-diagnosis", "influenza", lambda c, r: coded(c, "J06.9")),
    fault("counseled vaccination of an adult", "preventive-counselled-vaccine-age", "influenza", lambda c, r: served(c, "90460")),
    fault("high dose for the young", "preventive-high-dose-vaccine-age", "influenza",
          lambda c, r: lined(replace(c, patient=people.patient(r, c.from_date or date.min, 30, 60)), 1, procedure="90662")),
    fault("bundled code to Medicare", "claims-manual-bundled-code", "telehealth abscess",
          lambda c, r: _to(served(c, r.choice(("99000", "36416"))), "medicare")),
    fault("code that Medicare replaces", "claims-manual-code-not-for-medicare", "telehealth abscess",
          lambda c, r: _to(served(c, "97014"), "medicare")),
    fault("service that Medicare excludes", "claims-manual-service-not-covered", "telehealth abscess",
          lambda c, r: _to(served(c, "92015"), "medicare")),
    fault("whole test in a hospital", "claims-manual-whole-test-in-facility", "film", lambda c, r: _to(marked(c), "medicare")),
)  # fmt: skip


def _twice(claim: Claim) -> Case:
    day = claim.dates["admission"] + timedelta(days=4)
    return before(moved(claim, day), claim)
