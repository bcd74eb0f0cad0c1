"""What inquiries, reviews and their answers say comes back when they are written again, in every public sample."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimwright import x12
from claimwright.cli.measures.x12_damage import good, joined
from claimwright.core import InputError, replace
from claimwright.x12.tokens import Lexer

from .test_x12_payments_kept import plain
from .x12_inquiries import ANSWERS, ASKED, INQUIRIES
from .x12_making import envelope

WRITERS: dict[str, Callable[..., bytes]] = {
    "270": x12.write_270, "271": x12.write_271, "276": x12.write_276, "277": x12.write_277, "278": x12.write_278,
}  # fmt: skip
MORE = {
    "270": {
        "NM1*1P": "NM1*1P*2*EXAMPLE FAMILY PRACTICE*****SV*77~REF*JD*U1~PRV*BI*PXC*207Q00000X", "TRN*1*T1": "TRN*1*T1*9012345678*DESK",
        "NM1*IL*1*RIVERA*ANA": "NM1*IL*1*RIVERA*ANA***III*MI*W77~REF*18*P1*GOLD~REF*18*P2",
        "EQ*30": "EQ*30^98*HC:99214:25:::::A WORD~AMT*R*10~III*ZZ*11",
    },
    "271": {
        "NM1*PR": "NM1*PR*2*EXAMPLE PLAN*****PI*00882~PER*IC*DESK*TE*2175550199*UR*EXAMPLE.ORG",
        "NM1*IL*1*RIVERA*ANA": "NM1*IL*1*RIVERA*ANA****MI*W77~REF*18*P1*GOLD",
        "EB*1**30*HM*GOLD": "EB*1**30*HM*GOLD*********1~III*GR*A WORD",
        "INS*N": "INS*N*G8*001*25", "EB*R": "EB*R**30~REF*1L*G*TWO~MSG*FIRST",
    },
    "276": {"REF*EJ*A1001": "REF*EJ*A1001~REF*LU*0000000042", "NM1*QC": "NM1*QC*1*RIVERA*LUZ***JR"},
    "277": {"NM1*PR": "NM1*PR*2*EXAMPLE PLAN*****PI*00882~PER*IC*DESK*TE*2175550199", "REF*EJ": "REF*EJ*A1001~REF*VV*V1"},
    "278": {
        "NM1*X3": "NM1*X3*2*EXAMPLE PLAN*****PI*00882~PER*IC*DESK*TE*2175550199", "HI*ABF:I10": "HI*ABF:I10:D8:20260301",
        "UM*AR": "UM*AR*I*2*21:B*AA:::IL***N", "SV1*HC:33510": "SV1*HC:33510:25:::::A WORD*9000*UN*1***1",
    },
}  # fmt: skip
"""By set: segments of the good file that say more, or have more behind them, than any field holds."""
GOOD = {"278": "278_request"}


def content(data: bytes) -> set[str]:
    """Segments within the sets, with our separators; neither levels nor the information receiver, who is the envelope's."""
    lexer, found = Lexer(data), set()
    for segment in lexer:
        marks = lexer.delimiters
        if segment[:3] in (
            "REF",
            "NM1",
            "TRN",
            "DTP",
            "DMG",
            "PER",
            "PRV",
            "INS",
            "AAA",
            "MSG",
            "III",
            "HSD",
            "AMT",
            "STC",
            "SVC",
            "MPI",
        ) or (segment[:2] in ("EB", "EQ", "UM", "HI", "N3", "N4", "LS", "LE", "CR", "SV") or segment[:3] == "HCR"):
            found.add(plain(segment.translate({ord(marks.element): "*", ord(marks.component): ":", ord(marks.repetition or "^"): "^"})))
    return {re.sub(r"RD8\*(\d{8})-\1$", r"D8*\1", one) for one in found if not one.startswith("NM1*41")}


@pytest.mark.parametrize("name", WRITERS)
def test_what_no_field_holds_comes_back(name: str) -> None:
    parts, more = good(GOOD.get(name, name)), dict(MORE[name])
    for at, part in enumerate(parts):
        key = next((one for one in more if part.startswith(one)), None)
        if key is not None:
            parts[at] = more.pop(key)
    assert more == {}
    data = joined([one for part in parts for one in part.split("~")])
    values = list(x12.read(data))
    again = WRITERS[name](values, x12.envelope_of(data))
    assert content(again) == content(data)
    assert list(x12.read(again)) == values


def test_a_changed_value_is_written_though_its_segment_was_kept() -> None:
    data = joined([one.replace("NM1*IL*1*RIVERA*ANA****MI*W77", "NM1*IL*1*RIVERA*ANA***III*MI*W77") for one in good("270")])
    first, *_ = x12.read(data)
    assert first.segments == ("2100C/NM1*IL*1*RIVERA*ANA***III*MI*W77",)
    other: Any = replace(first, subscriber=replace(first.subscriber, member_id="W78"))
    again = x12.write_270([other], envelope())
    assert b"NM1*IL*1*RIVERA*ANA****MI*W78~" in again


@pytest.mark.parametrize("kept", ["", "/", "2100C", "2100C/", "9999/REF*X", "2100C/ZZ*1", "2110C.9/III*ZZ*11~SE*1*1", "2100C/REF*18\x01"])
def test_what_nobody_can_have_kept_breaks_no_file(kept: str) -> None:
    for write, several in ((x12.write_270, INQUIRIES), (x12.write_271, ANSWERS), (x12.write_276, ASKED)):
        odd = [replace(one, segments=(kept,)) for one in several]
        assert len(list(x12.read(write(odd, envelope())))) == len(several)


def test_no_public_inquiry_loses_a_segment(samples: Path) -> None:
    """4010 files and one without an envelope cannot be read as values."""
    compared, wrong = 0, []
    with (samples / "x12" / "manifest.csv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["transaction"] in WRITERS]
    for row in rows:
        data = (samples / "x12" / row["path"]).read_bytes()
        try:
            values = list(x12.read(data))
        except InputError:
            continue
        if not values:
            continue
        again = WRITERS[row["transaction"]](values, x12.envelope_of(data))
        compared += 1
        lost, new = content(data) - content(again), content(again) - content(data) - {"INS*N*34"}
        if lost or new or list(x12.read(again)) != values:
            wrong.append((row["path"], lost, new))
    assert wrong == []
    assert compared >= 30
