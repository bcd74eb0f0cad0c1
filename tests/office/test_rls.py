"""The second lock: what the database itself refuses, whatever the program asks. The tables are found in the database, not in a list."""

import office_making as make
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, connections, transaction

from claimwright.office.accounts.actions import ensure_member
from claimwright.office.claims.models import Claim, Submission
from claimwright.office.encounters.models import Document, Patient
from claimwright.office.kit import rls
from claimwright.office.kit.models import AuditEvent
from claimwright.office.kit.scope import OutOfScope, PracticeOwned, as_person, crossing, within
from claimwright.office.practices.actions import ensure_practice
from claimwright.office.practices.models import Organisation, Practice

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")

UNLOCKED = """
WITH RECURSIVE holding AS (
    SELECT oid FROM pg_class WHERE relname IN ('practices_practice', 'practices_organisation') AND relkind = 'r'
    UNION SELECT conrelid FROM pg_constraint JOIN holding ON confrelid = holding.oid WHERE contype = 'f'
)
SELECT relname FROM holding JOIN pg_class t ON t.oid = holding.oid
WHERE NOT (relrowsecurity AND relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = t.oid))
"""
"""Tables that hang on a practice, at any distance, and are not locked."""


def rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [name for (name,) in cursor.fetchall()]


def test_every_table_of_a_practice_is_found():
    found = set(rls.holding())
    assert {model for model in apps.get_models() if issubclass(model, PracticeOwned)} <= found
    assert {Practice, Organisation, AuditEvent, Submission.claims.through} <= found


@on_postgresql
def test_every_table_that_hangs_on_a_practice_is_locked(db):
    assert rows(UNLOCKED) == []


@on_postgresql
def test_a_table_without_a_policy_is_noticed(db):
    with make.as_owner() as cursor:
        cursor.execute("CREATE TABLE forgotten (id int, patient_id bigint REFERENCES encounters_patient(id))")
    assert rows(UNLOCKED) == ["forgotten"]


@on_postgresql
def test_the_application_owns_no_table_and_cannot_go_around_the_lock(db):
    owners = "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"
    assert rows(owners) == ["claimwright_owner"]
    assert rows("SELECT rolname FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls OR rolcreaterole)") == []


@on_postgresql
@pytest.mark.parametrize("model", [model for model in rls.holding() if model._meta.label not in rls.OPENINGS], ids=lambda m: m._meta.label)
def test_without_a_scope_nothing_is_seen_and_a_crossing_opens_no_table_of_patients(everything_there, model):
    for purpose in ("", *rls.CROSSINGS):
        with within(), crossing(purpose) if purpose else within():
            assert model._base_manager.count() == 0


@pytest.fixture
def everything_there(claim):
    return claim


@on_postgresql
def test_unfiltered_queries_see_one_practice_only(claim, stranger):
    assert Claim.objects.all().count() == Claim.objects.filter(pk=claim.pk).count() == 1
    with within(stranger.practice):
        for model in rls.holding():
            if any(field.name == "practice" for field in model._meta.fields):
                assert not model._base_manager.exclude(practice=stranger.practice_id).exists(), model
        assert list(Practice.objects.all()) == [stranger.practice]


@on_postgresql
def test_nothing_is_written_into_another_practice(claim, stranger):
    for change in (
        lambda: Patient(practice=stranger.practice, number="1", value=claim.patient.value).save(),
        lambda: Document.objects.filter(practice=claim.practice_id).update(practice=stranger.practice_id),
    ):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            change()
    with within(stranger.practice):
        assert Claim.objects.filter(pk=claim.pk).update(reasons="taken") == 0


@on_postgresql
def test_a_person_finds_her_memberships_and_nobody_elses(practice, manager, stranger):
    ensure_member(stranger.practice, username="mia", role="coder")
    with within(), as_person(manager.user):
        assert {practice.name, stranger.practice.name} == set(Practice.objects.values_list("name", flat=True))
        assert set(type(manager).objects.values_list("user__username", flat=True)) == {"mia"}
    with within(), as_person(stranger.user):
        assert list(Practice.objects.all()) == [stranger.practice]


@on_postgresql
def test_a_failed_transaction_leaves_the_scope_as_it_was(claim, stranger):
    with pytest.raises(DatabaseError), transaction.atomic(), within(stranger.practice), connection.cursor() as cursor:
        cursor.execute("SELECT 1/0")
    assert Claim.objects.all().count() == 1
    assert rows("SELECT current_setting('claimwright.practices')") == [f"{{{claim.practice_id}}}"]


@on_postgresql
def test_a_connection_that_opens_anew_is_told_its_scope(settings):
    fresh = connections["default"].copy()
    try:
        with within(41, 7), fresh.cursor() as cursor:
            cursor.execute("SELECT current_setting('claimwright.practices')")
            assert cursor.fetchone() == ("{7,41}",)
    finally:
        fresh.close()


def test_a_query_outside_of_its_practice_is_a_programs_mistake(practice):
    other = ensure_practice(make.OTHER)
    with pytest.raises(OutOfScope):
        Claim.objects.for_practice(other)
    with within(), pytest.raises(OutOfScope):
        Claim.objects.for_practice(practice)
    with pytest.raises(OutOfScope):
        crossing("everything")


def test_rows_written_once_are_guarded_by_the_database_too(db):
    from claimwright.office.kit.append_only import append_only

    sql = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        sql = "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal"
    assert sorted(rows(sql)) == sorted(model._meta.db_table for model in append_only() for _ in range(2))
