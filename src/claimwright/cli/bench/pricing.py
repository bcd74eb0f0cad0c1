"""Prices measured: per second of processor time, in batch and one by one, over every code and locality that is installed."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from claimwright.codesets import Store
    from claimwright.pricing import PriceRequest

NAME = "pricing"
REQUESTS, CLAIMS = 200_000, 5_000
FILES = ("PPRRVU2025_Oct.csv", "GPCI2025.csv")
DAY = date(2025, 11, 3)
MODIFIERS = ((), (), (), (), ("25",), ("59",), ("50",), ("RT",), ("51",), ("AS",))
"""Six of ten services carry one that changes no price, or none: as on real claims, most do."""


class Books(NamedTuple):
    """The store alone: no price needs the diagnosis book."""

    store: Store


def run(samples: Path | None, echo: Callable[[str], None]) -> dict[str, Any]:
    """Price random services of 2025: with CMS's files all codes and localities, without them those of the package."""
    from claimwright.codesets import Store
    from claimwright.codesets.install import install
    from claimwright.pricing import price
    from claimwright.pricing.pfs import prices

    with TemporaryDirectory() as folder:
        books = Books(Store(Path(folder) / "books"))
        source = samples / "reference" / "pfs" if samples else None
        if source is not None:
            for name in FILES:
                install(source / name, books.store, accept_ama=True)
        asked = _requests(source)
        first = _rate(prices(asked, books))
        batch = max(_rate(prices(asked, books)) for _ in range(3))
        explained = _rate(prices(asked[: REQUESTS // 4], books, steps=True))
        priced = sum(1 for one in prices(asked, books) if one.amount is not None)
        single = _rate(price(request, books) for request in asked[: REQUESTS // 4])
        claims = _rate(price(request, books) for request in _claims("pfs"))
        by_contract = _rate(price(request, books) for request in _claims("contract"))
    figures = {
        "requests": len(asked), "priced": priced, "codes": len({one.code for one in asked}), "batch_first_per_second": first,
        "batch_per_second": batch, "batch_with_steps_per_second": explained, "single_with_steps_per_second": single,
        "claims_per_second": claims, "contract_claims_per_second": by_contract, "samples": source is not None,
    }  # fmt: skip
    echo(
        f"pricing: {len(asked):,} services of {figures['codes']:,} codes, {priced:,} with a price: {batch:,} prices/s in batch "
        f"({first:,} at first), {explained:,} with every step, {single:,} one by one with every step; claims of four lines ranked "
        f"among themselves: {claims:,}/s, by a contract {by_contract:,}/s"
    )
    return figures


def _requests(source: Path | None) -> list[PriceRequest]:
    """Random services, the same every time: any code, any locality, office or hospital as the file allows."""
    from claimwright.codesets.pfs import packaged
    from claimwright.pricing import PriceRequest

    services = _services(source / FILES[0]) if source else [(code, ("11", "22")) for code in packaged.codes(DAY.year)]
    places = packaged.places(DAY.year)
    chance = random.Random(2025)  # noqa: S311 - a measurement, not a secret
    found = []
    for _ in range(REQUESTS):
        (code, rates), (carrier, locality) = chance.choice(services), chance.choice(places)
        modifiers, pos = chance.choice(MODIFIERS), chance.choice(rates)
        found.append(PriceRequest(code=code, modifiers=modifiers, date=DAY, carrier=carrier, locality=locality, pos=pos))
    return found


def _claims(schedule: str) -> Iterator[PriceRequest]:
    """Claims of two procedures, a visit and an image, by the schedule or by the package's own contract."""
    from claimwright.core import Claim, ClaimLine, Money, Patient, Payer, Provider, Subscriber
    from claimwright.pricing import PriceRequest

    lines = tuple(
        ClaimLine(number=number, control_number=str(number), procedure=code, charge=Money(50000), from_date=DAY)
        for number, code in enumerate(("20610", "10060", "99213", "71046"), start=1)
    )
    parties: dict[str, Any] = {
        "patient": Patient(last="T", first="P"),
        "subscriber": Subscriber(),
        "payer": Payer("EXCOM1"),
        "billing": Provider(),
    }
    for number in range(CLAIMS):
        claim = Claim(id=f"B{number}", charge=Money(200000), place_of_service="11", lines=lines, **parties)
        yield PriceRequest(schedule=schedule, claim=claim)


def _services(path: Path) -> list[tuple[str, tuple[str, ...]]]:
    """The codes of a relative value file that have a price by formula, as often as they stand there, with places where they have one."""
    found = []
    for cells in (line.split(",") for line in path.read_text("latin-1").splitlines()):
        if len(cells) > 9 and len(cells[0]) == 5 and cells[3] in ("A", "R", "T"):
            places = tuple(place for place, mark in (("11", cells[7]), ("22", cells[9])) if mark != "NA")
            if places:
                found.append((cells[0], places))
    return found


def _rate(answers: Iterable[Any]) -> int:
    """Answers per second of processor time."""
    began = time.process_time()
    count = sum(1 for _ in answers)
    return round(count / (time.process_time() - began))
