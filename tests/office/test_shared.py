"""What all processes of the office know together: counters of failures and spent codes. Two workers are no second chance."""

import json
import os
import subprocess
import sys

import pytest
from django.core.cache import cache
from office_serving import database

from claimwright.office.kit.models import Shared
from claimwright.office.kit.shared import SharedCache

TOLD = """
import json, sys
from claimwright.office.boot import start
start(migrate=True)
from django.test import Client
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from claimwright.office.accounts.models import User

def person(name, secret=None):
    made, new = User.objects.get_or_create(username=name)
    if new:
        made.set_password("correct horse")
        made.save()
        if secret:
            TOTP.activate(made, secret)

def sign_in(name, password="correct horse", code=None):
    client = Client(SERVER_NAME="127.0.0.1")
    answer = client.post("/account/sign-in", {"username": name, "password": password})
    if code is None:
        return answer.status_code
    client.post("/account/second-step", {"code": code})
    return "_auth_user_id" in client.session

"""


@pytest.fixture
def worker(tmp_path):
    """Run statements in a process of its own on one database; gives what they leave in ``said``."""
    with database(tmp_path) as (file, where):
        environment = {**os.environ, **where, "CLAIMWRIGHT_DATA": str(tmp_path), **({"CLAIMWRIGHT_OFFICE_DB": file} if file else {})}

        def run(statements):
            program = f"{TOLD}{statements}\nprint(json.dumps(said))"
            done = subprocess.run(
                [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False, timeout=120
            )
            assert done.returncode == 0, done.stderr[-2000:]
            return json.loads(done.stdout.splitlines()[-1])

        yield run


@pytest.mark.slow
def test_failures_count_together_and_a_code_that_one_worker_took_is_spent_at_the_other(worker):
    wrong = 'said = [sign_in("mia", "wrong") for _ in range({})]'
    assert 429 not in worker('person("mia"); ' + wrong.format(2))
    assert worker(wrong.format(3))[-1] == 429
    assert worker('said = sign_in("mia")') == 429

    secret = "JBSWY3DPEHPK3PXP"
    now = f'code = format_hotp_value(hotp_value("{secret}", {{}})); said = sign_in("cora", code=code), code'
    made = f'person("cora", "{secret}"); import time; '
    came_in, code = worker(made + now.format("int(time.time()) // 30"))
    assert came_in
    assert worker(f'said = sign_in("cora", code="{code}")') is False


@pytest.mark.slow
def test_guesses_of_the_second_step_count_together(worker):
    guess = 'said = [sign_in("cora", code=f"{{n:06}}") for n in range({}, {})]'
    secret = "JBSWY3DPEHPK3PXP"
    worker(f'person("cora", "{secret}"); ' + guess.format(0, 3))
    worker(guess.format(3, 6))
    right = f'import time; said = sign_in("cora", code=format_hotp_value(hotp_value("{secret}", int(time.time()) // 30)))'
    assert worker(right) is False


@pytest.mark.django_db
def test_one_of_many_adds_and_all_count_on():
    ours, theirs = SharedCache("", {}), SharedCache("", {})
    assert ours.add("tries", 1)
    assert not theirs.add("tries", 1)
    assert [ours.incr("tries"), theirs.incr("tries", 5)] == [2, 7]
    assert ours.get("tries") == theirs.get("tries") == 7
    with pytest.raises(ValueError, match="nobody"):
        ours.incr("nobody")


@pytest.mark.django_db
def test_what_is_kept_ends_when_it_should():
    cache.set("short", [1.5], 0)
    assert cache.get("short", "gone") == "gone"
    assert cache.add("short", 1, 60)
    cache.set("ever", {"a": None}, None)
    cache.set("ever", {"a": 1}, None)
    assert cache.get("ever") == {"a": 1}
    assert cache.touch("short", 0)
    assert not cache.touch("short", 60)
    cache.set("other", 1)
    assert set(Shared.objects.values_list("key", flat=True)) == {":1:ever", ":1:other"}  # what has ended goes with the next that comes
    assert cache.delete("ever")
    assert not cache.delete("ever")
    cache.clear()
    assert not Shared.objects.exists()


@pytest.mark.django_db
def test_no_object_can_be_kept():
    with pytest.raises(TypeError):
        cache.set("object", object())
