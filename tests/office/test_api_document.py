"""Whatever the document allows, by every role: no call breaks, and every answer has a status and a form that the document names.

The calls are made up by schemathesis out of the document itself; half of them with ids of rows that exist.
"""

from collections import Counter

import office_making as make
import pytest
import world
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import given as tried
from hypothesis import strategies as some

from claimwright.office.accounts.actions import ensure_member
from claimwright.office.accounts.actions_tokens import create_token, scopes_of
from claimwright.office.accounts.roles import ROLES, permissions
from claimwright.office.kit.scope import crossing, within

schemathesis = pytest.importorskip("schemathesis")
requests = pytest.importorskip("requests")
from schemathesis.core.failures import FailureGroup  # noqa: E402

BACKEND = "django.contrib.auth.backends.ModelBackend"
CALLERS = {"all": "all", "none": "", **{role: role for role in ROLES}}


@pytest.fixture
def ours(db, books):
    everyone = world.build(make.BILLING, "OURS")
    with within(everyone.practice), crossing("trail"):
        yield everyone


def operations(client):
    document = client.get("/api/v1/openapi.json").json()
    schema = schemathesis.openapi.from_dict(document)
    found = [one.ok() for one in schema.get_all_operations()]
    return sorted(found, key=lambda one: (one.path, one.method))


def sent(client, case, identifier):
    """Make the call, and undo it."""
    if identifier and "public_id" in case.path_parameters:
        case.path_parameters["public_id"] = identifier
    asked = requests.Request(**case.as_transport_kwargs("http://testserver")).prepare()
    headers = {name: text for name, text in asked.headers.items() if name.lower() not in ("authorization", "content-length", "cookie")}
    body = asked.body.encode() if isinstance(asked.body, str) else asked.body or b""
    path = asked.url.removeprefix("http://testserver")
    with transaction.atomic():
        answer = client.generic(asked.method, path, body, headers.get("Content-Type", ""), headers=headers)
        transaction.set_rollback(True)
    named = {name: [text] for name, text in answer.headers.items()}
    return schemathesis.Response(answer.status_code, named, answer.content, asked, 0.0, verify=False)


def checks():
    from schemathesis import checks as common
    from schemathesis.specs.openapi import checks as own

    return [
        common.not_a_server_error, own.status_code_conformance, own.content_type_conformance, own.response_schema_conformance,
    ]  # fmt: skip


def by_session(ours, role):
    """Somebody of this role, signed in."""
    member = ours if role == "all" else ensure_member(ours.practice, username=f"calls-{role or 'none'}", role=role)
    caller = Client()
    caller.force_login(member.user, backend=BACKEND)
    return caller


def by_token(ours, role):
    """A program whose token has the scopes of this role."""
    held = set(scopes_of(ours)) if role == "all" else permissions(role.split()).intersection(scopes_of(ours))
    text = create_token(ours.practice, "a program", held or {"books:search"}, 30, by=ours)[1]
    return Client(headers={"authorization": f"Bearer {text}"})


def run(ours, caller, number, step=1):
    """Try every call (every third with ``step`` 3) ``number`` times; how often each status came."""
    reader = Client()
    reader.force_login(ours.user, backend=BACKEND)
    caller.raise_request_exception = False
    own, seen, faults = [*world.opaque_ids(ours.practice).values(), ""], Counter(), {}

    def try_it(case, identifier):
        answer = sent(caller, case, identifier)
        seen[answer.status_code] += 1
        try:
            case.validate_response(answer, checks=checks())
        except FailureGroup as found:
            faults[case.operation.label] = f"{case.as_curl_command()}\n{found}"

    often = settings(max_examples=number, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    for operation in operations(reader)[::step]:
        seed(1)(often(tried(operation.as_strategy(), some.sampled_from(own))(try_it)))()
    assert not faults, "\n\n".join(faults.values())
    return seen


def test_no_call_breaks_and_every_answer_is_in_the_document(ours):
    seen = run(ours, by_session(ours, "all"), 2, step=3)
    assert {200, 404, 422} <= seen.keys()


@pytest.mark.slow
@pytest.mark.parametrize(("way", "often", "others"), [(by_session, 40, 5), (by_token, 10, 2)], ids=["session", "token"])
@pytest.mark.parametrize("role", CALLERS.values(), ids=CALLERS)
def test_the_same_by_every_role_and_often(ours, role, way, often, others):
    """``often``: how many times whoever may do everything makes each call; a role meets the same answers, and refusals."""
    number = often if role == "all" else others
    assert run(ours, way(ours, role), number).total() >= number * 150
