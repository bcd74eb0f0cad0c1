"""What an 835 says that no field of a payment has a place for: kept as segments, and put back when it is written.

A kept segment is text behind its loop, as in claims (see ``leftovers``): ``"2100/NM1*82*1*LEE*ANA****XX*1245319599"``. A segment that
fields take in part (CLP, SVC, NM1*QC, ...) is kept too where it says more; writing gives it back as it stood while it says what the
fields say, so that a changed amount is never lost. What an ``Envelope`` says (accounts, the payer's address and telephone, the day of
production) is no part of a payment: ``envelope_of`` reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from claimwright.core import RemittanceClaim, replace
from claimwright.x12.instance import Instance
from claimwright.x12.strides import BLANK, located
from claimwright.x12.tokens import Delimiters
from claimwright.x12.tree import Elements, get

from .leftovers import as_text
from .nodes import node
from .values import Segment, amount, charged, day

VERSION: Final = "005010X221A1"
_TAKEN: Final[dict[str, frozenset[str]]] = {
    "ST": frozenset(("ST", "BPR", "TRN", "DTM*405", "PLB", "SE")),
    "1000A": frozenset(("N1", "N3", "N4", "REF*2U", "PER*BL")),
    "1000B": frozenset(("N1", "N3", "N4", "REF*TJ")),
    "2100": frozenset(("CLP", "CAS", "NM1*QC", "NM1*82", "DTM*232", "DTM*233", "DTM*050", "MOA", "MIA")),
    "2110": frozenset(("SVC", "DTM*472", "CAS", "REF*6R", "AMT*B6", "LQ*HE")),
}
"""By loop: segments that fields or the envelope take, or that are looked at by themselves."""
_ONCE: Final = frozenset(("DTM", "REF", "PER"))
"""Segments of which fields take the first of a kind."""
_HELD: Final[dict[str, tuple[int, ...]]] = {
    "CLP": (1, 2, 3, 4, 5, 7, 8, 9), "NM1": (3, 4, 9), "SVC": (1, 2, 3, 5, 6), "BPR": (2, 4, 16), "TRN": (2,),
    "N1": (2,), "N4": (1, 2, 3),
}  # fmt: skip
"""Of segments that are taken in part: the elements that fields hold."""
_UNSAFE: Final = re.compile(r"[^\x20-\x7d]|\|")


# -- reading -----------------------------------------------------------------------------------------------------------


def others(loop: Instance) -> tuple[Elements, ...]:
    """Finds what stands in a loop beside what fields take."""
    taken, found, met = _TAKEN[loop.node.id], [], set()
    for _, elements, _ in loop.segments:
        key = f"{elements[0]}*{get(elements, 1)}"
        if (elements[0] not in taken and key not in taken) or (key in met and elements[0] in _ONCE):
            found.append(elements)
        met.add(key)
    return tuple(found)


def of_header(root: Instance, marks: Delimiters, day: str) -> tuple[str, ...]:
    """Kept segments of a set above its claims, and of its end; ``day``: GS04, which is the envelope's."""
    money, trace, loops = root.first("BPR") or [], root.first("TRN") or [], (root.loop("1000A"), root.loop("1000B"))
    bank = [*money[5:16], *[""] * 11][:11]
    made = bank == ["CCP", "01", bank[2], "DA", bank[4], get(trace, 3), "", "01", bank[8], "DA", bank[10]] or not any(bank)
    found = [money] if not made or get(money, 3) != "C" or get(money, 1) != way(charged(get(money, 2)) or 0, get(money, 4)) else []
    found += [trace] if get(trace, 4) else []
    found += [made_on for made_on, _ in root.all("DTM") if made_on[1:2] == ["405"] and get(made_on, 2) != day]
    year_end = f"{get(money, 16)[:4]}1231"
    plbs = [elements for elements, _ in root.all("PLB")]
    kept = [("ST", one) for one in (*found, *others(root), *(plbs if any(get(one, 2) != year_end for one in plbs) else ()))]
    for loop in filter(None, loops):
        name = loop.head
        plain = get(name, 3) in (("",) if loop.node.id == "1000A" else ("XX", "FI"))
        place = loop.first("N4")
        rows = [*(() if plain else (name,)), *((place,) if place is not None and "".join(place[4:]) else ()), *others(loop)]
        rows += [one for one, _ in loop.all("REF") if one[1:2] == ["TJ"] and not (name[3:4] == ["XX"] and get(one, 2).isdigit())]
        rows += [one for one, _ in loop.all("REF") if one[1:2] == ["2U"] and (not plain or get(one, 2) == get(trace, 3))]
        contact = loop.first("PER", "BL")
        rows += [contact] if contact is not None and (len(contact) > 5 or get(contact, 3) not in ("", "TE")) else []
        kept += [(loop.node.id, one) for one in rows]
    return tuple([as_text(loop_id, one, marks).rstrip("*") for loop_id, one in kept])


def named(provider: Elements) -> bool:
    """Whether NM1*82 says no more than the fields of a provider."""
    return provider is not BLANK and provider[5:9] == ["", "", "", "XX"] and (provider[2] == "1" or not provider[4])


def of_claim(claim: Instance, rows: tuple[Elements, ...], marks: Delimiters) -> tuple[str, ...]:
    """Kept segments of a 2100 loop; ``rows``: CLP, NM1*QC, NM1*82, DTM*232, *233, *050, MOA, MIA, blank where there is none."""
    head, patient, doctor, *days, moa, mia, _, _ = rows
    found = [head] if len(head) > 10 else []
    if patient[5:9] not in _PLAIN_NAMES or patient[2:3] != ["1"]:
        found += [patient] if patient is not BLANK else []
    found += [doctor] if doctor is not BLANK and not named(doctor) else []
    found += [row for row in days if row is not BLANK and day(get(row, 2)) is None]
    if moa is not mia and (mia is not BLANK or "".join([*moa[1:3], *moa[8:]]) or "" in moa[3:]):
        found += [row for row in (mia, moa) if row is not BLANK]
    if claim.stride is None or not _takes_all(claim):
        found += [row for row in located(claim, others) if row is not BLANK]
    above = _group(claim, marks)
    return (*above, *[as_text("2100", row, marks).rstrip("*") for row in found]) if above or found else ()


_PLAIN_NAMES: Final[tuple[Elements, ...]] = (["", "", "", "MI"], ["", "", "", ""], [])


def _takes_all(loop: Instance) -> bool:
    """Whether fields take all of a loop that came as a stride: its own segments are the stride's, so that is found out once."""
    notes = loop.stride.notes
    if "taken" not in notes:
        notes["taken"] = located(loop, others)[0] is BLANK
    return bool(notes["taken"])


def with_filings(several: list[tuple[RemittanceClaim, str]]) -> tuple[RemittanceClaim, ...]:
    """Claims with their filing indicators (CLP06): where a payment has more than one, the payer's field cannot hold them."""
    if len({filing for _, filing in several}) < 2:
        return tuple([claim for claim, _ in several])
    return tuple(_with_filing(claim, filing) for claim, filing in several)


def _with_filing(claim: RemittanceClaim, filing: str) -> RemittanceClaim:
    if any(one.startswith("2100/CLP*") for one in claim.segments):
        return claim
    share = amount(claim.patient_responsibility) if claim.patient_responsibility else ""
    told = ["CLP", claim.claim_id, claim.status, amount(claim.charge), amount(claim.paid), share, filing, claim.payer_claim_id]
    text = as_text("2100", [*told, claim.facility_type, claim.frequency], Delimiters()).rstrip("*")
    return replace(claim, segments=(*claim.segments, text))


def _group(claim: Instance, marks: Delimiters) -> tuple[str, ...]:
    """LX, TS3 and TS2 of a group of claims, kept with its first claim; LX*1 at the start is made by writing."""
    group = claim.parent
    if group is None or group.made is not None:
        return ()
    group.made = True
    rows = [elements for _, elements, _ in group.segments]
    usual = len(rows) == 1 and rows[0] == ["LX", "1"] and group.parent is not None and group.parent.loop("2000") is None
    return () if usual else tuple([as_text("2000", row, marks).rstrip("*") for row in rows])


def of_line(line: Instance, *, whole: bool, marks: Delimiters) -> tuple[str, ...]:
    """Kept segments of a 2110 loop; ``whole``: whether fields take all of SVC."""
    rows = (*(() if whole else (line.head,)), *others(line))
    return tuple([as_text("2110", row, marks).rstrip("*") for row in rows if row is not BLANK])


# -- writing -----------------------------------------------------------------------------------------------------------


def way(paid: int, method: str) -> str:
    """BPR01 of a payment: money moves with it, or it is a notice only."""
    return "I" if paid != 0 and method != "NON" else "H"


def put_back(loop_id: str, own: Iterable[Segment], kept: Iterable[str]) -> list[Segment]:
    """Written segments of one loop with those kept of it, in the order of the guide."""
    found = list(own)
    for text in kept:
        where, _, rest = text.partition("/")
        if where != loop_id:
            continue
        if _UNSAFE.search(rest):
            rest = _UNSAFE.sub(" ", rest)
        segment = rest.split("*")
        if _place(loop_id, segment[0], get(segment, 1)) < 0:
            continue
        at = next((at for at, one in enumerate(found) if one[0] == segment[0] and _instead(one, segment)), None)
        if at is None:
            found += [segment] if segment not in found else []
        elif _agree(found[at], segment):
            found[at] = segment
    return sorted(found, key=lambda one: _place(loop_id, one[0], get(one, 1)))


def _instead(own: Segment, kept: Segment) -> bool:
    """Whether a kept segment stands for a written one: heads come once, others by their qualifier."""
    return own[0] in ("CLP", "SVC", "BPR", "TRN", "N4", "MOA") or (
        own[0] in ("NM1", "N1", "PER", "DTM") and own[1] == get(kept, 1) != "472"
    )


def _agree(own: Segment, kept: Segment) -> bool:
    """Whether a kept segment says what the fields say; of remarks the places do not count."""
    if own[0] == "MOA":
        return [*filter(None, own[3:8])] == [*filter(None, kept[3:8])]
    return all(_same(own[0], at, get(own, at), get(kept, at)) for at in _HELD.get(own[0], ()))


def _same(name: str, at: int, own: str, kept: str) -> bool:
    """Amounts may be written otherwise, one unit may be left out; of what was sent (SVC06) fields hold the code."""
    if own == kept or (name == "SVC" and at == 5 and (own, kept) == ("1", "")):
        return True
    if ":" in own or ":" in kept:
        last = 2 if at == 6 else 6
        return [*filter(None, own.split(":")[1:last])] == [*filter(None, kept.split(":")[1:last])]
    return charged(own or "0") == charged(kept or "0") is not None


@lru_cache(4096)
def _place(loop_id: str, name: str, qualifier: str) -> int:
    """Where a segment stands in its loop; -1 where it has no place."""
    loop = node("835", VERSION, loop_id)
    route = loop.routes.get(name)
    item = route.item([name, qualifier], ":") if route is not None else None
    return item.index if item is not None else 0 if name == loop.trigger.id else -1


def of_group(kept: Iterable[str]) -> Iterator[Segment]:
    """LX, TS3 and TS2 that begin a group of claims with this one."""
    for text in kept:
        if text.startswith("2000/"):
            yield _UNSAFE.sub(" ", text[5:]).split("*")
