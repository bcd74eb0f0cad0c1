"""How to mend a finding, and which claim status tells it where only a 277CA answers it.

A rule says itself how to mend what it finds, or has a line here; what has neither is mended by what a 999 would say of it.
"""

from __future__ import annotations

from typing import Final

MENDS: Final = {
    "x12-date": "write a day as CCYYMMDD, a range as two days with a dash, the first one first",
    "x12-time": "write hours and minutes, from 0000 to 2359",
    "x12-number": "write digits alone, at most one point and a minus in front",
    "x12-amount": "write dollars with at most two digits of cents",
    "x12-character": "take the control character out",
    "x12-code": "use one of the codes of the guide",
    "x12-too-long": "shorten it",
    "x12-too-short": "write it whole",
    "x12-repetition": "send one value",
    "x12-too-many-elements": "end the segment after its last element",
    "x12-too-many-components": "end the element after its last component; check the separators of the ISA",
    "x12-binary-length": "state the number of bytes that follow",
    "x12-element-condition": "fill in what is missing, or leave out what calls for it",
    "x12-domestic-address": "fill it in, or name the country",
    "x12-segment-order": "move it to its place in the loop",
    "x12-too-many-segments": "send it once, or the loop again",
    "x12-too-many-loops": "send it once, or the loop above it again",
    "x12-unknown-segment": "leave it out; check the spelling of its id",
    "x12-hl-number": "count the levels from 1 through the whole set",
    "x12-hl-parent": "name the level above by its HL01",
    "x12-hl-children": "say 1 where levels follow beneath, else 0",
    "x12-line-number": "number the lines from 1 in each claim",
    "x12-claim-number-length": "give claims numbers of at most 20 characters",
    "x12-billing-zip": "send the ZIP code with its four further digits",
    "x12-state": "use the postal abbreviation of the state or province",
    "x12-place-of-service": "use a code of the CMS place of service list",
    "x12-procedure": "send five characters, without modifiers",
    "x12-dental-procedure": "send D and four digits",
    "x12-modifier": "send two letters or digits",
    "x12-oral-cavity": "use 00 to 09, 10, 20, 30, 40, L or R",
    "x12-revenue-code": "send four digits, with the leading zero",
    "x12-patient-status": "use a two-digit status of NUBC",
    "x12-zip": "send five or nine digits without a dash",
    "x12-clia": "send ten characters, the third of them D",
    "x12-adjustment-reason": "use a code of the current CARC list",
    "x12-remark": "use a code of the current RARC list",
    "x12-status": "use a claim status code",
    "x12-status-category": "use a claim status category code",
    "x12-diagnosis-system": "code the diagnosis in the system of its day",
    "x12-diagnosis-repeated": "leave it out, and point the lines at the first",
    "x12-line-payer": "write the identifier of one of the claim's other payers (2330B NM109)",
    "x12-payer-sequence": "give each payer its own place: P, S, T, A to H",
    "x12-primary-payer": "send the primary payer in 2320",
    "x12-own-insurance-type": "send the reason exactly where Medicare is not primary",
    "x12-other-insurance-type": "send the reason why Medicare is not primary",
    "x12-anesthesia-minutes": "send the minutes, with MJ",
    "x12-home-health-grouper": "add a line 0023 with the HIPPS code",
    "x12-hospice-site": "send Q5001 to Q5010 with the level of care",
    "x12-vision-service": "leave CRC out, or add the line for lenses or frames",
    "x12-homebound-place": "leave CRC*75 out, or use place of service 12",
    "x12-filling-surfaces": "name the tooth and each of its surfaces in TOO",
    "x12-benefit-percent": "write the share as a decimal: 0.2 for 20 percent",
    "x12-benefit-amount": "send the amount in EB07, or the share in EB08",
    "x12-benefit-repeated": "tell it once, with each kind of service in EB03",
    "x12-eligibility-pointer": "point at a diagnosis of the HI segment",
    "x12-member-self": "use 18 for a subscriber",
    "x12-member-not-self": "use the relationship of the dependent",
    "x12-member-count": "count the members of the set",
    "x12-status-action": "send WQ with an accepting category, U with a rejecting one",
    "x12-acknowledged-category": "use a category A; a 277 or 835 tells what became of a claim",
    "x12-acknowledged-set": "say E or R where errors are told",
    "x12-acknowledged-sets": "count the sets that were accepted",
    "x12-acknowledged-group": "say A for all, P for some, R for none",
    "x12-acknowledged-claims": "count and add up the claims below",
    "x12-interchange-verdict": "let TA104 and TA105 say the same",
    "x12-review-specialty": "ask for the event as SC as well, or for the service as HS",
    "x12-partner-case": "send capitals",
    "x12-partner-delimiters": "declare and use the separators of the partner",
    "x12-partner-interchanges": "send each interchange in a file of its own",
    "x12-partner-guide": "use a guide of the partner",
    "x12-partner-password": "send 00 and blanks",
}  # fmt: skip
"""Rule id: what to do."""

_BY_CODE: Final = {
    "IK304=1": "leave it out", "IK304=2": "move it to its loop, or leave it out", "IK304=3": "send it", "IK304=4": "send fewer",
    "IK304=5": "send fewer", "IK304=6": "leave it out", "IK304=7": "move it to its place", "IK304=I4": "leave it out",
    "IK304=I6": "send it", "IK304=I9": "leave it out", "IK403=1": "fill it in", "IK403=2": "fill it in", "IK403=10": "leave one out",
    "IK403=I9": "fill it in", "IK403=I10": "leave it empty", "IK403=I13": "leave it empty", "IK403=I6": "use one of the codes of the guide",
}  # fmt: skip


def mend(rule: str, snip: int, code: str, segment: str, element: int | None) -> str:
    """What to do about a finding whose rule does not say it."""
    if rule in MENDS:
        return MENDS[rule]
    if rule.startswith("x12-partner-"):
        return "use what was agreed with the partner"
    if code in _BY_CODE:
        return _BY_CODE[code]
    if snip == 3:
        return "make the amounts and counts agree"
    return "correct the value" if element else f"send {segment}"


REASONS: Final = {
    "x12-npi": ("A7", "562"), "x12-taxonomy": ("A7", "145"), "x12-state": ("A7", "501"), "x12-place-of-service": ("A7", "249"),
    "x12-procedure": ("A7", "454"),
    "x12-modifier": ("A7", "453"), "x12-diagnosis-code": ("A7", "255"), "x12-diagnosis-system": ("A7", "255"),
    "x12-diagnosis-repeated": ("A7", "255"),
    "x12-claim-total": ("A8", "400"), "x12-other-payer-line": ("A8", "400"), "x12-other-payer-claim": ("A8", "400"),
}  # fmt: skip
"""Rule id: claim status category and claim status code (numbers as NGS and other Medicare contractors publish them for front-end edits)."""

ENTITIES: Final = {
    "2010AA": "85", "2000A": "85", "2310B": "82", "2310A": "DN", "2310C": "77", "2010BA": "IL", "2010CA": "QC", "2420A": "82",
}  # fmt: skip
"""Loop: the entity that a status speaks of."""


def status(rule: str, loop: str) -> str:
    """The claim status by which a 277CA tells a finding: ``STC=A7:562:85``; information missing or wrong (21) where no other fits."""
    category, number = REASONS.get(rule, ("A7", "21"))
    entity = ENTITIES.get(loop, "")
    return f"STC={category}:{number}" + (f":{entity}" if entity else "")
