"""People at work in a served office: each asks for pages as she goes, all together so many a second; how long each kind of page takes.

Times are those of the asker, over loopback, from the request's first byte to the answer's last: the server's own and a little more. The
askers do not wait for one another (an open loop), so a slow answer does not hide the wait of those behind it.
"""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlencode

TOKEN = "c" * 32
"""What stands in the cookie and in the header of a form, so that it is known to come from a page of ours."""
OFTEN = ("find", "search", "workbench")
"""Kinds of page that are asked for four times as often: whoever works here searches and opens notes."""


class Post(NamedTuple):
    """A form that is sent."""

    path: str
    form: dict[str, str]


Wanted = str | Post
"""An address to look at, or a form to send."""


class Person(NamedTuple):
    """Somebody who is signed in: her cookies, and what she asks for, by kind of page."""

    cookie: str
    pages: dict[str, list[Wanted]]


class Kind(NamedTuple):
    """What asking for one kind of page came to: seconds of each page, and how many answers were none (status not 200)."""

    seconds: list[float]
    others: int

    def quantile(self, share: float) -> float:
        """Milliseconds within which this share of the answers came (the next higher one: no interpolation)."""
        ordered = sorted(self.seconds) or [0.0]
        return round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)


def ask(port: int, wanted: Wanted, cookie: str) -> tuple[int, float, int]:
    """Status, seconds and bytes of one answer."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    began = time.perf_counter()
    try:
        line.request(*_told(wanted, cookie))
        answer = line.getresponse()
        body = answer.read()
    finally:
        line.close()
    return answer.status, time.perf_counter() - began, len(body)


def _told(wanted: Wanted, cookie: str) -> tuple[str, str, str | None, dict[str, str]]:
    """Method, address, body and headers."""
    if isinstance(wanted, str):
        return "GET", wanted, None, {"Cookie": cookie}
    to_api = wanted.path.startswith("/api/")
    kind = "application/json" if to_api else "application/x-www-form-urlencoded"
    body = json.dumps(wanted.form) if to_api else urlencode(wanted.form)
    return "POST", wanted.path, body, {"Cookie": cookie, "X-CSRFToken": TOKEN, "Content-Type": kind}


def work(port: int, people: Sequence[Person], rate: float, requests: int, seed: int = 1) -> dict[str, Kind]:
    """Let them ask ``requests`` times, ``rate`` a second in all at random moments, every kind of page in turn (see :data:`OFTEN`)."""
    chance, lock = random.Random(seed), threading.Lock()  # noqa: S311 - who asks when
    seconds: dict[str, list[float]] = defaultdict(list)
    others: dict[str, int] = defaultdict(int)

    def one(person: Person, kind: str, wanted: Wanted) -> None:
        status, took, _ = ask(port, wanted, person.cookie)
        with lock:
            others[kind] += status != 200
            seconds[kind] += [took] if status == 200 else []

    kinds = [kind for kind in {kind: 0 for one in people for kind in one.pages} for _ in range(4 if kind.endswith(OFTEN) else 1)]
    chance.shuffle(kinds)
    threads, due = [], time.perf_counter()
    for number in range(requests):
        kind = kinds[number % len(kinds)]
        able = [one for one in people if kind in one.pages]
        person = able[(number + number // len(kinds)) % len(able)]
        due += chance.expovariate(rate)
        time.sleep(max(0.0, due - time.perf_counter()))
        thread = threading.Thread(target=one, args=(person, kind, chance.choice(person.pages[kind])))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return {kind: Kind(seconds[kind], others[kind]) for kind in sorted(others)}
