"""Asking payers about coverage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from claimwright import core
from claimwright.office.claims.inquiries import asked_in, inquire, simulated
from claimwright.office.claims.models import File
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.kit.clock import office_day
from claimwright.office.patients.models import Insurance
from claimwright.office.practices.models import Practice

from . import reading
from .models import Eligibility


@action("eligibility:ask")
def ask(practice: Practice, insurances: Sequence[tuple[Insurance, date]], *, by: Any) -> list[Eligibility]:
    """Ask each payer in one 270 about its members on their days of service; the sandbox answers, and every answer says so.

    A question that was asked on this office's day about the same insurance, day and member is not asked again.
    """
    today = office_day(practice)
    new = [(row, on) for row, on in insurances if not _asked(row, on, today)]
    if not new:
        return unchanged([])
    new.sort(key=lambda pair: (pair[0].value.payer.id, pair[1], pair[0].pk))
    made = [one for _, group in groupby(new, key=lambda pair: pair[0].value.payer.id) for one in _batch(practice, list(group), today, by)]
    audit.detail(asked=len(made), active=sum(one.standing == "active" for one in made))
    return made


def _asked(row: Insurance, on: date, today: date) -> bool:
    """Whether this very question was answered today."""
    return any(
        one.question.subscriber == row.value.subscriber and one.question.patient.birth_date == row.patient.value.birth_date
        for one in row.answers.filter(on=on, asked_on=today).exclude(standing="none")
    )


def _batch(practice: Practice, pairs: list[tuple[Insurance, date]], today: date, by: Any) -> Iterator[Eligibility]:
    asked = inquire(practice, "270", [inquiry(practice, row, on) for row, on in pairs])
    for (row, on), (question, answer) in zip(pairs, asked.answered, strict=True):
        yield Eligibility.objects.create(
            practice=practice, insurance=row, on=on, asked_on=today, standing=reading.standing(answer), question=question, answer=answer,
            sent=asked.sent, received=asked.received, simulated=simulated(asked.received), by=by.user,
        )  # fmt: skip


def take(practice: Practice, answer: core.EligibilityAnswer, file: File, by: Any) -> bool:
    """Keep an answer that came in a file beside the question with its trace; whether there is such a question."""
    sent = asked_in(practice, answer.id)
    asked = Eligibility.objects.for_practice(practice).filter(sent=sent).order_by("id") if sent else ()
    for one in asked:
        if one.question.id == answer.id:
            Eligibility.objects.create(
                practice=practice, insurance=one.insurance, on=one.on, asked_on=one.asked_on, standing=reading.standing(answer),
                question=one.question, answer=answer, sent=sent, received=file, simulated=simulated(file), by=by.user,
            )  # fmt: skip
            return True
    return False


def inquiry(practice: Practice, row: Insurance, on: date) -> core.EligibilityInquiry:
    """The question about an insurance on a day: the whole plan, and an office visit."""
    return core.EligibilityInquiry(
        payer=row.value.payer, provider=practice.value, patient=row.patient.value, subscriber=row.value.subscriber,
        questions=(core.BenefitQuestion(service_types=("30", "98")),), on=core.Period(on, on),
    )  # fmt: skip


def of_visits(visits: Iterable[Any]) -> list[tuple[Insurance, date]]:
    """Every insurance of the patients who come, with the day on which they come."""
    return [(row, visit.on) for visit in visits for row in visit.patient.insurances.select_related("patient")]
