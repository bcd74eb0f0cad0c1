"""The claim came too late (CO-29). The limit is the payer profile's; for Medicare 42 CFR 424.44."""

from collections.abc import Iterator

from ..values import Case, Denial

ORDER = 10


def check(case: Case) -> Iterator[Denial]:
    """The day of receipt against the last day of filing; a replacement has the payer's own, longer time and is not asked here."""
    last = case.profile.filing.last_day(case.service_day)
    if case.received_on > last and case.claim.frequency == "1":
        yield Denial(group="CO", reason="29", why=f"received {case.received_on}, last day of filing {last} ({case.profile.filing.source})")
