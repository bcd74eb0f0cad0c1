"""What can go wrong when a payer is asked about a claim."""

from claimwright.office.kit.errors import OfficeError


class NotSent(OfficeError):
    """A claim that no payer knows."""

    def __init__(self) -> None:
        super().__init__("This claim was never sent: no payer can know of it.")
