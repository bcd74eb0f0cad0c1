"""Ready claims as the files they will make: by payer and kind of claim, no file larger than its partner takes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from claimwright.core import Money
from claimwright.office.practices.models import Practice

from . import engine
from .models import Claim


@dataclass(frozen=True)
class Group:
    """What would go to one payer: how many claims of a kind, what they come to, from which days, in how many files."""

    name: str
    payer: str
    kind: str
    claims: int
    charge: Money
    first: date
    last: date
    files: int
    most: int


def ready(practice: Practice) -> list[Claim]:
    """Claims that may go out, oldest service first."""
    rows = Claim.objects.for_practice(practice).filter(state=Claim.State.READY).select_related("payer", "follows")
    return list(rows.order_by("date_of_service", "id"))


def group_of(claim: Claim) -> str:
    """Where a claim goes, as a form says it: the payer's opaque id and the kind of claim."""
    return f"{claim.payer.public_id}:{claim.kind}"


def mark(claims: Iterable[Claim]) -> str:
    """A digest of claims and versions: the same as long as the same would be sent."""
    names = sorted(f"{claim.public_id}.{claim.version}" for claim in claims)
    return hashlib.sha256(" ".join(names).encode()).hexdigest()[:32]


def summary(claims: Iterable[Claim]) -> list[Group]:
    """The groups of these claims, the dearest first."""
    found = [_group(name, members) for name, members in _grouped(claims).items()]
    return sorted(found, key=lambda group: (-group.charge, group.name))


def files(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The claims of each file, in the order of the groups."""
    for members in _grouped(claims).values():
        most = engine.most_claims(members[0].payer.payer_id, members[0].kind)
        for start in range(0, len(members), most):
            yield members[start : start + most]


def _grouped(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(group_of(claim), []).append(claim)
    return groups


def _group(name: str, members: Sequence[Claim]) -> Group:
    most = engine.most_claims(members[0].payer.payer_id, members[0].kind)
    days = [claim.date_of_service for claim in members]
    return Group(
        name=name, payer=str(members[0].payer), kind=members[0].kind, claims=len(members), first=min(days), last=max(days),
        charge=Money.total(claim.charge for claim in members), files=-(-len(members) // most), most=most,
    )  # fmt: skip
