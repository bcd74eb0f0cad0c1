"""Who directed whom: the share of the fee by direction modifier, and how many concurrent cases each allows."""

from __future__ import annotations

from decimal import Decimal

from claimwright.core import Value

from ..pfs.draft import NoPrice


class Direction(Value, frozen=True):
    """A direction modifier. ``percent`` of the fee; ``fewest`` and ``most`` concurrent cases, None = any."""

    modifier: str
    words: str
    percent: Decimal
    fewest: int = 0
    most: int | None = None
    source: str = ""


DIRECTIONS = {
    one.modifier: one
    for one in (
        Direction(
            "AA", "personally performed by a physician", Decimal(100), 1, 2, "42 CFR 414.46(c); two only with residents, ch. 12, 50.B"
        ),
        Direction("QZ", "nurse anesthetist without medical direction", Decimal(100), 0, 1, "42 CFR 414.60(b)"),
        Direction("QK", "two to four cases medically directed", Decimal(50), 2, 4, "42 CFR 414.46(d)"),
        Direction("QY", "one case medically directed", Decimal(50), 1, 1, "42 CFR 414.46(d)"),
        Direction("QX", "medically directed nurse anesthetist or assistant", Decimal(50), 0, None, "42 CFR 414.60(a)"),
        Direction("AD", "more than four concurrent cases supervised", Decimal(100), 5, None, "42 CFR 414.46(f); Pub. 100-04, ch. 12, 50.D"),
    )
}
UNSTATED = Direction("", "no direction modifier: as personally performed", Decimal(100), 0, None, "")
SUPERVISED = "AD"


def direction(modifiers: tuple[str, ...], concurrent: int | None) -> Direction:
    """The direction that the modifiers state. Raises NoPrice where they contradict one another or the number of cases."""
    stated = [DIRECTIONS[modifier] for modifier in modifiers if modifier in DIRECTIONS]
    if len(stated) > 1:
        raise NoPrice(f"modifiers {stated[0].modifier} and {stated[1].modifier} contradict one another: one direction is paid")
    found = stated[0] if stated else UNSTATED
    if concurrent is not None and (concurrent < max(found.fewest, 1) or (found.most is not None and concurrent > found.most)):
        allowed = f"{found.fewest} to {found.most}" if found.most is not None else f"{max(found.fewest, 1)} or more"
        raise NoPrice(f"{concurrent} concurrent cases with modifier {found.modifier or 'none'}: it stands for {allowed}")
    return found
