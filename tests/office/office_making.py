"""Invented encounters for the office's tests: people, notes and numbers that belong to nobody."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection

from claimwright.core import Address, Coverage, Document, Encounter, Money, Patient, Payer, Provider, Subscriber

DAY = date(2026, 3, 2)
BILLING = Provider(
    npi="1245319599", tax_id="12-3456789", taxonomy="207Q00000X", name="Example Family Practice", phone="6145550100",
    address=Address(line1="1 Main Street", city="Columbus", state="OH", zip="432150001"),
)  # fmt: skip
OTHER = Provider(
    npi="1987654328", tax_id="98-7654321", taxonomy="207R00000X", name="Other Medicine Group",
    address=Address(line1="9 Oak Street", city="Dayton", state="OH", zip="454020001"),
)  # fmt: skip
RENDERING = Provider(npi="1679576722", last="Okafor", first="Ines", taxonomy="207Q00000X")
CHARGES = {
    code: Money.parse(amount)
    for code, amount in {
        "99202": "120.00", "99203": "175.00", "99204": "250.00", "99205": "330.00", "99211": "40.00", "99212": "85.00", "99213": "140.00",
        "99214": "225.00", "99215": "300.00", "93000": "60.00", "36415": "12.00", "81002": "15.00", "83036": "40.00", "90471": "35.00",
        "71046": "95.00", "20610": "180.00", "87880": "45.00", "94010": "80.00", "80053": "35.00", "80061": "45.00", "85025": "25.00",
    }.items()
}  # fmt: skip
NOTES = tuple((Path(__file__).parent / "notes" / f"{name}.txt").read_text("utf-8") for name in ("diabetes", "asthma", "knee", "pressure"))
PEOPLE = (
    ("Rivera", "Ana", "1961-04-02", "F"), ("Nakamura", "Ken", "1988-11-20", "M"), ("Okoye", "Grace", "1972-07-15", "F"),
    ("Lindqvist", "Per", "1956-01-30", "M"), ("Haddad", "Leila", "1969-09-09", "F"), ("Moreau", "Luc", "1991-03-03", "M"),
    ("Adeyemi", "Ruth", "1958-12-12", "F"), ("Kowalski", "Jan", "1949-06-21", "M"),
)  # fmt: skip
PAYERS = (("00882", "Example Medicare", "1EG4TE5MK73"), ("NWHP1", "Northwind Health Plan", "NW7012345"))


def encounter(number: int = 0, *, billing: Provider = BILLING, covered: bool = True, **changes) -> Encounter:
    """The encounter with this number; the same number is always the same."""
    last, first, born, sex = PEOPLE[number % len(PEOPLE)]
    fields = {
        "id": f"E{number:04d}",
        "patient": Patient(
            id=f"P{number % len(PEOPLE):03d}", last=last, first=first, birth_date=date.fromisoformat(born), sex=sex,
            address=Address(line1=f"{number + 10} Elm Street", city="Columbus", state="OH", zip="432150001"),
        ),
        "date_of_service": DAY + timedelta(days=number),
        "new_patient": False,
        "coverages": (Coverage(payer=Payer(PAYERS[0][0], PAYERS[0][1]), subscriber=Subscriber(member_id=PAYERS[0][2])),) if covered else (),
        "billing": billing,
        "rendering": RENDERING,
        "documents": (Document(text=NOTES[number % len(NOTES)].format(last=last)),),
    }  # fmt: skip
    return Encounter(**{**fields, **changes})


def accept_all(encounter, by):
    """Accept what nobody has decided yet."""
    from claimwright.office.encounters.actions import accept_code

    for decision in encounter.decisions.filter(state="proposed"):
        accept_code(decision, by=by)


FORM = "application/x-www-form-urlencoded"


def form(said):
    """The body of a form."""
    return urlencode(said)


@contextmanager
def as_owner():
    """Do what somebody does who owns the database; on PostgreSQL the application's role cannot."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET ROLE claimwright_owner")
        yield cursor
        if connection.vendor == "postgresql":
            cursor.execute("RESET ROLE")


def standing():
    """Whether the books are whole, and how many rows of each kind there are."""
    from claimwright.office.claims.models import Claim, File, Submission
    from claimwright.office.kit import audit
    from claimwright.office.ledger.balances import differing
    from claimwright.office.ledger.models import JournalEntry
    from claimwright.office.ledger.queries import balanced, balances
    from claimwright.office.practices.queries import each_practice
    from claimwright.office.remits.models import Remittance

    for practice in each_practice():
        return {
            "balanced": balanced(practice) and not differing(practice),
            "sum": sum(balances(practice).values()),
            "fault": audit.verify().fault,
            "claims": Claim.objects.count(),
            "entries": JournalEntry.objects.count(),
            "submissions": Submission.objects.count(),
            "files": File.objects.count(),
            "remittances": Remittance.objects.count(),
        }
    return {"balanced": True, "fault": audit.verify().fault}


def twice_or_never():
    """What was done twice, or not at all, though everything is done: nothing, if the office keeps its word."""
    from django.db.models import Count

    from claimwright.ledger import Account
    from claimwright.office.claims.models import Claim, Submission
    from claimwright.office.encounters.models import Encounter
    from claimwright.office.kit.scope import within
    from claimwright.office.ledger.models import JournalEntry
    from claimwright.office.ledger.queries import balance
    from claimwright.office.practices.queries import each_practice
    from claimwright.office.remits.models import Remittance

    wrong = []
    for practice in each_practice():
        with within(practice):
            booked = Counter(JournalEntry.objects.for_practice(practice).filter(kind="charge").values_list("claim__claim_id", flat=True))
            for claim in Claim.objects.for_practice(practice).annotate(sent=Count("submissions")):
                once = int(claim.state != "draft")  # what has findings waits for a person
                if (claim.sent, booked[claim.claim_id]) != (once, once) or claim.state in ("ready", "submitted"):
                    wrong.append(f"{claim.claim_id} ({claim.state}) sent {claim.sent} times, charged {booked[claim.claim_id]} times")
            signed = Encounter.objects.for_practice(practice).annotate(number=Count("claims")).exclude(number=1)
            wrong += [f"{encounter.external_id} has {encounter.number} claims" for encounter in signed]
            wrong += [f"{one.number} has no answer" for one in Submission.objects.for_practice(practice).filter(state="written")]
            paid = Money.total(one.amount for one in Remittance.objects.for_practice(practice))
            if (cash := balance(practice, Account.CASH)) != paid:
                wrong.append(f"cash {cash}, payments {paid}")
    return wrong


RULE = """[[rule]]
id = "no-99213"
title = "The level is looked at again"
look_at = "line"
since = 2026-01-01
severity = "error"
message = "{line.procedure} is looked at again"
source = "meeting of 2026-01-08"
when = [{ field = "line.procedure", starts = "99" }]
"""
CONTRACT = """id = "medicare-2026"
payer = "00882"
first = 2026-01-01
last = 2026-12-31
source = "agreement of 2025-11-20"

[[terms]]
id = "visits"
fees = { "99213" = "111.11", "99214" = "155.55" }

[[terms]]
id = "everything else"
percent_of_charge = "50"
"""
FAILURE = "ASSESSMENT AND PLAN\n1. Heart failure. EF 30%. IV furosemide 40 mg given. Leg edema.\n2. Hypertension, continue lisinopril."
"""A note whose heart failure wants a query."""
