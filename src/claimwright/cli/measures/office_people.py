"""The practices of a large office, and the people who work in them: what they may open, and which addresses there are to open."""

from __future__ import annotations

import time
from collections import Counter
from itertools import count, islice
from typing import Any

from claimwright.core import npi_is_valid, replace

from .office_load import Person, ask

SAMPLE = 40
"""So many different rows of each kind a person opens."""
SEARCHES = {"encounters:worklist": "?show=all&q=Tanaka", "patients:find": "?q=Castillo"}
"""Searches by a patient's name, measured beside the page they stand on."""


def practice_at_work() -> Any:
    """The demonstration's practice with the most work, worked by the office's own actions."""
    from claimwright.codesets import open_books
    from claimwright.office.demo import run_demo
    from claimwright.office.kit.scope import crossing
    from claimwright.office.practices.models import Practice
    from claimwright.sandbox.practices import demo_practice

    sandbox = demo_practice()
    (npi, _), *_ = Counter(encounter.billing.npi for encounter in sandbox.encounters).most_common(1)
    own = [encounter for encounter in sandbox.encounters if encounter.billing.npi == npi]
    run_demo(own, sandbox, open_books(), finalize_share=0.9, script="demonstration")
    with crossing("setup"):
        return Practice.objects.get(npi=npi)


def further_practices(number: int) -> list[Any]:
    """So many practices of one organisation, without any work."""
    from claimwright.office.practices.actions import ensure_practice
    from claimwright.sandbox.practices import demo_practice

    like = demo_practice().billing
    npis = islice((npi for npi in (f"{one:010}" for one in count(1_500_000_000)) if npi_is_valid(npi)), number)
    named = [replace(like, npi=npi, name=f"Client Practice {place}") for place, npi in enumerate(npis, 1)]
    return [ensure_practice(value, organisation="Bench Billing") for value in named]


def signed_in(port: int, practices: list[Any], number: int) -> list[Person]:
    """So many people with every role of the staff, one a practice, the largest practices first, each with her session and her addresses."""
    from claimwright.office.accounts.actions import ensure_member
    from claimwright.office.accounts.roles import ROLES

    staff = " ".join(role for role in ROLES if role not in ("instructor", "student", "patient"))
    members = [ensure_member(practice, username=f"person-{practice.pk}", role=staff) for practice in practices[:number]]
    cookies = {member: _session(member) for member in members}
    kinds = _kinds(port, members[0], cookies[members[0]])
    return [Person(cookies[member], {name: _addresses(member, pattern, model) for name, pattern, model in kinds}) for member in members]


def _session(member: Any) -> str:
    """The cookie of a session that was begun with a second factor."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils.module_loading import import_string

    from claimwright.office.accounts.factors import GIVEN

    session, user = import_string(f"{settings.SESSION_ENGINE}.SessionStore")(), member.user
    now = time.time()
    session.update({
        SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[-1],
        HASH_SESSION_KEY: user.get_session_auth_hash(), GIVEN: True, "since": now, "seen": now, "practice": member.practice.public_id,
    })  # fmt: skip
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def _kinds(port: int, member: Any, cookie: str) -> list[tuple[str, str, Any]]:
    """Every page that shows something: its name, its pattern, and the model whose rows its address names (None where it names none)."""
    from claimwright.office.kit.routes import address, routes
    from claimwright.office.kit.scope import within

    found: list[tuple[str, str, Any]] = []
    with within(member.practice):
        models = {model: ids for model in _models() if (ids := _ids(member, model, 1))}
    for name, pattern, view in routes():
        if getattr(view, "method", "") != "GET":
            continue
        app = name.split(":")[0]
        near = sorted(models, key=lambda model: bool(model._meta.app_label != app))
        likely: list[Any] = near if "<" in pattern else [None]
        fitting = (one for one in likely if ask(port, address(pattern, models[one][0] if one else ""), cookie)[0] == 200)
        if (model := next(fitting, ...)) is not ...:
            found.append((name, pattern, model))
            if name in SEARCHES:
                found.append((f"{name}, search", pattern + SEARCHES[name], None))
    return found


def _models() -> list[Any]:
    from claimwright.office.kit import rls

    return [model for model in rls.holding() if {"practice", "public_id"} <= {field.name for field in model._meta.fields}]


def _ids(member: Any, model: Any, number: int) -> list[str]:
    rows = model._base_manager.filter(practice=member.practice)
    return list(rows.order_by("public_id").values_list("public_id", flat=True)[:number])


def _addresses(member: Any, pattern: str, model: Any) -> list[str]:
    from claimwright.office.kit.routes import address
    from claimwright.office.kit.scope import within

    if model is None:
        return [pattern]
    with within(member.practice):
        return [address(pattern, identifier) for identifier in _ids(member, model, SAMPLE)] or [pattern]
