"""``claimwright codes diff``: what changed between two releases, and what that touches: codes in use, our own words, rules and edits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import typer

from claimwright.core import InputError

if TYPE_CHECKING:
    from claimwright.codesets.changes import Changes, Touched

_SHOWN, _LABELS = 40, 5


def diff(
    system: str = typer.Argument(..., help="icd10cm, icd10pcs, or a system of which two releases are installed."),
    before: str = typer.Argument(..., metavar="RELEASE", help="As in 2024-10, or a fiscal year of ICD-10."),
    after: str = typer.Argument(..., metavar="RELEASE", help="The later one."),
    used: str = typer.Option(
        None, "--used", metavar="FILE", help="Codes in use: one a line, or JSON lines with a code; - for standard input."
    ),
    in_use: str = typer.Option(
        None,
        "--in-use",
        metavar="FILE",
        help="Codes in use by who uses them (favourites, open claims, learning cases): JSON lines of label, codes and perhaps a date of "
        "service (on), or CSV with the columns label, code, on. What was served before the later release is not touched.",
    ),
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
) -> None:
    """Added, deleted and revised codes; which of the codes in use that touches (--used, --in-use), and what of our own words and rules."""
    from claimwright.cli.books import open_for_command
    from claimwright.cli.in_use import read_codes, read_labelled
    from claimwright.codesets import answers
    from claimwright.codesets.changes import touched
    from claimwright.core import encode
    from claimwright.flow.ours import of_ours

    if used and in_use:
        raise InputError("codes diff", "was given --used and --in-use", "give one of them")
    found = answers.changed(open_for_command(), system, before, after)
    of_whom = read_labelled(in_use, found.first) if in_use else list(read_codes(used)) if used else None
    ours = of_ours(found)
    if as_json:
        print(encode(answers.difference(found, of_whom) | {"ours": ours}).decode())
        return
    _show(found, None if of_whom is None else list(touched(found, of_whom)), ours)


def _counts(found: Changes) -> dict[str, int]:
    return {"added": len(found.added), "deleted": len(found.deleted), "revised": len(found.revised)}


def _show(found: Changes, of_used: list[Touched] | None, ours: list[dict[str, Any]]) -> None:
    print(f"{found.system} {found.before} to {found.after}: " + ", ".join(f"{count:,} {name}" for name, count in _counts(found).items()))
    if not found.titles_compared:
        print("Titles were not compared: install the code lists of both releases.")
    for release in found.excerpts:
        print(f"Of {release} only an excerpt is installed: what it lacks is not counted as deleted or added.")
    _list("added", (f"{code}  {title or ''}" for code, title in found.added))
    _list("deleted", (f"{code}  {title or ''}" for code, title in found.deleted))
    _list("revised", (f"{one.code}  {one.before}  ->  {one.after}" for one in found.revised))
    if of_used is not None:
        _list("touched codes in use", (_touch(one) for one in of_used), every=True)
    _list(
        "touched in our own words and rules", (f"{row['area']} {row['file']}:{row['line']}  {row['code']} {row['change']}" for row in ours)
    )


def _touch(one: Touched) -> str:
    now = f"; now {', '.join(one.now[:6])}" + (" ..." if len(one.now) > 6 else "") if one.now else ""
    said = " -> ".join(filter(None, (one.before, one.after)))
    words = f": {said}" if said else ""
    whose = f"  [{', '.join(one.used_in[:_LABELS])}{', ...' if len(one.used_in) > _LABELS else ''}]" if one.used_in else ""
    return f"{one.code} {one.change}{words}{now}{whose}"


def _list(name: str, lines: Iterable[str], every: bool = False) -> None:
    found = list(lines)
    print(f"{name} ({len(found):,})")
    for line in found if every else found[:_SHOWN]:
        print(f"  {line}")
    if not every and len(found) > _SHOWN:
        print(f"  ... {len(found) - _SHOWN:,} more: --json lists all")
