"""Faults put into clean claims are found by the edit that is made for them; clean claims stay clean."""

from collections import Counter

import pytest

from claimwright.cli.bench.edits_found import CLEAN, OF_EACH, false_alarms, found_in
from claimwright.cli.measures.claims import clean, faults
from claimwright.core import Claim, decode, encode
from claimwright.edits import catalogue

FEW, FEW_CLEAN, SEED = 3, 340, 7
EACH = pytest.mark.parametrize("fault", faults(), ids=lambda fault: fault.name)


def test_there_are_many_classes_of_both_kinds_of_claim():
    named = Counter(name for fault in faults() for name in fault.scenarios)
    assert len(faults()) >= 80
    assert named["office"] and named["stay"] and named["clinic"]


def test_every_edit_that_a_fault_names_exists():
    known = {edit.id for edit in catalogue()}
    assert {name for fault in faults() for name in fault.found_by} <= known


@EACH
def test_a_fault_is_found_by_the_right_edit(fault, books):
    assert found_in(fault, books, FEW, SEED) == FEW


def test_clean_claims_raise_no_alarm(books):
    alarms = false_alarms(books, FEW_CLEAN, SEED)
    assert alarms.total() <= FEW_CLEAN // 100, alarms


def test_a_fault_changes_the_claim_that_it_is_put_into(rng):
    for fault in faults():
        whole = clean_of(fault, rng)
        case = fault.case(whole, rng)
        assert case.claim != whole or case.history or case.received_on, fault.name


def clean_of(fault, rng):
    from claimwright.cli.measures.claims import made

    return made(fault.scenarios[0], rng)


@pytest.fixture
def rng():
    from random import Random

    return Random(11)


def test_the_same_seed_makes_the_same_claim_and_claims_survive_their_json():
    from random import Random

    one, again = clean(Random(5)), clean(Random(5))
    assert one == again and one != clean(Random(6))
    assert decode(encode(one), Claim) == one


@pytest.mark.slow
@EACH
def test_a_fault_is_found_98_times_of_100(fault, books):
    assert found_in(fault, books, 2 * OF_EACH) >= 0.98 * 2 * OF_EACH


@pytest.mark.slow
def test_fewer_than_one_alarm_on_a_hundred_clean_claims(books):
    assert false_alarms(books, 3 * CLEAN).total() < 3 * CLEAN / 100
