"""The line of a dental claim: SV3 with its teeth."""

from __future__ import annotations

from claimwright.core import ClaimLine
from claimwright.x12.instance import Instance
from claimwright.x12.listening import Transaction
from claimwright.x12.tokens import words
from claimwright.x12.tree import get

from . import leftovers
from .values import day, money, number

REFERENCES = {"G1": "prior_authorization", "9F": "referral"}
"""REF01 of the line and our name for the reference (6R is ``control_number``)."""


def line(loop: Instance, transaction: Transaction) -> ClaimLine:
    """The line of a 2400 loop; SV305 and the parts of the mouth (SV304) are references. Raises InputError where an amount is no amount."""
    colon, where = transaction.delimiters.component, f"(segment {loop.position + 1})"
    head = loop.first("SV3") or []
    procedure = get(head, 1).split(colon)
    first, _, last = loop.value("DTP", 3, "472").partition("-")
    place = get(loop.segments[0][1], 1)
    known = {name: loop.value("REF", 2, code) for code, name in REFERENCES.items()}
    known |= {"oral_cavity": ",".join(filter(None, get(head, 4).split(colon))), "prosthesis": get(head, 5)}
    return ClaimLine(
        number=int(place) if place.isascii() and place.isdigit() and len(place) < 7 else 0, control_number=loop.value("REF", 2, "6R"),
        code_system="cdt" if procedure[0] == "AD" else "", procedure=get(procedure, 1), modifiers=tuple(filter(None, procedure[2:6])),
        units=number(get(head, 6), transaction, f"units {where}"), charge=money(get(head, 2), transaction, f"line charge {where}"),
        from_date=day(first), through_date=day(last or first), place_of_service=get(head, 3),
        diagnosis_pointers=tuple(int(one) for one in get(head, 11).split(colon) if one.isascii() and one.isdigit()),
        description=words(get(procedure, 6)), teeth=tuple(_tooth(elements, colon) for elements, _ in loop.all("TOO")),
        references={name: value for name, value in known.items() if value},
        segments=leftovers.of_part(loop, "837D", transaction.delimiters),
    )  # fmt: skip


def _tooth(elements: list[str], colon: str) -> str:
    """A tooth with its surfaces."""
    return ":".join([get(elements, 2), *filter(None, get(elements, 3).split(colon))])
