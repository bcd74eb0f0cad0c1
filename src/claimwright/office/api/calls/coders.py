"""``/api/v1/coders``: who codes what, charts and minutes of each, and which signed encounters are looked at twice."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from claimwright.core.struct import Sparse
from claimwright.office.accounts.models import Membership
from claimwright.office.api.declaring import Calls
from claimwright.office.encounters import actions_queue, actions_review, pace
from claimwright.office.encounters.models import CoderSkill, ReviewRule
from claimwright.office.encounters.queue import KINDS
from claimwright.office.kit.clock import office_day

Kinds = tuple[Literal["visit", "operation", "emergency", "stay"], ...]
Specialties = tuple[Annotated[str, Meta(min_length=4, max_length=4)], ...]


class PaceOf(Sparse, frozen=True, kw_only=True):
    """Encounters that somebody signed, and seconds of hers at each; null where no time was counted."""

    charts: int
    seconds: int | None = None


class CoderRow(Sparse, frozen=True, kw_only=True):
    """A coder (the id of her membership): what she codes (nothing named: everything), what waits that fits her, what she has in hand."""

    id: str
    name: str
    kinds: tuple[str, ...]
    specialties: tuple[str, ...]
    fits: int
    has: int
    paces: dict[str, PaceOf]
    total: PaceOf


class Coders(Sparse, frozen=True, kw_only=True):
    """The coders, by their last ``days`` days."""

    days: int
    coders: tuple[CoderRow, ...]


class Skill(Sparse, frozen=True, kw_only=True):
    """What somebody codes: kinds of work, and specialties by the first four signs of the taxonomy code; none is every one."""

    kinds: Kinds = ()
    specialties: Specialties = ()


class SecondLook(Sparse, frozen=True, kw_only=True):
    """Which signed encounters are looked at twice: so many of a hundred, drawn by chance, and every one of these kinds."""

    share: Annotated[int, Meta(ge=0, le=100)] = 0
    kinds: Kinds = ()


def as_coders(practice: Any) -> Coders:
    """Every coder."""
    return Coders(days=pace.DAYS, coders=tuple(map(_coder, pace.paces(practice, office_day(practice)))))


def _coder(row: pace.Coder) -> CoderRow:
    paces = {kind: PaceOf(**one._asdict()) for kind, one in zip(KINDS, row.paces, strict=True)}
    return CoderRow(
        id=row.member.public_id, name=row.member.user.username, kinds=tuple(row.skill.kinds) if row.skill else (),
        specialties=tuple(row.skill.specialties) if row.skill else (), fits=row.fits, has=row.has, paces=paces,
        total=PaceOf(**row.total._asdict()),
    )  # fmt: skip


def as_skill(row: CoderSkill) -> Skill:
    """What somebody codes."""
    return Skill(kinds=tuple(row.kinds), specialties=tuple(row.specialties))


def as_second_look(row: ReviewRule) -> SecondLook:
    """What is looked at twice."""
    return SecondLook(share=row.share, kinds=tuple(row.kinds))


def second_look(practice: Any) -> SecondLook:
    """What is looked at twice now."""
    rule = ReviewRule.objects.for_practice(practice).first()
    return as_second_look(rule) if rule else SecondLook()


def set_skill(member: Membership, *, by: Any, **said: Any) -> CoderSkill:
    """Write down what somebody codes."""
    return actions_queue.set_skill(member.practice, member, by=by, **said)


calls = Calls("coders", "encounter:pace:read")
calls.state("", as_coders, seen="encounter:pace:read", summary="Coders, with what they code and their pace")
calls.state("/second-look", second_look, seen="encounter:pace:read", summary="What is looked at twice")
calls.act(
    "/{public_id}/skill", set_skill, "Write down what somebody codes",
    on=pace.coder, takes=Skill, shows=as_skill, does=actions_queue.set_skill,
)  # fmt: skip
calls.act("/second-look", actions_review.set_rule, "Choose what is looked at twice", takes=SecondLook, shows=as_second_look)
