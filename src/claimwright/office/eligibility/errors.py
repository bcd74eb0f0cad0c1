"""What can go wrong when a payer is asked."""

from claimwright.office.kit.errors import OfficeError


class NobodyToAsk(OfficeError):
    """No insurance to ask about."""

    def __init__(self) -> None:
        super().__init__("Nobody is insured whom one could ask about. Add the insurance on the patient's page.")
