"""Every list that says something of a diagnosis code on a day, asked in one question.

Editor (age, sex, principal), CC and MCC, exempt from present on admission, condition categories of the risk models, CCSR, chronic
condition. Each list keeps its own rule of days; what none that is known speaks for is in ``missing`` with the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from claimwright.core import Sparse, dotted, undotted
from claimwright.core.struct import field

from ..hcc import HccFlag, HccTable, payment_year
from ..store import Store
from .lists import CC, MCC, POA_EXEMPT, Lists

if TYPE_CHECKING:
    from ..official.book import SheetBook
    from ..official.rows import Classified

_CHRONIC = {0: False, 1: True}
_NO_DEFAULT = ("XXX000", "XXX111")
"""What CCSR writes where a code is unacceptable as first diagnosis (User Guide, default categories)."""
_GET = "install it: claimwright codes list says where it is to be had"


class FlagDetails(Sparse, frozen=True, kw_only=True):
    """What the lists of a day say of a code.

    ``editor``: flags of the Medicare Code Editor. ``severity``: mcc, cc or none, of the MS-DRG tables. ``hcc``: the categories the risk
    models give it in ``payment_year``, which counts the diagnoses of the year before it. ``ccsr``: AHRQ's categories, the first being the
    default of an inpatient's principal diagnosis where it has one; ``chronic``: AHRQ's indicator. ``releases``: which release of each list
    spoke; ``missing``: each list that cannot answer for the day, with the reason. ``stale``: lists that ended before the day.
    """

    code: str
    on: date
    payment_year: int
    editor: tuple[str, ...] = ()
    severity: Literal["mcc", "cc", "none"] | None = None
    poa_exempt: bool | None = None
    hcc: tuple[HccFlag, ...] = ()
    ccsr: tuple[str, ...] = ()
    chronic: bool | None = None
    releases: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    stale: tuple[str, ...] = ()


class _Said(NamedTuple):
    """What one list says: its value, its release, whether it had ended before the day, or why it says nothing."""

    value: Any
    release: str = ""
    stale: bool = False
    reason: str = ""


class Flags:
    """The lists over one store."""

    def __init__(self, store: Store, base: str, lists: Lists) -> None:
        """``base``: the base file's name in the store; ``lists``: those of MS-DRG and of present on admission."""
        from ..official.shelf import Shelf

        self._lists, self._shelf = lists, Shelf(store)
        self.hcc = HccTable(store, base)

    def of(self, code: str, on: date, editor: tuple[str, ...]) -> FlagDetails:
        """What the lists say of a code on a day; ``editor``: what the validity list says."""
        bare = undotted(code)
        said = {
            "severity": self._yearly(self._lists.severity(bare, on), on, MCC, CC),
            "poa_exempt": self._yearly(self._lists.poa_exempt(bare, on), on, POA_EXEMPT),
            "hcc": self._risk(bare, on),
            "ccsr": _row(self._shelf.ccsr, bare, on, _categories, ()),
            "chronic": _row(self._shelf.chronic, bare, on, lambda row: _CHRONIC.get(row.chronic), None),
        }
        return FlagDetails(
            code=dotted(bare), on=on, payment_year=payment_year(on), editor=editor,
            **{name: one.value for name, one in said.items()},
            releases={name: one.release for name, one in said.items() if one.release},
            missing={name: one.reason for name, one in said.items() if one.reason},
            stale=tuple(name for name, one in said.items() if one.stale),
        )  # fmt: skip

    def _yearly(self, value: Any, on: date, *systems: str) -> _Said:
        if value is None:
            return _Said(None, reason=f"no list of {on} is installed; {_GET}")
        return _Said(value, next(f"FY{release}" for system in systems if (release := self._lists.release(system, on))))

    def _risk(self, bare: str, on: date) -> _Said:
        found = self.hcc.lookup(bare, on)
        return _Said(found.flags, found.release, reason=found.reason)


def _row(book: SheetBook[Any], bare: str, on: date, read: Callable[[Any], Any], nothing: Any) -> _Said:
    """What the row of a code says, read; ``nothing``: what stands for no row."""
    if (row := book.lookup(bare, on=on)) is not None:
        return _Said(read(row), row.release, row.stale)
    return _Said(nothing, reason=f"the list does not have it on {on}" if book.releases.all() else f"the list is not installed; {_GET}")


def _categories(row: Classified) -> tuple[str, ...]:
    columns = ("inpatient", "outpatient", *(f"category_{number}" for number in range(1, 7)))
    found = (getattr(row, column) for column in columns)
    return tuple(dict.fromkeys(one for one in found if one and one not in _NO_DEFAULT))
