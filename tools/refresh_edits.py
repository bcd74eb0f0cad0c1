"""Write the catalogue of edits, ``docs/edits.md``, from the rules themselves: ``python tools/refresh_edits.py``."""

from __future__ import annotations

import sys
from importlib import import_module
from itertools import groupby
from pathlib import Path

from claimwright.edits.house import FIELDS, OPERATORS
from claimwright.edits.registry import Rule, rules

CATALOGUE = Path(__file__).resolve().parent.parent / "docs" / "edits.md"
HEAD = """# The edits

This page is made from the rules (`python tools/refresh_edits.py`); a test compares the two. One edit's own page, with example and fix:
`claimwright edits explain ID`.

An **error** is what payers reject or deny; it stops a claim until it is fixed or overridden with a reason. A **warning** wants a look, an
**info** is worth knowing. A table that ended before the day of service (*stale*) only warns. Fixes: *safe* is formatting and can be
applied (`claimwright.edits.mend`), *proposed* is decided by a person, *never* would change a code and is a person's work from the note.

What an edit rests on is named under its title. The rules were checked against CMS's manuals, regulations and tables as far as public
copies could be read; section numbers of the manuals were not all read again in the newest revision, and who finds a wrong one mends it
in the rule's file.
"""


def catalogue() -> str:
    """The whole page."""
    found = sorted(rules(), key=lambda rule: (_folder(rule), rule.edit.id))
    parts = [HEAD, f"{len(found)} edits of {len({rule.edit.authority for rule in found})} authorities.\n"]
    for folder, members in groupby(found, _folder):
        about = (import_module(f"claimwright.edits.rules.{folder}").__doc__ or folder).strip()
        parts.append(f"## {folder.replace('_', ' ')}\n\n{about}\n")
        parts += [_entry(rule) for rule in members]
    return "\n".join(parts) + "\n" + _house()


def _folder(rule: Rule) -> str:
    return rule.module.split(".")[-2]


def _entry(rule: Rule) -> str:
    edit = rule.edit
    last = f" to {edit.effective.last}" if edit.effective.last else ""
    denials = f", prevents {' '.join(edit.prevents)}" if edit.prevents else ""
    fix = f" Fix ({edit.fix.kind}): {edit.fix.what}." if edit.fix else ""
    return (
        f"**`{edit.id}`** {edit.title}. {edit.severity.capitalize()}, from {edit.effective.first}{last}{denials}.{fix}\n<br>{rule.source}\n"
    )


def _house() -> str:
    fields = "\n".join(f"| `{name}` | {field.kind} | {field.words} |" for name, field in FIELDS.items())
    operators = "\n".join(f"| `{name}` | {', '.join(one.kinds)} | {one.takes} | {one.words} |" for name, one in OPERATORS.items())
    return (
        "## Rules of the house: what a condition may say\n\nHow to write one: `src/claimwright/edits/README.md`.\n\n"
        f"| field | holds | what it is |\n|---|---|---|\n{fields}\n"
        "| `claim.reference.NAME`, `line.reference.NAME`, `claim.date.NAME` | text | one reference or date by its name |\n\n"
        f"| operator | compares | takes | holds where the field is or holds |\n|---|---|---|---|\n{operators}\n"
    )


def main() -> int:
    """Write the page."""
    CATALOGUE.write_text(catalogue(), "utf-8")
    sys.stdout.write(f"{CATALOGUE}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
