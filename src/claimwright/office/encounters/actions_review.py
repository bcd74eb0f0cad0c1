"""The second review: a coding lead looks at signed codes before they are billed; nobody at what she decided herself (``roles.toml``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.practices.models import Practice

from .actions import happened, sign
from .errors import NeedsReason, NothingToReview, Undecided
from .models import Encounter, ReviewRule, SecondReview
from .queue import KINDS

State = SecondReview.State


@action("encounter:second-look:rule")
def set_rule(practice: Practice, *, by: Any, share: int, kinds: Sequence[str]) -> ReviewRule:
    """Which signed encounters are looked at twice from now on."""
    rule, _ = ReviewRule.objects.get_or_create(practice=practice)
    wanted_kinds, wanted_share = [kind for kind in KINDS if kind in kinds], max(0, min(100, share))
    if (rule.share, rule.kinds) == (wanted_share, wanted_kinds):
        return unchanged(rule)
    rule.share, rule.kinds = wanted_share, wanted_kinds
    rule.save(update_fields=["share", "kinds"])
    audit.detail(share=rule.share, kinds=rule.kinds)
    return rule


@action("encounter:second-look:ask")
def ask_second_look(encounter: Encounter, *, by: Any, reason: str) -> SecondReview:
    """Have somebody else look before the codes are billed: she agrees, or answers; what is undecided can only come back."""
    if not encounter.open:
        return unchanged(encounter.reviews.last())
    if not reason.strip():
        raise NeedsReason
    return ask(encounter, reason.strip(), by)


@action("encounter:review:agree")
def agree(encounter: Encounter, *, by: Any, remark: str = "") -> list[Any]:
    """Agree: the codes are signed for good, in the name of who signed them, and the claims are built."""
    review = _waiting(encounter)
    if undecided := encounter.decisions.filter(state="proposed").count():
        raise Undecided(undecided)
    _done(review, State.AGREED, remark, by)
    happened(encounter, "Second review: agreed", by)
    return sign(encounter, review.asked_by, by=by)


@action("encounter:review:return")
def give_back(encounter: Encounter, *, by: Any, reason: str) -> Encounter:
    """Return the codes to who signed them, with what to look at again."""
    review = _waiting(encounter)
    if not reason.strip():
        raise NeedsReason
    _done(review, State.RETURNED, reason, by)
    encounter.state, encounter.assigned_to = Encounter.State.CODING, review.asked_by
    encounter.save(update_fields=["state", "assigned_to"])
    happened(encounter, f"Second review: returned. {reason.strip()}", by)
    return encounter


def wanted(encounter: Encounter) -> str:
    """Why signed codes are looked at twice; "" where they are not, or somebody has agreed already."""
    last = encounter.reviews.last()
    if last is not None and last.state == State.AGREED:
        return ""
    if last is not None and last.state == State.RETURNED:
        return "Was returned before"
    rule = ReviewRule.objects.for_practice(encounter.practice_id).first()
    if rule is None:
        return ""
    if encounter.kind in rule.kinds:
        return f"Every one of this kind: {KINDS[encounter.kind].lower()}"
    return f"One of the {rule.share} % drawn by chance" if int(encounter.public_id, 16) % 100 < rule.share else ""


def ask(encounter: Encounter, why: str, by: Any) -> SecondReview:
    """Let a second review wait; a step of an action."""
    encounter.state = Encounter.State.REVIEW
    encounter.save(update_fields=["state"])
    happened(encounter, f"To the second review: {why}", by)
    return SecondReview.objects.create(practice=encounter.practice, encounter=encounter, why=why[:300], asked_by=by.user)


def _waiting(encounter: Encounter) -> SecondReview:
    last = encounter.reviews.last()
    if last is None or last.state != State.ASKED:
        raise NothingToReview
    return last


def _done(review: SecondReview, state: str, remark: str, by: Any) -> None:
    review.state, review.by, review.remark, review.done_at = state, by.user, remark.strip()[:500], timezone.now()
    review.save(update_fields=["state", "by", "remark", "done_at"])
