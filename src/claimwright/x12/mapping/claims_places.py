"""Which segments, loops and elements of an 837 the fields of a claim take. The rest is kept as segments (``leftovers``)."""

from __future__ import annotations

from typing import Final

from claimwright.x12.instance import Instance

_NAME: Final = frozenset(("NM1", "PRV"))
_PLACE: Final = frozenset(("NM1", "N3", "N4"))
_HI: Final = frozenset(f"HI*{code}" for code in ("ABK", "BK", "ABF", "BF", "BG"))
_HOSPITAL_HI: Final = _HI | {f"HI*{code}" for code in ("ABJ", "BJ", "APR", "PR", "ABN", "BN", "BBR", "BBQ", "BI", "BH", "BE")}


def _coded(name: str, codes: str) -> frozenset[str]:
    return frozenset(f"{name}*{code}" for code in codes.split())


CARRIED: Final[dict[tuple[str, str], frozenset[str]]] = {
    ("", "2000A"): frozenset(("HL", "PRV")),
    ("", "2000B"): frozenset(("HL", "SBR")),
    ("", "2000C"): frozenset(("HL", "PAT")),
    ("", "2010AA"): _PLACE | {"PER", "REF*EI", "REF*SY"},
    ("", "2010BA"): _PLACE | {"DMG"},
    ("dependent", "2010BA"): frozenset(("NM1",)),
    ("", "2010BB"): frozenset(("NM1",)),
    ("", "2010CA"): _PLACE | {"DMG"},
    ("837P", "2300"): frozenset(("CLM", "NTE", "AMT*F5")) | _HI
    | _coded("DTP", "431 454 304 453 439 484 455 471 314 360 361 297 296 435 096 090 091 444 050")
    | _coded("REF", "4N F5 EW 9F G1 F8 X4 9A 9C LX D9 EA P4 1J"),
    ("837I", "2300"): frozenset(("CLM", "CL1", "NTE")) | _HOSPITAL_HI | _coded("DTP", "096 434 435 050")
    | _coded("REF", "4N 9F G1 F8 9A 9C LX D9 EA P4"),
    ("837D", "2300"): frozenset(("CLM", "NTE", "DN1", "AMT*F5")) | _HI | _coded("DTP", "439 452 472 050")
    | _coded("REF", "G3 4N F8 9F G1 9A 9C D9"),
    ("837P", "2310A"): frozenset(("NM1",)),
    ("837P", "2310B"): _NAME,
    ("837P", "2310C"): _PLACE,
    ("837P", "2310D"): frozenset(("NM1",)),
    ("837I", "2310A"): _NAME,
    ("837I", "2310B"): frozenset(("NM1",)),
    ("837I", "2310D"): frozenset(("NM1",)),
    ("837I", "2310E"): _PLACE,
    ("837I", "2310F"): frozenset(("NM1",)),
    ("837D", "2310A"): _NAME,
    ("837D", "2310B"): _NAME,
    ("837D", "2310C"): _PLACE,
    ("837D", "2310E"): frozenset(("NM1",)),
    ("", "2320"): frozenset(("SBR", "CAS", "AMT*D", "OI")),
    ("", "2330A"): frozenset(("NM1",)),
    ("", "2330B"): frozenset(("NM1", "DTP*573")),
    ("837P", "2400"): frozenset(("LX", "SV1", "DTP*472")) | _coded("REF", "6R G1 9F X4 F4 BT EW"),
    ("837I", "2400"): frozenset(("LX", "SV2", "DTP*472", "REF*6R")),
    ("837D", "2400"): frozenset(("LX", "SV3", "TOO", "DTP*472")) | _coded("REF", "6R G1 9F"),
    ("", "2410"): frozenset(("LIN", "CTP")),
    ("837P", "2420A"): frozenset(("NM1",)),
    ("837P", "2420E"): frozenset(("NM1",)),
    ("", "2430"): frozenset(("SVD", "CAS", "DTP*573")),
}  # fmt: skip
"""By set ("" all, "dependent" a subscriber who is not the patient, and whose address the guide does not ask for) and loop: segments that a
field takes and writing gives back, by id or by id and qualifier."""

REPEATED: Final = frozenset(("HI", "CAS", "NTE", "TOO"))
"""Segments of which fields take every one; of others the last of one qualifier."""

_FULL: Final = (5, ("",)), (7, ("",))
_ABROAD: Final = (4, ("",)), (7, ("",))
"""Of N4: country, and its part."""
Kept = dict[str, tuple[tuple[int, tuple[str, ...]], ...]]
"""By segment id: elements, each with the values that writing gives anyway."""
ELEMENTS: Final[dict[str, Kept]] = {
    "2000B": {"SBR": ((4, ("",)), (5, ("",)), (6, ("",)), (7, ("",)), (8, ("",)))},
    "2000C": {"PAT": ((1, ("01", "19", "G8")), *((number, ("",)) for number in range(2, 10)))},
    "2010BB": {"NM1": ((8, ("PI",)),)},
    "2330B": {"NM1": ((8, ("PI",)),)},
    "2320": {"SBR": ((2, ("18", "01", "19", "G8")), (4, ("",)), (5, ("",))), "OI": ((3, ("Y",)), (4, ("",)), (6, ("Y",)))},
    "2330A": {"NM1": (*_FULL, (8, ("MI",)))},
    "2010AA": {"NM1": _FULL, "N4": _ABROAD, "PER": tuple((number, ("",)) for number in range(5, 9))},
    "2010BA": {"NM1": ((7, ("",)), (8, ("MI", ""))), "N4": _ABROAD},
    "2010CA": {"NM1": ((7, ("",)),), "N4": _ABROAD},
    "2310A": {"NM1": _FULL},
    "2310B": {"NM1": _FULL},
    "2310C": {"N4": _ABROAD},
    "2310D": {"NM1": _FULL},
    "2310E": {"NM1": _FULL, "N4": _ABROAD},
    "2310F": {"NM1": _FULL},
    "2400": {
        "SV1": tuple((number, ("",)) for number in (11, 12, 15)), "SV2": ((6, ("",)), (7, ("",))),
        "SV3": tuple((number, ("",)) for number in (7, 8, 9, 10)),
    },
    "2430": {"SVD": ((6, ("",)),)},
}  # fmt: skip
"""By loop and segment: elements that no field takes, or takes too coarsely, with the values that writing gives anyway."""


DEPENDENT: Final[Kept] = {"NM1": ((5, ("",)), (7, ("",)), (8, ("MI", "")))}
"""2010BA of an insured who is not the patient."""
ASKED: Final = frozenset(("2310A", "2410", "2420A", "2420E"))
"""Loops of which fields take only some."""


def takes(set_name: str, loop: Instance, number: int) -> bool:
    """Whether fields take the ``number``-th loop of its kind beneath its parent; else it is kept whole."""
    name = loop.node.id
    if (set_name, name) not in CARRIED and ("", name) not in CARRIED:
        return False
    if name in ("2320", "2400", "2430"):
        return True
    if name == "2310A" and set_name != "837I":
        return number == 1 and loop.value("NM1", 1) != "P3"
    if name == "2410":
        return number == 1 and loop.value("LIN", 2) == "N4"
    if name in ("2420A", "2420E"):
        return loop.value("NM1", 8) == "XX" and loop.value("NM1", 9) != "" and loop.value("NM1", 3) != ""
    return number == 1


def taken(set_name: str, loop_id: str) -> frozenset[str]:
    """What fields take right under a loop: segment ids, and ids with their qualifier."""
    return CARRIED.get((set_name, loop_id)) or CARRIED.get(("", loop_id), frozenset())
