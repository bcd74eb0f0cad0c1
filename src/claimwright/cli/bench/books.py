"""The books measured: how long they take to open, what they hold in memory, what a question costs, in the process and from the shell."""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from claimwright.cli.bench.search import own_queries

NAME = "books"
SEED, CODES, COLD, SHELLS = 20261001, 2000, 200, 5
TARGETS = {
    "open_ms": 50.0, "resident_mb": 100.0, "lookup_us": 20.0, "validate_us": 20.0, "pair_us": 100.0, "search_p95_ms": 15.0, "shell_s": 0.4,
}  # fmt: skip
Echo = Callable[[str], None]
_OPENING = """
import json, time
import claimwright.codesets, claimwright.codesets.books
began = time.perf_counter()
books = claimwright.codesets.open_books()
books.icd10cm.is_billable("E11.9", books.icd10cm.newest_release_start)
opened = time.perf_counter() - began
books.icd10cm.lookup("E11.9")
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
    figures: dict[str, Any] = {**_opened(), **_questions(books), "search_p95_ms": _search(books), "shell_s": _shell()}
    figures["missed"] = [name for name, most in TARGETS.items() if figures[name] > most]
    for name, most in TARGETS.items():
        echo(f"books: {name:14} {figures[name]:9.2f}  (target {most:g})" + ("  MISSED" if name in figures["missed"] else ""))
    echo(f"books: a code looked up for the first time in a process: {figures['first_lookup_us']:.0f} microseconds")
    return figures


def _opened() -> dict[str, float]:
    """Opening and answering once, in processes of their own: the median; and what such a process holds in memory."""
    runs = [json.loads(_python("-c", _OPENING)) for _ in range(SHELLS)]
    return {name: round(statistics.median(run[name] for run in runs), 2) for name in ("open_ms", "resident_mb")}


def _questions(books: Any) -> dict[str, float]:
    """Microseconds a question, over codes and pairs drawn by a seed; each is asked once before, as in a process that runs for a day.

    ``first_lookup_us``: of codes that were not asked before.
    """
    book, day = books.icd10cm, books.icd10cm.newest_release_start
    draw = random.Random(SEED)  # noqa: S311  a draw for a measurement
    drawn = draw.sample([code for code, _title, billable in book.titles(day) if billable], CODES + COLD)
    codes, cold = drawn[:CODES], drawn[CODES:]
    pairs = list(zip(codes[::2], codes[1::2], strict=True))
    return {
        "lookup_us": _each(lambda code: book.lookup(code, day), codes),
        "first_lookup_us": _each(lambda code: book.lookup(code, day), cold, warm=False),
        "validate_us": _each(lambda code: book.validate(code, day), codes),
        "pair_us": _each(lambda pair: book.between(*pair, day), pairs),
    }


def _each(ask: Callable[[Any], Any], questions: list[Any], warm: bool = True) -> float:
    if warm:
        for question in questions:
            ask(question)
    began = time.perf_counter()
    for question in questions:
        ask(question)
    return round((time.perf_counter() - began) / len(questions) * 1e6, 2)


def _search(books: Any) -> float:
    seconds = []
    books.icd10cm.search("hypertension")
    for query in own_queries():
        began = time.perf_counter()
        books.icd10cm.search(query.words, limit=5)
        seconds.append(time.perf_counter() - began)
    return round(sorted(seconds)[int(len(seconds) * 0.95)] * 1000, 2)


def _shell() -> float:
    """``claimwright codes lookup`` from the shell, interpreter and all: the median."""
    seconds = []
    for _ in range(SHELLS):
        began = time.perf_counter()
        _python("-c", _LOOKUP)
        seconds.append(time.perf_counter() - began)
    return round(statistics.median(seconds), 3)


def _python(*arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True)  # noqa: S603  our own interpreter
    return done.stdout
