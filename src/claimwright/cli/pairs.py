"""``claimwright codes between``: what the Tabular List says about two diagnosis codes."""

from __future__ import annotations

from typing import Any

import typer

ON = typer.Option(None, "--on", metavar="DATE", help="Day of service; without it, the first day of the newest installed release.")
_MEANINGS = {
    "no-conflict": "no note keeps them apart",
    "excludes1": "not coded together, unless they are documented as unrelated (Official Guidelines, I.A.12.a)",
    "excludes2": "different conditions: both are coded where the patient has both (I.A.12.b)",
}


def between(
    code1: str = typer.Argument(..., metavar="CODE", help="With or without its dot."),
    code2: str = typer.Argument(..., metavar="CODE", help="With or without its dot."),
    on: str = ON,
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
) -> None:
    """No conflict, Excludes1 or Excludes2, which code comes first, and by which notes."""
    from claimwright.cli.books import open_for_command
    from claimwright.cli.pcs import day_of
    from claimwright.codesets import answers
    from claimwright.core import encode

    answer = answers.between(open_for_command(), code1, code2, day_of(on))
    if as_json:
        print(encode(answer).decode())
        return
    order = answer["sequence"]
    print(f"{answer['first']} and {answer['second']} on {answer['on']}: {answer['kind']}, {_MEANINGS[answer['kind']]}")
    _show(answer["notes"])
    if order:
        print(f"{order['first']} is coded before {order['second']}" + (", a manifestation" if order["mandatory"] else ""))
        _show(order["notes"])
    if answer["reason"]:
        print(answer["reason"])


def _show(notes: list[dict[str, Any]]) -> None:
    for note in notes:
        print(f"  {note['kind']} at {note['at']}: {note['text']}  ({note['holder']} -> {note['named']})")
