"""One payment for a whole claim: comprehensive APCs (J1) with their complexity adjustment, and comprehensive observation (J2, APC 8011).

Addendum D1 and Addendum J; 42 CFR 419.2(b); Pub. 100-04, chapter 4, sections 10.2.3 and 290.5.3.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from .lines import ONE, Line
from .tables import Addenda, rules

J1, J2 = "J1", "J2"


def is_comprehensive(lines: list[Line], addenda: Addenda) -> bool:
    """Decide a claim that is paid as a whole; False where it is not."""
    primary = _primary(lines, addenda)
    if primary is not None:
        _pay_primary(primary, lines, addenda)
    else:
        primary = _observed(lines, addenda)
    if primary is None:
        return False
    package_the_rest(primary, lines, addenda)
    return True


def _primary(lines: list[Line], addenda: Addenda) -> Line | None:
    """The J1 service of the best rank; without ranks, the dearest."""
    comprehensive = [line for line in lines if line.printed == J1 and line.separate]

    def order(line: Line) -> tuple[int, Decimal, int]:
        row = addenda.rank(line.code, line.on) if line.on else None
        return (row.rank if row else 10**9, -line.rate, line.number)

    return min(comprehensive, key=order, default=None)


def _pay_primary(primary: Line, lines: list[Line], addenda: Addenda) -> None:
    adjusted = _complexity(primary, lines, addenda)
    why = "comprehensive APC: the highest ranked J1 service, one payment for the claim"
    if adjusted is not None and primary.on is not None:
        apc, beside = adjusted
        row = addenda.apc(apc, primary.on)
        primary.pay(
            J1, apc, row.rate if row else None, f"comprehensive APC, complexity adjusted with {beside}: {primary.apc} becomes {apc}"
        )
    else:
        primary.pay(J1, primary.apc, primary.rate, why, ONE)


def _complexity(primary: Line, lines: list[Line], addenda: Addenda) -> tuple[str, str] | None:
    """The adjusted APC and the code beside which it is reached: another J1 or add-on of the pair table, or the same code a second time."""
    if primary.on is None:
        return None
    twice = primary.units >= 2 or rules().discounts.bilateral_modifier in primary.modifiers
    others = [line.code for line in lines if line is not primary and line.code] + ([primary.code] if twice else [])
    found = [(row.adjusted_apc, code) for code in others if (row := addenda.complexity(primary.code, code, primary.on))]
    return min(found, default=None)


def _observed(lines: list[Line], addenda: Addenda) -> Line | None:
    """The visit that comprehensive observation is paid on; None where a condition fails."""
    rule = rules().observation
    hours = [line for line in lines if line.code == rule.hours_code and line.on]
    if not hours or sum(line.units for line in hours) < rule.hours:
        return None
    begun = min(line.on for line in hours if line.on)
    near = {begun, begun - dt.timedelta(days=1)}
    visits = [line for line in lines if line.printed == J2 and _visit(line, begun, near)]
    if not visits or any(line.printed == "T" and line.on in near for line in lines):
        return None
    row = addenda.apc(rule.apc, begun)
    if row is None:
        return None
    visit = max(visits, key=lambda line: (line.rate, -line.number))
    visit.pay(J2, rule.apc, row.rate, f"comprehensive observation: at least {rule.hours} hours with a visit, no T procedure", ONE)
    return visit


def _visit(line: Line, begun: dt.date, near: set[dt.date]) -> bool:
    rule = rules().observation
    return (line.code in rule.visits and line.on in near) or (line.code in rule.same_day and line.on == begun)


def package_the_rest(primary: Line, lines: list[Line], addenda: Addenda) -> None:
    """Put every line that Addendum J does not exclude within the payment of the primary one."""
    rule = rules().comprehensive
    for line in lines:
        if line is primary or line.status in rule.unpaid or line.treatment == "unknown":
            continue
        why = _excluded(line, addenda)
        if not why:
            line.package(primary, f"within the comprehensive payment of line {primary.number}")
        elif line.separate:
            line.why = f"{line.why}; {why}".lstrip("; ")


def _excluded(line: Line, addenda: Addenda) -> str:
    """Why a line is not packaged (Addendum J, exclusions); "" where it is."""
    rule = rules().comprehensive
    if line.status in rule.status:
        return f"status {line.status} is excluded from comprehensive packaging"
    row = addenda.apc(line.apc, line.on) if line.apc and line.on else None
    if row is not None and row.title.startswith(rule.new_technology):
        return "a new technology APC is excluded from comprehensive packaging"
    named = rule.excluded(line.code)
    return f"excluded from comprehensive packaging: {named}" if named else ""
