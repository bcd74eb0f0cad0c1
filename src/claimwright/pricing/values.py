"""What pricing takes and gives: a request, its price with every step, or the reason why there is none."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from claimwright.core import ApcClaim, Claim, Money, Sparse, field
from claimwright.payers.contract import Contract

from .hospital import Hospital, NewTechnology

if TYPE_CHECKING:
    from claimwright.codesets import Store


class Installed(Protocol):
    """What pricing needs of the books: the store where installed tables are."""

    @property
    def store(self) -> Store:
        """The store."""
        ...


class PriceRequest(Sparse, frozen=True, kw_only=True):
    """One service to price, or a whole claim.

    ``date``: day of service; the price of another year is never used for it. ``carrier`` (5 digits) and ``locality`` (2 digits) are the
    Medicare payment locality; without them the national amount is answered (all indices 1) and says so. ``pos``: CMS place of
    service, "11" where empty. ``minutes``: anaesthesia time.

    ``charge``: what is billed for the service, all units. ``practitioner``: who rendered it, as CMS specialty code ("50"), taxonomy code
    or a word of ``pricing/part_b`` ("nurse practitioner"); a physician where empty. ``participating``, ``assigned``: Medicare
    participation and assignment. ``qpp``: a qualifying APM participant, whose conversion factor differs from 2026 on. ``deductible``:
    what the patient still owes of the Part B deductible. ``aftercare_days``: days of aftercare taken over (modifier 55).
    ``concurrent``: anaesthesia cases at the same time; ``at_induction``: the supervising physician's record shows presence then.
    ``contract``: id or payer of a contract (schedule "contract"); ``agreement``: the contract itself.
    ``uncovered_by_units``: price by its units what Medicare does not cover (status N), as contracts that rest on its schedule do.

    For facilities: ``hospital``: wage index and other facts of it; ``outpatient``: what becomes of each line of an outpatient claim. For
    an inpatient stay (schedule "ipps") ``code`` is the MS-DRG, ``date`` the discharge, ``charge`` the covered charges, ``days`` the covered
    days, ``discharge_status`` the UB-04 patient status, ``technologies`` those paid beside the group. A contract takes the DRG in
    ``drg``, its relative weight in ``drg_weight`` and the days of the stay in ``days``.
    """

    id: str | int | None = None
    schedule: str = "pfs"
    code: str = ""
    modifiers: tuple[str, ...] = ()
    date: dt.date | None = None
    carrier: str = ""
    locality: str = ""
    zip: str = ""
    pos: str = ""
    units: Decimal = Decimal(1)
    minutes: int | None = None
    charge: Money | None = None
    practitioner: str = ""
    participating: bool = True
    assigned: bool = True
    qpp: bool = False
    deductible: Money | None = None
    aftercare_days: int | None = None
    concurrent: int | None = None
    at_induction: bool = False
    contract: str = ""
    agreement: Contract | None = None
    uncovered_by_units: bool = False
    hospital: Hospital | None = None
    outpatient: ApcClaim | None = None
    days: int | None = None
    drg: str = ""
    drg_weight: Decimal | None = None
    discharge_status: str = ""
    technologies: tuple[NewTechnology, ...] = ()
    claim: Claim | None = None


class Step(Sparse, frozen=True):
    """One step of a price: what was done, the number that came out (dollars, units, a factor or a percentage), and who says so."""

    what: str
    value: str
    source: str = ""


class Settlement(Sparse, frozen=True, kw_only=True):
    """What becomes of an allowed amount: who owes what. ``patient`` is deductible and coinsurance; ``paid`` what the payer sends.

    ``sequestration`` and ``reduction`` (therapy by an assistant) are taken off the payment by law and owed by nobody. ``allowed`` is the
    sum of ``patient``, ``paid``, ``sequestration`` and ``reduction``.
    """

    allowed: Money
    deductible: Money
    coinsurance: Money
    patient: Money
    sequestration: Money
    reduction: Money = Money(0)
    paid: Money
    steps: tuple[Step, ...] = ()


class LinePrice(Sparse, frozen=True, kw_only=True):
    """The price of one line of a claim. Fields as those of :class:`Price`."""

    line: int
    control_number: str = ""
    amount: Money | None
    allowed: Money | None = None
    limiting_charge: Money | None = None
    settlement: Settlement | None = None
    steps: tuple[Step, ...] = ()
    reason: str = ""
    notes: tuple[str, ...] = ()


class Price(Sparse, frozen=True, kw_only=True):
    """An amount with its steps, or None with the reason. ``releases``: which table's release each part came from.

    ``amount``: what the schedule sets, whatever was charged. ``allowed``: the lesser of it and the charge, where the charge is known.
    ``limiting_charge``: the most that a physician who does not take assignment may charge. ``settlement``: who owes what, where the state
    of the deductible was given. ``notes``: what a person should know of this price. An unpriced answer keeps the steps that were possible.
    ``national``: geographic indices were left at 1 because no locality was given. ``stale``: a list that
    runs on ended before the day. ``lines``: of a whole claim.
    """

    amount: Money | None
    allowed: Money | None = None
    limiting_charge: Money | None = None
    settlement: Settlement | None = None
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()
    releases: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    date: dt.date | None = None
    national: bool = False
    stale: bool = False
    lines: tuple[LinePrice, ...] = ()


def unpriced(reason: str, **known: object) -> Price:
    """A price that is not known, with its reason."""
    return Price(amount=None, reason=reason, **known)  # type: ignore[arg-type]
