"""What the demonstration's practices have agreed: two rules of the house, one of them on, and a contract with a payer."""

from __future__ import annotations

from typing import Any

from .house import actions
from .house.models import HouseRule
from .house.queries import standing
from .practices.models import Practice

RULES = """[[rule]]
id = "injection-side"
title = "Injections into a joint say the side"
look_at = "line"
since = 2025-01-01
severity = "warning"
message = "{line.procedure} without a side"
fix = "take the side from the note"
prevents = ["CO-4"]
source = "billing meeting of 2025-01-08"
when = [
  { field = "line.procedure", in = ["20605", "20610", "20611"] },
  { field = "line.modifiers", has_not = ["RT", "LT", "50"] },
]

[[rule]]
id = "dear-claim"
title = "Claims above $2,000 are looked at once more"
since = 2025-01-01
severity = "info"
message = "{claim.charge} dollars: look once more"
source = "wish of the owner"
when = [{ field = "claim.charge", above = 2000 }]
"""
CONTRACT = """id = "prairie-2025"
payer = "EXCOM2"
name = "Prairie Mutual, 2025 and 2026"
first = 2025-01-01
last = 2026-12-31
fictional = true
source = "fictional agreement of 2024-11-20"

[lesser]
of = "line"

[[terms]]
id = "visits"
applies = { codes = ["99202-99215"] }
schedule = { name = "pfs", percent = 118, year = 2025 }
source = "section 2"

[[terms]]
id = "laboratory"
percent_of_charge = 40
applies = { codes = ["80047-89398"] }
source = "section 3"

[[terms]]
id = "everything else"
percent_of_charge = 65
source = "section 4"
"""


def fill_house(practice: Practice, by: Any) -> None:
    """Write the rules and the contract, and switch on what is in use; done again, it changes nothing."""
    if standing(HouseRule, practice).exists():
        return
    first, _ = actions.write_rules(practice, RULES, by=by, reason="from the billing meeting")
    actions.switch_rule(practice, first, by=by, on=True, reason="three denials in a month")
    [contract] = actions.write_contract(practice, CONTRACT, by=by, reason="signed")
    actions.switch_contract(practice, contract, by=by, on=True, reason="in force")
