"""What a coder does with queries."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from claimwright import core
from claimwright.coding.queries import Answer, ProviderQuery
from claimwright.office.encounters.actions import propose_again
from claimwright.office.encounters.actions_queue import WAITS
from claimwright.office.encounters.models import Document, Encounter
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.practices.models import Provider

from . import engine
from .errors import NeedsReason, NoAnswer, NotCompliant, NotInThisState
from .models import WAITING, Question, QuestionEvent

State = Question.State
OUTCOMES = {
    "agreed": "Agreed with an option",
    "other": "Answered in other words",
    "disagreed": "Disagreed",
    "undetermined": "Unable to determine",
}


@action("query:draft")
def draft_questions(encounter: Encounter, *, by: Any) -> list[Question]:
    """Draft what the record leaves open; a template that was drafted before, also one that was cancelled, is not drafted again."""
    if encounter.result is None:
        return unchanged([])
    known = set(encounter.questions.values_list("template", flat=True))
    treated = encounter.value.rendering
    to = treated.display if treated else ""
    provider = Provider.objects.for_practice(encounter.practice_id).filter(npi=treated.npi).first() if treated and treated.npi else None
    wanted = [query for query in engine.drafts(encounter, encounter.result) if query.id not in known]
    if not wanted:
        return unchanged([])
    made = []
    for query in wanted:
        question = Question.objects.create(
            practice=encounter.practice, encounter=encounter, value=query, template=query.id, to=to[:120], provider=provider
        )
        _event(question, "Drafted from the record", None)
        made.append(question)
    audit.detail(drafts=len(made))
    return made


@action("query:write")
def rewrite(question: Question, *, by: Any, title: str, words: str) -> Question:
    """Put title and question in other words, while it is a draft."""
    _must_be(question, State.DRAFT)
    value = core.replace(question.value, title=title.strip()[:200], question=words.strip()[:2000])
    if value == question.value:
        return unchanged(question)
    return changed(question, State.DRAFT, "Rewritten", by, value)


@action("query:send")
def send(question: Question, *, by: Any) -> Question:
    """Send it, if every rule of a compliant query is kept; the encounter waits for the answer."""
    _must_be(question, State.DRAFT)
    if found := engine.faults(question.value, question.encounter):
        raise NotCompliant([f"{fault.where}: {fault.message}" for fault in found])
    question.sent_at = timezone.now()
    _hold(question.encounter)
    return changed(question, State.SENT, f"Sent to {question.to or 'the provider'}", by)


@action("query:answer")
def answer(question: Question, *, by: Any, outcome: str, words: str, verbal: bool = False) -> Question:
    """Record what the provider answered: an addendum of the record, from which the codes are proposed again.

    Decisions that people made stay; what the addendum adds is proposed beside them.
    """
    done = answered(question, by, outcome, words, f"{question.to}{', verbal' if verbal else ''}", " (verbal)" if verbal else "")
    audit.detail(verbal=verbal)
    return done


def answered(question: Question, by: Any, outcome: str, words: str, author: str, how: str) -> Question:
    """Write the answer into the record and propose again. ``author``: as the addendum names her; ``how``: the way it came."""
    if not question.waits:
        raise NotInThisState(question.get_state_display())
    if outcome not in OUTCOMES or not words.strip():
        raise NoAnswer
    encounter = question.encounter
    before = _codes(encounter)
    addendum = _addendum(encounter, words.strip(), author)
    question.answered_at, question.outcome = timezone.now(), outcome
    propose_again(encounter, by=by)
    after = _codes(encounter)
    reply = Answer(
        outcome=outcome,
        addendum=addendum,
        codes_before=before,
        codes_after=after,
        changes="The provider's addendum" if after != before else "",
    )  # type: ignore[arg-type]
    done = changed(question, State.ANSWERED, f"{OUTCOMES[outcome]}{how}", by, core.replace(question.value, answer=reply))
    _release(encounter)
    audit.detail(outcome=outcome, added=len(set(after) - set(before)))
    return done


@action("query:open")
def mark_opened(question: Question, *, by: Any) -> Question:
    """Record that the provider has opened it."""
    if question.state == State.OPENED:
        return unchanged(question)
    _must_be(question, State.SENT)
    return changed(question, State.OPENED, "Opened by the provider", by)


@action("query:readdress")
def readdress(question: Question, *, by: Any, to: str, reason: str) -> Question:
    """Ask somebody else instead, and say why; what was sent stays as it was."""
    if question.state in (State.ANSWERED, State.CANCELLED):
        raise NotInThisState(question.get_state_display())
    if not reason.strip() or not to.strip():
        raise NeedsReason
    before, question.to = question.to, to.strip()[:120]
    known = Provider.objects.for_practice(question.practice_id)
    question.provider = next((one for one in known if one.value.display == question.to), None)
    return changed(question, question.state, f"To {question.to} instead of {before or 'nobody'}: {reason.strip()}"[:300], by)


@action("query:escalate")
def escalate(question: Question, *, by: Any) -> Question:
    """Hand a query without an answer on to who may press for one."""
    if question.state != State.OPENED:
        _must_be(question, State.SENT)
    return changed(question, State.ESCALATED, "No answer yet: escalated", by)


@action("query:cancel")
def cancel(question: Question, *, by: Any, reason: str) -> Question:
    """Take it back, with a reason."""
    if question.state in (State.ANSWERED, State.CANCELLED):
        raise NotInThisState(question.get_state_display())
    if not reason.strip():
        raise NeedsReason
    done = changed(question, State.CANCELLED, f"Cancelled: {reason.strip()}"[:300], by)
    _release(question.encounter)
    return done


def changed(question: Question, state: str, what: str, by: Any, value: ProviderQuery | None = None) -> Question:
    """Put a query into a state, and write down what happened with it as it is then."""
    question.state = state
    if value is not None:
        question.value = value
    question.save()
    _event(question, what, by.user)
    return question


def _event(question: Question, what: str, user: Any) -> None:
    QuestionEvent.objects.create(
        practice=question.practice, question=question, state=question.state, what=what, value=question.value, by=user
    )


def _must_be(question: Question, state: str) -> None:
    if question.state != state:
        raise NotInThisState(question.get_state_display())


def _addendum(encounter: Encounter, words: str, author: str) -> str:
    key = f"addendum-{encounter.documents.filter(key__startswith='addendum-').count() + 1}"
    value = core.Document(id=key, kind="addendum", text=words, date=timezone.localdate(), author=author)
    Document.objects.create(practice=encounter.practice, encounter=encounter, key=key, value=value)
    return key


def _codes(encounter: Encounter) -> tuple[str, ...]:
    standing = (decision for decision in encounter.decisions.all() if decision.state != "rejected")
    return tuple(sorted(f"{decision.value.system} {decision.value.code}" for decision in standing))


def _hold(encounter: Encounter) -> None:
    if encounter.open and encounter.held_by_id is None:
        encounter.state, encounter.held_reason = Encounter.State.HELD, WAITS
        encounter.save(update_fields=["state", "held_reason"])


def _release(encounter: Encounter) -> None:
    """Nothing waits for a provider any more: the encounter is to be coded again."""
    waiting = encounter.questions.filter(state__in=WAITING).exists()
    if not waiting and encounter.held_reason == WAITS:
        encounter.state, encounter.held_reason = Encounter.State.CODING, ""
        encounter.save(update_fields=["state", "held_reason"])
