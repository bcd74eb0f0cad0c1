"""The script says so: a denial that comes now and then, by the dice of the seed."""

from collections.abc import Iterator

from ..values import Case, Denial

ORDER = 90


def check(case: Case) -> Iterator[Denial]:
    """The first event of the script that strikes this claim denies all of it."""
    for event in case.script.events("deny") if case.script else ():
        if event.strikes(case.claim.id, case.seed):
            yield Denial(group=event.group, reason=event.reason, remarks=event.remarks, why="scripted")
            return
