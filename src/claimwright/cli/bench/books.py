"""The books measured: opening, memory, a question asked for the first time and again, a search, a look-up from the shell; every system.

Every first question is asked of books that were opened anew, once one question has opened their files. Times are CPU time,
since others may be at work on the machine; beside each stands what it is in fetches: of one row of a bare SQLite table, at that moment.
"""

from __future__ import annotations

import gc
import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from claimwright.cli.bench.search import own_queries, procedures

NAME = "books"
SEED, CODES, LISTED, SHELLS = 20261001, 2000, 300, 5
FEW = 100
"""A mean over fewer questions than these says little and decides nothing."""
TARGETS = {
    "open_ms": 50.0, "resident_mb": 100.0, "lookup_us": 20.0, "first_lookup_us": 20.0, "validate_us": 20.0, "first_validate_us": 20.0,
    "pair_us": 100.0, "first_pair_us": 100.0, "search_p95_ms": 15.0, "shell_s": 0.4,
}  # fmt: skip
_KEYS = [str(number) for number in range(0, 20_000, 20)]
Echo = Callable[[str], None]
Ask = Callable[[Any], Any]
_OPENING = """
import json, time
import claimwright.codesets, claimwright.codesets.books
began = time.process_time()
books = claimwright.codesets.open_books()
books.icd10cm.is_billable("E11.9", books.icd10cm.newest_release_start)
opened = time.process_time() - began
books.icd10cm.lookup("E11.9")
books.icd10pcs.lookup("0DTJ4ZZ")
books.hcpcs.lookup("J1885")
books.ncci_ptp.active("99213", "36415", books.icd10cm.newest_release_start)
books.mue.limit("99213", books.icd10cm.newest_release_start)
status = dict(line.split(":", 1) for line in open("/proc/self/status")) if __import__("sys").platform == "linux" else {}
print(json.dumps({"open_ms": opened * 1000, "resident_mb": int(status.get("VmRSS", "0 kB").split()[0]) / 1024}))
"""
_LOOKUP = """
import sys
from claimwright.cli.main import main
sys.argv = ["claimwright", "codes", "lookup", "icd10cm", "E11.9", "--json"]
main()
"""


def run(samples: Path | None, echo: Echo) -> dict[str, Any]:
    """Measure the installed books. Times are of this machine; a figure that misses its target is marked."""
    from claimwright.codesets import open_books

    books = open_books()
    questions, searches = _questions(books), _searches(books)
    figures: dict[str, Any] = {**_opened(), **_worst(questions), **_shell()}
    figures["search_p95_ms"] = max(times["p95_ms"] for times in searches.values())
    figures |= {"questions": questions, "searches": searches}
    figures["missed"] = [name for name, most in TARGETS.items() if figures.get(name, 0) > most]
    _tell(figures, echo)
    return figures


def _tell(figures: dict[str, Any], echo: Echo) -> None:
    for name, most in TARGETS.items():
        if name in figures:
            echo(f"books: {name:18} {figures[name]:9.2f}  (target {most:g})" + ("  MISSED" if name in figures["missed"] else ""))
    echo(f"books: from the shell, by the clock, the quickest of {SHELLS}: {figures['shell_clock_s']:.2f} s")
    echo(f"{'microseconds a question':36} {'asked':>6} {'first: mean':>12} {'p50':>8} {'p95':>8} {'in fetches':>11} {'again: mean':>12}")
    for name, row in figures["questions"].items():
        spread = f"{row['first_p50']:8.2f} {row['first_p95']:8.2f} {row['fetches']:11.1f}"
        echo(f"  {name:34} {row['asked']:6} {row['first']:12.2f} {spread} {row['again']:12.2f}")
    echo(f"{'milliseconds a search, asked once':36} {'asked':>6} {'p50':>12} {'p95':>8}")
    for name, times in figures["searches"].items():
        echo(f"  {name:34} {times['asked']:6} {times['p50_ms']:12.2f} {times['p95_ms']:8.2f}")


def _opened() -> dict[str, float]:
    """Opening and answering once, in processes of their own: the median; and what such a process holds in memory."""
    runs = [json.loads(_python("-c", _OPENING)) for _ in range(SHELLS)]
    return {name: round(statistics.median(run[name] for run in runs), 2) for name in ("open_ms", "resident_mb")}


# -- questions -------------------------------------------------------------------------------------------------------------------------


def _questions(books: Any) -> dict[str, dict[str, float]]:
    """What each kind of question costs, over codes and pairs drawn by a seed."""
    from claimwright.codesets import Books

    draw, day = random.Random(SEED), books.icd10cm.newest_release_start  # noqa: S311  a draw for a measurement
    found: dict[str, dict[str, float]] = {}

    def measure(name: str, ask: Callable[[Any, Any], Any], questions: Iterable[Any], most: int | None = None) -> None:
        asked = sorted(questions)
        draw.shuffle(asked)
        if len(asked) > 1:
            found[name] = _asked(partial(ask, Books(books.store, books.version)), asked[: (most or CODES) + 1])

    diagnoses = [code for code, _title, billable in books.icd10cm.titles(day) if billable]
    measure("icd10cm lookup", lambda new, code: new.icd10cm.lookup(code, day), diagnoses)
    measure("icd10cm validate", lambda new, code: new.icd10cm.validate(code, day), diagnoses)
    measure("icd10cm validate, headings", lambda new, code: new.icd10cm.validate(code, day), {code[:3] for code in diagnoses})
    measure("icd10cm validate, no codes", lambda new, code: new.icd10cm.validate(code + "QQ", day), diagnoses)
    operations = list(books.icd10pcs.codes("", day))
    measure("icd10pcs lookup", lambda new, code: new.icd10pcs.lookup(code, day), operations)
    measure("icd10pcs validate", lambda new, code: new.icd10pcs.validate(code, day), operations)
    for name, codes in _lists(books):
        measure(f"{name} lookup", lambda new, code, name=name: new.official.codes(name).lookup(code, day), codes, LISTED)  # type: ignore[misc]
        measure(f"{name} validate", lambda new, code, name=name: new.official.codes(name).validate(code, day), codes, LISTED)  # type: ignore[misc]
    measure("pair: Excludes notes", lambda new, pair: new.icd10cm.between(*pair, day), _pairs(diagnoses, draw))
    ones = [one for _loaded, file in books.store.installed("ncci-ptp-practitioner") for one in _column(books, file, "column_one", "ptp")]
    measure("pair: NCCI", lambda new, pair: new.ncci_ptp.active(*pair, day), _pairs(ones, draw))
    limited = {code for _loaded, file in books.store.installed("ncci-mue-practitioner") for code in _column(books, file, "code", "mue")}
    measure("NCCI units", lambda new, code: new.mue.limit(code, day), limited)
    return found


def _asked(ask: Ask, questions: Sequence[Any]) -> dict[str, float]:
    """The first question opens what is asked. Half of the others are asked in one run, for the mean; half one by one, for their spread.

    Then all of them are asked again.
    """
    ask(questions[0])
    middle = (len(questions) + 1) // 2
    batch, single = questions[1:middle] or questions[1:], questions[middle:]
    gc.collect()
    gc.freeze()  # what the measurement itself holds is not to be searched for rubbish
    fetch = _fetch()
    first = _nanoseconds(ask, batch)
    firsts: list[int] = []
    for question in single:
        began = time.thread_time_ns()
        ask(question)
        firsts.append(time.thread_time_ns() - began)
    again = _nanoseconds(ask, questions[1:])
    gc.unfreeze()
    firsts.sort()
    each = [first, firsts[len(firsts) // 2], firsts[int(len(firsts) * 0.95)], again]
    mean, half, late, later = (round(nanoseconds / 1000, 2) for nanoseconds in each)
    fetches = round(first / fetch, 1)
    return {"asked": len(questions) - 1, "first": mean, "first_p50": half, "first_p95": late, "fetches": fetches, "again": later}


def _nanoseconds(ask: Ask, questions: Sequence[Any]) -> float:
    """CPU time of one question, in the mean."""
    began = time.process_time_ns()
    for question in questions:
        ask(question)
    return (time.process_time_ns() - began) / len(questions)


def _worst(questions: dict[str, dict[str, float]]) -> dict[str, float]:
    """The dearest of all systems: the means of first questions, and of later ones."""
    found: dict[str, float] = {}
    for name, kind in (("lookup", " lookup"), ("validate", " validate"), ("pair", "pair: ")):
        rows = [row for asked, row in questions.items() if kind in asked]
        rows = [row for row in rows if row["asked"] >= FEW] or rows
        found |= {f"first_{name}_us": max(row["first"] for row in rows), f"{name}_us": max(row["again"] for row in rows)}
    return found


def _lists(books: Any) -> list[tuple[str, set[str]]]:
    """Every system of lists that is installed, with its codes."""
    from claimwright.codesets.official.catalogue import systems

    found = []
    for about in systems().all:
        files = [file for part in about.lists for _loaded, file in books.store.installed(part)]
        if codes := {code for file in files for code in _column(books, file, "code", "code")}:
            found.append((about.name, codes))
    return found


def _column(books: Any, file: str, column: str, table: str) -> list[str]:
    return [value for (value,) in books.store.connection(file).execute(f"SELECT {column} FROM {table}")]  # noqa: S608  names of ours


def _pairs(codes: list[str], draw: random.Random) -> list[tuple[str, str]]:
    one, other = list(codes), list(codes)
    draw.shuffle(one)
    draw.shuffle(other)
    return list(zip(one, other, strict=True))


def _fetch() -> float:
    """What the plainest way to a row costs: one by its key, of a table in memory."""
    table = _table()
    return _nanoseconds(lambda key: table.execute("SELECT title FROM code WHERE code = ?", (key,)).fetchone(), _KEYS)


@cache
def _table() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE code(code TEXT PRIMARY KEY, title TEXT) WITHOUT ROWID")
    connection.executemany("INSERT INTO code VALUES(?, ?)", ((str(number), "a title of some words") for number in range(20_000)))
    return connection


# -- searches and the shell ------------------------------------------------------------------------------------------------------------


def _searches(books: Any) -> dict[str, dict[str, float]]:
    """Every query asked once, of every system that is installed."""
    from claimwright.codesets import Books, answers
    from claimwright.codesets.official import dispatch

    new, day = Books(books.store, books.version), books.icd10cm.newest_release_start
    own = [query.words for query in own_queries()]
    found = {"icd10cm": _searched(lambda words: new.icd10cm.search(words, day, 5), own)}
    if new.icd10pcs.tables(day) is not None:
        found["icd10pcs, operations"] = _searched(lambda words: new.icd10pcs.search(words, day, 5), procedures())
        found["icd10pcs"] = _searched(lambda words: new.icd10pcs.search(words, day, 5), own)
    for system, _codes in _lists(books):
        found[system] = _searched(lambda words, system=system: dispatch.search(new, system, words, day, 5), own)  # type: ignore[misc]
    found["every system at once"] = _searched(lambda words: answers.hits(new, answers.EVERY, words, day, 20), own)
    return found


def _searched(find: Ask, queries: list[str]) -> dict[str, float]:
    find("excision of skin for hypertension")  # opens what is searched
    gc.collect()
    gc.freeze()
    times = []
    for words in queries:
        began = time.thread_time()
        find(words)
        times.append(time.thread_time() - began)
    gc.unfreeze()
    times.sort()
    half, late = (round(times[int(len(times) * part)] * 1000, 2) for part in (0.5, 0.95))
    return {"asked": len(times), "p50_ms": half, "p95_ms": late}


def _shell() -> dict[str, float]:
    """``claimwright codes lookup`` from the shell, interpreter and all: the median of its CPU time, and the quickest by the clock."""
    spent, seconds = [], []
    for _ in range(SHELLS):
        before, began = _children(), time.perf_counter()
        _python("-c", _LOOKUP)
        seconds.append(time.perf_counter() - began)
        spent.append(_children() - before)
    return {"shell_s": round(statistics.median(spent) or min(seconds), 3), "shell_clock_s": round(min(seconds), 3)}


def _children() -> float:
    """CPU time of the processes that were started and have ended."""
    times = os.times()
    return times.children_user + times.children_system


def _python(*arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True)  # noqa: S603  our own interpreter
    return done.stdout
