"""Events to balanced entries, entries to balances. See ``README.md`` in this folder."""

from .accounts import RECEIVABLES, Account
from .aging import BUCKETS, Aging, OpenBalance, aging, open_balances
from .allocation import Denial
from .balances import balances, is_balanced
from .charge import charge
from .decisions import forward, patient_payment, refund, transfer, write_off
from .entry import Entry, EntryKind, Posting, Source, entry_id
from .exceptions import ExceptionCode, ExceptionItem
from .lines import line_name, pair
from .posting import Posted, post, remittance_id
from .prepaid import apply_prepaid, give_back, prepay
from .proof import Proof, claim_faults, line_faults, prove
from .reversal import reverse
from .treatments import Treatment, provider_adjustments, treatments

__all__ = [
    "BUCKETS", "RECEIVABLES", "Account", "Aging", "Denial", "Entry", "EntryKind", "ExceptionCode", "ExceptionItem", "OpenBalance",
    "Posted", "Posting", "Proof", "Source", "Treatment", "aging", "apply_prepaid", "balances", "charge", "claim_faults", "entry_id",
    "forward", "give_back", "is_balanced", "line_faults", "line_name", "open_balances", "pair", "patient_payment", "post", "prepay",
    "prove", "provider_adjustments", "refund", "remittance_id", "reverse", "transfer", "treatments", "write_off",
]  # fmt: skip
