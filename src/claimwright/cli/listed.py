"""``claimwright codes list`` for eyes: what is there, then what is not, by where it is to be had and under which terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

_HEADS = ("System", "Release", "In force", "Rows", "Source")


def show(systems: Iterable[dict[str, Any]], place: str) -> None:
    """Print both parts. ``place``: the books directory."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    rows = list(systems)
    absent = [row for row in rows if row.get("installed") is False]
    console = Console(highlight=False)
    table = Table(*_HEADS, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        if row.get("installed") is not False:
            table.add_row(*(escape(cell) for cell in _cells(row)))
    console.print(table)
    console.print(f"\nBooks in {escape(place)}. Words of our own have no release.", soft_wrap=True)
    for line in _missing(absent):
        console.print(escape(line), soft_wrap=True)


def _cells(row: dict[str, Any]) -> list[str]:
    release = row.get("release", "") + ("" if row["text"] else " (validity only)") + (" (an excerpt)" if row.get("excerpt") else "")
    force = f"{row['first']} to {row.get('last') or 'open'}" if row.get("first") else ""
    return [row["system"], release, force, f"{row['rows']:,}", row["source"].split(";")[0]]


def _missing(absent: list[dict[str, Any]]) -> Iterator[str]:
    """A paragraph for each address and its terms, the systems it has beneath."""
    if not absent:
        return
    yield f"\nNot installed: {len(absent)} systems. * claimwright codes fetch SYSTEM downloads and installs it;"
    yield "for the others download the file yourself: claimwright codes install PATH knows it by what it holds."
    yield "(d): its layout is known from documentation only; tell us where the real file differs."
    places: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in absent:
        places.setdefault((row["address"], row["terms"]), []).append(row)
    for (address, terms), rows in sorted(places.items()):
        yield f"\n{address}"
        yield f"  {terms}"
        width = max(len(row["system"]) for row in rows)
        for row in rows:
            mark = "*" if row.get("fetch") else " "
            layout = " (d)" if row["layout"] == "documentation" else ""
            yield f"  {mark} {row['system']:<{width}}  {row['title']}{layout}: {', '.join(row['files'])}"
