"""Webhooks: off by default, only where the operator allows, opaque ids only, signed, in order, tried again, sent again."""

import json
import threading
from base64 import b64decode
from datetime import timedelta
from hashlib import sha256
from hmac import compare_digest, digest
from http.server import BaseHTTPRequestHandler, HTTPServer

import office_making as make
import pytest
import world
from django.utils import timezone

from claimwright.office.accounts.actions import ensure_member
from claimwright.office.encounters.actions import finalize_codes, import_encounter, propose_codes
from claimwright.office.jobs.models import Job, Notice
from claimwright.office.jobs.worker import work_off
from claimwright.office.kit.errors import Forbidden
from claimwright.office.kit.models import AuditEvent
from claimwright.office.kit.scope import within
from claimwright.office.webhooks import actions, addresses, sending
from claimwright.office.webhooks.errors import Ended, NoEvents, NotAllowed
from claimwright.office.webhooks.models import EVENTS, Delivery

pytestmark = pytest.mark.django_db


class Receiver:
    """A program on this machine that takes messages; ``meet``: the statuses that it answers next, then 200."""

    def __init__(self):
        receiver, self.taken, self.meet = self, [], []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.taken.append(({name.lower(): text for name, text in self.headers.items()}, body))
                status = receiver.meet.pop(0) if receiver.meet else 200
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/hook?of=ours"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def told(self):
        return [json.loads(body) for _, body in self.taken]


@pytest.fixture
def receiver():
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def allowed(settings):
    settings.WEBHOOKS = ["127.0.0.0/8"]


@pytest.fixture
def owner(practice):
    return ensure_member(practice, username="olive", role="owner", password="correct horse")


@pytest.fixture
def hook(practice, owner, receiver, allowed):
    return actions.subscribe(practice, receiver.address, EVENTS, by=owner)


def due(practice):
    Job.objects.for_practice(practice).update(run_after=timezone.now())


def test_what_happens_is_told_in_order_and_a_receiver_can_check_who_says_it(practice, manager, hook, receiver, encounter):
    make.accept_all(encounter, manager)
    claim = finalize_codes(encounter, by=manager)[0]
    assert work_off() == 1
    told = receiver.told()
    assert [one["type"] for one in told] == ["claim.state", "encounter.finalised"]
    assert told[0]["data"] == {"id": claim.public_id, "state": "ready"}
    headers, body = receiver.taken[0]
    key = b64decode(hook.secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    assert compare_digest(b64decode(headers["webhook-signature"].removeprefix("v1,")), digest(key, signed, sha256))
    assert len(key) == 32
    assert [one.state for one in Delivery.objects.for_practice(practice)] == ["sent", "sent"]
    assert AuditEvent.objects.filter(tag="webhook:deliver", actor="olive").count() == 2
    assert not Notice.objects.for_practice(practice).exists()


def test_nothing_of_a_patient_is_told(practice, receiver, allowed, books):
    everyone = ensure_member(practice, username="ours-all", role=" ".join(world.STAFF))
    actions.subscribe(practice, receiver.address, EVENTS, by=everyone)
    assert world.build(make.BILLING, "OURS") == everyone
    work_off()
    assert {one["type"] for one in receiver.told()} == EVENTS.keys()
    told = "\n".join(body.decode() + json.dumps(headers) for headers, body in receiver.taken)
    assert "OURSLAST" in world.strings(practice)
    assert "OURS" not in told
    assert {key for one in receiver.told() for key in one["data"]} == {"id", "state"}


def test_nobody_is_told_of_what_she_did_not_ask_for_nor_of_another_practice(practice, owner, manager, stranger, receiver, allowed):
    actions.subscribe(practice, receiver.address, ["job.done"], by=owner)
    import_encounter(practice, make.encounter(0), by=manager)
    with within(stranger.practice):
        propose_codes(import_encounter(stranger.practice, make.encounter(1, billing=make.OTHER), by=stranger), by=stranger)
    work_off()
    assert receiver.taken == []


def test_what_is_not_taken_is_tried_again_later_and_keeps_its_place(practice, manager, hook, receiver, encounter):
    receiver.meet = [500, 302]
    make.accept_all(encounter, manager)
    finalize_codes(encounter, by=manager)
    for wait in (10, 30):
        work_off()
        job = Job.objects.for_practice(practice).get(kind="webhooks.send_waiting")
        assert job.state == "queued"
        assert timedelta(seconds=wait - 5) < job.run_after - timezone.now() < timedelta(seconds=wait + 1)
        due(practice)
    work_off()
    ids = [headers["webhook-id"] for headers, _ in receiver.taken]
    assert ids[0] == ids[1] == ids[2] != ids[3]
    assert [one["type"] for one in receiver.told()][2:] == ["claim.state", "encounter.finalised"]


def test_an_address_that_takes_nothing_is_given_up_and_may_be_tried_once_more(practice, owner, hook, receiver, monkeypatch, manager, claim):
    monkeypatch.setattr(actions, "MOST_TRIES", 2)
    receiver.meet = [500, 500]
    for _ in range(2):
        work_off()
        due(practice)
    hook.refresh_from_db()
    assert (hook.state, hook.why) == ("given-up", "It did not take a message 2 times: status 500")
    assert {one.state for one in Delivery.objects.for_practice(practice)} == {"given-up"}
    assert Notice.objects.for_practice(practice).get(to=owner).address == "/webhooks/"
    first = Delivery.objects.for_practice(practice).first()
    actions.replay(first, by=owner)
    work_off()
    assert receiver.taken[-1][0]["webhook-id"] == first.public_id
    hook.refresh_from_db()
    assert hook.state == "on"
    actions.unsubscribe(hook, by=owner)
    with pytest.raises(Ended):
        actions.replay(first, by=owner)


def test_what_comes_while_it_is_sent_is_sent_too(practice, manager, hook, receiver, encounter, monkeypatch):
    from claimwright.office.webhooks import jobs, outbox

    real, more = jobs.keep_outcome, [encounter]

    def keep(delivery, **said):
        kept = real(delivery, **said)
        if more and not jobs.queries.next_waiting(hook):
            outbox.tell("encounter.finalised", more.pop())
            Delivery.objects.for_practice(practice).filter(state="waiting").update(state="sent")  # as if the job had not seen it
        return kept

    monkeypatch.setattr(jobs, "keep_outcome", keep)
    outbox.tell("encounter.finalised", encounter)
    assert work_off() == 2
    job = Job.objects.for_practice(practice).get()
    assert (job.state, job.anew) == ("done", False)


def test_when_its_owner_may_no_longer_nothing_is_sent(practice, owner, hook, receiver, manager, claim):
    owner.user.is_active = False
    owner.user.save()
    work_off()
    assert receiver.taken == []
    assert "may no longer" in Job.objects.for_practice(practice).get().error


def test_it_is_off_by_default(practice, owner, settings):
    assert settings.WEBHOOKS == []
    with pytest.raises(NotAllowed, match="switched off"):
        actions.subscribe(practice, "https://example.org/", EVENTS, by=owner)


@pytest.mark.parametrize(
    "address",
    [
        "http://10.0.0.1/", "https://10.0.0.1/", "https://192.168.1.1/", "https://169.254.169.254/latest/meta-data", "https://[::1]/",
        "https://[::ffff:10.0.0.1]/", "https://127.0.0.1:8000/", "https://0.0.0.0/", "https://2130706433/", "https://0x7f000001/",
        "https://localhost/", "https://100.64.0.1/", "https://[fe80::1]/", "https://[fc00::1]/", "https://224.0.0.1/", "http://8.8.8.8/",
        "file:///etc/passwd", "gopher://8.8.8.8/", "https://", "https://8.8.8.8:99999/", "https://user:word@8.8.8.8/", "https://8.8.8.8/#x",
        "https://8.8.8.8/\r\nHost: x", "https://8.8.8.8/ x", "https://nowhere.invalid/", "//8.8.8.8/", "",
    ],
)  # fmt: skip
def test_what_is_not_the_open_internet_is_refused(settings, address):
    settings.WEBHOOKS = ["public"]
    with pytest.raises(NotAllowed):
        addresses.target(address)


def test_the_open_internet_and_what_the_operator_names_is_allowed(settings):
    settings.WEBHOOKS = ["public", "127.0.0.0/8", "10.1.0.0/16"]
    assert addresses.target("https://8.8.8.8/a?b=c") == (True, "8.8.8.8", 443, "/a?b=c", "8.8.8.8")
    assert addresses.target("http://127.0.0.1:99").port == 99
    assert addresses.target("https://10.1.2.3/").number == "10.1.2.3"
    with pytest.raises(NotAllowed):
        addresses.target("https://10.2.0.1/")


def test_a_name_that_means_two_numbers_is_judged_by_both_and_asked_once(settings, monkeypatch, receiver):
    settings.WEBHOOKS = ["public", "127.0.0.0/8"]
    asked = []

    def lookup(host, port, *more, **named):
        asked.append(host)
        number = {"mixed.test": ["8.8.8.8", "10.0.0.1"], "turning.test": ["127.0.0.1"]}.get(host, [host])
        return [(2, 1, 6, "", (one, port)) for one in number]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", lookup)
    with pytest.raises(NotAllowed):
        addresses.target("https://mixed.test/")
    to = addresses.target(f"http://turning.test:{receiver.server.server_port}/hook")
    assert sending.send(to, sending.new_secret(), "id", 1, b"{}") == 200
    assert asked[:2] == ["mixed.test", "turning.test"]
    assert set(asked[2:]) <= {"127.0.0.1"}  # the number that was judged
    assert receiver.taken[0][0]["host"].startswith("turning.test")


def test_an_address_that_never_ends_its_answer_does_not_hold_the_worker(settings, monkeypatch):
    import socket

    settings.WEBHOOKS = ["127.0.0.0/8"]
    monkeypatch.setattr(sending, "PATIENCE", 0.3)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()

        def drip():
            line, _ = server.accept()
            with line:
                for _ in range(200):
                    try:
                        line.send(b"H")
                    except OSError:
                        return
                    threading.Event().wait(0.05)

        threading.Thread(target=drip, daemon=True).start()
        to = addresses.target(f"http://127.0.0.1:{server.getsockname()[1]}/")
        with pytest.raises(sending.NotTaken):
            sending.send(to, sending.new_secret(), "id", 1, b"{}")


def test_only_an_owner_subscribes_and_the_secret_is_shown_once(client, practice, owner, manager, allowed, receiver):
    with pytest.raises(Forbidden):
        actions.subscribe(practice, receiver.address, EVENTS, by=manager)
    with pytest.raises(NoEvents):
        actions.subscribe(practice, receiver.address, ["nothing.such"], by=owner)
    client.post("/account/sign-in", {"username": "olive", "password": "correct horse"})
    form = {"address": receiver.address, "events": ["claim.state", "job.done"]}
    asked = client.post("/webhooks/subscribe", form)
    assert asked.url.startswith("/account/again")
    shown = client.post(asked.url, {"password": "correct horse", "next": "/webhooks/subscribe"}).content.decode()
    secret = actions.Subscription.objects.for_practice(practice).get().secret
    assert secret in shown.replace("&#x2B;", "+")
    page = client.get("/webhooks/").content.decode()
    assert receiver.address in page
    assert secret.removeprefix("whsec_")[:12] not in page
