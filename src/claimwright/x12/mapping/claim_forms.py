"""Where what the fields of a claim take stands among its segments: looked for once in all claims that come alike."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Final, NamedTuple

from claimwright.x12.instance import Instance
from claimwright.x12.strides import BLANK
from claimwright.x12.tree import Elements

from .claim_references import Teller, teller
from .values import provider_rows

ROLES: Final[dict[str, dict[str, str]]] = {
    "837P": {"2310A": "referring", "2310B": "rendering", "2310C": "facility", "2310D": "supervising"},
    "837I": {"2310A": "attending", "2310B": "operating", "2310D": "rendering", "2310E": "facility", "2310F": "referring"},
    "837D": {"2310A": "referring", "2310B": "rendering", "2310C": "facility", "2310E": "supervising"},
}
"""By transaction set: loop of a claim and the provider's role in it."""


class Form(NamedTuple):
    """Where things stand in the rows of a claim: CLM, REF*F8, the rows of every provider (see ``provider_rows``), then its own segments.

    ``pick`` takes these rows from those of a stride. ``roles``: a provider's field, where its rows begin, and whether a name and a
    specialty are all that is told; ``coded``, ``dates`` and ``notes``: HI, DTP and NTE; ``telling``: who reads references from which row;
    ``line``: which item of the loop lines are; ``plain``: whether lines are all that came beside the stride; ``usual``: whether nothing is
    told beside references, codes and a rendering provider.
    """

    pick: Callable[[list[Elements]], tuple[Elements, ...]] | None
    roles: tuple[tuple[str, int, bool], ...]
    coded: tuple[int, ...]
    dates: tuple[int, ...]
    notes: tuple[int, ...]
    telling: tuple[tuple[int, Teller], ...]
    line: int
    plain: bool
    usual: bool


def rows_of(claim: Instance, guide: str) -> tuple[tuple[Elements, ...], Form]:
    """The rows of a 2300 loop, and where things stand in them."""
    stride = claim.stride
    form: Form | None = stride.forms.get(claim.state) if stride is not None else None
    if form is not None and form.pick is not None and (claim.tally is None or _within(claim, form)):
        return form.pick(claim.rows), form
    if stride is None or form is not None:
        return _looked(claim, guide)
    state, own, plain = claim.state, claim.rows, _lines_only(claim)
    rows, found = _looked(claim, guide)
    places = {id(row): at for at, row in enumerate(own)}
    if len(places) == len(own):  # else the same text stands there twice: which is which is seen in another claim
        known = plain and all(id(row) in places for row in rows)
        pick = itemgetter(*(places[id(row)] for row in rows)) if known else None
        stride.forms[state] = found._replace(pick=pick, plain=known, usual=known and found.usual)
    return rows, found


def _within(claim: Instance, form: Form) -> bool:
    """Whether of what a guide limits nothing but lines came beside the stride."""
    counts, tally = claim.tally or {}, claim.stride.tally or {}
    if len(counts) == 1 and form.line in counts:
        return not tally
    return all(index == form.line or tally.get(index) == count for index, count in counts.items())


def _lines_only(claim: Instance) -> bool:
    line = _line(claim)
    return all(index == line for index in claim.state.seen - claim.states[0].seen)


def _line(claim: Instance) -> int:
    """Which item of a claim its lines are."""
    return next(item.index for item in claim.node.items if item.id == "LX")


def _looked(claim: Instance, guide: str) -> tuple[tuple[Elements, ...], Form]:
    """The same for one claim, looked for."""
    rows: list[Elements] = [claim.segments[0][1], claim.first("REF", "F8") or BLANK]
    roles = []
    for loop_id, role in ROLES[guide].items():
        loop = _in_role(claim, loop_id)
        if loop is not None:
            several = provider_rows(loop)
            roles.append((role, len(rows), all(row is BLANK for row in several[2:])))
            rows += several
    start = len(rows)
    rows += [elements for _, elements, _ in claim.segments[1:]]
    names = [(at, rows[at][0]) for at in range(start, len(rows))]
    coded, dates, notes = (tuple(at for at, name in names if name == wanted) for wanted in ("HI", "DTP", "NTE"))
    telling = tuple((at, told) for at in (0, *range(start, len(rows))) if (told := teller(rows[at])) is not None)
    usual = guide == "837P" and not dates and not notes and rows[1] is BLANK and all(role == "rendering" for role, _, _ in roles)
    return (*rows, BLANK), Form(None, tuple(roles), coded, dates, notes, telling, _line(claim), plain=False, usual=usual)


def _in_role(claim: Instance, loop_id: str) -> Instance | None:
    """The first provider loop of that id; one that names a primary care provider is none."""
    return next((one for one in claim.loops if one.node.id == loop_id and one.segments[0][1][1:2] != ["P3"]), None)
