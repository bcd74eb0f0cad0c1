"""What a rule is handed to look at, besides the claim itself and its lines (both from core)."""

from __future__ import annotations

from datetime import date

from claimwright.core import Claim, ClaimLine, Diagnosis, Value, undotted


class Listed(Value, frozen=True):
    """A diagnosis with its place in the claim, counted from 1 as the pointers count; ``code`` without its dot."""

    number: int
    diagnosis: Diagnosis
    code: str

    @property
    def is_first(self) -> bool:
        """Whether it is the first-listed or principal diagnosis: a claim names that one first (X12 HI01, qualifier ABK)."""
        return self.number == 1

    @property
    def shown(self) -> str:
        """The code as the claim object shows it."""
        return self.diagnosis.code


class LinePair(Value, frozen=True):
    """Two lines of one claim, in claim order."""

    first: ClaimLine
    second: ClaimLine
    date: date

    @property
    def modifiers(self) -> tuple[str, ...]:
        """The modifiers of both lines (since 2019-07-01 NCCI counts them on either line)."""
        return self.first.modifiers + self.second.modifiers

    def line(self, procedure: str) -> ClaimLine:
        """The line that bills this procedure; the second where both do."""
        return self.second if self.second.procedure == procedure else self.first


class DiagnosisPair(Value, frozen=True):
    """Two diagnoses of one claim, in claim order."""

    first: Listed
    second: Listed


class History(Value, frozen=True):
    """An earlier claim of the same patient."""

    claim: Claim


def listed(claim: Claim) -> tuple[Listed, ...]:
    """The claim's diagnoses with their places."""
    return tuple(Listed(number, diagnosis, undotted(diagnosis.code)) for number, diagnosis in enumerate(claim.diagnoses, 1))


def place_of(claim: Claim, line: ClaimLine) -> str:
    """Where a line's service was: its own place of service, else the claim's."""
    return line.place_of_service or claim.place_of_service
