"""Every page that the office has, from its table of addresses, as something to ask for again and again.

A page whose address names a row is asked for with many rows of the kind that it is about: which kind that is, trying tells. A page that
nobody gets to see is a mistake of the measurement, unless :data:`LEFT_OUT` says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from claimwright.core import InputError

from .office_grown import SURNAMES
from .office_load import Person, Post, Wanted, ask

SAMPLE = 40
"""So many different rows of each kind a person opens."""
LEFT_OUT = {
    r"account(s:|_)(sign-in|sign-out|set-up|login)": "for people who are not signed in",
    r"mfa_(?!index|list).*|openid_.*|account_reauthenticate": "forms about a second step, which nothing of the practice's work stands in",
    r"api:(?!about|document)[a-z_]+": "the books: `bench books` and `bench search` measure them",
    r"encounters:next": "leads on to the workbench",
    r"api:webhooks-read": "no address is allowed here",
    r"trail:(csv|fhir)": "a file of up to 50,000 events, not a page",
}
"""Names of pages that are not asked for, and why."""
FURTHER = {
    "encounters:worklist": ["?show=final", "?show=all&sort=dearest"],
    "claims:claims": ["?show=denied", "?show=waiting&age=30", "?show=next", "?show=all&sort=dearest"],
    "tasks:work": ["?show=unowned", "?show=all"],
    "statements:statements": ["?show=held", "?show=runs", "?show=plans"],
    "remits:remittances": ["?show=exceptions", "?show=recent", "?show=files"],
    "ledger:accounts": ["?age=0-30", "?age=120%2B"],
    "authorizations:authorizations": ["?show=pended", "?show=all"],
    "queries:listing": ["?show=drafts"],
    "trail:trail": ["?person=journey&act=R", "?tag=encounter"],
}
"""Further tabs of pages that have some."""
SEARCHES = {
    "patients:find": "q", "encounters:find": "q", "tasks:search": "everything", "trail:find": "q", "encounters:search": "q",
    "api:patients-find-find": "words", "api:search-find": "words",
}  # fmt: skip
"""Searches, which are posted since a name must not stand in an address, and the field of their words."""
CODED = ("diabetes", "chest pain", "hypertension", "ankle fracture", "copd", "I10")
"""What coders look for in the books; every other search is for a name."""
LOST = "nobody gets to see it"
NARROWED = {"encounters.Encounter": {"documents__isnull": False}}
"""Which rows of a kind are opened: encounters that have their note."""


def walk(port: int, people: list[tuple[Any, str]]) -> list[Person]:
    """Members with their cookies as people with something to ask for. Raises InputError where the first of them does not see some page."""
    kinds: dict[tuple[str, str], Any] = {}
    persons = [Person(cookie, _Walker(port, member, cookie, kinds).pages()) for member, cookie in people]
    if lost := [name for name, _ in asked_for() if name not in persons[0].pages]:
        raise InputError("the walk", f"does not reach {', '.join(lost)}", "give the mould a row of it, or say in LEFT_OUT why not")
    return persons


def asked_for() -> Iterator[tuple[str, str]]:
    """Name and pattern of every page and search in the table of addresses but those left out."""
    from claimwright.office.kit.routes import routes

    for name, pattern, view in routes():
        shows = getattr(view, "method", "GET" if hasattr(view, "permission") else "") == "GET"
        if (shows or name in SEARCHES) and not any(re.fullmatch(one, name) for one in LEFT_OUT):
            yield name, pattern


class _Walker:
    """What one person may ask for. ``kinds``: the model whose rows an address names, as somebody before her has found."""

    def __init__(self, port: int, member: Any, cookie: str, kinds: dict[tuple[str, str], Any]) -> None:
        self.port, self.member, self.cookie, self.kinds = port, member, cookie, kinds
        self.known: dict[Any, list[str]] = {}

    def pages(self) -> dict[str, list[Wanted]]:
        """Addresses by kind of page; a tab and a search are kinds of their own."""
        found: dict[str, list[Wanted]] = {}
        for name, pattern in asked_for():
            if wanted := self._wanted(name, pattern):
                found[name] = wanted
                found |= {f"{name} {tab}": [f"{pattern}{tab}"] for tab in FURTHER.get(name, ())}
        return found

    def _wanted(self, name: str, pattern: str) -> list[Wanted]:
        """Who has the same roles sees the same pages: tried is for the first of them."""
        key = (self.member.role, name)
        if key not in self.kinds:
            self.kinds[key] = self._found(name, pattern)
        return [] if self.kinds[key] is LOST else self._asked(name, pattern, self.kinds[key])

    def _found(self, name: str, pattern: str) -> Any:
        """The model whose rows the address names, None where it names none, :data:`LOST` where nobody gets to see anything."""
        known = [model for (_, other), model in self.kinds.items() if other == name and model is not LOST]
        for model in known or (self._likely(name) if "<" in pattern else [None]):
            if any(ask(self.port, one, self.cookie)[0] == 200 for one in self._asked(name, pattern, model)[:3]):
                return model
        return LOST

    def _asked(self, name: str, pattern: str, model: Any) -> list[Wanted]:
        from claimwright.office.kit.routes import address

        paths = [address(pattern, identifier) for identifier in self._ids(model)] if model else [pattern]
        return [one for path in paths for one in _put(name, path)]

    def _likely(self, name: str) -> list[Any]:
        """Models with rows of the practice, those first that are called like the page."""
        from claimwright.office.kit import rls

        app, _, word = name.partition(":")
        owned = [model for model in rls.holding() if {"practice", "public_id"} <= {field.name for field in model._meta.fields}]
        usual = ("Encounter", "Patient", "Claim")
        return sorted(owned, key=lambda one: (one._meta.app_label != app, word[:4] not in one.__name__.lower(), one.__name__ not in usual))

    def _ids(self, model: Any) -> list[str]:
        """Of so many rows of the practice, whichever they are."""
        from claimwright.office.kit.scope import within

        if model not in self.known:
            with within(self.member.practice):
                rows = model._base_manager.filter(practice=self.member.practice, **NARROWED.get(model._meta.label, {}))
                self.known[model] = list(rows.order_by("public_id").values_list("public_id", flat=True).distinct()[:SAMPLE])
        return self.known[model]


def _put(name: str, path: str) -> Iterator[Wanted]:
    """What is asked for at this address: the page, or the searches that are posted to it."""
    if name not in SEARCHES:
        yield path
        return
    for words in CODED if name == "encounters:search" else SURNAMES:
        yield Post(path, {SEARCHES[name]: words})
