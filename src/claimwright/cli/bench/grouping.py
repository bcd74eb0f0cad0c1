"""Grouping measured: stays per CPU-second through our values and through bare ``msdrg``, beside one another in one run.

Both group and edit the same stays, in turns, so that a busy machine slows both. ``drgpy``, where it is installed, only groups; how often
it agrees with CMS's own answer is told beside its speed. The stays are the development data's claims; without them, made from a few codes.
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
    """Group the stays in turns; ``ratio`` is ours over bare ``msdrg``, 1 being as fast; agreements are shares of CMS's DRGs."""
    both = list(islice(_claims(samples), STAYS))
    claims, truth = [claim for claim, _ in both], [drg for _, drg in both]
    stays = [_stay(claim) for claim in claims]
    ours, bare = _rates(claims, stays)
    figures: dict[str, Any] = {"stays": len(stays), "ours": ours, "msdrg": bare, "ratio": round(ours / bare, 2)}
    figures |= {"agreement": _agreement(truth, _our_groups(stays)), "drgpy": _drgpy(claims, truth)}
    known = "" if figures["agreement"] is None else f"; {figures['agreement']:.1%} as CMS grouped them"
    echo(f"grouping: {len(stays)} stays grouped and edited: ours {ours:,}/s, bare msdrg {bare:,}/s (ratio {figures['ratio']}){known}")
    echo(f"grouping: drgpy {_told(figures['drgpy'])}")
    return figures


def _told(peer: dict[str, Any] | str) -> str:
    if isinstance(peer, str):
        return peer
    return f"{peer['rate']:,}/s, grouping only" + ("" if peer["agreement"] is None else f"; {peer['agreement']:.1%} as CMS grouped them")


def _agreement(truth: list[str | None], found: list[str | None]) -> float | None:
    """The share of stays grouped as CMS did; None where CMS's answer is not known."""
    known = [theirs == ours for theirs, ours in zip(truth, found, strict=True) if theirs is not None]
    return round(sum(known) / len(known), 4) if known else None


def _our_groups(stays: list[Stay]) -> list[str | None]:
    from claimwright.grouping import StayGrouper

    grouper = StayGrouper()
    return [grouper.group(stay).drg for stay in stays]


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


def _drgpy(claims: list[dict[str, Any]], truth: list[str | None]) -> dict[str, Any] | str:
    """Claims per CPU-second of the peer and its agreement, or why it was not measured."""
    try:
        from drgpy.msdrg import DRGEngine  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return "not measured: not installed (no dependency of ours)"
    engine = DRGEngine("v43.1")
    began = time.process_time()
    found = [_by_peer(engine, claim) for claim in claims]
    rate = round(len(claims) / (time.process_time() - began))
    return {"rate": rate, "agreement": _agreement(truth, found)}


def _by_peer(engine: Any, claim: dict[str, Any]) -> str | None:
    diagnoses = [claim["pdx"], *claim["sdx"]]
    drg = engine.get_drg(
        [one["code"] for one in diagnoses], [one["code"] for one in claim["procedures"]], gender="MFU"[claim["sex"]],
        is_alive=claim["discharge_status"] != 20, poa=[one["poa"] for one in diagnoses], discharge_status=f"{claim['discharge_status']:02}",
    )  # fmt: skip
    return str(drg).zfill(3) if drg is not None else None


def _claims(samples: Path | None) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Claims with the DRG that CMS gave them, None where nobody asked CMS."""
    path = samples / "truth" / "drg" / "broad_v43_1.ndjson.gz" if samples else None
    if path is not None and path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for both in map(json.loads, file):
                yield both["claim"], f"{both['expected']['msdrg']['final_drg']:03}"
        return
    principal, secondary, procedures = cycle(PRINCIPAL), cycle(SECONDARY), cycle(PROCEDURES)
    for number in range(STAYS):
        others = [{"code": code, "poa": "Y"} for code in islice(secondary, number % 9)]
        claim = {
            "id": f"S{number}", "version": 431, "discharge_date": 20260501, "age": 20 + number % 70, "sex": number % 2,
            "discharge_status": 1, "hospital_status": "NOT_EXEMPT", "pdx": {"code": next(principal), "poa": "Y"}, "sdx": others,
            "procedures": [{"code": code} for code in islice(procedures, number % 4)],
        }  # fmt: skip
        yield claim, None


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
