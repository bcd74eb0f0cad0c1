"""What the public edits find: the simulated payer denies by the same rules that the scrubber warns of, each under its own CARC.

``published_edits.toml`` says which CARCs are denied here, in which group and with which RARC; a finding that prevents none of them passes.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from claimwright.core import Finding, Severity

from ..values import Case, Denial

ORDER = 60


def check(case: Case) -> Iterator[Denial]:
    """Error findings of the scrubber that name a line and a denial of the table; asked only where the books are open.

    What is only a warning to us because our table is stale is an error here: the payer denies by the table of the day, and the
    simulation supposes that it has not changed.
    """
    if case.books is None:
        return
    from claimwright.edits import scrub

    for finding in scrub(case.claim, case.books, payer=case.profile, received_on=case.received_on):
        refused = finding.severity == Severity.ERROR or (finding.stale and finding.id.startswith("ncci-"))
        if refused and finding.line is not None and (denial := _denial(finding)):
            yield denial


def _denial(finding: Finding) -> Denial | None:
    table = _table()
    known = next((table[one] for one in (finding.id, *finding.prevents) if one in table), None)
    if known is None:
        return None
    group, reason = known["pays"].split("-")
    return Denial(line=finding.line, group=group, reason=reason, remarks=tuple(known["remarks"]), why=f"{finding.id}: {finding.message}")


@cache
def _table() -> dict[str, dict[str, str]]:
    text = resources.files(__package__ or "").joinpath("published_edits.toml").read_text("utf-8")
    found: dict[str, dict[str, str]] = tomllib.loads(text)["denials"]
    return found
