"""SNIP 4: what a claim must or must not carry depending on what else it says.

Sources: X12 requests for interpretation and companion guides (CMS 837P companion guide, NGS, Stedi's element guides); the form of
each rule compared with the open implementation of pyx12, which does not check them.
"""

from __future__ import annotations

from typing import Final

from claimwright.core import Severity
from claimwright.x12.rule import When

BOTH: Final = ("837P", "837I")

SITUATIONS: Final = (
    When(
        "x12-replaced-claim-number", "2300", "CLM05-3=7|8", needs="REF*F8", sets=BOTH,
        message="a replacement or void names the payer's control number of the first claim",
        source="RFI 2110, 2173: 2300 REF*F8 with a replacement or void",
    ),
    When(
        "x12-original-with-claim-number", "2300", "CLM05-3=1", bars="REF*F8", sets=BOTH, severity=Severity.WARNING,
        message="an original claim has no payer's control number yet", source="RFI 2110: an original has no REF*F8; Stedi edit",
    ),
    When(
        "x12-accident-date", "2300", "CLM11~AA|OA", needs="DTP*439",
        message="an accident as the cause needs the day of the accident",
        source="837P 2300 DTP*439 with CLM11 AA or OA; Kareo help on rejections",
    ),
    When(
        "x12-accident-state", "2300", "CLM11~AA", needs="CLM11-4",
        message="a car accident as the cause needs the state where it happened", source="837P CLM11-4; TriZetto rejection (Kareo help)",
    ),
    When(
        "x12-admission-date", "2300", "CLM05-1=21|51|61", needs="DTP*435",
        message="an inpatient place of service needs the day of admission", source="RFI 2130: 2300 DTP*435 with inpatient visits",
    ),
    When(
        "x12-subscriber-street", "2000B", "SBR02=18", needs="2010BA/N3", sets=BOTH,
        message="the subscriber is the patient: the street is required", source="RFI 2281: the address of the patient, in 2010BA or 2010CA",
    ),
    When(
        "x12-subscriber-city", "2000B", "SBR02=18", needs="2010BA/N4", sets=BOTH,
        message="the subscriber is the patient: city, state and ZIP are required", source="RFI 2281: the address of the patient",
    ),
    When(
        "x12-subscriber-demographics", "2000B", "SBR02=18", needs="2010BA/DMG", sets=BOTH,
        message="the subscriber is the patient: birth date and sex are required",
        source="RFI 2281: DMG of the patient, in 2010BA or 2010CA",
    ),
    When(
        "x12-patient-is-subscriber", "2000C", "2000B/SBR02=18", bars="PAT", sets=BOTH,
        message="the subscriber is the patient, so there must be no patient level",
        source="RFI 2281: who is the patient is told in 2010BA or in 2010CA",
    ),
    When(
        "x12-ambulance-reason", "2300", "CR1", needs="CRC*07", snip=6,
        message="an ambulance claim certifies why the ambulance was needed",
        source="Stedi claims API, ambulanceCertification: required with ambulance transport; CRC*07",
        severity=Severity.WARNING,
    ),
)  # fmt: skip
