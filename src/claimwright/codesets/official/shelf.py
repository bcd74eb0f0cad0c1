"""Every book over the official files that are not ICD, opened when first asked for: ``books.official``."""

from __future__ import annotations

from datetime import date
from functools import cache, cached_property
from pathlib import Path

from ..store import Store
from .book import ListBook, SheetBook
from .catalogue import SystemAbout, systems
from .coverage import CoverageBook
from .exclusions import ExclusionBook
from .rows import (
    AddOnEdit,
    Apc,
    ArticleCode,
    ArticleDiagnosis,
    CapPrice,
    Chronic,
    Classified,
    Complexity,
    Composite,
    ComprehensiveRank,
    DeviceOffset,
    DrgWeight,
    DrugLimit,
    Equivalence,
    InpatientOnly,
    LaboratoryFee,
    LocalAmount,
    LocalityCounties,
    OutpatientService,
    Reference,
    SnomedRule,
    SurgicalCenterOffset,
    SurgicalCenterProcedure,
    SurgicalCenterRate,
    TribalDrug,
    WageIndex,
    ZipNine,
)


class Shelf:
    """Books by system. A system that is not installed has a book that answers nothing."""

    def __init__(self, store: Store) -> None:
        """``store``: where installed files are."""
        self._store = store
        self._lists: dict[str, ListBook] = {}

    def codes(self, system: str) -> ListBook:
        """The list of a system by its name or another name of it (``revenue``, ``carc``, ``taxonomy``, ...). Raises InputError."""
        about = systems().named(system)
        if about.name not in self._lists:
            self._lists[about.name] = ListBook(self._store, *about.lists)
        return self._lists[about.name]

    def prepare(self) -> None:
        """Compile now what the searches of long lists read."""
        for about in systems().all:
            if about.lists:
                self.codes(about.name).prepare()

    @cached_property
    def laboratory_fees(self) -> SheetBook[LaboratoryFee]:
        """Clinical laboratory fee schedule, by code and modifier."""
        return SheetBook(self._store, "clfs", LaboratoryFee, ("code", "modifier"), periodic=True)

    @cached_property
    def drug_limits(self) -> SheetBook[DrugLimit]:
        """Part B drug payment limits, by code."""
        return SheetBook(self._store, "asp", DrugLimit, ("code",), periodic=True)

    @cached_property
    def drg_weights(self) -> SheetBook[DrgWeight]:
        """IPPS Table 5, by MS-DRG of three digits."""
        return SheetBook(self._store, "msdrg-weights", DrgWeight, ("drg",), periodic=True)

    @cached_property
    def wage_indices(self) -> SheetBook[WageIndex]:
        """IPPS Table 2, by CMS certification number."""
        return SheetBook(self._store, "ipps-wage-index", WageIndex, ("ccn",), periodic=True)

    @cached_property
    def add_ons(self) -> SheetBook[AddOnEdit]:
        """NCCI add-on code edits, by add-on code and primary code."""
        return SheetBook(self._store, "ncci-add-on", AddOnEdit, ("add_on", "primary"), periodic=False)

    @cached_property
    def apcs(self) -> SheetBook[Apc]:
        """OPPS Addendum A, by APC."""
        return SheetBook(self._store, "opps-apc", Apc, ("apc",), periodic=True)

    @cached_property
    def outpatient_services(self) -> SheetBook[OutpatientService]:
        """OPPS Addendum B, by code."""
        return SheetBook(self._store, "opps-hcpcs", OutpatientService, ("code",), periodic=True)

    @cached_property
    def inpatient_only(self) -> SheetBook[InpatientOnly]:
        """OPPS Addendum E, by code."""
        return SheetBook(self._store, "opps-inpatient-only", InpatientOnly, ("code",), periodic=True)

    @cached_property
    def comprehensive_ranks(self) -> SheetBook[ComprehensiveRank]:
        """OPPS Addendum J, ranks, by code."""
        return SheetBook(self._store, "opps-comprehensive-ranks", ComprehensiveRank, ("code",), periodic=True)

    @cached_property
    def complexity(self) -> SheetBook[Complexity]:
        """OPPS Addendum J, complexity adjustments, by primary and secondary code."""
        return SheetBook(self._store, "opps-complexity", Complexity, ("code", "secondary"), periodic=True)

    @cached_property
    def composites(self) -> SheetBook[Composite]:
        """OPPS Addendum M, by code."""
        return SheetBook(self._store, "opps-composites", Composite, ("code",), periodic=True)

    @cached_property
    def device_offsets(self) -> SheetBook[DeviceOffset]:
        """OPPS Addendum P, by code."""
        return SheetBook(self._store, "opps-device-intensive", DeviceOffset, ("code",), periodic=True)

    @cached_property
    def asc_procedures(self) -> SheetBook[SurgicalCenterProcedure]:
        """ASC Addendum AA, by code."""
        return SheetBook(self._store, "asc-procedures", SurgicalCenterProcedure, ("code",), periodic=True)

    @cached_property
    def asc_ancillary(self) -> SheetBook[SurgicalCenterRate]:
        """ASC Addendum BB, by code."""
        return SheetBook(self._store, "asc-ancillary", SurgicalCenterRate, ("code",), periodic=True)

    @cached_property
    def asc_offsets(self) -> SheetBook[SurgicalCenterOffset]:
        """ASC Addendum FF, by code."""
        return SheetBook(self._store, "asc-device-offsets", SurgicalCenterOffset, ("code",), periodic=True)

    @cached_property
    def cap_prices(self) -> SheetBook[CapPrice]:
        """Imaging prices under the OPPS cap, by code, modifier, carrier, locality."""
        return SheetBook(self._store, "pfs-opps-cap", CapPrice, ("code", "modifier", "carrier", "locality"), periodic=True)

    @cached_property
    def tribal_drugs(self) -> SheetBook[TribalDrug]:
        """OPPS Addendum Q, by code."""
        return SheetBook(self._store, "opps-tribal-drugs", TribalDrug, ("code",), periodic=True)

    @cached_property
    def local_amounts(self) -> SheetBook[LocalAmount]:
        """CMS's physician fee schedule amounts, by code, modifier, carrier, locality."""
        return SheetBook(self._store, "pfs-amounts", LocalAmount, ("code", "modifier", "carrier", "locality"), periodic=True)

    @cached_property
    def counties(self) -> SheetBook[LocalityCounties]:
        """Counties of the payment localities, by carrier and locality."""
        return SheetBook(self._store, "pfs-localities", LocalityCounties, ("carrier", "locality"), periodic=True)

    @cached_property
    def zip_nine(self) -> SheetBook[ZipNine]:
        """Localities of ZIP codes of nine digits."""
        return SheetBook(self._store, "pfs-zip9", ZipNine, ("zip",), periodic=True)

    @cached_property
    def ccsr(self) -> SheetBook[Classified]:
        """AHRQ CCSR, by diagnosis without its dot."""
        return SheetBook(self._store, "ccsr", Classified, ("code",), periodic=False)

    @cached_property
    def chronic(self) -> SheetBook[Chronic]:
        """AHRQ chronic condition indicator, by diagnosis without its dot."""
        return SheetBook(self._store, "chronic-condition", Chronic, ("code",), periodic=False)

    @cached_property
    def snomed_map(self) -> SheetBook[SnomedRule]:
        """NLM's map from SNOMED CT, by concept."""
        return SheetBook(self._store, "snomed-icd10cm", SnomedRule, ("concept",), periodic=False)

    def equivalences(self, direction: str) -> SheetBook[Equivalence]:
        """General equivalence mappings; ``direction``: icd9-icd10cm, icd10cm-icd9, icd9-icd10pcs, icd10pcs-icd9."""
        return SheetBook(self._store, f"gem-{direction}", Equivalence, ("source_code",), periodic=False)

    @cached_property
    def articles(self) -> SheetBook[ArticleCode]:
        """Billing articles, by procedure."""
        return SheetBook(self._store, "mcd-article-procedures", ArticleCode, ("code",), periodic=False)

    def article_diagnoses(self, *, covered: bool) -> SheetBook[ArticleDiagnosis]:
        """The diagnoses that billing articles cover, or do not, by article and version."""
        system = "mcd-article-covered" if covered else "mcd-article-noncovered"
        return SheetBook(self._store, system, ArticleDiagnosis, ("article", "version"), periodic=False)

    def references(self, ontology: str) -> SheetBook[Reference]:
        """What an ontology refers a disease to, by its identifier; ``ontology``: doid, mondo."""
        return SheetBook(self._store, f"{ontology}-icd10cm", Reference, ("id",), periodic=False)

    @cached_property
    def exclusions(self) -> ExclusionBook:
        """CC exclusions, Table 6K."""
        return ExclusionBook(self._store)

    @cached_property
    def coverage(self) -> CoverageBook:
        """Local coverage determinations: diagnoses that support a procedure."""
        return CoverageBook(self._store)

    def sheet(self, about: SystemAbout, code: str, on: date) -> tuple[object, ...]:
        """The rows of a code in the table that a system names; none where it has no table."""
        if not about.sheet:
            return ()
        book: SheetBook[LaboratoryFee] = getattr(self, about.sheet)
        return book.find(code, on=on)


def shelf_of(store: Store) -> Shelf:
    """The shelf of a store, opened once per process and place; it follows what is installed meanwhile."""
    return _shelf(store.root)


@cache
def _shelf(root: Path) -> Shelf:
    return Shelf(Store(root))
