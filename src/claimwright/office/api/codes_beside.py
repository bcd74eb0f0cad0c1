"""More of ``/api/v1/codes/``: what stands beside a code, and what goes together. Each call is the command of the same name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from claimwright.codesets import beside
from claimwright.office.encounters.engine import books

from .errors import answer
from .schemas import Below, OneCode, Procedures, Secondary, Supported, Units
from .shapes import TEXT, having, list_of, maybe, ref, says

router = Router(tags=["codes"])
_DATED = ref("Dated")
_MEMBER = having(code=TEXT, title=maybe(TEXT), billable={"type": "boolean"})
_SIDE = {"allOf": [_MEMBER, having(side=TEXT)]}


@router.get(
    "/sides",
    summary="The codes that differ from a diagnosis in the side only",
    openapi_extra=says(having(code=TEXT, side=maybe(TEXT), codes=list_of(_SIDE)), _DATED),
)
def sides(request: HttpRequest, asked: Query[OneCode]) -> HttpResponse:
    """Right, left, bilateral, unspecified; side is null and codes are none for a code without sides."""
    return answer(beside.sides(books(), asked.code, asked.on))


@router.get(
    "/companions",
    summary="The notes that ask for another code beside a diagnosis",
    openapi_extra=says(having(code=TEXT, companions=list_of(ref("Companion")), manifestation={"type": "boolean"}), _DATED),
)
def companions(request: HttpRequest, asked: Query[OneCode]) -> HttpResponse:
    """Code first, use additional code, code also, its own and inherited; manifestation: the code may never come first."""
    return answer(beside.companions(books(), asked.code, asked.on))


@router.get(
    "/below",
    summary="The codes below a chapter, block, category or code",
    openapi_extra=says(having(code=TEXT, total={"type": "integer"}, codes=list_of(_MEMBER)), _DATED),
)
def below(request: HttpRequest, asked: Query[Below]) -> HttpResponse:
    """Those that stand on the day, in the order of the book, with their 7th characters."""
    return answer(beside.below(books(), asked.code, asked.on, billable=asked.billable, limit=asked.limit))


@router.get("/flags", summary="What every list says of a diagnosis on a day", openapi_extra=says(ref("FlagDetails"), _DATED))
def flags(request: HttpRequest, asked: Query[OneCode]) -> HttpResponse:
    """Editor, CC and MCC, exempt from present on admission, HCC by model, CCSR, chronic condition; missing says what cannot be told."""
    return answer(beside.flags(books(), asked.code, asked.on))


@router.get(
    "/pair",
    summary="The NCCI edit between two procedures",
    openapi_extra=says(having(code1=TEXT, code2=TEXT, setting=TEXT, edit=maybe(ref("PtpEdit"))), _DATED),
)
def pair(request: HttpRequest, asked: Query[Procedures]) -> HttpResponse:
    """Whichever of the two is in column one; separated: whether the modifiers allow both. Null where no edit is in force on the day."""
    return answer(beside.pair(books(), asked.code1, asked.code2, asked.on, asked.setting, filter(None, asked.modifiers.split(","))))


@router.get(
    "/units",
    summary="The most units of a procedure that the medically unlikely edits let pass",
    openapi_extra=says(having(code=TEXT, setting=TEXT, limit=maybe(ref("MueLimit"))), _DATED),
)
def units(request: HttpRequest, asked: Query[Units]) -> HttpResponse:
    """With its adjudication indicator; null where the table of the day names no limit."""
    return answer(beside.units(books(), asked.code, asked.on, asked.setting))


@router.get(
    "/coverage",
    summary="Whether local coverage determinations name a diagnosis for a procedure",
    openapi_extra=says(having(procedure=TEXT, diagnosis=TEXT, coverage=maybe(ref("Coverage"))), _DATED),
)
def coverage(request: HttpRequest, asked: Query[Supported]) -> HttpResponse:
    """A union over the contractors, no decision; null where no policy names the procedure, or none is installed."""
    return answer(beside.coverage(books(), asked.procedure, asked.diagnosis, asked.on))


@router.get(
    "/severity",
    summary="Whether a secondary diagnosis counts as CC or MCC beside a principal one",
    openapi_extra=says(having(secondary=TEXT, principal=TEXT, severity=maybe(ref("Severity"))), _DATED),
)
def severity(request: HttpRequest, asked: Query[Secondary]) -> HttpResponse:
    """By Table 6K of the year of discharge; null where it counts as neither, or no table of the year is installed."""
    return answer(beside.severity(books(), asked.secondary, asked.principal, asked.on))
