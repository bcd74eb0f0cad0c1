"""Claim: https://hl7.org/fhir/R4/claim.html. Whose insurance a visit was billed to; its codes are reported, never billed."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.core import Coverage, Subscriber

from ..chart import Chart
from ..shapes import Coding, Concept, Reference, Shape
from .coverage import NOT_INSURED

KIND = "Claim"


class _Insurance(Shape, frozen=True):
    focal: bool = False
    coverage: Reference = Reference()


class _Item(Shape, frozen=True):
    product_or_service: Concept = Concept()
    encounter: tuple[Reference, ...] = ()


class _Diagnosis(Shape, frozen=True):
    diagnosis_codeable_concept: Concept = Concept()


class SHAPE(Shape, frozen=True):
    """The fields read."""

    insurance: tuple[_Insurance, ...] = ()
    item: tuple[_Item, ...] = ()
    diagnosis: tuple[_Diagnosis, ...] = ()


def take(resource: SHAPE, chart: Chart) -> None:
    """The codes; and, where the insurance is given by name only, the payer of the encounters that it bills."""
    visits = dict.fromkeys(reference.key for item in resource.item for reference in item.encounter)
    chart.report(KIND, ((item.system, item.code) for item in _codings(resource)), next(iter(visits), ""))
    if not resource.insurance:
        return
    named = next((item for item in resource.insurance if item.focal), resource.insurance[0]).coverage
    if not named.display or named.reference:
        return
    nobody = named.display.upper() in NOT_INSURED
    for visit in visits:
        payer = chart.practice.payer(named.display)
        chart.visit_coverages.setdefault(visit, None if nobody else Coverage(payer=payer, subscriber=Subscriber()))


def _codings(resource: SHAPE) -> Iterator[Coding]:
    for diagnosis in resource.diagnosis:
        yield from diagnosis.diagnosis_codeable_concept.coding
    for item in resource.item:
        yield from item.product_or_service.coding
