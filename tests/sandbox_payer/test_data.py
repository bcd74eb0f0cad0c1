"""The sandbox's tables agree with one another: members have plans, plans have payers, scripts load and say what they do."""

import tomllib
from importlib import resources

from claimwright.core import convert
from claimwright.core.discovery import tables
from claimwright.payers import profile, profiles
from claimwright.sandbox.payer import Member, plans, scripts

ROOT = "claimwright.sandbox.payer"


def members():
    return [convert(raw, Member) for table in tables(f"{ROOT}.rosters").values() for raw in table["member"]]


def test_every_member_has_an_id_of_the_payers_form_and_a_plan_of_that_payer():
    assert len(members()) > 20
    for member in members():
        payer = profile(member.payer)
        assert payer is not None, member.id
        assert payer.knows_member_id(member.id), member.id
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
        assert denial["pays"] == prevented
        assert denial["pays"].split("-")[0] in ("CO", "PR", "OA", "PI")
