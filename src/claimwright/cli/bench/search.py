"""Search measured: Index lines withheld from its tables, queries of our own in eight kinds, and the time a search takes."""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

NAME = "search"
WITHHELD, SEED = 500, 20261001
Echo = Callable[[str], None]


class Query(NamedTuple):
    """What is typed, and the codes that answer it: with ``-`` at the end, any code at or below."""

    kind: str
    words: str
    codes: tuple[str, ...]

    def is_answered_by(self, code: str) -> bool:
        """Whether a code that was found is one of those."""
        bare = code.replace(".", "")
        wanted = (one.replace(".", "") for one in self.codes)
        return any(bare.startswith(one[:-1]) if one.endswith("-") else bare == one for one in wanted)


class Tally:
    """Counts of queries answered first and among the first five."""

    def __init__(self) -> None:
        self.asked = self.first = self.five = 0

    def add(self, answered: list[bool]) -> None:
        """One query: for each hit, best first, whether it answers."""
        self.asked, self.first, self.five = self.asked + 1, self.first + any(answered[:1]), self.five + any(answered[:5])

    def figures(self) -> dict[str, float]:
        """Shares of all that were asked."""
        return {"queries": self.asked, "top1": round(self.first / self.asked, 4), "top5": round(self.five / self.asked, 4)}


def run(samples: Path | None, echo: Echo) -> dict[str, Any]:
    """Measure with the books that are installed: the withheld lines need the Alphabetic Index."""
    from claimwright.codesets import open_books

    books = open_books()
    day = books.icd10cm.newest_release_start
    figures: dict[str, Any] = {"index_installed": books.index is not None, "on": day}
    books.icd10cm.search("hypertension", day)
    seconds: list[float] = []
    figures["own"] = _own(lambda words: _timed(lambda: books.icd10cm.search(words, day, 5), seconds))
    if books.index is not None:
        figures["withheld"] = _withheld(books, day)
    figures |= _times(seconds)
    figures["systems"] = {"icd10cm": _times(seconds)} | _other_systems(books, day)
    figures["p95_ms_over_all"] = max(times["p95_ms"] for times in figures["systems"].values())
    _tell(figures, echo)
    return figures


def own_queries() -> Iterable[Query]:
    """The queries that lie beside this module."""
    text = resources.files(__package__).joinpath("search_queries.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, words, codes = line.split("\t")
            yield Query(kind, words, tuple(codes.split("|")))


def _own(find: Callable[[str], Any]) -> dict[str, Any]:
    tallies: dict[str, Tally] = defaultdict(Tally)
    for query in own_queries():
        answered = [query.is_answered_by(hit.code) for hit in find(query.words)]
        tallies[query.kind].add(answered)
        tallies["all"].add(answered)
    return {kind: tally.figures() for kind, tally in tallies.items()}


def withheld_lines(books: Any, day: date, count: int = WITHHELD, seed: int = SEED) -> list[tuple[int, str, str]]:
    """Number, code and text of Index lines drawn by a seed: those whose words occur once, two to seven of them, with a billable code."""
    from claimwright.codesets.icd10cm.texts import INDEXES, STEP, texts
    from claimwright.codesets.icd10cm.words import CONNECTING, stems

    kind, file = INDEXES["icd10cm-index"], books.store.installed("icd10cm-index")[-1][1]
    printed = dict(books.store.connection(file).execute("SELECT id, code FROM term WHERE code IS NOT NULL"))
    found = [text for text in texts(books.store, books.icd10cm.base_connection) if text.kind == kind and text.line in printed]
    words = [frozenset(stems(text.text.replace(STEP, " "))) - CONNECTING for text in found]
    times = Counter(words)
    fit = [
        (text.line, text.code, text.text.replace(STEP, ", "))
        for text, held in zip(found, words, strict=True)
        if times[held] == 1 and 2 <= len(held) <= 7 and not printed[text.line].endswith("-") and books.icd10cm.is_billable(text.code, day)
    ]
    random.Random(seed).shuffle(fit)  # noqa: S311  a draw for a measurement
    return fit[:count]


def _withheld(books: Any, day: date) -> dict[str, Any]:
    """Search tables without the lines, asked for the lines."""
    from claimwright.codesets.icd10cm.search import Search
    from claimwright.codesets.icd10cm.search_tables import compile_tables

    lines = withheld_lines(books, day)
    without = frozenset(line for line, _code, _text in lines)
    search = Search(books.icd10cm, compile_tables(books.store, books.icd10cm.base_connection, without))
    tally, seconds = Tally(), list[float]()
    for _line, code, text in lines:
        hits = _timed(lambda text=text: search.find(text, day, 5), seconds)  # type: ignore[misc]
        tally.add([hit.code.replace(".", "") == code for hit in hits])
    return tally.figures() | _times(seconds)


def _other_systems(books: Any, day: date) -> dict[str, dict[str, float]]:
    """The times of the other systems that are installed, each asked something once before: procedures and all queries of our own."""
    own = [query.words for query in own_queries()]
    found = {}
    if books.icd10pcs.tables(day) is not None:
        books.icd10pcs.search("excision of skin", day, 5)
        found["icd10pcs"] = _asked(lambda words: books.icd10pcs.search(words, day, 5), [*procedures(), *own])
    if books.hcpcs.installed:
        books.hcpcs.search("wheelchair", day)
        found["hcpcs"] = _asked(lambda words: books.hcpcs.search(words, day, 5), own)
    return found


def procedures() -> list[str]:
    """Operations as surgeons name them: the queries of ICD-10-PCS that lie beside this module, one a line."""
    return resources.files(__package__).joinpath("search_procedures.txt").read_text("utf-8").splitlines()


def _asked(find: Callable[[str], Any], queries: Iterable[str]) -> dict[str, float]:
    seconds: list[float] = []
    for words in queries:
        _timed(lambda words=words: find(words), seconds)  # type: ignore[misc]
    return _times(seconds)


def _timed(find: Callable[[], Any], seconds: list[float]) -> Any:
    """CPU time: others may be at work on the machine."""
    began = time.thread_time()
    found = find()
    seconds.append(time.thread_time() - began)
    return found


def _times(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    return {"p50_ms": round(1000 * ordered[len(ordered) // 2], 2), "p95_ms": round(1000 * ordered[int(len(ordered) * 0.95)], 2)}


def _tell(figures: dict[str, Any], echo: Echo) -> None:
    echo(f"search: p50 {figures['p50_ms']} ms, p95 {figures['p95_ms']} ms" + ("" if figures["index_installed"] else ", without the Index"))
    for system, times in figures["systems"].items():
        echo(f"  {system:16} p50 {times['p50_ms']:6.2f} ms  p95 {times['p95_ms']:6.2f} ms")
    rows = [*figures["own"].items(), *([("withheld lines", figures["withheld"])] if "withheld" in figures else [])]
    for kind, one in rows:
        echo(f"  {kind:16} {one['queries']:4} queries  first {one['top1']:.3f}  among five {one['top5']:.3f}")
