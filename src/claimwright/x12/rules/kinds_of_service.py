"""SNIP 6: what certain kinds of service ask for beside the general rules.

Ambulance, anesthesia, equipment, chiropractic, laboratory, mammography, EPSDT, vision, home health, hospice.

Sources: CMS Internet-Only Manual, Pub. 100-04 (Claims Processing), chapters named at each rule; CMS 837P and 837I companion guides; the
segments of the guides that exist for these services (CR1, CR3, CRC, REF). Procedure codes are numbers only. Where the demand is
Medicare's, the rule asks whether the destination payer is Medicare (SBR09 MA or MB).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from claimwright.core import Severity
from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, When, fault, rule
from claimwright.x12.rules.claim_parts import parts
from claimwright.x12.tree import get

PROFESSIONAL: Final = ("837P",)
INSTITUTIONAL: Final = ("837I",)
_TRANSPORT: Final = r"A042[6-9]|A043[0-6]"
"""HCPCS of transports by ground and air; A0425 is mileage."""
_UNTIMED: Final = frozenset(("01953", "01996"))
"""Anesthesia numbers that are not timed: an add-on by area, a daily fee (Pub. 100-04, chapter 12, section 50)."""
_LEVELS_OF_CARE: Final = frozenset(("0651", "0652", "0655", "0656"))


def _lines(claim: Instance) -> Iterator[tuple[Instance, list[str]]]:
    """Each line with its SV1 or SV2."""
    for line in claim.loops:
        if line.node.id == "2400" and len(line.segments) > 1:
            yield line, line.segments[1][1]


def _pieces(text: str, context: Context) -> list[str]:
    return text.split(context.delimiters.component)


def _medicare(claim: Instance) -> bool:
    level = claim.up("2000B")
    return level is not None and level.value("SBR", 9) in ("MA", "MB")


def _missing(loop: Instance, segment: str, message: str, qualifier: str = "") -> Fault:
    items = [item for item in loop.node.dispatch.get(segment, ()) if not qualifier or (item.codes and qualifier in item.codes)]
    return fault(loop, segment, loop.belongs(items[0].index) if items else loop.position, message, code="")


def _called(claim: Instance, context: Context, first: str, last: str) -> Iterator[tuple[Instance, list[str], str]]:
    """Lines whose procedure lies between two of equal length."""
    for line, elements in _lines(claim):
        code = get(_pieces(get(elements, 2 if elements[0] == "SV2" else 1), context), 1)
        if len(code) == len(first) and first <= code <= last:
            yield line, elements, code


@rule("x12-ambulance-certificate", snip=6, sets=PROFESSIONAL, at="2300", service=_TRANSPORT,
      source="Pub. 100-04, chapter 15, section 30; 837P CR1 ambulance transport")  # fmt: skip
def ambulance_certificate(claim: Instance, context: Context) -> Iterable[Fault]:
    """A transport tells why and how far: CR1 on the claim or on its line."""
    if claim.first("CR1") is not None:
        return
    for line, _, _ in _called(claim, context, "A0426", "A0436"):
        if line.first("CR1") is None:
            yield _missing(line, "CR1", "an ambulance transport is described: reason and distance (CR1)")


@rule("x12-ambulance-places", snip=6, sets=PROFESSIONAL, at="2300", service=_TRANSPORT,
      source="Pub. 100-04, chapter 15, section 30.1; 837P 2310E and 2310F, 2420G and 2420H")  # fmt: skip
def ambulance_places(claim: Instance, context: Context) -> Iterable[Fault]:
    """A transport tells from where and to where, on the claim or on its line."""
    for of_claim, of_line, what in (("2310E", "2420G", "pick-up"), ("2310F", "2420H", "drop-off")):
        if claim.loop(of_claim) is not None:
            continue
        if any(line.loop(of_line) is None for line, _, _ in _called(claim, context, "A0426", "A0436")):
            index = next((item.index for item in claim.node.items if item.node is not None and item.node.id == of_claim), 0)
            yield fault(claim, "NM1", claim.belongs(index), f"the place of {what} ({of_claim}) is missing")


@rule("x12-anesthesia-minutes", snip=6, sets=PROFESSIONAL, at="2300", service=r"0[01]\d{3}(?::|\Z)",
      source="Pub. 100-04, chapter 12, section 50: anesthesia time is reported in minutes; 837P SV103")  # fmt: skip
def anesthesia_minutes(claim: Instance, context: Context) -> Iterable[Fault]:
    """Anesthesia is counted in minutes (MJ)."""
    for line, elements, code in _called(claim, context, "00100", "01999"):
        if get(elements, 3) == "UN" and code not in _UNTIMED:
            yield fault(line, "SV1", line.segments[1][2], "anesthesia is counted in minutes (MJ)", element=3, value="UN")


@rule("x12-chiropractic-first-treatment", snip=6, sets=PROFESSIONAL, at="2300", service=r"9894[012](?::|\Z)",
      source="Pub. 100-04, chapter 12, section 220; 837P 2300 and 2400 DTP*454, Medicare")  # fmt: skip
def chiropractic(claim: Instance, context: Context) -> Iterable[Fault]:
    """Medicare wants the day of the first treatment with manipulations of the spine."""
    if not _medicare(claim) or claim.first("DTP", "454") is not None:
        return
    for line, _, _ in _called(claim, context, "98940", "98942"):
        if line.first("DTP", "454") is None:
            yield _missing(line, "DTP", "the day of the first treatment of this course is missing (DTP*454)", "454")


@rule("x12-waived-laboratory", snip=6, sets=PROFESSIONAL, at="2300", service=r"[^:]*:(?:[^:]*:){0,3}QW(?::|\Z)",
      source="Pub. 100-04, chapter 16, section 70: the CLIA number goes with every waived test; 837P REF*X4")  # fmt: skip
def waived_laboratory(claim: Instance, context: Context) -> Iterable[Fault]:
    """A waived test (modifier QW) names the laboratory's CLIA number, on the claim or on its line."""
    if claim.first("REF", "X4") is not None:
        return
    for line, elements in _lines(claim):
        if "QW" in _pieces(get(elements, 1), context)[2:6] and line.first("REF", "X4") is None:
            yield _missing(line, "REF", "a waived test needs the CLIA number of the laboratory (REF*X4)", "X4")


@rule("x12-mammography-certificate", snip=6, sets=PROFESSIONAL, at="2300", service=r"7706[567](?::|\Z)",
      source="Pub. 100-04, chapter 18, section 20: FDA certification number of the facility; 837P REF*EW, Medicare")  # fmt: skip
def mammography(claim: Instance, context: Context) -> Iterable[Fault]:
    """Medicare wants the certification number of the mammography facility."""
    if not _medicare(claim) or claim.first("REF", "EW") is not None:
        return
    for line, _, _ in _called(claim, context, "77065", "77067"):
        if line.first("REF", "EW") is None:
            yield _missing(line, "REF", "the certification number of the mammography facility is missing (REF*EW)", "EW")


@rule("x12-care-plan-agency", snip=6, sets=PROFESSIONAL, at="2300", service=r"G018[12](?::|\Z)",
      source="Pub. 100-04, chapter 12, section 180: provider number of the agency; 837P REF*1J, Medicare")  # fmt: skip
def care_plan(claim: Instance, context: Context) -> Iterable[Fault]:
    """Care plan oversight names the home health agency or hospice."""
    if _medicare(claim) and claim.first("REF", "1J") is None:
        yield _missing(claim, "REF", "care plan oversight names the agency or hospice (REF*1J)", "1J")


@rule("x12-epsdt-referral", snip=6, sets=PROFESSIONAL, at="2300", severity=Severity.WARNING,
      source="the guide only: 837P 2300 CRC on EPSDT claims; by RFI 1567 SV111 marks what came of a screening")  # fmt: skip
def epsdt(claim: Instance, context: Context) -> Iterable[Fault]:
    """A line for EPSDT (SV111 Y) goes with the referral of the claim."""
    if any(get(line.second, 11) == "Y" for line in parts(claim).lines) and claim.first("CRC", "ZZ") is None:
        yield _missing(claim, "CRC", "an EPSDT service tells whether the patient was referred (CRC*ZZ)", "ZZ")


@rule("x12-home-health-grouper", snip=6, sets=INSTITUTIONAL, at="2300", present=(("CLM", ""),),
      source="Pub. 100-04, chapter 10, section 40.2: a line 0023 with the HIPPS code on home health claims, Medicare")  # fmt: skip
def home_health(claim: Instance, context: Context) -> Iterable[Fault]:
    """A Medicare home health claim (bill type 32) has the line of its payment group."""
    kind = get(_pieces(claim.value("CLM", 5), context), 0)
    if kind != "32" or not _medicare(claim) or any(get(elements, 1) == "0023" for _, elements in _lines(claim)):
        return
    yield fault(claim, "CLM", claim.position, "a home health claim has a line 0023 with its HIPPS code", element=5, component=1, value=kind)


@rule("x12-hospice-site", snip=6, sets=INSTITUTIONAL, at="2300", service=r"065[1256]\Z",
      source="Pub. 100-04, chapter 11, section 30.3: HCPCS Q5001 to Q5010 tell where hospice care was given, Medicare")  # fmt: skip
def hospice_site(claim: Instance, context: Context) -> Iterable[Fault]:
    """Hospice levels of care (bill types 81, 82) tell where the care was given."""
    if get(_pieces(claim.value("CLM", 5), context), 0) not in ("81", "82") or not _medicare(claim):
        return
    for line, elements in _lines(claim):
        code = get(_pieces(get(elements, 2), context), 1)
        if get(elements, 1) in _LEVELS_OF_CARE and not "Q5001" <= code <= "Q5010":
            yield fault(line, "SV2", line.segments[1][2], "hospice care tells where it was given (Q5001 to Q5010)", element=2, value=code)


@rule("x12-vision-service", snip=6, sets=PROFESSIONAL, at="2300", present=(("CRC", "E1"),), severity=Severity.WARNING,
      source="the guide only: 837P 2300 CRC patient condition, vision: for claims of lenses and frames")  # fmt: skip
def vision(claim: Instance, context: Context) -> Iterable[Fault]:
    """The condition for lenses or frames stands on claims for eyewear."""
    for _, elements, position in claim.segments:
        if elements[0] == "CRC" and get(elements, 1) in ("E1", "E2", "E3"):
            codes = [get(_pieces(get(sv1, 1), context), 1) for _, sv1 in _lines(claim)]
            if not any(code[:1] in ("V", "S") or code[:2] == "92" for code in codes):
                yield fault(claim, "CRC", position, "no line is for lenses or frames", element=1, value=elements[1])
            return


@rule("x12-equipment-certificate-day", snip=6, sets=PROFESSIONAL, at="2300", service=r"[AEKL]\d{4}",
      source="the guide only: 837P 2400 CR3, DTP*463 (begin of therapy), DTP*607 (renewed or revised)")  # fmt: skip
def equipment(claim: Instance, context: Context) -> Iterable[Fault]:
    """A certificate of medical necessity tells when therapy began; one renewed (R) or revised (S) also when."""
    for line, _ in _lines(claim):
        certificate = line.first("CR3")
        if certificate is None:
            continue
        if line.first("DTP", "463") is None:
            yield _missing(line, "DTP", "the day the therapy began is missing (DTP*463)", "463")
        if get(certificate, 1) in ("R", "S") and line.first("DTP", "607") is None:
            yield _missing(line, "DTP", "the day of the renewed or revised certificate is missing (DTP*607)", "607")


REFERRALS: Final = (
    When(
        "x12-epsdt-no-referral", "2300", "CRC02*ZZ=N", needs="CRC03*ZZ=NU", snip=6,
        message="no referral was given: its condition is NU", source="Stedi edit of EPSDT indicators; 837P 2300 CRC: NU goes with N",
    ),
    When(
        "x12-epsdt-referral-reason", "2300", "CRC02*ZZ=Y", bars="CRC03*ZZ=NU", snip=6,
        message="a referral was given: NU says the contrary", source="Stedi edit of EPSDT indicators; 837P 2300 CRC: NU goes with N",
    ),
    When(
        "x12-homebound-place", "2300", "CRC*75 & !CLM05-1=12", bars="CRC*75", snip=6, severity=Severity.WARNING,
        message="a home-bound patient is served at home (place of service 12)", source="837P 2300 CRC homebound; CMS 837P companion guide",
    ),
)  # fmt: skip
