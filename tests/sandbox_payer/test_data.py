"""The sandbox's tables agree with one another: members have plans, plans have payers, scripts load and say what they do."""

import datetime as dt
import re
import tomllib
from importlib import resources
from pathlib import Path

from claimwright.codesets.tables import table
from claimwright.core import convert
from claimwright.core.discovery import tables
from claimwright.payers import profile, profiles
from claimwright.sandbox import payer
from claimwright.sandbox.payer import Member, plans, scripts

TODAY = dt.date(2026, 3, 1)
"""The day of the code list that the tables were made from."""
ROOT = "claimwright.sandbox.payer"


def members():
    return [convert(raw, Member) for table in tables(f"{ROOT}.rosters").values() for raw in table["member"]]


def test_every_member_has_an_id_of_the_payers_form_and_a_plan_of_that_payer():
    assert len(members()) > 20
    for member in members():
        known = profile(member.payer)
        assert known is not None, member.id
        assert known.knows_member_id(member.id), member.id
        assert plans()[member.plan].payer == member.payer, member.id


def test_no_member_stands_in_two_rosters():
    keys = [(member.payer, member.id) for member in members()]
    assert len(keys) == len(set(keys))


def test_every_payer_has_a_plan_and_every_plan_says_where_it_comes_from():
    assert {plan.payer for plan in plans().values()} == {*profiles(), "*"}
    assert all(plan.source for plan in plans().values())


def test_every_script_says_what_it_does_and_denials_name_a_reason():
    for script in scripts().values():
        assert script.title
        assert script.about
        for event in script.event:
            if event.what in ("deny", "reverse"):
                assert event.reason


def test_denials_for_public_edits_name_a_group_and_a_reason():
    text = resources.files(f"{ROOT}.rules").joinpath("published_edits.toml").read_text("utf-8")
    for prevented, denial in tomllib.loads(text)["denials"].items():
        assert denial["pays"].split("-")[1] == prevented.split("-")[1] or prevented.islower()
        assert denial["pays"].split("-")[0] in ("CO", "PR", "OA", "PI")


def test_every_reason_remark_and_status_is_in_the_books_and_in_force():
    """Adjustment and remark codes of rules and scripts, status codes of the front door, as the source states them."""
    carc, rarc, status = (table(name) for name in ("carc", "rarc", "claim_status"))
    code = "\n".join(path.read_text("utf-8") for path in Path(payer.__file__).parent.rglob("*.py"))
    data = [event for script in scripts().values() for event in script.event]
    reasons = set(re.findall(r'reason="(\w+)"', code)) | {event.reason for event in data if event.reason}
    remarks = set(re.findall(r'remarks=\("(\w+)"', code)) | {remark for event in data for remark in event.remarks}
    statuses = set(re.findall(r'refusal\([^)]*?"A\d", "(\d+)"', code))
    assert len(reasons) > 8
    assert len(statuses) > 8
    assert {one for one in reasons if carc.get(one, TODAY) is None} == set()
    assert {one for one in remarks if rarc.get(one, TODAY) is None} == set()
    assert {one for one in statuses if status.get(one) is None} == set()


def test_denials_for_public_edits_use_codes_of_the_books():
    text = resources.files(f"{ROOT}.rules").joinpath("published_edits.toml").read_text("utf-8")
    denials = tomllib.loads(text)["denials"].values()
    assert all(table("carc").get(one["pays"].split("-")[1], TODAY) for one in denials)
    assert all(table("rarc").get(remark, TODAY) for one in denials for remark in one["remarks"])
