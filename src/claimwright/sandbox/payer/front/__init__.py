"""The front door: what is refused before anybody looks at money (277CA). One reason a file, found by discovery.

Each module states ``ORDER`` (lower is asked first) and ``check(case)``, which gives the refusal or None. Category and status codes are
X12's external code lists 507 and 508, by number; the edits imitated are Medicare's common ones (CMS "CEM" edits, MAC top-ten lists).
"""

from __future__ import annotations

from functools import cache
from types import ModuleType

from claimwright.core import Claim, ClaimStatus
from claimwright.core.discovery import modules

from ..values import Case


def refusal(claim: Claim, category: str, status: str, entity: str = "", message: str = "") -> ClaimStatus:
    """A claim that goes back unadjudicated."""
    return ClaimStatus(claim_id=claim.id, accepted=False, category=category, status=status, entity=entity, message=message)


def first_refusal(case: Case) -> ClaimStatus | None:
    """The first reason to send the claim back, None for a claim that is let in."""
    return next((refused for check in _checks() if (refused := check.check(case)) is not None), None)


@cache
def _checks() -> tuple[ModuleType, ...]:
    return tuple(sorted(modules(__name__), key=lambda module: int(module.ORDER)))
