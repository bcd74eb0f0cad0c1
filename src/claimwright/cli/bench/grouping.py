"""Grouping measured: stays per CPU-second through our values and through bare ``msdrg``, beside one another in one run.

Both group and edit the same stays, in turns, so that a busy machine slows both. ``drgpy``, where it is installed, only groups. The stays
are the development data's claims; without them, made from a few codes.
"""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimwright.grouping import Stay

NAME = "grouping"
STAYS, ROUNDS = 4000, 3
PRINCIPAL = ("I5020", "J189", "S72001A", "K3580", "N390", "I2109", "A419", "E1110")
SECONDARY = ("J9600", "N179", "I10", "E785", "E1165", "D62", "I4891", "Z7901", "R6521", "E871")
PROCEDURES = ("0SRD0J9", "02703DZ", "0DTJ4ZZ", "5A1955Z", "0QS604Z")


def run(samples: Path | None, echo: Callable[[str], None]) -> dict[str, Any]:
    """Group the stays in turns; the ratio is ours over bare ``msdrg``, 1 being as fast."""
    claims = list(islice(_claims(samples), STAYS))
    stays = [_stay(claim) for claim in claims]
    ours, bare = _rates(claims, stays)
    figures: dict[str, Any] = {"stays": len(stays), "ours": ours, "msdrg": bare, "ratio": round(ours / bare, 2), "drgpy": _drgpy(claims)}
    echo(f"grouping: {len(stays)} stays grouped and edited: ours {ours:,}/s, bare msdrg {bare:,}/s (ratio {figures['ratio']})")
    told = figures["drgpy"] if isinstance(figures["drgpy"], str) else f"{figures['drgpy']:,}/s, grouping only"
    echo(f"grouping: drgpy {told}")
    return figures


def _rates(claims: list[dict[str, Any]], stays: list[Stay]) -> tuple[int, int]:
    """Stays per CPU-second, the best of several turns each."""
    import msdrg

    from claimwright.grouping import StayGrouper

    grouper = StayGrouper()
    best = [0.0, 0.0]
    with msdrg.MsdrgGrouper() as group, msdrg.MceEditor() as edit:
        for _ in range(ROUNDS):
            began = time.process_time()
            for stay in stays:
                grouper.group(stay)
            between = time.process_time()
            for claim in claims:
                group.group(claim)
                edit.edit(claim)
            ended = time.process_time()
            best = [max(best[0], len(stays) / (between - began)), max(best[1], len(claims) / (ended - between))]
    return round(best[0]), round(best[1])


def _drgpy(claims: list[dict[str, Any]]) -> int | str:
    """Claims per CPU-second of the peer, or why it was not measured."""
    try:
        from drgpy.msdrg import DRGEngine  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return "not measured: not installed (no dependency of ours)"
    engine = DRGEngine("v43.1")
    began = time.process_time()
    for claim in claims:
        engine.get_drg([claim["pdx"]["code"], *(one["code"] for one in claim["sdx"])], [one["code"] for one in claim["procedures"]])
    return round(len(claims) / (time.process_time() - began))


def _claims(samples: Path | None) -> Iterator[dict[str, Any]]:
    path = samples / "truth" / "drg" / "broad_v43_1.ndjson.gz" if samples else None
    if path is not None and path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from (json.loads(line)["claim"] for line in file)
        return
    principal, secondary, procedures = cycle(PRINCIPAL), cycle(SECONDARY), cycle(PROCEDURES)
    for number in range(STAYS):
        others = [{"code": code, "poa": "Y"} for code in islice(secondary, number % 9)]
        yield {
            "id": f"S{number}", "version": 431, "discharge_date": 20260501, "age": 20 + number % 70, "sex": number % 2,
            "discharge_status": 1, "hospital_status": "NOT_EXEMPT", "pdx": {"code": next(principal), "poa": "Y"}, "sdx": others,
            "procedures": [{"code": code} for code in islice(procedures, number % 4)],
        }  # fmt: skip


def _stay(claim: dict[str, Any]) -> Stay:
    from claimwright.core import convert
    from claimwright.grouping import Stay

    day = str(claim["discharge_date"])
    raw = {
        "id": claim["id"], "version": str(claim["version"]), "discharge_date": f"{day[:4]}-{day[4:6]}-{day[6:]}", "age": claim["age"],
        "sex": "MFU"[claim["sex"]], "discharge_status": claim["discharge_status"], "hospital_status": claim["hospital_status"],
        "principal": claim["pdx"], "secondary": claim["sdx"], "procedures": claim["procedures"],
    }  # fmt: skip
    return convert(raw, Stay)
