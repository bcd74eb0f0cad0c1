"""Asking payers by file: 270, 276 and 278 go out, their answers are kept beside them. The sandbox answers, and every answer says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from claimwright import core
from claimwright.office.kit.clock import office_day
from claimwright.office.practices.models import Practice

from . import engine
from .actions import store_file
from .models import File, SandboxDesk

ANSWERS = {"270": "271", "276": "277", "278": "278"}
"""What answers a question, by the numbers of their transaction sets."""


class Inquired(NamedTuple):
    """The file that was sent, the one that came, and each question with its answer; None where the payer left it out."""

    sent: File
    received: File
    answered: list[tuple[Any, Any]]


def inquire(practice: Practice, kind: str, questions: Sequence[Any]) -> Inquired:
    """Send questions to one payer in one file and keep what it answers, inside the caller's transaction, which holds the practice.

    Each question gets a trace of its own, by which its answer is known. Raises InputError for what cannot be written.
    """
    number, today = 1 + File.objects.for_practice(practice).filter(kind=kind, direction="out").count(), office_day(practice)
    traced = [core.replace(one, id=f"{kind}{number:06d}{place:03d}") for place, one in enumerate(questions, 1)]
    stem, content = f"{practice.npi}-{number:06d}", engine.write_questions(kind, traced, number, today)
    sent = store_file(practice, f"{stem}.{kind}", content, kind, "out")
    desk, _ = SandboxDesk.objects.get_or_create(organisation=practice.organisation)
    came = engine.answer_questions(kind, content, today, desk.state)
    received = store_file(practice, f"{stem}-answer.{ANSWERS[kind]}", came, ANSWERS[kind], "in")
    answers = {one.id: one for one in engine.read(came)}
    return Inquired(sent, received, [(one, answers.get(one.id)) for one in traced])


def asked_in(practice: Practice, trace: str) -> File | None:
    """The file in which the question with this trace went out; None for what nobody asked here."""
    kind, number = trace[:3], trace[3:9]
    if kind not in ANSWERS or not number.isdecimal():
        return None
    rows = File.objects.for_practice(practice).filter(direction="out", kind=kind, name=f"{practice.npi}-{number}.{kind}")
    return rows.order_by("-id").first()


def simulated(file: File) -> bool:
    """Whether the sandbox wrote a file: its envelope says so."""
    return b"CWSANDBOX" in bytes(file.content)[:106]
