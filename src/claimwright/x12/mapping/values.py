"""Elements to values and back, and the code pairs that several mappings share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Final, Literal

from claimwright.core import Address, Adjustment, InputError, Money, Provider, by_group
from claimwright.x12.instance import Instance
from claimwright.x12.listening import Transaction
from claimwright.x12.strides import BLANK, Row, located
from claimwright.x12.tokens import words
from claimwright.x12.tree import Elements, get

Segment = list[str]
_NUMBER = re.compile(r"-?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})\Z", re.ASCII)

SEQUENCES: Final = {letter: number for number, letter in enumerate("PSTABCDEFGH", 1)}
SEQUENCE_LETTERS: Final = {number: letter for letter, number in SEQUENCES.items()}
BLANKS: Final = [""] * 10
"""What a segment that ends early lacks."""

RELATIONSHIPS: Final[dict[str, Literal["self", "spouse", "child", "other"]]] = {"18": "self", "01": "spouse", "19": "child"}
RELATIONSHIP_CODES: Final = {"self": "18", "spouse": "01", "child": "19", "other": "G8"}


def money(text: str, transaction: Transaction, where: str) -> Money:
    """An amount; empty is zero. Raises InputError naming the place, never the value."""
    try:
        return _money(text) if text else Money(0)
    except ValueError:
        raise InputError(
            transaction.source, f"{where} in transaction {transaction.number} is not an amount", "run x12 check on it"
        ) from None


def number(text: str, transaction: Transaction, where: str, default: str = "1") -> Decimal:
    """A quantity. Raises InputError naming the place."""
    found = quantity_of(text or default)
    if found is None:
        raise InputError(transaction.source, f"{where} in transaction {transaction.number} is not a number", "run x12 check on it")
    return found


_money: Callable[[str], Money] = lru_cache(8192)(Money.parse)
"""Amounts recur: fees come from a schedule."""


@lru_cache(1024)
def quantity_of(text: str) -> Decimal | None:
    """A plain number; None where the text is none."""
    return Decimal(text) if _NUMBER.match(text) else None


def charged(text: str) -> Money | None:
    """An amount that recurs; None where it has to be read with care."""
    try:
        return _money(text)
    except ValueError:
        return None


@lru_cache(16384)
def day(text: str) -> date | None:
    """CCYYMMDD, None where it is empty or no day (the check says which)."""
    try:
        return date.fromisoformat(text) if len(text) == 8 and text.isdigit() else None
    except ValueError:
        return None


def address_from(street: Elements, place: Elements) -> Address:
    """N3 and N4."""
    if street is BLANK and place is BLANK:
        return Address()
    first, second = (street[1], "") if len(street) == 2 else (street + _FOUR)[1:3]
    _, city, state, code = place if len(place) == 4 else (place + _FOUR)[:4]
    if (first + second + city).isascii():
        return Address(first, second, city, state, code)
    return Address(words(first), words(second), words(city), state, code)


_FOUR: Final = [""] * 4


def address(loop: Instance | None) -> Address:
    """N3 and N4 of a loop."""
    return address_from(loop.first("N3") or BLANK, loop.first("N4") or BLANK) if loop is not None else Address()


def provider(loop: Instance | None) -> Provider | None:
    """A provider loop: its name with what hangs on it; None where the loop is missing."""
    return provider_from(provider_rows(loop))


def provider_rows(loop: Instance | None) -> tuple[Elements, ...]:
    """Finds what a provider loop says: its name, then PRV, N3, N4, both REF of the tax id, PER."""
    if loop is None:
        return (BLANK,) * 7
    plain = (loop.first(name) or BLANK for name in ("PRV", "N3", "N4"))
    return (loop.segments[0][1], *plain, *(loop.first("REF", code) or BLANK for code in ("EI", "SY")), loop.first("PER") or BLANK)


def provider_from(rows: Sequence[Elements], taxonomy: str = "") -> Provider | None:
    """A provider of :func:`provider_rows`; None where the loop is missing."""
    name, info, street, place, employer, person, contact, *_ = rows
    if name is BLANK:
        return None
    if street is place is employer is person is contact and not taxonomy:
        return named_provider(name, info)
    _, _, kind, last, first, _, _, _, code, npi = (name + BLANKS)[:10]
    return Provider(
        npi=npi if code == "XX" else "",
        tax_id=_tax_id(get(employer, 2), get(person, 2)),
        taxonomy=taxonomy or get(info, 3),
        name="" if kind == "1" else words(last),
        last=words(last) if kind == "1" else "",
        first=words(first),
        address=address_from(street, place),
        phone=_phone(contact),
    )


def named_provider(name: Elements, info: Elements) -> Provider:
    """A provider of whom a name and a specialty are all that is told."""
    _, _, kind, last, first, _, _, _, code, npi = (name + BLANKS)[:10]
    if not (last + first).isascii():
        last, first = words(last), words(first)
    person = kind == "1"
    return Provider(
        npi=npi if code == "XX" else "", taxonomy=get(info, 3), name="" if person else last, last=last if person else "", first=first
    )


def _tax_id(employer: str, person: str) -> str:
    if employer.isdigit() and len(employer) == 9:
        return f"{employer[:2]}-{employer[2:]}"
    if person.isdigit() and len(person) == 9:
        return f"{person[:3]}-{person[3:5]}-{person[5:]}"
    return employer or person


def _phone(contact: Elements) -> str:
    for number_at in (3, 5, 7):
        if get(contact, number_at) == "TE":
            return get(contact, number_at + 1)
    return ""


def adjustment_rows(loop: Instance) -> tuple[Elements, ...]:
    """Finds every CAS right under a loop."""
    return tuple([elements for _, elements, _ in loop.segments if elements[0] == "CAS"])


def adjustments(loop: Instance, transaction: Transaction) -> tuple[Adjustment, ...]:
    """Every triplet of every CAS of a loop."""
    found: tuple[Adjustment, ...] = ()
    for elements in located(loop, adjustment_rows):
        if elements is BLANK:
            break
        made = adjusted(elements)
        found += _carefully(elements, loop, transaction) if made is None else made
    return found


def adjusted(row: Elements) -> tuple[Adjustment, ...] | None:
    """One CAS, kept with the segment where that recurs; None where it has to be looked at with care."""
    if row.__class__ is Row and row.read is not None:
        return row.read  # type: ignore[no-any-return]
    try:
        made = _adjusted(tuple(row))
    except (ValueError, IndexError):
        return None
    if row.__class__ is Row:
        row.read = made
    return made


@lru_cache(8192)
def _adjusted(elements: tuple[str, ...]) -> tuple[Adjustment, ...]:
    """One CAS: the same few reasons recur. Raises ValueError or IndexError where it has to be looked at."""
    group = elements[1]
    found = []
    for at in range(2, len(elements), 3):
        if elements[at]:
            quantity = elements[at + 2] if at + 2 < len(elements) else ""
            count = quantity_of(quantity) if quantity else None
            if quantity and count is None:
                raise ValueError(quantity)
            found.append(Adjustment(group=group, reason=elements[at], amount=Money.parse(elements[at + 1]), quantity=count))
    return tuple(found)


def _carefully(elements: Elements, loop: Instance, transaction: Transaction) -> tuple[Adjustment, ...]:
    """The same, one by one, for what is no amount or no number."""
    found = []
    position = next((place for _, one, place in loop.segments if one is elements), loop.position)
    for at in range(2, len(elements), 3):
        if elements[at]:
            where = f"CAS{at + 1:02d} (segment {position})"
            quantity = get(elements, at + 2)
            found.append(
                Adjustment(
                    group=get(elements, 1), reason=elements[at], amount=money(get(elements, at + 1), transaction, where),
                    quantity=number(quantity, transaction, where) if quantity else None,
                )
            )  # fmt: skip
    return tuple(found)


# -- writing ------------------------------------------------------------------------------------------------------------

_PLAIN = re.compile(r"[^\x20-\x7e]")


def text(value: str, longest: int) -> str:
    """Text as X12 can carry it: no accents, no control characters, no separators of ours, not too long."""
    if len(value) <= longest and (not value or (value.isascii() and (value.isalnum() or _SAFE(value)))):
        return value
    return _plain_text(value, longest)


_SAFE = re.compile(r"[!-)+-9;-\]_-{}]+(?: [!-)+-9;-\]_-{}]+)*\Z").match
"""Words with one blank between them, and no separator of ours."""


@lru_cache(8192)
def _plain_text(value: str, longest: int) -> str:
    if not value.isascii():
        value = unicodedata.normalize("NFKD", value)
    return " ".join(_PLAIN.sub("", value.translate(_SEPARATORS)).split())[:longest].rstrip()


_SEPARATORS = str.maketrans("*~^:|\t\r\n", "        ")


@lru_cache(8192)
def amount(value: Money) -> str:
    """Dollars as X12 writes them: no trailing zeros, a minus in front."""
    sign, (whole, cents) = "-" if value < 0 else "", divmod(abs(int(value)), 100)
    return f"{sign}{whole}.{cents:02d}".rstrip("0").rstrip(".")


@lru_cache(1024)
def quantity(value: Decimal) -> str:
    """A number without exponent and without trailing zeros."""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


@lru_cache(8192)
def ccyymmdd(value: date) -> str:
    """A day as X12 writes it."""
    return f"{value:%Y%m%d}" if value.year >= 1000 else f"{value.year:04d}{value:%m%d}"


@lru_cache(8192)
def digits(value: str) -> str:
    """Only the digits: tax ids, telephone numbers, ZIP codes."""
    return "".join(character for character in value if character in "0123456789")


def places(where: Address) -> Iterator[Segment]:
    """N3 and N4 where there is an address."""
    if where.line1:
        yield ["N3", text(where.line1, 55), text(where.line2, 55)]
    if where.city:
        yield ["N4", text(where.city, 30), where.state, digits(where.zip)]


def named(entity: str, who: Provider, *, code: str = "XX") -> Segment:
    """NM1 of a provider."""
    kind, last, first = ("1", who.last, who.first) if who.last else ("2", who.name, "")
    return ["NM1", entity, kind, text(last, 60), text(first, 35), "", "", "", code if who.npi else "", who.npi]


@lru_cache(4096)
def claim_adjustments(found: tuple[Adjustment, ...], most: int = 99) -> tuple[Segment, ...]:
    """CAS in the order of the adjustments: those of one group that follow one another share it, six at most; the same few recur.

    ``most``: how often the guide takes it; where that is not enough, the reasons of a group come together.
    """
    runs = [list(same) for _, same in groupby(found, key=lambda one: one.group)]
    out = tuple(_adjustment(same[at : at + 6]) for same in runs for at in range(0, len(same), 6))
    return out if len(out) <= most or len(runs) == len({one.group for one in found}) else claim_adjustments(by_group(found), most)


def _adjustment(members: list[Adjustment]) -> Segment:
    segment = ["CAS", members[0].group]
    for one in members:
        segment += (one.reason, amount(one.amount), quantity(one.quantity) if one.quantity is not None else "")
    return segment


def identified(elements: Elements | None, *, at: int = 9) -> str:
    """The identifier of an NM1 or N1 segment."""
    return get(elements, at)
