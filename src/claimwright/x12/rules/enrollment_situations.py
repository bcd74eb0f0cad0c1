"""SNIP 3 and 4 of enrollment: relationship, ends, corrected names, and the totals of the header.

Sources: X220A1 as told by companion guides (CMS FFM, state Medicaid 834), the map of pyx12 and the X12.org examples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from claimwright.core import Severity
from claimwright.x12.instance import Instance
from claimwright.x12.rule import Context, Fault, When, fault, rule
from claimwright.x12.tree import get

_ENDS: Final = frozenset(("337", "341", "349", "357", "474"))

RELATIONSHIP: Final = (
    When(
        "x12-member-self", "2000", "INS01=Y", needs="INS02=18", sets=("834",), severity=Severity.WARNING,
        message="a subscriber's relationship is 18", source="the guide only: X220A1 INS01 and INS02",
    ),
    When(
        "x12-member-not-self", "2000", "INS01=N", bars="INS02=18", sets=("834",), severity=Severity.WARNING,
        message="relationship 18 belongs to the subscriber", source="the guide only: X220A1 INS01 and INS02",
    ),
    When(
        "x12-member-added", "2000", "INS03=021", needs="DTP", sets=("834",), severity=Severity.WARNING,
        message="a member who is added has a day of it", source="RFI 1896: X220A1 2000 DTP where INS03 is 021",
    ),
)  # fmt: skip


@rule("x12-member-corrected", snip=4, sets=("834",), at="2000", source="the guide only: X220A1 2100B: required where NM101 is 74")
def corrected(member: Instance, context: Context) -> Iterator[Fault]:
    """A corrected name comes with the name as it was."""
    name = member.loop("2100A")
    if name is not None and name.value("NM1", 1) == "74" and member.loop("2100B") is None:
        last = max(position for _, _, position in name.segments)
        yield fault(member, "NM1", last + 1, "a corrected name comes with the one it replaces", fix="send NM1*70", code="IK304=I6")


@rule(
    "x12-member-ends", snip=4, sets=("834",), at="2000", severity=Severity.WARNING,
    source="the guide only: X220A1 2000 DTP 357, 2300 DTP 349: the day coverage ends",
)  # fmt: skip
def ends(member: Instance, context: Context) -> Iterator[Fault]:
    """A termination says when."""
    if member.value("INS", 3) != "024":
        return
    days = [elements for loop in (member, *member.every("2300")) for elements, _ in loop.all("DTP")]
    if not any(get(elements, 1) in _ENDS for elements in days):
        yield fault(member, "DTP", member.position + 1, "coverage ends and no day says when", code="IK304=I6")


@rule(
    "x12-member-kind", snip=3, sets=("834",), at="2000", source="the guide only: X220A1 QTY ET, DT; says nothing by itself",
)  # fmt: skip
def count(member: Instance, context: Context) -> Iterator[Fault]:
    """Keep whether a member is a subscriber or a dependent."""
    if member.parent is not None:
        context.counts.setdefault(member.parent, Counter())["ET" if member.value("INS", 1) == "Y" else "DT"] += 1
    yield from ()


@rule(
    "x12-member-count",
    snip=3,
    sets=("834",),
    at="ST",
    severity=Severity.WARNING,
    source="the guide only: X220A1 QTY TO: the members of the transaction set",
)
def counted(root: Instance, context: Context) -> Iterator[Fault]:
    """QTY*TO is the number of members, ET of subscribers, DT of dependents."""
    counted = context.counts.pop(root, Counter())
    for code, what in (("ET", "subscribers"), ("DT", "dependents")):
        told = root.value("QTY", 2, code)
        if told.isascii() and told.isdigit() and int(told) != counted[code]:
            message = f"the set has {counted[code]} {what}"
            yield fault(root, "QTY", root.place("QTY", code), message, element=2, value=told, code="IK403=I12")
    stated = root.value("QTY", 2, "TO")
    if stated.isascii() and stated.isdigit() and int(stated) != context.claims:
        yield fault(
            root, "QTY", root.place("QTY", "TO"), f"the set has {context.claims} members", element=2, value=stated, code="IK403=I12"
        )
