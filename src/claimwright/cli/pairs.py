"""``claimwright codes between``: what the Tabular List says about two diagnosis codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from claimwright.codesets.values import RelationNote

ON = typer.Option(None, "--on", metavar="DATE", help="Day of service; without it, the first day of the newest installed release.")
_MEANINGS = {
    "no-conflict": "no note keeps them apart",
    "excludes1": "not coded together, unless they are documented as unrelated (Official Guidelines, I.A.12.a)",
    "excludes2": "different conditions: both are coded where the patient has both (I.A.12.b)",
}


def between(
    code1: str = typer.Argument(..., metavar="CODE"),
    code2: str = typer.Argument(..., metavar="CODE"),
    on: str = ON,
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
) -> None:
    """No conflict, Excludes1 or Excludes2, which code comes first, and by which notes."""
    from claimwright.cli.books import open_for_command
    from claimwright.cli.pcs import day_of
    from claimwright.core import encode, plain

    book, day = open_for_command().icd10cm, day_of(on)
    shown = day or book.newest_release_start
    relation, order = book.between(code1, code2, shown), book.sequence(code1, code2, shown)
    if as_json:
        answer: dict[str, Any] = {**plain(relation), "sequence": plain(order) if order else None}
        print(encode(answer | ({"date_assumed": True} if day is None else {})).decode())
    else:
        print(f"{relation.first} and {relation.second} on {shown}: {relation.kind}, {_MEANINGS[relation.kind]}")
        _show(relation.notes)
        if order:
            print(f"{order.first} is coded before {order.second}" + (", a manifestation" if order.mandatory else ""))
            _show(order.notes)
        if relation.reason:
            print(relation.reason)


def _show(notes: tuple[RelationNote, ...]) -> None:
    for note in notes:
        print(f"  {note.kind} at {note.at}: {note.text}  ({note.holder} -> {note.named})")
