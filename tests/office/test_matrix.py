"""Every address, with every method, by every role, with one's own rows and another practice's: what happens is what the matrix says.

The addresses come from the resolver, the permission of each from its declaration, the permissions that its actions ask for from the
actions themselves: nothing here has to be extended when something is added.
"""

import re
import sys
from collections import Counter

import office_making as make
import pytest
import world
from django.apps import apps
from django.db import connection, transaction

from claimwright.office.accounts.actions import ensure_member
from claimwright.office.accounts.factors import GIVEN
from claimwright.office.accounts.models import User
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


def sign_in(client, member):
    """As somebody who has given the second step and has been here a moment: neither is asked or written again with each call."""
    client.force_login(member.user, backend=BACKEND)
    session = client.session
    session[GIVEN] = True
    session.save()
    client.get("/account/")


def call(client, method, path):
    """Ask, and undo whatever it did. Gives the answer, and whether a refusal was recorded."""
    with transaction.atomic():
        answer = client.generic(method, path, "reason=x", content_type="application/x-www-form-urlencoded")
        denied = answer.status_code == 403 and AuditEvent.objects.filter(outcome="denied").exists()
        transaction.set_rollback(True)
    return answer, denied


def methods(view, *further):
    """What this address is asked with: its own methods (a page declares one; a call of the API has both), and ``further``."""
    return {getattr(view, "method", "GET"), getattr(view, "method", "POST"), *further}


NOBODY = "0" * 16
ASKED = re.compile(r'"(\w+)"\."public_id" (?:=|IN)')


def asked_for(client, pattern, view):
    """The kinds of row in which this address looks for its identifier: called with one that nothing has, while the database is watched."""
    tables, kinds = set(), {model._meta.db_table: model._meta.label for model in apps.get_models()}

    def watch(execute, sql, params, many, context):
        if NOBODY in (params or ()):
            tables.update(ASKED.findall(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        for method in methods(view):
            call(client, method, address(pattern, NOBODY))
    return {kinds[table] for table in tables}


def fitting(client, name, pattern, view, own):
    """The kind of row that this address is about; "" where there is no such row yet.

    Those in which it looks are tried, or all where it does not come to look; the kinds that are called like it first.
    """
    app, _, word = name.partition(":")
    asked = asked_for(client, pattern, view) or own.keys()
    tried = [(kind, identifier) for kind, identifier in own.items() if kind in asked]
    for kind, identifier in sorted(tried, key=lambda item: (app not in item[0], word[:4] not in item[0].lower())):
        if any(call(client, method, address(pattern, identifier))[0].status_code not in (404, 405) for method in methods(view)):
            return kind
    return ""


EVERY = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


EVERYBODY = (*ROLES, "", "all")
"""Every role, nobody's, and one who has all of them."""
RUNS = [
    pytest.param(EVERYBODY, (), id="declared", marks=[pytest.mark.slow] if connection.vendor == "postgresql" else []),
    *(pytest.param((role,), EVERY, id=f"every-{role or 'none'}", marks=pytest.mark.slow) for role in EVERYBODY),
]
"""Who calls in one run, and with which further methods. Roles and methods are the same on both databases: on the second one all is slow."""
KINDS = {}
"""What :func:`fitting` has found, by the name of the address."""


SOME = {"all", "", "auditor", "biller"}
"""Roles that call the API by default: it declares permissions in one place for all its calls, and the pages are tried by every role."""


def targets(client, own, foreign):
    """Name, view and address of every route with a row of ours, then with theirs of the same kind, then of every other kind."""
    for name, pattern, view in ROUTES:
        if name not in KINDS:
            KINDS[name] = fitting(client, name, pattern, view, own) if "<" in pattern else ""
        kind = KINDS[name]
        yield name, view, address(pattern, own.get(kind, NOBODY)), "ours"
        if "<" in pattern:
            yield name, view, address(pattern, foreign.get(kind, "1" * 16)), "theirs"
            yield from ((name, view, address(pattern, one), "of another kind") for other, one in foreign.items() if other != kind)


def asks(role, name, whose, further):
    """Whether this role is to call here: whoever may do everything tries foreign rows of all kinds, everybody those of the same kind."""
    if whose == "of another kind":
        return bool(further) and role == "all"
    return bool(further) or role == "all" or (whose == "ours" and (role in SOME or not name.startswith("api:")))


def refused_already(refused, role, view, granted):
    """Whether a role has met this refusal: it is decided by the permission, before a view runs. Whoever has no role meets it everywhere."""
    met = (role, view.permission) in refused
    refused |= {(role, view.permission)} if role and view.permission not in granted else set()
    return met


@pytest.mark.parametrize(("roles", "further"), RUNS)
def test_what_happens_is_what_the_matrix_says(client, ours, theirs, demanded, roles, further):
    """Every role at every address; whoever may do everything is refused another practice's row of the same kind.

    By default a role is refused once for each permission that it lacks. The longer runs try every method by every role with rows of both
    practices, and foreign rows of all kinds. ``-rP`` shows the count.
    """
    client.raise_request_exception = False
    sign_in(client, ours)
    own, foreign = world.opaque_ids(ours.practice), world.opaque_ids(theirs.practice)
    assert not set(own.values()) & set(foreign.values())
    assert not AuditEvent.objects.filter(outcome="denied").exists(), "else no refusal that follows is seen to be recorded"
    tried, wrong, seen, refused = list(targets(client, own, foreign)), [], Counter(), set()
    for role in roles:
        member = ours if role == "all" else ensure_member(ours.practice, username=f"one-{role or 'none'}", role=role)
        granted = permissions(member.roles)
        sign_in(client, member)
        for name, view, path, whose in tried:
            if not asks(role, name, whose, further) or (not further and refused_already(refused, role, view, granted)):
                continue
            for method in methods(view, *(further if whose != "of another kind" else ())):
                demanded.clear()
                answer, denied = call(client, method, path)
                lacking = [permission for permission in (view.permission, *demanded) if permission not in granted]
                status = answer.status_code
                seen[status] += 1
                right = status == 403 and denied if lacking else status == 404 if whose != "ours" else status not in (401, 403)
                if status >= 500 or not (right or status == 405):
                    wrong.append(f"{role or 'no role'} {method} {name} {whose}: {status}, lacks {lacking}")
    sys.stdout.write(f"{seen.total()} calls: {dict(seen)}")
    assert wrong == []
    assert seen.total() >= len(ROUTES) * len(further)
    assert further or (seen[200] and seen[302] and seen[403] and seen[404])


def test_a_person_without_a_membership_gets_nothing(client, ours):
    """One whose membership has no role is among those of the matrix."""
    client.force_login(User.objects.create_user("nobody"), backend=BACKEND)
    for name, pattern, view in ROUTES:
        for method in methods(view):
            answer, _ = call(client, method, address(pattern, NOBODY))
            assert answer.status_code in (401, 403, 405), name
