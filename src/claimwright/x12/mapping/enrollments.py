"""834 to enrollments: one value for each member."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from claimwright.core import Enrollment, MemberCoverage, Party, Patient
from claimwright.x12.instance import Instance
from claimwright.x12.listening import Transaction
from claimwright.x12.tokens import words
from claimwright.x12.tree import get

from .asking import dates, party, references
from .values import address, day, money

READS: Final = ("834",)


def unit(loop: Instance, transaction: Transaction, kept: list[Any]) -> Iterator[Enrollment]:
    """One member."""
    root, head, person = loop.parent, loop.first("INS") or [], loop.loop("2100A")
    sponsor, payer = (root.loop("1000A"), root.loop("1000B")) if root else (None, None)
    yield Enrollment(
        id=loop.value("REF", 2, "0F"), subscriber=get(head, 1) == "Y", relationship=get(head, 2), action=get(head, 3), reason=get(head, 4),
        benefit_status=get(head, 5), employment=get(head, 8), group_number=loop.value("REF", 2, "1L"), member=_member(person),
        identifier=person.value("NM1", 9) if person else "", sponsor=party(sponsor) if sponsor else Party(role="P5"),
        payer=party(payer) if payer else Party(role="IN"), dates=dates(loop), references=references(loop, ("0F", "1L")),
        coverages=tuple(_coverage(one, transaction) for one in loop.every("2300")),
    )  # fmt: skip


def finish(root: Instance, transaction: Transaction, kept: list[Any]) -> Iterator[Any]:
    """Nothing is left at the end of the set."""
    yield from ()


def _member(loop: Instance | None) -> Patient:
    name, born = (loop.first("NM1"), loop.first("DMG")) if loop else (None, None)
    sex, contact = get(born, 3), loop.first("PER") if loop else None
    phone = next((get(contact, at + 1) for at in (3, 5, 7) if get(contact, at) in ("TE", "HP")), "")
    return Patient(
        last=words(get(name, 3)), first=words(get(name, 4)), middle=words(get(name, 5)), birth_date=day(get(born, 2)),
        sex="F" if sex == "F" else "M" if sex == "M" else "U", address=address(loop), phone=phone,
    )  # fmt: skip


def _coverage(loop: Instance, transaction: Transaction) -> MemberCoverage:
    head = loop.first("HD") or []
    return MemberCoverage(
        action=get(head, 1), line=get(head, 3), plan=words(get(head, 4)), level=get(head, 5), dates=dates(loop),
        amounts={get(elements, 1): money(get(elements, 2), transaction, f"AMT02 (segment {at})") for elements, at in loop.all("AMT")},
        references=references(loop),
    )  # fmt: skip
