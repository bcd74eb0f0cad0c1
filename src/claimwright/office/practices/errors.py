"""What can go wrong when a practice is set up."""

from claimwright.office.kit.errors import OfficeError


class NpiTaken(OfficeError):
    """Every practice has an NPI of its own."""

    def __init__(self, npi: str) -> None:
        """``npi``: the number."""
        super().__init__(f"There is a practice with NPI {npi} already.")
