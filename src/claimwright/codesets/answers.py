"""What the books answer to a program: one plain object a question, the same on the command line and over HTTP.

Every object tells its day (``on``), whether that day was assumed (``date_assumed``) and the releases that spoke. Raises :class:`NotThere`
for what the installed books do not hold, InputError for what cannot be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from claimwright.core import InputError, Value, plain
from claimwright.core.people import Sex

from .changes import Changes, InUse, changes, touched
from .icd10pcs.releases import releases as pcs_releases
from .official import dispatch
from .official.book import Releases
from .official.catalogue import systems

if TYPE_CHECKING:
    from .books import Books
    from .values import Entry, Hit

Answer = dict[str, Any]
ICD = ("icd10cm", "icd10pcs")
EVERY = "all"
"""Asked for in place of a system: a search of every one."""


class NotThere(InputError):
    """A system, release or book that is not known or not installed."""


class Question(Value, frozen=True, kw_only=True):
    """Whether one code may be used. ``on``: day of service; ``age``: completed years; ``sex``: F, M or U."""

    id: Any = None
    system: str = "icd10cm"
    code: str
    on: date | None = None
    age: int | None = None
    sex: Sex | None = None


# -- systems, days, releases -----------------------------------------------------------------------------------------------------------


def known(system: str) -> str:
    """The name of a system or small table by a name people use. Raises NotThere."""
    name = system.lower().replace("-", "")
    if name in ICD:
        return name
    if (found := dispatch.known(system)) is None:
        names = ", ".join(about.name for about in systems().all if about.lists or about.sheet)
        raise NotThere(system, "is no system of the books", f"one of icd10cm, icd10pcs, {names}, or a small table")
    return found


def releases(books: Books, system: str, on: date) -> dict[str, str]:
    """The release of a system that speaks for a day, by the system's name; empty where none had begun, or it has no releases."""
    if system == "icd10cm":
        try:
            return {system: books.icd10cm.release(on)}
        except InputError:
            return {}
    if system == "icd10pcs":
        begun = [release.name for release in pcs_releases() if release.first <= on]
        return {system: max(begun)} if begun else {}
    about = systems().get(system)
    names = about.installed_as if about else ()
    found = {name: next(Releases(books.store, name).begun(on, periodic=False), None) for name in names}
    return {name: first[0].release for name, first in found.items() if first}


def _assumed(day: date | None) -> Answer:
    return {"date_assumed": True} if day is None else {}


def _dated(books: Books, day: date | None, system: str = "icd10cm") -> Answer:
    shown = day or books.icd10cm.newest_release_start
    return {"on": shown, "releases": {"icd10cm": books.icd10cm.release(shown)} | releases(books, system, shown)} | _assumed(day)


# -- the questions ---------------------------------------------------------------------------------------------------------------------


def entry(books: Books, system: str, code: str, day: date | None) -> Answer | None:
    """All that is known of one code; None where the system has no such code."""
    system = known(system)
    found: Any
    extra: Answer
    if system == "icd10cm":
        found = books.icd10cm.lookup(code, day)
        extra = {"releases": {"icd10cm": books.icd10cm.release(found.on)}, **_flagged(books, found)} if found else {}
    elif system == "icd10pcs":
        found = books.icd10pcs.lookup(code, day)
        extra = {"releases": releases(books, system, found.on)} if found else {}
    else:
        shown = day or books.icd10cm.newest_release_start
        found = dispatch.lookup(books, system, code, shown)
        extra = {"releases": releases(books, system, shown), "on": shown}
    return None if found is None else {"system": system, **plain(found), **extra} | _assumed(day)


def _flagged(books: Books, found: Entry) -> Answer:
    """What every list says of a code; nothing of a chapter or a block."""
    if found.kind in ("chapter", "block"):
        return {}
    return {"flag_details": plain(books.icd10cm.flag_details(found.code, found.on))}


def hits(books: Books, system: str, words: str, day: date | None, limit: int) -> Answer:
    """Codes found by words, best first, each with its reason; of every system (``all``) the best of each, then the second best."""
    if system.lower() == EVERY:
        return {"system": EVERY, "words": words, **_dated(books, day), "hits": _of_every_system(books, words, day, limit)}
    name = known(system)
    if name == "icd10pcs" and not books.store.installed("icd10pcs-tables"):
        raise NotThere(name, "has no installed text to search", "claimwright codes install icd10pcs_tables_*.xml (CMS)")
    return {"system": system, "words": words, **_dated(books, day, name), "hits": plain(_hits(books, name, words, day, limit))}


def _hits(books: Books, name: str, words: str, day: date | None, limit: int) -> list[Hit]:
    if name in ICD:
        found: list[Hit] = getattr(books, name).search(words, day, limit)
        return found
    return dispatch.search(books, name, words, day, limit)


def _of_every_system(books: Books, words: str, day: date | None, limit: int) -> list[Answer]:
    """Scores of different systems are not comparable: places are, and among equal places the higher score comes first."""
    names = [*ICD, *(about.name for about in systems().all if about.lists or about.own)]
    ranked = [
        (place, -hit.score, order, {"system": name, **plain(hit)})
        for order, name in enumerate(names)
        for place, hit in enumerate(_hits(books, name, words, day, limit))
    ]
    return [hit for *_rank, hit in sorted(ranked, key=lambda item: item[:3])[:limit]]


def index(books: Books, words: str, day: date | None, limit: int) -> Answer:
    """The ways through the Alphabetic Index and its tables."""
    from .icd10cm.ways import find_ways

    if books.index is None:
        raise NotThere("the Alphabetic Index", "is not installed", "claimwright codes install icd10cm-index-*.xml (of the NCHS release)")
    paths = plain(list(find_ways(books, words, day, limit)))
    return {"words": words, **_dated(books, day), "index_release": books.index.release(day).release, "paths": paths}


def pcs_step(books: Books, prefix: str, day: date | None) -> Answer:
    """The legal next characters of an ICD-10-PCS code; ``reason`` says why there are none."""
    shown = day or books.icd10pcs.newest_release_start
    step: Answer = plain(books.icd10pcs.step(prefix, shown))
    return step | {"releases": releases(books, "icd10pcs", shown)} | _assumed(day)


def pcs_ways(books: Books, words: str, day: date | None, limit: int) -> Answer:
    """From words to tables of procedures."""
    shown = day or books.icd10pcs.newest_release_start
    if books.icd10pcs.index(shown) is None:
        raise NotThere("the PCS Index", "is not installed", "claimwright codes install icd10pcs_index_*.xml (CMS)")
    paths = plain(books.icd10pcs.find(words, shown, limit))
    return {"words": words, "on": shown, "releases": releases(books, "icd10pcs", shown), "paths": paths} | _assumed(day)


def between(books: Books, first: str, second: str, day: date | None) -> Answer:
    """What the Tabular List says of two diagnosis codes, and which comes first."""
    shown = day or books.icd10cm.newest_release_start
    relation, order = books.icd10cm.between(first, second, shown), books.icd10cm.sequence(first, second, shown)
    named = {"sequence": plain(order) if order else None, "releases": releases(books, "icd10cm", shown)}
    return {**plain(relation), **named, **_assumed(day)}


def validator(books: Books, day: date | None) -> Callable[[Question], Answer]:
    """What answers whether codes may be used; ``day`` is the day where a question has none."""
    spoke = lru_cache(256)(lambda system, on: releases(books, system, on))

    def answer(question: Question) -> Answer:
        system, on = known(question.system), question.on or day or books.icd10cm.newest_release_start
        assumed = _assumed(question.on or day)
        return {"id": question.id, **_validity(books, system, question, on), "on": on, "releases": spoke(system, on)} | assumed

    return answer


def _validity(books: Books, system: str, question: Question, day: date) -> Answer:
    if system == "icd10cm":
        found = books.icd10cm.validate(question.code, day, age=question.age, sex=question.sex)
    elif system == "icd10pcs":
        found = books.icd10pcs.validate(question.code, day, age=question.age, sex=question.sex)
    else:
        found = dispatch.validate(books, system, question.code, day)
    reason = {"reason": found.reason} if found.reason else {}
    return {"valid": found.valid, "billable": found.billable, **reason, **({"stale": True} if found.stale else {})}


def difference(found: Changes, used: InUse | Iterable[str] | None = None) -> Answer:
    """What changed between two releases, with counts; with ``used``, which of those codes are touched."""
    counts = {"added": len(found.added), "deleted": len(found.deleted), "revised": len(found.revised)}
    return {**plain(found), "counts": counts} | ({} if used is None else {"used": plain(list(touched(found, used)))})


def changed(books: Books, system: str, before: str, after: str) -> Changes:
    """:func:`claimwright.codesets.changes.changes` by a name people use. Raises NotThere for what is not known or not installed."""
    name = system.lower().replace("icd-10-", "icd10")
    try:
        return changes(books, name, before, after)
    except InputError as error:
        raise NotThere(error.where, error.what, error.mend) from error


# -- what is there ---------------------------------------------------------------------------------------------------------------------


def listed(books: Books) -> Answer:
    """Every system: releases of ICD-10, installed files, small tables, and what is not installed with where to get it."""
    from .listing import absent, installed, of_icd, of_packages, small

    return {"systems": [*of_icd(books), *of_packages(books), *installed(books), *small(books), *absent(books)]}
