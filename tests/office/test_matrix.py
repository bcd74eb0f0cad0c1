"""Every address, with every method, by every role, with one's own rows and another practice's: what happens is what the matrix says.

The addresses come from the resolver, the permission of each from its declaration, the permissions that its actions ask for from the
actions themselves: nothing here has to be extended when something is added.
"""

import sys
from collections import Counter

import office_making as make
import pytest
import world
from django.db import connection, transaction

from claimwright.office.accounts.actions import ensure_member
from claimwright.office.accounts.roles import ROLES, permissions
from claimwright.office.kit import actions
from claimwright.office.kit.models import AuditEvent
from claimwright.office.kit.routes import address, routes
from claimwright.office.kit.scope import crossing, within

ROUTES = [route for route in routes() if route[0] not in world.PUBLIC]
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def ours(db, books):
    everyone = world.build(make.BILLING, "OURS")
    with within(everyone.practice), crossing("trail"):
        yield everyone


@pytest.fixture
def theirs(db, books):
    return world.build(make.OTHER, "THEIRS")


@pytest.fixture
def demanded(monkeypatch):
    """The permissions that the last call asked for."""
    asked = []

    def demand(permission, *rest):
        asked.append(permission)
        return real(permission, *rest)

    real = actions.demand
    for module in [one for one in list(sys.modules.values()) if vars(one).get("demand") is real]:
        monkeypatch.setattr(module, "demand", demand)
    return asked


def call(client, method, path):
    """Ask, and undo whatever it did. Gives the answer, and whether a refusal was recorded."""
    with transaction.atomic():
        answer = client.generic(method, path, "reason=x", content_type="application/x-www-form-urlencoded")
        denied = AuditEvent.objects.filter(outcome="denied").exists()
        transaction.set_rollback(True)
    return answer, denied


def methods(view, *further):
    """What this address is asked with: its own methods (a page declares one; a call of the API has both), and ``further``."""
    return {getattr(view, "method", "GET"), getattr(view, "method", "POST"), *further}


def fitting(client, name, pattern, view, own):
    """The kind of row that this address is about; "" where there is no such row yet. The kinds that are called like it are tried first."""
    app, _, word = name.partition(":")
    for kind, identifier in sorted(own.items(), key=lambda item: (app not in item[0], word[:4] not in item[0].lower())):
        if any(call(client, method, address(pattern, identifier))[0].status_code not in (404, 405) for method in methods(view)):
            return kind
    return ""


EVERY = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


DECLARED = pytest.param((), marks=[pytest.mark.slow] if connection.vendor == "postgresql" else [])
"""Roles and methods are the same on both databases: on the second one this is for the longer run."""


SOME = {"all", "", "auditor", "biller"}
"""Roles that call the API by default: it declares permissions in one place for all its calls, and the pages are tried by every role."""


@pytest.mark.parametrize("further", [DECLARED, pytest.param(EVERY, marks=pytest.mark.slow)], ids=["declared", "every"])
def test_what_happens_is_what_the_matrix_says(client, ours, theirs, demanded, further):
    """Every role at every address; whoever may do everything is refused another practice's row of the same kind.

    The longer run tries every method, and every role with another practice's rows of all kinds.
    """
    client.raise_request_exception = False
    client.force_login(ours.user, backend=BACKEND)
    own, foreign = world.opaque_ids(ours.practice), world.opaque_ids(theirs.practice)
    assert not set(own.values()) & set(foreign.values())
    targets = []
    for name, pattern, view in ROUTES:
        kind = fitting(client, name, pattern, view, own) if "<" in pattern else ""
        targets.append((name, view, address(pattern, own.get(kind, "0" * 16)), False))
        strangers = [] if "<" not in pattern else foreign.values() if further else [foreign.get(kind, "1" * 16)]
        targets += [(name, view, address(pattern, one), True) for one in strangers]
    wrong, seen = [], Counter()
    for role in (*ROLES, "", "all"):
        member = ours if role == "all" else ensure_member(ours.practice, username=f"one-{role or 'none'}", role=role)
        granted = permissions(member.roles)
        client.force_login(member.user, backend=BACKEND)
        for name, view, path, strange in targets:
            if not further and ((strange and role != "all") or (name.startswith("api:") and role not in SOME)):
                continue
            for method in methods(view, *further):
                demanded.clear()
                answer, denied = call(client, method, path)
                lacking = [permission for permission in (view.permission, *demanded) if permission not in granted]
                status = answer.status_code
                seen[status] += 1
                right = status == 403 and denied if lacking else status == 404 if strange else status not in (401, 403)
                if status >= 500 or not (right or status == 405):
                    wrong.append(f"{role or 'no role'} {method} {name} {'theirs' if strange else 'ours'}: {status}, lacks {lacking}")
    assert wrong == []
    assert seen[200] and seen[302] and seen[403] and seen[404]


def test_a_membership_without_a_role_and_a_person_without_a_membership_get_nothing(client, ours):
    from claimwright.office.accounts.models import User

    nobody = User.objects.create_user("nobody")
    outsider = ensure_member(ours.practice, username="outsider", role="")
    for person in (nobody, outsider.user):
        client.force_login(person, backend=BACKEND)
        for name, pattern, _ in ROUTES:
            answers = {client.get(address(pattern, "0" * 16)).status_code, client.post(address(pattern, "0" * 16)).status_code}
            assert answers <= {401, 403, 405}, name
