"""Learning, switching on and off, packs, favourites."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from claimwright import core
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.practices.models import Practice

from . import engine, queries
from .errors import NoSuchPack
from .models import CodingPreference, CodingSetup, Favourite, Phrase


@action("preference:learn")
def learn_again(practice: Practice, *, by: Any) -> int:
    """Look through the decisions again: new drafts come, figures change, what is on or off stays so."""
    known = {one.key: one for one in CodingPreference.objects.for_practice(practice)}
    changed = 0
    for draft in queries.drafts(practice):
        row = known.get(draft.id)
        if row is None:
            CodingPreference.objects.create(practice=practice, key=draft.id, value=draft)
            changed += 1
        elif core.replace(draft, state=row.value.state) != row.value:
            row.value = core.replace(draft, state=row.value.state)
            row.save(update_fields=["value"])
            changed += 1
    audit.detail(changed=changed)
    return changed or unchanged(0)


@action("preference:switch")
def switch(preference: CodingPreference, *, by: Any, on: bool) -> CodingPreference:
    """Switch a preference on or off; it speaks from the next proposal on, and every code that it touches says so."""
    state = "on" if on else "off"
    if preference.value.state == state:
        return unchanged(preference)
    preference.value, preference.decided_by, preference.decided_at = core.replace(preference.value, state=state), by.user, timezone.now()
    preference.save(update_fields=["value", "decided_by", "decided_at"])
    audit.detail(preference=preference.key, state=state)
    return preference


@action("preference:packs")
def choose_packs(practice: Practice, names: Sequence[str], *, by: Any) -> tuple[str, ...]:
    """The specialty packs that are read from now on."""
    known = engine.pack_titles()
    if strange := [name for name in names if name not in known]:
        raise NoSuchPack(strange[0])
    wanted = sorted(set(names))
    setup, _ = CodingSetup.objects.get_or_create(practice=practice)
    if setup.packs == wanted:
        return unchanged(tuple(wanted))
    setup.packs = wanted
    setup.save(update_fields=["packs"])
    audit.detail(packs=wanted)
    return tuple(wanted)


@action("favourite:change")
def favour(practice: Practice, system: str, code: str, *, by: Any) -> bool:
    """Keep a code at hand, or let it go; whether it is kept now."""
    known = Favourite.objects.for_practice(practice).filter(member=by, system=system, code=code)
    if known.exists():
        known.delete()
        return False
    Favourite.objects.create(practice=practice, member=by, system=system[:20], code=code[:20])
    return True


@action("favourite:change")
def keep_phrase(practice: Practice, words: str, *, by: Any) -> Phrase | None:
    """Keep words at hand; the same words again change nothing."""
    text = words.strip()[:LONGEST]
    if not text or text in queries.phrases(by) or len(queries.phrases(by)) >= MOST_PHRASES:
        return unchanged(None)
    return Phrase.objects.create(practice=practice, member=by, value=text)


@action("favourite:change")
def drop_phrase(phrase: Phrase, *, by: Any) -> None:
    """Let one's own words go."""
    if phrase.member_id != by.pk:
        return unchanged(None)
    phrase.delete()
    return None


LONGEST, MOST_PHRASES = 200, 50
