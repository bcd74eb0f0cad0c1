"""Group stays: by the grouper in use, with the weights that are installed."""

from __future__ import annotations

from .inpatient.msdrg_grouper import MsdrgGrouper
from .inpatient.weights import Weights
from .values import Grouper, Grouping, Installed, Stay


class StayGrouper:
    """A grouper with its weights, for many stays. It is a :class:`Grouper` itself."""

    def __init__(self, books: Installed | None = None, grouper: Grouper | None = None) -> None:
        """``books``: where Table 5 may be installed; ``grouper``: ``msdrg`` where none is given."""
        self._grouper = grouper or MsdrgGrouper()
        self._weights = Weights(books)

    def group(self, stay: Stay) -> Grouping:
        """The DRG of a stay, its edits, the effect of every code, its weight. Never raises for what a stay says."""
        return self._weights.weigh(self._grouper.group(stay))


def group(stay: Stay, books: Installed | None = None, grouper: Grouper | None = None) -> Grouping:
    """The DRG of one stay; see :class:`StayGrouper` for many."""
    return StayGrouper(books, grouper).group(stay)
