"""SNIP 7: what one trading partner asks for beyond the guides, as a profile: identifiers, separators, limits, and changed rules.

A profile is a TOML file: of ``partners/``, of an installed package with the same entry point, or any path. Every part may be left out.

    id = "example-clearinghouse"
    [identifiers]   # lists of what is taken; sender and receiver as in ISA06 and ISA08
    sender_qualifier = ["ZZ"]     # also receiver_qualifier, sender, receiver, usage
    same_everywhere = true        # ISA06 = GS02 = 1000A NM109, ISA08 = GS03 = 1000B NM109
    no_passwords = true           # ISA01 and ISA03 are 00
    [format]
    delimiters = "*^:~"
    upper_case = true
    guides = ["005010X222A1"]
    [limits]        # bytes, interchanges, claims (in a transaction set)
    claims = 5000
    [grades]        # another weight for a rule: "error", "warning", "info" or "drop"
    x12-set-size = "error"
    [[rule]]        # one more situational rule, in the words of ``rule.When``
    id = "example-referral"
    at = "2300"
    given = "CLM05-1=21"
    needs = "REF*G1"
    message = "..."
    source = "..."
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from claimwright.core import InputError, Severity, discovery

from .rule import Rule, When
from .tokens import Delimiters, unpad
from .tree import Elements, get

_PARTS: Final = frozenset(("id", "name", "about", "source", "identifiers", "format", "limits", "grades", "rule"))
_LISTS: Final = {"sender_qualifier": 5, "sender": 6, "receiver_qualifier": 7, "receiver": 8, "usage": 15}
"""Identifiers of a profile and their ISA element."""
_CODES: Final = {5: "TA105=005", 6: "TA105=006", 7: "TA105=007", 8: "TA105=008", 15: "TA105=020", 1: "TA105=010", 3: "TA105=012"}
_RULE: Final = frozenset(("id", "at", "given", "needs", "bars", "message", "source", "sets", "severity"))


class Breach(NamedTuple):
    """One thing a partner does not take. ``code``: what a TA1 or 999 says of it, where one does."""

    id: str
    message: str
    element: int | None = None
    value: str = ""
    fix: str = ""
    code: str = ""


class Partner:
    """A partner's profile, ready to be asked."""

    def __init__(self, table: dict[str, Any], name: str) -> None:
        """Raises InputError naming the profile and what it says that cannot be."""
        self.name = name
        self._refuse(table)
        self.id: str = table.get("id", name)
        self._identifiers: dict[str, Any] = table.get("identifiers", {})
        self._format: dict[str, Any] = table.get("format", {})
        self._limits: dict[str, int] = table.get("limits", {})
        self.upper_case: bool = bool(self._format.get("upper_case"))
        self.grades = {rule: self._grade(word) for rule, word in table.get("grades", {}).items()}
        self._rules = [self._rule(one) for one in table.get("rule", ())]

    @property
    def most_claims(self) -> int | None:
        """Claims that this partner takes in a transaction set, None where it does not say."""
        return self._limits.get("claims")

    def _refuse(self, table: dict[str, Any]) -> None:
        for part in table:
            if part not in _PARTS:
                raise InputError(self.name, f"a partner profile has no part {part!r}", f"choose from {', '.join(sorted(_PARTS))}")

    def _grade(self, word: object) -> Severity | None:
        try:
            return None if word == "drop" else Severity(str(word))
        except ValueError:
            raise InputError(self.name, f"{word!r} is no weight of a rule", "say error, warning, info or drop") from None

    def _rule(self, one: dict[str, Any]) -> Rule:
        if not {"id", "at", "given", "message", "source"} <= set(one) <= _RULE or ("needs" in one) is ("bars" in one):
            raise InputError(
                self.name, f"rule {one.get('id', '?')} is not complete", "give id, at, given, message, source, and needs or bars"
            )
        sets = tuple(one.get("sets", ("837P",)))
        made = When(
            one["id"], one["at"], one["given"], one.get("needs", ""), one.get("bars", ""), one["message"], one["source"], sets,
            self._grade(one.get("severity", "error")) or Severity.ERROR, 7,
        )  # fmt: skip
        return made.rule()

    @cache  # noqa: B019 (a profile lives as long as the process)
    def rules(self) -> dict[tuple[str, str], tuple[Rule, ...]]:
        """The rules that this partner adds, by (transaction set, loop)."""
        found: dict[tuple[str, str], tuple[Rule, ...]] = {}
        for one in self._rules:
            for name in one.sets:
                found[name, one.at] = (*found.get((name, one.at), ()), one)
        return found

    def interchange(self, isa: Elements, marks: Delimiters, number: int) -> Iterator[Breach]:
        """What an ISA breaks; ``number``: which of the file it is."""
        for name, element in _LISTS.items():
            allowed, value = self._identifiers.get(name), unpad(get(isa, element))
            if allowed is not None and value not in allowed:
                yield Breach(f"x12-partner-{name.replace('_', '-')}", f"this partner takes {' or '.join(allowed)}", element, value,
                             code=_CODES[element])  # fmt: skip
        for element in (1, 3) if self._identifiers.get("no_passwords") else ():
            if get(isa, element) != "00":
                yield Breach("x12-partner-password", "this partner takes no password: 00", element, get(isa, element), code=_CODES[element])
        wanted = self._format.get("delimiters")
        if wanted is not None and "".join(marks) != wanted:
            yield Breach("x12-partner-delimiters", f"this partner takes the separators {' '.join(wanted)}", code="TA105=026")
        if number > self._limits.get("interchanges", number):
            yield Breach("x12-partner-interchanges", f"this partner takes {self._limits['interchanges']} in a file", code="TA105=022")

    def group(self, gs: Elements, sender: str, receiver: str) -> Iterator[Breach]:
        """What a GS breaks, ``sender`` and ``receiver`` being those of the ISA."""
        guides = self._format.get("guides")
        if guides is not None and get(gs, 8) not in guides:
            yield Breach("x12-partner-guide", f"this partner takes {', '.join(guides)}", 8, get(gs, 8), code="AK905=2")
        if self._identifiers.get("same_everywhere"):
            for element, wanted in ((2, sender), (3, receiver)):
                if get(gs, element) != wanted:
                    yield Breach("x12-partner-identifier", "this partner wants the identifier of the ISA here", element, get(gs, element),
                                 f"use {wanted}", "AK905=1")  # fmt: skip

    def named(self, loop: str, value: str, wanted: str) -> Iterator[Breach]:
        """What the submitter or receiver name of a set breaks."""
        if self._identifiers.get("same_everywhere") and value != wanted:
            yield Breach("x12-partner-identifier", "this partner wants the identifier of the ISA here", 9, value, f"use {wanted}")

    def set(self, claims: int, st: Elements) -> Iterator[Breach]:
        """What a transaction set with so many claims breaks."""
        if claims > self._limits.get("claims", claims):
            yield Breach("x12-partner-claims", f"this partner takes {self._limits['claims']} claims in a set", 2, get(st, 2), "split it")

    def size(self, length: int) -> Iterator[Breach]:
        """What a file of so many bytes breaks."""
        if length > self._limits.get("bytes", length):
            yield Breach("x12-partner-bytes", f"this partner takes {self._limits['bytes']:,} bytes in a file", fix="send several files")


@cache
def partners() -> dict[str, Partner]:
    """The profiles that come with the program, by id."""
    found = (Partner(table, name) for name, table in discovery.tables("claimwright.x12.partners").items())
    return {one.id: one for one in found}


def partner(name: str) -> Partner:
    """A profile by its id, or from the path of a TOML file. Raises InputError for neither."""
    if name in partners():
        return partners()[name]
    path = Path(name)
    if path.suffix != ".toml" or not path.is_file():
        raise InputError(name, "is no partner profile", f"choose from {', '.join(sorted(partners()))}, or name a TOML file")
    try:
        return Partner(tomllib.loads(path.read_text("utf-8")), path.name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(path.name, f"is no TOML ({error})", "mend the file") from None
