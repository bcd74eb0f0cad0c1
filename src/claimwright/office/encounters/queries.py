"""Reading encounters for pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery

from claimwright import core
from claimwright.core import InputError, Money
from claimwright.office.accounts.models import Membership
from claimwright.office.kit import search
from claimwright.office.kit.asking import beside, one_of
from claimwright.office.kit.paging import behind, page_of
from claimwright.office.practices.models import Practice

from .highlight import Segment, Span, segments
from .models import ActiveTime, CodeDecision, CoderSkill, DecisionEvent, Encounter, Patient
from .queue import KINDS, SPECIALTIES, explained

FILTERS = {
    "to-code": ("To code", Q(state__in=["new", "coding"])),
    "held": ("Held", Q(state="held")),
    "review": ("Second review", Q(state="review")),
    "final": ("Finalized", Q(state="final")),
    "all": ("All", Q()),
}
SORTS = {
    "urgent": ("-urgency", "-public_id"), "oldest": ("date_of_service", "public_id"), "newest": ("-date_of_service", "-public_id"),
    "dearest": ("-charge", "-public_id"),
}  # fmt: skip
AGES = {"7": "over a week", "14": "over two weeks", "30": "over 30 days", "60": "over 60 days"}
WHOSE = {"": "anybody's", "fit": "what I code", "free": "mine and free ones", "mine": "mine", "nobody": "nobody's"}


@dataclass(frozen=True)
class Chosen:
    """What the queue shows: a filter, whose, kind of work, specialty, age in days of the office's day, least charge, and the order."""

    show: str = "to-code"
    whose: str = ""
    kind: str = ""
    specialty: str = ""
    age: str = ""
    least: str = ""
    sort: str = "urgent"

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Chosen:
        """As a form or a session says it; what it cannot be is left out."""
        lists = {"show": FILTERS, "whose": WHOSE, "kind": KINDS, "specialty": SPECIALTIES, "age": AGES, "sort": SORTS}
        kept = {name: said[name] for name, known in lists.items() if said.get(name) in known}
        return cls(**kept, least=str(said.get("least", "")).strip()[:12])

    def kept(self) -> dict[str, str]:
        """What differs from the plain queue, for addresses and the session."""
        plain = asdict(Chosen())
        return {name: value for name, value in asdict(self).items() if value != plain[name]}

    def rows(self, practice: Practice, user: Any, on: date) -> Any:
        """The encounters, in no order."""
        mine, free = Q(assigned_to=user), Q(assigned_to=None)
        whose = {"mine": mine, "nobody": free, "free": mine | free}.get(self.whose, Q())
        rows = Encounter.objects.for_practice(practice).filter(FILTERS[self.show][1], whose)
        if self.whose == "fit":
            rows = rows.filter(mine | free, fitting(practice, user))
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.specialty:
            rows = rows.filter(specialty=self.specialty)
        if self.age:
            rows = rows.filter(date_of_service__lt=on - timedelta(days=int(self.age)))
        least = _amount(self.least)
        return rows if least is None else rows.filter(charge__gte=least)

    def page(self, practice: Practice, user: Any, on: date, words: str = "", after: str = "") -> tuple[list[Encounter], str]:
        """Fifty of them with how many codes wait for a decision, and the id behind which the next begin; see ``kit/paging.py``."""
        rows = self.rows(practice, user, on)
        if words:
            rows = rows.filter(pk__in=called(practice, words))
        found, behind = page_of(_counted(rows, practice), practice, SORTS[self.sort], after)
        for row in found:
            row.why = explained(row.charge, row.date_of_service, on)
        return found, behind


def fitting(practice: Practice, user: Any) -> Q:
    """What somebody codes, by what the coding lead has written down of her; everything where nothing is."""
    skill = CoderSkill.objects.for_practice(practice).filter(user=user).first()
    if skill is None:
        return Q()
    kinds = Q(kind__in=skill.kinds) if skill.kinds else Q()
    return kinds & (Q(specialty__in=skill.specialties) if skill.specialties else Q())


def _amount(text: str) -> Money | None:
    try:
        return Money.parse(text) if text else None
    except InputError:
        return None


def called(practice: Practice, words: str) -> Any:
    """Primary keys of the encounters that these words name, or whose patient they name; two lookups, so that an index serves each."""
    rows = Encounter.objects.for_practice(practice).order_by()
    people, visits = search.find(practice, "Patient", words), search.find(practice, "Encounter", words)
    patients = Patient.objects.for_practice(practice).filter(public_id__in=people)
    return rows.filter(patient__in=patients).values("pk").union(rows.filter(public_id__in=visits).values("pk"))


def _counted(rows: Any, practice: Practice) -> Any:
    """With how many codes there are and how many wait for a decision."""
    codes = CodeDecision.objects.for_practice(practice)
    undecided = beside(codes.filter(state="proposed"), "encounter")
    return rows.select_related("patient", "assigned_to").annotate(undecided=undecided, decided=beside(codes, "encounter"))


def worklist(practice: Practice, chosen: str = "to-code", words: str = "") -> Any:
    """Encounters of one filter, oldest service first, with how many codes wait for a decision."""
    rows = Encounter.objects.for_practice(practice).filter(FILTERS.get(chosen, FILTERS["to-code"])[1])
    rows = rows.filter(pk__in=called(practice, words)) if words else rows
    return _counted(rows, practice).order_by("date_of_service", "id")


def counts(practice: Practice) -> dict[str, int]:
    """How many encounters each filter holds."""
    sums = {name.replace("-", "_"): Count("id", filter=condition or None) for name, (_, condition) in FILTERS.items()}
    found = Encounter.objects.for_practice(practice).aggregate(**sums)
    return {name: found[name.replace("-", "_")] for name in FILTERS}


def specialties(practice: Practice) -> list[tuple[str, str]]:
    """The specialties that the practice's encounters have, with their words."""
    there = Encounter.objects.for_practice(practice).values_list("specialty", flat=True).distinct()
    return sorted(((name, SPECIALTIES[name]) for name in there if name in SPECIALTIES), key=lambda one: one[1])


def coders(practice: Practice) -> list[Membership]:
    """Who codes in this practice, by name."""
    members = Membership.objects.filter(practice=practice, user__is_active=True).select_related("user").order_by("user__username")
    return [member for member in members if member.may("encounter:code:accept")]


def encounter(practice: Practice, public_id: str, user: Any = None) -> Encounter:
    """One encounter of this practice, or 404; with ``spent``, for how many seconds ``user`` has worked on it (None: not at all)."""
    spent = ActiveTime.objects.for_practice(practice).filter(encounter=OuterRef("pk"), user=user).values("seconds")
    found = Encounter.objects.for_practice(practice).select_related("patient", "practice", "assigned_to", "held_by", "finalized_by")
    return one_of(found.annotate(spent=Subquery(spent)), public_id)


def decisions(found: Encounter) -> list[CodeDecision]:
    """The codes of an encounter, each with who decided and with its history."""
    events = Prefetch("events", DecisionEvent.objects.for_practice(found.practice_id).select_related("by"))
    return list(found.decisions.select_related("decided_by").prefetch_related(events))


def decision(practice: Practice, public_id: str) -> CodeDecision:
    """One code of this practice's encounters, or 404."""
    return one_of(CodeDecision.objects.for_practice(practice).select_related("encounter__patient"), public_id)


def next_to_code(practice: Practice, after: Encounter, chosen: Chosen, user: Any, on: date) -> Encounter | None:
    """The encounter that stands behind this one in the chosen queue; at its end the first. What others have taken is passed over."""
    rows = chosen.rows(practice, user, on).filter(Q(assigned_to=user) | Q(assigned_to=None)).exclude(pk=after.pk)
    order = SORTS[chosen.sort]
    return rows.filter(behind(after, order)).order_by(*order).first() or rows.order_by(*order).first()


class Step(NamedTuple):
    """A step of an encounter's history: when, who ("" for the engine), what; ``code`` where it is about one."""

    at: Any
    who: str
    what: str
    code: str = ""


def history(found: Encounter) -> list[Step]:
    """Everything that was decided and done about an encounter, the newest first."""
    decided = DecisionEvent.objects.for_practice(found.practice_id).filter(decision__encounter=found).select_related("by")
    steps = [Step(one.created_at, _name(one.by), _told(one), one.code) for one in decided]
    steps += [Step(one.created_at, _name(one.by), one.what) for one in found.events.select_related("by")]
    return sorted(steps, key=lambda step: step.at, reverse=True)


def times(found: Encounter) -> list[tuple[str, int]]:
    """For how many seconds each person has worked on it."""
    return [(one.user.username, one.seconds) for one in found.times.select_related("user").order_by("-seconds")]


def _name(user: Any) -> str:
    return user.username if user else ""


def _told(event: Any) -> str:
    said = f"{event.get_state_display()}{' again, a step taken back' if event.undoes_id else ''}"
    return f"{said}: {event.reason}" if event.reason else said


def note(found: Encounter, decisions: list[CodeDecision]) -> list[tuple[core.Document, list[Segment]]]:
    """Each document with its words marked."""
    documents = [document.value for document in found.documents.order_by("id")]
    return [(document, segments(document, _spans(document, found, decisions))) for document in documents]


def _spans(document: core.Document, found: Encounter, decisions: list[CodeDecision]) -> list[Span]:
    spans = [
        Span(item.start, item.end, "visit" if decision.value.role == "visit" else "code", decision.public_id, decision.state)
        for decision in decisions
        for item in decision.value.evidence
        if item.document == document.id
    ]
    result = found.result
    if result is None:
        return spans
    spans += [
        Span(item.start, item.end, "suppressed", f"s{number}")
        for number, item in enumerate(result.suppressed)
        if item.document == document.id
    ]
    spans += [
        Span(item.start, item.end, "query", f"q{number}")
        for number, query in enumerate(result.queries)
        for item in query.indicators
        if item.document == document.id
    ]
    if result.em:
        spans += [Span(item.start, item.end, "visit", "em") for item in result.em.evidence if item.document == document.id]
    return spans
