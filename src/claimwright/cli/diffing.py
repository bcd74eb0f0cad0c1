"""``claimwright codes diff``: what changed between two releases, and what that touches: codes in use, our own words, rules and edits."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import typer

from claimwright.core import InputError

if TYPE_CHECKING:
    from claimwright.codesets.changes import Changes, Touched

_SHOWN = 40


def diff(
    system: str = typer.Argument(..., help="icd10cm, icd10pcs, or a system of which two releases are installed."),
    before: str = typer.Argument(..., metavar="RELEASE", help="As in 2024-10, or a fiscal year of ICD-10."),
    after: str = typer.Argument(..., metavar="RELEASE"),
    used: str = typer.Option(None, "--used", metavar="FILE", help="Codes in use: one a line, or JSON lines with a code."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
) -> None:
    """Added, deleted and revised codes; with --used, which of the codes in use are touched; and what of our own words and rules."""
    from claimwright.cli.books import open_for_command
    from claimwright.codesets import answers
    from claimwright.codesets.changes import touched
    from claimwright.core import encode
    from claimwright.flow.ours import of_ours

    found = answers.changed(open_for_command(), system, before, after)
    in_use = list(_read_codes(used)) if used else None
    ours = of_ours(found)
    if as_json:
        print(encode(answers.difference(found, in_use) | {"ours": ours}).decode())
        return
    of_used = None if in_use is None else list(touched(found, in_use))
    _show(found, of_used, ours)


def _counts(found: Changes) -> dict[str, int]:
    return {"added": len(found.added), "deleted": len(found.deleted), "revised": len(found.revised)}


def _read_codes(name: str) -> Iterator[str]:
    """Codes of a file, or of standard input for ``-``. Raises InputError naming the line that has none."""
    import sys

    from claimwright.cli.files import read_text

    lines = (sys.stdin.read() if name == "-" else read_text(name)).splitlines()
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            yield from _codes_of(line.strip(), f"{name} line {number}")


def _codes_of(line: str, where: str) -> list[str]:
    if not line.startswith("{"):
        return [line.split()[0].rstrip(",;")]
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(where, f"is no JSON ({error})", 'write lines like {"code": "E11.9"}') from error
    codes = row.get("codes", [row.get("code")])
    named = [one.get("code") if isinstance(one, dict) else one for one in codes if one]
    found = [one for one in named if isinstance(one, str)]
    if not found or len(found) < len(named):
        raise InputError(where, "names no code", 'write lines like {"code": "E11.9"}')
    return found


def _show(found: Changes, of_used: list[Touched] | None, ours: list[dict[str, Any]]) -> None:
    print(f"{found.system} {found.before} to {found.after}: " + ", ".join(f"{count:,} {name}" for name, count in _counts(found).items()))
    if not found.titles_compared:
        print("Titles were not compared: install the code lists of both releases.")
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
    words = f": {one.before} -> {one.after}" if one.change == "revised" else f": {one.before}" if one.before else ""
    return f"{one.code} {one.change}{words}{now}"


def _list(name: str, lines: Iterable[str], every: bool = False) -> None:
    found = list(lines)
    print(f"{name} ({len(found):,})")
    for line in found if every else found[:_SHOWN]:
        print(f"  {line}")
    if not every and len(found) > _SHOWN:
        print(f"  ... {len(found) - _SHOWN:,} more: --json lists all")
