"""Faults of diagnoses: validity, conventions, order, age, sides."""

from __future__ import annotations

from claimwright.core import Claim, replace

from .fault import coded, fault
from .people import MEDICARE

VISITS = "office new_patient telehealth home_visit emergency"
STAYS = "stay operated"

FAULTS = (
    fault("diagnosis that is no code", "icd10cm-invalid-code", f"{VISITS} {STAYS}", lambda c, r: coded(c, "E11.ZZ")),
    fault("diagnosis cut short", "icd10cm-not-billable", f"{VISITS} clinic",
          lambda c, r: coded(c, r.choice(("E11", "I50", "M25.5", "J45")))),
    fault("7th character missing", "icd10cm-seventh-character-missing", VISITS, lambda c, r: coded(c, r.choice(("S61.011", "S93.401")))),
    fault("external cause first", "icd10cm-external-cause-first", f"{VISITS} laceration", lambda c, r: coded(c, "W26.0XXA", "S61.210A")),
    fault("manifestation first", "icd10cm-manifestation-first", VISITS, lambda c, r: coded(c, "F02.80", "G30.9")),
    fault("cause after manifestation", "icd10cm-cause-after-manifestation", VISITS, lambda c, r: coded(c, "I10", "F02.80", "G30.9")),
    fault("Excludes1 pair", "icd10cm-excludes1", VISITS, lambda c, r: coded(c, *r.choice((("E10.9", "E11.9"), ("R73.03", "E11.9"))))),
    fault("diagnosis twice", "icd10cm-duplicate-diagnosis", f"{VISITS} {STAYS}", lambda c, r: coded(c, "E11.9", "E78.5", "E11.9")),
    fault("hypertension beside kidney disease", "icd10cm-hypertension-combination", VISITS, lambda c, r: coded(c, "I10", "N18.31")),
    fault("kidney stage before diabetes", "icd10cm-sequence", VISITS, lambda c, r: coded(c, "N18.31", "E11.22")),
    fault("kidney stage missing", "icd10cm-kidney-stage-missing", VISITS, lambda c, r: coded(c, r.choice(("E11.22", "I12.9")))),
    fault("type of heart failure missing", "icd10cm-heart-failure-type-missing", VISITS, lambda c, r: coded(c, "I11.0")),
    fault("week of gestation missing", "icd10cm-weeks-of-gestation-missing", "pregnancy", lambda c, r: coded(c, "O24.410")),
    fault("pregnancy's code later", "icd10cm-obstetric-code-not-first", "pregnancy", lambda c, r: coded(c, "E66.9", "O24.410", "Z3A.28")),
    fault("outcome of delivery missing", "icd10cm-outcome-of-delivery-missing", "delivery", lambda c, r: coded(c, "O80", "Z3A.39")),
    fault("normal delivery with a complication", "icd10cm-normal-delivery-with-complication", "delivery",
          lambda c, r: coded(c, "O80", "O70.1", "Z37.0", "Z3A.39")),
    fault("two places of occurrence", "icd10cm-external-cause-repeated", "laceration",
          lambda c, r: coded(c, "S61.210A", "W26.0XXA", "Y92.010", "Y92.511")),
    fault("birth code later in life", "icd10cm-birth-code-after-birth", "child office", lambda c, r: coded(c, "Z38.00")),
    fault("severe sepsis first", "icd10cm-severe-sepsis-first", "hospital_day", lambda c, r: coded(c, "R65.20", "A41.9")),
    fault("adverse effect first", "icd10cm-adverse-effect-first", VISITS, lambda c, r: coded(c, "T45.1X5A", "D61.810")),
    fault("underdosing first", "icd10cm-underdosing-first", VISITS, lambda c, r: coded(c, "T38.3X6A", "E11.65")),
    fault("poisoning after its effect", "icd10cm-poisoning-not-first", "emergency", lambda c, r: coded(c, "R40.20", "T42.4X2A")),
    fault("right and left for both", "icd10cm-sides-and-both", VISITS, lambda c, r: coded(c, "H25.11", "H25.12")),
    fault("body mass first", "icd10cm-body-mass-alone", VISITS, lambda c, r: coded(c, "Z68.35", "E66.9")),
    fault("two stages of one injury", "icd10cm-two-encounters-of-one-injury", VISITS, lambda c, r: coded(c, "S52.501A", "S52.501D")),
    fault("aftercare beside an injury", "icd10cm-aftercare-with-injury", VISITS, lambda c, r: coded(c, "Z47.89", "S52.501D")),
    fault("treatment without its disease", "icd10cm-treatment-without-condition", VISITS, lambda c, r: coded(c, "Z51.11")),
    fault("treatment after the neoplasm", "icd10cm-treatment-not-first", VISITS, lambda c, r: coded(c, "C50.911", "Z51.11")),
    fault("insulin beside type 1", "icd10cm-insulin-with-type-1", VISITS, lambda c, r: coded(c, "E10.9", "Z79.4")),
    fault("only-first code later", "icd10cm-only-first-listed", VISITS, lambda c, r: coded(c, "E11.9", "Z00.00")),
    fault("side left open", "icd10cm-unspecified-side", VISITS, lambda c, r: coded(c, r.choice(("M25.569", "H25.10", "M17.9")[:2]))),
    fault("maternity code of an old patient", "mce-maternity-age", "wellness ear_wax", lambda c, r: coded(c, "O24.410", "Z3A.28")),
    fault("child's code of an adult", "mce-pediatric-age", VISITS, lambda c, r: coded(c, "Z00.129")),
    fault("newborn's code of an adult", "mce-newborn-age", VISITS, lambda c, r: coded(c, "Z00.110")),
    fault("adult's code of a child", "mce-adult-age", "child", lambda c, r: coded(c, "N40.1")),
    fault("side unspecified on a stay", "mce-unspecified-code", STAYS, lambda c, r: coded(c, "I21.4", "S52.509A")),
    fault("unacceptable principal diagnosis", "mce-unacceptable-principal", STAYS, lambda c, r: coded(c, "Z68.35", "E66.9")),
    fault("questionable admission", "mce-admission-questionable", "stay", lambda c, r: coded(c, r.choice(("I10", "E66.9")))),
    fault("principal that needs another", "mce-secondary-missing", "stay", lambda c, r: coded(c, "Z51.89")),
    fault("wrong procedure coded", "mce-wrong-procedure", "operated",
          lambda c, r: _medicare(coded(c, "K35.80", "Y65.51"))),
    fault("admitting diagnosis missing", "mce-admitting-diagnosis-invalid", STAYS,
          lambda c, r: replace(c, diagnoses=tuple(one for one in c.diagnoses if one.qualifier != "ABJ"))),
)  # fmt: skip


def _medicare(claim: Claim) -> Claim:
    return replace(claim, payer=MEDICARE)
