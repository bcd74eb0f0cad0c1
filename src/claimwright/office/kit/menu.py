"""The ways to the pages, as data: who sees which, where it leads, and whether it stands in the line or under Office."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from django.urls import reverse


class Entry(NamedTuple):
    """A way: the permission it takes, the route, its word, and what pages call themselves (``here``) for which it is the present one."""

    permission: str
    route: str
    word: str
    here: tuple[str, ...]

    @property
    def href(self) -> str:
        """Its address."""
        return reverse(self.route)


LINE = (
    Entry("task:read", "tasks:work", "My work", ("tasks",)),
    Entry("inbox:read", "queries:inbox", "Queries for me", ("inbox",)),
    Entry("patient:read", "patients:patients", "Patients", ("patients",)),
    Entry("visit:read", "patients:schedule", "Schedule", ("schedule",)),
    Entry("eligibility:read", "eligibility:day", "Coverage", ("eligibility",)),
    Entry("authorization:read", "authorizations:authorizations", "Authorizations", ("authorizations",)),
    Entry("encounter:read", "encounters:worklist", "Encounters", ("worklist",)),
    Entry("query:read", "queries:listing", "Queries", ("queries",)),
    Entry("charge:read", "charges:charges", "Charges", ("charges",)),
    Entry("claim:read", "claims:claims", "Claims", ("claims",)),
    Entry("claim:read", "claims:submissions", "Submissions", ("submissions",)),
    Entry("remit:read", "remits:remittances", "Remittances", ("remits",)),
    Entry("deposit:read", "deposits:deposits", "Deposits", ("deposits", "credits")),
    Entry("statement:read", "statements:statements", "Statements", ("statements",)),
    Entry("writeoff:read", "writeoffs:write-offs", "Write-offs", ("writeoffs",)),
    Entry("account:read", "ledger:accounts", "Accounts", ("accounts",)),
)
"""The day's work, in the order in which a claim goes."""
OFFICE = (
    Entry("rule:read", "house:rules", "Rules", ("house",)),
    Entry("export:read", "exports:exports", "Exports", ("exports",)),
    Entry("trail:read", "trail:trail", "Audit trail", ("trail",)),
    Entry("emergency:review", "emergency:queue", "Emergencies", ("emergency",)),
    Entry("member:read", "accounts:members", "People", ("members", "tokens")),
    Entry("practice:read", "practices:setup", "Setup", ("practice",)),
)
"""What the office itself needs."""
FEW = 2
"""So many ways of the office need no box of their own."""


def menu(may: Container[str]) -> tuple[list[Entry], list[Entry]]:
    """The ways that somebody with these permissions has: those in the line, and those in the box."""
    line, office = ([one for one in entries if one.permission in may] for entries in (LINE, OFFICE))
    return (line, office) if len(office) > FEW else ([*line, *office], [])
