"""What a payer wants: identity, deadlines, fee basis, habits, contracts. Data in ``profiles/`` and ``contracts/``. See ``README.md``."""

from . import profiles as _folder  # noqa: F401  before the function of that name: a folder first loaded later would take its place
from .contract import Contract, Term
from .profile import Authorization, FeeBasis, Filing, PayerProfile, RemitHabits, Sequestration, profile, profiles
from .reading import packaged_contracts, read_contract, read_contracts

__all__ = [
    "Authorization", "Contract", "FeeBasis", "Filing", "PayerProfile", "RemitHabits", "Sequestration", "Term", "packaged_contracts",
    "profile", "profiles", "read_contract", "read_contracts",
]  # fmt: skip
