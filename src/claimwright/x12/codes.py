"""SNIP 5: values of code sets outside the standard, checked where they stand. Diagnoses wait for the claim's date (``rules/``).

Sources: NPI check digit (CMS, 2004); NUCC taxonomy form; CMS place of service list; USPS abbreviations; HCPCS and CPT by their form
(whether a code exists is known only with a licensed file); CARC, RARC and claim status by our tables of numbers; teeth and parts of the
mouth as the ADA's universal numbering and ISO 3950 count them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, NamedTuple

from claimwright.core import Severity, npi_is_valid

from .schema import Element, Segment
from .tree import Elements, get

_TAXONOMY = re.compile(r"\d{3}[0-9A-Z]{6}X\Z")
_PROCEDURE = re.compile(r"(?:\d{5}|\d{4}[AFMTU]|[A-Z]\d{4})\Z")
_MODIFIER = re.compile(r"[A-Z0-9]{2}\Z")
_REVENUE = re.compile(r"\d{4}\Z", re.ASCII)
_TAX = re.compile(r"(?:\d{9}|\d{2}-\d{7}|\d{3}-\d{2}-\d{4})\Z", re.ASCII)
_NDC = re.compile(r"\d{11}\Z", re.ASCII)
_CLIA = re.compile(r"\d{2}D\d{7}\Z", re.ASCII)
_ZIP = re.compile(r"\d{5}(?:\d{4})?\Z", re.ASCII)
_DENTAL = re.compile(r"D\d{4}\Z", re.ASCII)
_TOOTH = re.compile(r"(?:[1-9]|[12]\d|3[0-2]|5[1-9]|[67]\d|8[0-2]|[A-T]S?)\Z")
_CAVITY = frozenset(["00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "20", "30", "40", "L", "R"])
_REMARK = re.compile(r"(?:M|MA|N)\d{1,4}\Z")
_STATUS = re.compile(r"\d{1,3}\Z")
STOPPED: Final = {
    "17": "20090701", "38": "20130101", "42": "20070601", "47": "20060201", "57": "20070630", "62": "20070401", "125": "20131101",
    "126": "20080401", "138": "20180501", "141": "20120701", "A2": "20080101", "B18": "20090301",
}  # fmt: skip
"""Adjustment reasons that older payments still carry: the day from which each is no longer valid (CMS Medicare Remit Easy Print code
file of 2026-03-01). The books hold those in force."""
_CANADA = frozenset(("AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"))


REMEMBERED = 1000
"""Right codes remembered for one place of one segment."""


class Probe(NamedTuple):
    """Where a code stands and which check it wants. ``where``: (element, component or 0); ``when``: (element, component, value)."""

    where: tuple[int, int]
    kind: str
    when: tuple[int, int, frozenset[str]] | None = None


def _on(element: int, *values: str, component: int = 0) -> tuple[int, int, frozenset[str]]:
    return (element, component, frozenset(values))


PROBES: Final[dict[str, tuple[Probe, ...]]] = {
    "NM1": (Probe((9, 0), "npi", _on(8, "XX")),),
    "N1": (Probe((4, 0), "npi", _on(3, "XX")),),
    "PRV": (Probe((3, 0), "taxonomy", _on(2, "PXC")),),
    "N4": (Probe((2, 0), "state", _on(4, "", "US")), Probe((3, 0), "zip", _on(4, "", "US"))),
    "CLM": (Probe((5, 1), "place", _on(5, "B", component=2)), Probe((11, 4), "state")),
    "SV1": (
        Probe((1, 2), "procedure", _on(1, "HC", component=1)), Probe((5, 0), "place"),
        *(Probe((1, at), "modifier", _on(1, "HC", component=1)) for at in (3, 4, 5, 6)),
    ),
    "SV3": (
        Probe((1, 2), "dental", _on(1, "AD", component=1)), Probe((3, 0), "place"),
        *(Probe((4, at), "cavity") for at in (1, 2, 3, 4, 5)),
    ),
    "TOO": (Probe((2, 0), "tooth", _on(1, "JP")),),
    "DN2": (Probe((1, 0), "tooth", _on(6, "JP")),),
    "EB": (Probe((13, 2), "procedure", _on(13, "HC", component=1)),),
    "EQ": (Probe((2, 2), "procedure", _on(2, "HC", component=1)),),
    "III": (Probe((2, 0), "place", _on(1, "ZZ")),),
    "UM": (Probe((4, 1), "place", _on(4, "B", component=2)),),
    "SV2": (Probe((1, 0), "revenue"), Probe((2, 2), "procedure", _on(2, "HC", component=1))),
    "CL1": (Probe((3, 0), "discharge"),),
    "LIN": (Probe((3, 0), "ndc", _on(2, "N4")),),
    "REF": (Probe((2, 0), "clia", _on(1, "X4", "F4")), Probe((2, 0), "tax", _on(1, "EI", "SY", "TJ"))),
    "SVD": (Probe((3, 2), "procedure", _on(3, "HC", component=1)), Probe((3, 2), "dental", _on(3, "AD", component=1))),
    "SVC": (Probe((1, 2), "procedure", _on(1, "HC", component=1)),),
    "CAS": tuple(Probe((at, 0), "carc") for at in (2, 5, 8, 11, 14, 17)),
    "LQ": (Probe((2, 0), "rarc", _on(1, "HE")),),
    "MOA": tuple(Probe((at, 0), "rarc") for at in (3, 4, 5, 6, 7)),
    "MIA": tuple(Probe((at, 0), "rarc") for at in (5, 20, 21, 22, 23)),
    "STC": (*(Probe((at, 1), "category") for at in (1, 10, 11)), *(Probe((at, 2), "status") for at in (1, 10, 11))),
}  # fmt: skip
"""Segment id: where its external codes stand."""


class Kind(NamedTuple):
    """One code set: rule id, what to say, and how heavy an unknown code weighs."""

    id: str
    message: str
    fix: str = ""
    severity: Severity = Severity.ERROR


KINDS: Final = {
    "npi": Kind("x12-npi", "fails the NPI check digit", "look the provider up in NPPES"),
    "taxonomy": Kind("x12-taxonomy", "is not of the form of a taxonomy code", "look it up in the NUCC list"),
    "state": Kind("x12-state", "is no state or province"),
    "place": Kind("x12-place-of-service", "is no place of service"),
    "procedure": Kind("x12-procedure", "is not of the form of a CPT or HCPCS code"),
    "dental": Kind("x12-dental-procedure", "is not of the form of a dental procedure code (D and four digits)"),
    "tooth": Kind("x12-tooth", "is no tooth of the universal numbering", "1 to 32, A to T, or with 50 or an S for supernumerary teeth"),
    "cavity": Kind("x12-oral-cavity", "is no part of the mouth"),
    "revenue": Kind("x12-revenue-code", "is not of the form of a revenue code (four digits)"),
    "discharge": Kind("x12-patient-status", "is no patient discharge status"),
    "ndc": Kind("x12-ndc", "is not an NDC of eleven digits", "write it as 5-4-2 without dashes"),
    "clia": Kind("x12-clia", "is not of the form of a CLIA number"),
    "tax": Kind("x12-tax-id", "is not a tax id or social security number of nine digits", "write it without dashes"),
    "zip": Kind("x12-zip", "is not a ZIP code of five or nine digits"),
    "modifier": Kind("x12-modifier", "is not of the form of a modifier"),
    "carc": Kind("x12-adjustment-reason", "is no claim adjustment reason"),
    "rarc": Kind("x12-remark", "is not of the form of a remark code"),
    "category": Kind("x12-status-category", "is no claim status category of an acknowledgement"),
    "status": Kind("x12-status", "is not of the form of a claim status code"),
}  # fmt: skip


class CodeSets:
    """Answers whether a value belongs to a set; the books are opened when first needed."""

    def __init__(self) -> None:
        """Nothing is opened yet."""
        self._books: Any = None
        self.tests: dict[str, Callable[[str], bool]] = {
            "npi": npi_is_valid,
            "taxonomy": lambda value: bool(_TAXONOMY.match(value)),
            "procedure": lambda value: bool(_PROCEDURE.match(value)),
            "modifier": lambda value: bool(_MODIFIER.match(value)),
            "dental": lambda value: bool(_DENTAL.match(value)),
            "tooth": lambda value: bool(_TOOTH.match(value)),
            "cavity": lambda value: value in _CAVITY,
            "revenue": lambda value: bool(_REVENUE.match(value)),
            "tax": lambda value: bool(_TAX.match(value)),
            "ndc": lambda value: bool(_NDC.match(value)),
            "clia": lambda value: bool(_CLIA.match(value)),
            "zip": lambda value: bool(_ZIP.match(value)) or value[:1].isalpha(),
            "discharge": lambda value: value in self.books.discharge_status,
            "rarc": lambda value: bool(_REMARK.match(value)),
            "status": lambda value: bool(_STATUS.match(value)),
            "category": lambda value: value in self.books.claim_status_categories,
            "state": lru_cache(512)(lambda value: value in self.books.states or value in _CANADA),
            "place": lru_cache(512)(lambda value: value in self.books.places_of_service),
            "carc": lru_cache(1024)(lambda value: value in self.books.carc),
        }

    @property
    def books(self) -> Any:
        """The installed books."""
        if self._books is None:
            from claimwright.codesets import open_books

            self._books = open_books()
        return self._books

    def wrong(self, probes: tuple[Probe, ...], elements: Elements, colon: str) -> list[tuple[Probe, str]]:
        """The probes of a segment whose code is unknown, with the code."""
        found = []
        for probe in probes:
            value = _at(elements, probe.where, colon) if probe.where[1] else get(elements, probe.where[0])
            if (
                value
                and (probe.when is None or _at(elements, probe.when[:2], colon) in probe.when[2])
                and not self.tests[probe.kind](value)
            ):
                found.append((probe, value))
        return found


class Group(NamedTuple):
    """The codes in one element of a segment.

    ``number``: the element that holds them; ``gate``: the element that decides whether they are any (0 none); ``values``: with which
    values it says so, None where more decides; ``test``: of the whole element, None where it has parts; ``known``: what is right.
    """

    number: int
    gate: int
    values: frozenset[str] | None
    test: Callable[[str], bool] | None
    probes: tuple[Probe, ...]
    known: set[Any]


class Codes:
    """The codes of one segment as its guide defines it, ready to look up; what was right once is right again."""

    __slots__ = ("_colon", "_groups", "_sets")

    def __init__(self, definition: Segment, probes: tuple[Probe, ...], sets: CodeSets, colon: str) -> None:
        """``probes``: those that apply to the segment."""
        self._sets, self._colon = sets, colon
        groups: dict[tuple[int, int], list[Probe]] = {}
        for probe in probes:
            one = probe._replace(when=None) if _always(probe, definition) else probe
            gate = one.when[0] if one.when is not None and one.when[0] != one.where[0] else 0
            groups.setdefault((one.where[0], gate), []).append(one)
        self._groups = [self._group(*at, tuple(groups[at])) for at in sorted(groups)]

    def _group(self, number: int, gate: int, probes: tuple[Probe, ...]) -> Group:
        """Where one whole element is a code, and one whole element decides, little is to be done."""
        (_, component), kind, when = probes[0]
        simple = len(probes) == 1 and not component and (when is None or (gate > 0 and not when[1]))
        values = when[2] if simple and when is not None else None
        return Group(number, gate, values, self._sets.tests[kind] if simple else None, probes, set())

    def right(self, elements: Elements) -> bool:
        """Whether every code of a segment is in its set, for sure where it says so."""
        size = len(elements)
        for number, gate, values, test, probes, known in self._groups:
            if number >= size:
                break
            value = elements[number]
            if not value or (values is not None and (elements[gate] if gate < size else "") not in values):
                continue
            seen = (value, get(elements, gate)) if gate and test is None else value
            if seen not in known:
                if self._sets.wrong(probes, elements, self._colon) if test is None else not test(value):
                    return False
                if len(known) < REMEMBERED:
                    known.add(seen)
        return True


def _always(probe: Probe, definition: Segment) -> bool:
    """Whether the guide leaves no other value to what decides if a code is looked up; that it is missing may be overlooked here."""
    judged = _part(definition, *probe.when[:2]) if probe.when is not None and not probe.when[1] else None
    return probe.when is not None and judged is not None and judged.codes is not None and judged.codes <= probe.when[2]


def applies(probe: Probe, definition: Segment) -> bool:
    """Whether a segment as one guide defines it can hold that code at all."""
    held = _part(definition, *probe.where)
    if held is None or (held.kind == "LOINC" and probe.kind == "status"):
        return False
    if probe.when is None:
        return True
    judged = _part(definition, *probe.when[:2])
    if judged is None:
        return "" in probe.when[2]
    return judged.codes is None or not judged.codes.isdisjoint(probe.when[2]) or (judged.usage == "S" and "" in probe.when[2])


def _part(definition: Segment, number: int, component: int) -> Element | None:
    """An element or component that the guide uses."""
    element = definition.elements[number - 1] if number <= len(definition.elements) else None
    if element is not None and component:
        element = element.components[component - 1] if component <= len(element.components) else None
    return element if element is not None and element.usage != "N" else None


def _at(elements: Elements, where: tuple[int, int], colon: str) -> str:
    value = get(elements, where[0])
    if not where[1]:
        return value
    pieces = value.split(colon)
    return pieces[where[1] - 1] if where[1] <= len(pieces) else ""
