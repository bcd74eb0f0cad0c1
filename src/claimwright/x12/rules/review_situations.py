"""SNIP 2 and 4 of services reviews: what only a request or only an answer carries, and what a decision says.

Sources: X217 as told by companion guides (CMS esMD 278), Stedi's and EdiFabric's segment lists of request and answer (AAA, HCR and
certification dates stand in the answer alone), Da Vinci PAS on review actions and reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from claimwright.core import Severity
from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, When, fault, rule
from claimwright.x12.tree import get

_CERTIFICATION: Final = ("102", "036", "007")


def _asks(level: Instance) -> bool:
    root = level.up("ST")
    return root is not None and root.value("BHT", 2) in ("01", "13", "36")


def _of_an_answer(level: Instance) -> Iterator[Fault]:
    """What a request must not carry."""
    if not _asks(level):
        return
    for name in ("AAA", "HCR"):
        for elements, position in level.all(name):
            yield fault(level, name, position, "a request carries no decision", element=1, value=get(elements, 1), code="IK304=I4")
    for elements, position in level.all("DTP"):
        if get(elements, 1) in _CERTIFICATION:
            yield fault(level, "DTP", position, "a request carries no certification date", element=1, value=elements[1], code="IK304=I4")


@rule(
    "x12-review-request-decides",
    snip=2,
    sets=("278",),
    at="2000E",
    source="the guide only: X217 request, 2000E: AAA, HCR and certification dates are not used",
)
def event_request(event: Instance, context: Context) -> Iterator[Fault]:
    """An event asked about is not decided yet."""
    yield from _of_an_answer(event)


@rule(
    "x12-review-request-decides",
    snip=2,
    sets=("278",),
    at="2000F",
    source="the guide only: X217 request, 2000F: AAA, HCR and certification dates are not used",
)
def service_request(service: Instance, context: Context) -> Iterator[Fault]:
    """A service asked about is not decided yet."""
    if service.parent is not None and (service.first("HCR") or service.first("AAA")):
        context.sums[service.parent] = 1
    yield from _of_an_answer(service)


@rule(
    "x12-review-undecided",
    snip=4,
    sets=("278",),
    at="2000E",
    source="RFI 941, 1620: X217 answer, 2000E HCR unless refused or decided by service",
)
def undecided(event: Instance, context: Context) -> Iterator[Fault]:
    """An answer decides the event, or its services, or says why not."""
    root, services = event.up("ST"), context.sums.pop(event, 0)
    if root is None or root.value("BHT", 2) != "11" or services or event.first("HCR") or event.first("AAA"):
        return
    if any(loop.first("AAA") is not None for loop in event.loops):
        return
    yield fault(event, "HCR", event.place("UM") + 1, "the answer decides nothing", fix="send HCR or AAA", code="IK304=I6")


DECISIONS: Final = tuple(
    When(
        f"x12-review-{name}", at, f"HCR01={actions}", needs=f"HCR0{element}", sets=("278",), severity=Severity.WARNING, message=message,
        source=f"X217 HCR0{element}; Da Vinci PAS review action",
    )
    for at in ("2000E", "2000F")
    for name, actions, element, message in (
        ("number", "A1|A2|A6", 2, "what is certified has a number"), ("reason", "A3|A4", 3, "what is refused or pended has a reason"),
    )
)  # fmt: skip

SITUATIONS: Final = (
    When(
        "x12-review-admission-day", "2000E", "UM01=AR", needs="DTP*435", sets=("278",), severity=Severity.WARNING,
        message="an admission review tells the day of admission", source="the guide only: X217 2000E DTP admission",
    ),
    When(
        "x12-review-accident-day", "2000E", "UM05~AA|OA", needs="DTP*439", sets=("278",), severity=Severity.WARNING,
        message="an accident as the cause needs its day", source="the guide only: X217 2000E DTP accident",
    ),
    When(
        "x12-review-accident-state", "2000E", "UM05~AA", needs="UM05-4", sets=("278",), severity=Severity.WARNING,
        message="a car accident as the cause needs the state", source="the guide only: X217 UM05-4",
    ),
    When(
        "x12-review-earlier-number", "2000E", "UM02=3|4|R|S & !REF*NT", needs="REF*BB", sets=("278",), severity=Severity.WARNING,
        message="a change of an earlier review names it", source="the guide only: X217 2000E REF previous review authorization number",
    ),
    When(
        "x12-review-specialty", "2000F", "UM01=SC & !2000E/UM01=SC", bars="UM01", sets=("278",), severity=Severity.WARNING,
        message="a specialty service belongs to a specialty event (UM01 SC)", source="RFI 1061: X217 UM01 SC of a service and its event",
    ),
    When(
        "x12-review-oxygen", "2000E", "CRC*11", needs="CR5", sets=("278",), snip=6, severity=Severity.WARNING,
        message="an oxygen certification comes with the therapy", source="the guide only: X217 2000E CR5 home oxygen therapy",
    ),
    When(
        "x12-review-home-health", "2000E", "UM03=42", needs="CR6", sets=("278",), snip=6, severity=Severity.WARNING,
        message="home health care is certified (CR6)", source="X217 2000E CR6 home health care; CMS Pub. 100-02, chapter 7",
    ),
    When(
        "x12-review-spinal-manipulation", "2000E", "UM03=33", needs="CR2", sets=("278",), snip=6, severity=Severity.WARNING,
        message="chiropractic care tells its course (CR2)", source="the guide only: X217 2000E CR2 spinal manipulation",
    ),
    When(
        "x12-review-transport", "2000E", "UM03=56|57|58|59", needs="CR1", sets=("278",), snip=6, severity=Severity.WARNING,
        message="a transport tells reason and distance (CR1)", source="the guide only: X217 2000E CR1 ambulance transport",
    ),
    When(
        "x12-review-ambulance", "2000E", "CRC*07", needs="CR1", sets=("278",), snip=6, severity=Severity.WARNING,
        message="an ambulance certification comes with the transport", source="the guide only: X217 2000E CR1 ambulance transport",
    ),
)  # fmt: skip
