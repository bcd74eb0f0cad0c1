"""``/api/v1/codes/``: the dated books. Each call is the command of the same name; what it answers is made in one place for both."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from claimwright.codesets import answers
from claimwright.codesets.answers import NotThere
from claimwright.codesets.changes import InUse
from claimwright.flow.ours import of_ours
from claimwright.office.encounters.engine import books

from .batches import MOST, validated
from .errors import answer
from .schemas import Batch, Difference, DifferenceOfUsed, Lookup, Pair, Prefix, Search, Walk
from .shapes import TEXT, either, having, list_of, maybe, ref, says, takes

router = Router(tags=["codes"])
_DATED = ref("Dated")
_FLAGGED = {"type": "object", "properties": {"flag_details": ref("FlagDetails")}}
_ENTRY = says(either(ref("Entry"), ref("PcsEntry"), having(code=TEXT)), _DATED, having(system=TEXT), _FLAGGED)
_HITS = says(having(system=TEXT, words=TEXT, hits=list_of(ref("Hit"))), _DATED)
_PATHS = says(having(words=TEXT, paths=list_of(either(ref("IndexPath"), ref("PcsPath")))), _DATED)
_RELATION = says(ref("Relation"), _DATED, having(sequence=maybe(ref("Sequence"))))
_CHANGES = says(ref("Changes"), having(counts={"type": "object"}, ours=list_of({"type": "object"})))
_TOUCHED = says(ref("Changes"), having(counts={"type": "object"}, ours=list_of({"type": "object"}), used=list_of(ref("Touched"))))
_VALIDATED = {"allOf": [ref("Validity"), _DATED, having(id={})]}
_BATCH = says(having(answers=list_of(either(_VALIDATED, ref("Error"))))) | takes(list_of(ref("Question"), maxItems=MOST))


@router.get(
    "/list",
    summary="What is installed: systems, releases, effective dates, counts, sources; and what is not",
    openapi_extra=says(having(systems=list_of(having(system=TEXT, source=TEXT)))),
)
def listing(request: HttpRequest) -> HttpResponse:
    """Small tables have no release; of a system that is not installed the row says where its file is to be had, under which terms."""
    return answer(answers.listed(books()))


@router.get("/lookup", summary="All that is known of one code on a day", openapi_extra=_ENTRY)
def lookup(request: HttpRequest, asked: Query[Lookup]) -> HttpResponse:
    """Title, billable, notes with inheritance, 7th characters, parent, children, flags; 404 where the system has no such code."""
    found = answers.entry(books(), asked.system, asked.code, asked.on)
    if found is None:
        raise NotThere(asked.system, f"has no {asked.code.upper()}")
    return answer(found)


@router.get("/search", summary="Codes by words, best first, each with the reason it was found", openapi_extra=_HITS)
def search(request: HttpRequest, asked: Query[Search]) -> HttpResponse:
    """Words of the books only: an address may be written to a log. With words of a chart, POST the same names as JSON."""
    return _search(asked)


@router.post("/search", summary="The same, with the words in the body", openapi_extra=_HITS)
def search_privately(request: HttpRequest, asked: Search) -> HttpResponse:
    """For words out of a chart: nothing of them stands in an address."""
    return _search(asked)


def _search(asked: Search) -> HttpResponse:
    return answer(answers.hits(books(), asked.system, asked.words, asked.on, asked.limit))


@router.get("/index", summary="The ways through the Index, with see and see also followed", openapi_extra=_PATHS)
def index(request: HttpRequest, asked: Query[Walk]) -> HttpResponse:
    """icd10cm: each code held to the Tabular List. icd10pcs: from words to tables. Words of the books only; else POST."""
    return _index(asked)


@router.post("/index", summary="The same, with the words in the body", openapi_extra=_PATHS)
def index_privately(request: HttpRequest, asked: Walk) -> HttpResponse:
    """For words out of a chart: nothing of them stands in an address."""
    return _index(asked)


def _index(asked: Walk) -> HttpResponse:
    system = answers.known(asked.system)
    if system not in answers.ICD:
        raise NotThere(asked.system, "has no Index", "one of icd10cm, icd10pcs")
    walk = answers.index if system == "icd10cm" else answers.pcs_ways
    return answer(walk(books(), asked.words, asked.on, asked.limit))


@router.get("/pcs", summary="The next legal characters of an ICD-10-PCS code", openapi_extra=says(ref("Step"), _DATED))
def pcs(request: HttpRequest, asked: Query[Prefix]) -> HttpResponse:
    """A prefix that no code begins with is answered too: its reason says why there is nothing to choose."""
    return answer(answers.pcs_step(books(), asked.prefix, asked.on))


@router.get("/between", summary="What the notes say of two diagnosis codes", openapi_extra=_RELATION)
def between(request: HttpRequest, asked: Query[Pair]) -> HttpResponse:
    """no-conflict, excludes1 or excludes2, which is coded first, and by which notes."""
    return answer(answers.between(books(), asked.code1, asked.code2, asked.on))


@router.post("/validate", summary="Whether codes may be used, many at a time", openapi_extra=_BATCH)
def validate(request: HttpRequest, asked: Query[Batch]) -> HttpResponse:
    """An array of answers, one for each question in its place; the day is for those that have none."""
    return answer({"answers": validated(books(), request.body, asked.on)})


@router.get("/diff", summary="What changed between two releases", openapi_extra=_CHANGES)
def diff(request: HttpRequest, asked: Query[Difference]) -> HttpResponse:
    """Added, deleted and revised codes, and what that touches of our own words and rules."""
    return answer(_difference(asked))


@router.post("/diff", summary="The same, and which of the codes in use are touched", openapi_extra=_TOUCHED)
def diff_used(request: HttpRequest, asked: DifferenceOfUsed) -> HttpResponse:
    """The codes in use come in the body; each that is touched is answered once."""
    return answer(_difference(asked, asked.in_use or asked.used))


def _difference(asked: Difference, used: InUse | list[str] | None = None) -> dict[str, Any]:
    found = answers.changed(books(), asked.system, asked.before, asked.after)
    return answers.difference(found, used) | {"ours": of_ours(found)}
