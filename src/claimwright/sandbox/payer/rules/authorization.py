"""A service that needs a prior authorisation was billed without its number (CO-197). The list is the payer profile's."""

from collections.abc import Iterator

from ..values import Case, Denial

ORDER = 40


def check(case: Case) -> Iterator[Denial]:
    """The authorisation number on the claim or on the line."""
    for line in case.claim.lines:
        held = case.claim.references.get("prior_authorization") or line.references.get("prior_authorization")
        if line.procedure in case.profile.authorization.codes and not held:
            yield Denial(line=line.number, group="CO", reason="197", why=f"no authorisation number ({case.profile.authorization.source})")
