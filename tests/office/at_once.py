# ruff: noqa: E402 - the database must be named before anything of the office is imported
"""Twenty people of one practice do and read the same things at the same moment, and a worker does its jobs; prints what came of it as JSON.

Run as a program with the number of turns; the environment names a migrated database. Calls are made as a program or a browser makes them,
through everything that stands around a page.
"""

from __future__ import annotations

import json
import logging
import random
import re
import sys
import threading
import time
from collections import Counter
from pathlib import Path

EACH = int(sys.argv[1])
PEOPLE = 20
sys.path.insert(0, str(Path(__file__).parent))

import office_making as make

from claimwright.codesets import open_books
from claimwright.office.boot import start

start()
import world
from django.conf import settings
from django.db import connections
from django.test import Client

from claimwright import core
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.encounters import engine
from claimwright.office.encounters.actions import import_encounter, propose_codes
from claimwright.office.encounters.models import Encounter, Patient
from claimwright.office.jobs.models import Job
from claimwright.office.jobs.worker import work
from claimwright.office.kit.scope import within

settings.ALLOWED_HOSTS = ["testserver"]
logging.getLogger("django.request").setLevel(logging.CRITICAL)
DAY, JSON = str(make.DAY), "application/json"
IDENTIFIER = re.compile("/[0-9a-f]{16}")


def everything():
    """A practice with a row of everything, people who may do all of it, and encounters that wait for a signature."""
    engine.use(open_books())
    first = world.build(make.BILLING, "OURS")
    people = [ensure_member(first.practice, username=f"p{number}", role=" ".join(world.STAFF)) for number in range(PEOPLE)]
    signed = []
    with within(first.practice):
        for number in range(10, 10 + min(EACH, 40)):
            visit = propose_codes(import_encounter(first.practice, make.encounter(number), by=first), by=first)
            make.accept_all(visit, first)
            signed.append(visit.public_id)
        patient = Patient.objects.for_practice(first.practice).order_by("pk").first()
    return people, patient.public_id, signed, world.opaque_ids(first.practice)


def calls(who, turn, patient, encounter, ids):
    """What one person does in one turn: the same as the others do, about the same rows. ``turn`` names what only one of them may make."""
    api, name = "/api/v1", f"N{who}-{turn}"
    batch, claim = ids["charges.ChargeBatch"], ids["claims.Claim"]
    visit = core.plain(core.replace(make.encounter(turn), id=f"A{turn}"))
    made = [
        ("POST", f"{api}/patients", {"last": "Newman", "first": name, "birth_date": "1970-01-01", "sex": "F"}),
        ("POST", f"{api}/patients/{patient}/visits", {"on": "2030-01-02", "at": f"0{turn % 10}:{turn // 10 % 60:02}:00"}),
        ("POST", f"{api}/patients/{patient}/insurances", {"payer": {"id": "00882", "name": "M"}, "subscriber": {"member_id": f"M{turn}"}}),
        ("POST", f"{api}/patients/{patient}/contacts", {"kind": "guarantor", "last": "Kin", "relation": "aunt"}),
        ("POST", f"{api}/patients/{patient}/edit", {"last": "Oldman", "first": name, "birth_date": "1970-01-01", "sex": "F"}),
        ("POST", f"{api}/notes", {"about": patient, "text": "said so"}),
        ("POST", f"{api}/notes", {"about": claim, "text": "said so"}),
        ("POST", f"{api}/tasks", {"about": claim, "what": "call", "due": DAY}),
        ("POST", f"{api}/payments", {"patient": patient, "on": DAY, "amount": "1.00", "method": "cash", "receipt": f"R{turn}"}),
        ("POST", f"{api}/deposits", {"on": DAY, "amount": "1.00", "reference": name}),
        ("POST", f"{api}/charges", {"count": 1, "amount": "1.00"}),
        ("POST", f"{api}/charges/{batch}/services", {"encounter": encounter, "code": "36415"}),
        ("POST", f"{api}/arrivals", visit),
        ("POST", f"{api}/encounters/{encounter}/finalize", None),
        ("POST", f"{api}/claims/{claim}/scrub", None),
        ("POST", f"{api}/submissions", {}),
        ("POST", f"/patients/{patient}/change", {"do": "visit", "on": "2030-01-03", "at": f"1{turn % 10}:00"}),
        ("POST", "/patients/register", {"last": "Page", "first": name, "birth_date": "1970-01-01", "sex": "M", "sure": "1"}),
    ]
    read = [f"/patients/{patient}/visits", f"/patients/{patient}", f"/claims/{claim}", f"/tasks/about/{patient}", "/patients/", "/"]
    return made + [("GET", path, None) for path in read]


def shown(answer):
    """What broke, with where: types and places, no values."""
    kind, error, place = answer.exc_info
    while place and place.tb_next and "claimwright" in place.tb_next.tb_frame.f_code.co_filename:
        place = place.tb_next
    return f"{kind.__name__} {getattr(error.__cause__, 'sqlstate', '')} {place.tb_frame.f_code.co_filename}:{place.tb_lineno}"


class Person(threading.Thread):
    """One of them: makes her calls in an order of her own, begins each turn together with the others."""

    def __init__(self, number, member, together, patient, encounters, ids):
        super().__init__()
        self.number, self.member, self.together, self.known = number, member, together, (patient, encounters, ids)
        self.seen, self.broken = Counter(), Counter()

    def run(self):
        patient, encounters, ids = self.known
        client, chance = Client(raise_request_exception=False), random.Random(self.number)
        client.force_login(self.member.user, backend="django.contrib.auth.backends.ModelBackend")
        for turn in range(EACH):
            self.together.wait()
            wanted = calls(self.number, turn, patient, encounters[turn % len(encounters)], ids)
            for method, path, said in chance.sample(wanted, len(wanted)):
                form = path.startswith("/patients/") and said is not None
                body, kind = (make.form(said), make.FORM) if form else (json.dumps(said) if said is not None else "", JSON)
                answer = client.generic(method, path, body, kind)
                self.seen[f"{method} {IDENTIFIER.sub('/-', path)} {answer.status_code}"] += 1
                if answer.status_code >= 500:
                    self.broken[f"{method} {path}: {shown(answer)}"] += 1
        connections.close_all()


people, *known = everything()
together, over = threading.Barrier(PEOPLE), threading.Event()
worker = threading.Thread(target=work, args=(over, 0.1))
threads = [Person(number, member, together, *known) for number, member in enumerate(people)]
begun = time.perf_counter()
for thread in (worker, *threads):
    thread.start()
for thread in threads:
    thread.join()
over.set()
worker.join()
seen, broken = (sum((getattr(thread, name) for thread in threads), Counter()) for name in ("seen", "broken"))
with within(people[0].practice):
    failed = [f"{job.kind}: {job.error}" for job in Job.objects.for_practice(people[0].practice) if job.error]
    signed = [Encounter.objects.for_practice(people[0].practice).get(public_id=one).claims.count() for one in known[1]]
said = {"seconds": time.perf_counter() - begun, "seen": seen, "broken": broken, "failed": failed, "signed": signed}
sys.stdout.write(json.dumps({**said, **make.standing()}))
