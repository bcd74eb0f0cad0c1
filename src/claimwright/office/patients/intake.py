"""Files about visits: a FHIR bundle, FHIR resources or encounters as JSON lines; what each holds, before anything is kept."""

from __future__ import annotations

from typing import Any, NamedTuple

from claimwright import core
from claimwright.office.practices.models import Payer, Practice

MOST_ENCOUNTERS = 5000
"""Encounters of one file; a larger export is split."""


class Intake(NamedTuple):
    """The encounters of a file, and in words what could not be read of it (place and kind, never content)."""

    encounters: list[core.Encounter]
    problems: list[str]


def read(name: str, content: bytes, practice: Practice, rendering: core.Provider | None) -> Intake:
    """What the file holds for this practice. ``rendering``: who treated, where the file names nobody."""
    lines = [line for line in content.removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()]
    pieces = lines if lines and _kind(lines[0]) is not None else [content]
    kinds = [_kind(piece) for piece in pieces]
    broken = [f"line {place}: is no JSON object" for place, kind in enumerate(kinds, 1) if kind is None]
    whole = [piece for piece, kind in zip(pieces, kinds, strict=True) if kind is not None]
    if not any(kinds):
        made = _encounters(whole, practice, rendering)
    elif len(whole) == 1:
        made = _fhir(name, whole[0], practice, rendering)
    else:
        bundle = b'{"resourceType":"Bundle","entry":[%s]}' % b",".join(b'{"resource":%s}' % piece for piece in whole)
        made = _fhir(name, bundle, practice, rendering)
    return Intake(made.encounters, broken + made.problems)


def _kind(text: bytes) -> str | None:
    """The FHIR resource that this JSON object is, "" for another object, None for no object at all."""
    try:
        return str(core.decode(text, dict[str, Any]).get("resourceType", ""))
    except ValueError:
        return None


def _fhir(name: str, content: bytes, practice: Practice, rendering: core.Provider | None) -> Intake:
    from claimwright.interop.fhir import Practice as Receiver
    from claimwright.interop.fhir import read_bundle

    payers = {row.name: row.value for row in Payer.objects.for_practice(practice)}
    made = read_bundle(content, name, Receiver(billing=practice.value, rendering=rendering, payers=payers))
    problems = [f"{f'entry {one.place}: ' if one.place else ''}{one.what}" for one in made.problems]
    return Intake(list(made.encounters), problems)


def _encounters(lines: list[bytes], practice: Practice, rendering: core.Provider | None) -> Intake:
    found, problems = [], []
    for place, line in enumerate(lines, 1):
        try:
            value = core.decode(line, core.Encounter)
        except ValueError:
            problems.append(f"record {place}: is no encounter")
            continue
        found.append(core.replace(value, billing=practice.value, rendering=value.rendering or rendering))
    return Intake(found, problems)
