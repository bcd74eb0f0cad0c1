"""Write the stub of a new edit: ``python tools/new_edit.py modifiers assistant_without_surgeon "Assistant without a surgeon"``.

The stub fails its tests until its page, its sources, its check and its examples are written; nothing else has to be touched.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

RULES = Path(__file__).resolve().parent.parent / "src" / "claimwright" / "edits" / "rules"
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
STUB = '''"""{title}.

What it checks
    TODO

Why payers deny it
    TODO (the CARC it prevents)

Example
    TODO

Fix
    TODO

References
    TODO: manual, chapter and section; guideline number; CFR
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="{id}",
    title="{title}",
    authority="TODO",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=(),
    looks_at=EachLine(),
    fix=Fix.propose("TODO"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """TODO."""
    yield from ()


PASSES = (claim(line("99213")),)
FAILS = ()
'''


def write_stub(authority: str, fault: str, title: str, rules: Path = RULES) -> Path:
    """The new file. Raises ValueError for a name of a wrong form, FileExistsError for a rule that is there already."""
    for name in (authority, fault):
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r}: use small letters, digits and underscores")
    folder = rules / authority
    if not folder.is_dir():
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text(f'"""TODO: who {authority} is, and where its rules are published."""\n')
    path = folder / f"{fault}.py"
    with path.open("x") as file:
        file.write(STUB.format(id=f"{authority}-{fault}".replace("_", "-"), title=title))
    return path


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Write the stub of a new edit.")
    parser.add_argument("authority", help="folder: who makes the rule")
    parser.add_argument("fault", help="file: what is wrong")
    parser.add_argument("title", help="the fault in a few words, without a full stop")
    wanted = parser.parse_args()
    try:
        path = write_stub(wanted.authority, wanted.fault, wanted.title)
    except (ValueError, FileExistsError) as error:
        parser.error(str(error))
    sys.stdout.write(f"{path}\nnow write its page, its check and its examples; then: pytest tests/edits\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
