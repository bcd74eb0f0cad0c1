"""The service lies before (PR-26) or after (PR-27) the member's coverage."""

from collections.abc import Iterator

from ..values import Case, Denial

ORDER = 20


def check(case: Case) -> Iterator[Denial]:
    """Each line's day against the days of coverage."""
    for line in case.claim.lines:
        day = line.from_date or case.service_day
        if day < case.member.effective:
            yield Denial(line=line.number, group="PR", reason="26", why=f"coverage began {case.member.effective}")
        elif case.member.terminated and day > case.member.terminated:
            yield Denial(line=line.number, group="PR", reason="27", why=f"coverage ended {case.member.terminated}")
