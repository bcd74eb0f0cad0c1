"""Django for these tests, in memory; books opened once; a practice with people of every role."""

# ruff: noqa: E402 - Django must be set up before its models are imported
from __future__ import annotations

import os

import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimwright.office.settings")
os.environ.pop("CLAIMWRIGHT_OFFICE_DB", None)

from claimwright.office.boot import start

start()

from django.conf import settings

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

import office_making as make

from claimwright.office.accounts.actions import ensure_member
from claimwright.office.encounters import engine
from claimwright.office.encounters.actions import finalize_codes, import_encounter, propose_codes
from claimwright.office.practices.actions import ensure_practice, set_fees


@pytest.fixture(scope="session")
def books():
    """The real books, opened once."""
    from claimwright.codesets import open_books

    opened = open_books()
    engine.use(opened)
    return opened


@pytest.fixture
def practice(db):
    found = ensure_practice(make.BILLING)
    set_fees(found, make.CHARGES)
    return found


@pytest.fixture
def manager(practice):
    return ensure_member(practice, username="mia", role="manager", password="correct horse")


@pytest.fixture
def coder(practice):
    return ensure_member(practice, username="cora", role="coder", password="correct horse")


@pytest.fixture
def stranger(db):
    """A manager of another practice."""
    return ensure_member(ensure_practice(make.OTHER), username="otto", role="manager", password="correct horse")


@pytest.fixture
def page(client, manager):
    """A browserless client, signed in as the manager."""
    client.force_login(manager.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def encounter(practice, manager, books):
    """An encounter with its codes proposed."""
    return propose_codes(import_encounter(practice, make.encounter(3), by=manager), by=manager)


@pytest.fixture
def claim(encounter, manager):
    """A claim that is ready to go."""
    make.accept_all(encounter, manager)
    return finalize_codes(encounter, by=manager)[0]
