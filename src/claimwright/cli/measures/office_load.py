"""People at work in a served office: each asks for pages as she goes, all together so many a second; how long each kind of page takes.

Times are those of the asker, over loopback, from the request's first byte to the answer's last: the server's own and a little more. The
askers do not wait for one another (an open loop), so a slow answer does not hide the wait of those behind it.
"""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple


class Person(NamedTuple):
    """Somebody who is signed in: her cookie, and what she asks for, as kind of page and addresses of it."""

    cookie: str
    pages: dict[str, list[str]]


class Kind(NamedTuple):
    """What asking for one kind of page came to: seconds of each answer, and how many were no page (status not 200)."""

    seconds: list[float]
    others: int

    def quantile(self, share: float) -> float:
        """Milliseconds within which this share of the answers came (the next higher one: no interpolation)."""
        ordered = sorted(self.seconds)
        return round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)


def ask(port: int, path: str, cookie: str) -> tuple[int, float, int]:
    """Status, seconds and bytes of one answer."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    began = time.perf_counter()
    try:
        line.request("GET", path, headers={"Cookie": cookie})
        answer = line.getresponse()
        body = answer.read()
    finally:
        line.close()
    return answer.status, time.perf_counter() - began, len(body)


def work(port: int, people: Sequence[Person], rate: float, requests: int, seed: int = 1) -> dict[str, Kind]:
    """Let them ask ``requests`` times, ``rate`` a second in all at random moments, every kind of page about equally often."""
    chance, lock = random.Random(seed), threading.Lock()  # noqa: S311 - who asks when
    seconds: dict[str, list[float]] = defaultdict(list)
    others: dict[str, int] = defaultdict(int)

    def one(person: Person, kind: str, path: str) -> None:
        status, took, _ = ask(port, path, person.cookie)
        with lock:
            seconds[kind].append(took)
            others[kind] += status != 200

    threads, due = [], time.perf_counter()
    for number in range(requests):
        person = people[number % len(people)]
        kinds = list(person.pages)
        kind = kinds[(number // len(people) + number) % len(kinds)]
        due += chance.expovariate(rate)
        time.sleep(max(0.0, due - time.perf_counter()))
        thread = threading.Thread(target=one, args=(person, kind, chance.choice(person.pages[kind])))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return {kind: Kind(times, others[kind]) for kind, times in sorted(seconds.items())}
