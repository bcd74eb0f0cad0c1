"""One practice's work multiplied to the size of a large office, so that speed is measured on believable rows in believable numbers.

The rows of a practice that the office's own actions made are the mould. Each further practice gets them many times over, with other names,
other identifiers and other weeks, sealed for their new places and findable by their new words; amounts stay, so every account balances.
Rows go in by PostgreSQL's COPY as its superuser (no policy, no trigger, no check of keys), and the tables are analysed afterwards.
"""

# ruff: noqa: S608 - the names in these statements are those of our own tables
from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import pairwise
from operator import attrgetter
from typing import Any, NamedTuple

SETTINGS = frozenset({
    "accounts.Membership", "practices.Payer", "practices.Provider", "practices.Fee", "encounters.CoderSkill", "house.HouseRule",
    "house.PayerContract", "emergency.Restriction",
})  # fmt: skip
"""What a practice has once."""
WORK = frozenset({
    "patients", "encounters", "queries", "eligibility", "charges", "claims", "status", "authorizations", "remits", "ledger", "deposits",
    "writeoffs", "statements", "tasks", "exports", "jobs",
})  # fmt: skip
"""Apps whose rows a practice has more of with every day of work."""
SURNAMES = (
    "Abbott", "Barlow", "Castillo", "Dunn", "Esposito", "Fraser", "Greco", "Hoffman", "Iverson", "Jansen", "Keller", "Lindqvist", "Moreau",
    "Novak", "Okafor", "Petrov", "Quinn", "Rosales", "Sandoval", "Tanaka", "Underhill", "Vasquez", "Whitfield", "Yamada", "Zielinski",
)  # fmt: skip
IN_FULL = 4
"""Every encounter that nobody has signed has its chart; of the signed ones those of one copy in so many. The other charts are left out."""
CHART = {"encounters.Document": "encounter", "encounters.CodeDecision": "encounter", "encounters.DecisionEvent": "decision.encounter"}
"""Rows of a chart, and the way to its encounter."""
LOOKS = 5
"""Events of the trail for each encounter."""
WEEKS = 60
"""Over how many weeks before its own day the work is spread."""
ISO = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")


class Copy(NamedTuple):
    """One multiplication of the mould: into which practice, and its number there and in all."""

    practice: int
    number: int
    overall: int

    @property
    def earlier(self) -> timedelta:
        """By how much its days are moved."""
        return timedelta(weeks=self.number % WEEKS)


Maker = Callable[[Copy, int], Any]
"""Makes one value of a row, given the copy and the row's place in the mould."""


class Mould:
    """The rows of one practice, ready to be multiplied."""

    def __init__(self, practice: Any) -> None:
        from claimwright.office.kit import rls

        self.practice = practice
        held = [model for model in rls.holding() if model._meta.label in SETTINGS or model._meta.app_label in WORK]
        models = [model for model in held if "organisation" not in {field.name for field in model._meta.fields}]
        self.rows = {model: self._rows(model) for model in models}
        self.last = {model: self._last(model) for model in self.rows}
        self.place = {model: {row.pk: number for number, row in enumerate(rows)} for model, rows in self.rows.items()}
        self.surnames = {row.value.last for model, rows in self.rows.items() if model.__name__ == "Patient" for row in rows}
        numbers = {row.number for model, rows in self.rows.items() if model.__name__ == "Patient" for row in rows}
        names = sorted({*self._identifiers(), *self.surnames, *numbers}, key=len, reverse=True)
        self.cuts = re.compile("|".join([*(rf"\b{re.escape(name)}\b" for name in names), ISO.pattern]))

    def claims(self) -> int:
        """How many claims one copy adds."""
        return next(len(rows) for model, rows in self.rows.items() if model.__name__ == "Claim")

    def pour(self, root: Any, copies: list[Copy]) -> None:
        """Write the copies through a connection of the superuser."""
        from claimwright.office.kit.scope import within

        for model, rows in self.rows.items():
            once = model._meta.label in SETTINGS
            wanted = [copy for copy in copies if not (once and copy.number)]
            if rows and wanted:
                names, makers = self._columns(model, once)
                in_full = [number for number, row in enumerate(rows) if not self._spare(row)]
                into = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'
                with within(*{one.practice for one in wanted}), _bare(root, model._meta.db_table), root.cursor().copy(into) as out:
                    for copy in wanted:
                        for number in range(len(rows)) if copy.number % IN_FULL == 0 else in_full:
                            out.write_row([make(copy, number) for make in makers[number]])
                self._advance(root, model)
        self._words(root, copies)

    def _spare(self, row: Any) -> bool:
        """Whether the row belongs to the chart of a signed encounter, which most copies leave out."""
        way = CHART.get(row._meta.label, "")
        with self._inside():
            return bool(way) and not attrgetter(way)(row).open

    def _inside(self) -> Any:
        from claimwright.office.kit.scope import within

        return within(self.practice)

    def _rows(self, model: Any) -> list[Any]:
        field = "practice" if any(one.name == "practice" for one in model._meta.fields) else None
        with self._inside():
            found = model._base_manager.filter(practice=self.practice) if field else model._base_manager.all()
            found = found.filter(state="done") if model._meta.label == "jobs.Job" else found  # nobody shall do it once more for each copy
            return list(found.order_by("pk"))

    def _last(self, model: Any) -> int:
        from django.db.models import Max

        with self._inside():
            return model._base_manager.aggregate(last=Max("pk"))["last"] or 0

    def _identifiers(self) -> Iterator[str]:
        """What must be another in every copy: the texts of unique constraints."""
        from django.db.models import CharField

        for model, rows in self.rows.items():
            if model._meta.app_label in WORK:
                for name in _unique(model, CharField):
                    yield from (getattr(row, name) for row in rows if len(getattr(row, name)) > 2)

    def _columns(self, model: Any, once: bool) -> tuple[str, list[list[Maker]]]:
        from django.db.models import CharField, DateField, PositiveIntegerField

        fields = model._meta.concrete_fields
        unique, counted = (set(), set()) if once else (_unique(model, CharField), _unique(model, PositiveIntegerField, DateField))
        makers = [[self._maker(model, field, row, once, unique, counted) for field in fields] for row in self.rows[model]]
        return ", ".join(f'"{field.column}"' for field in fields), makers

    def _maker(self, model: Any, field: Any, row: Any, once: bool, unique: set[str], counted: set[str]) -> Maker:
        """How this field of this row of the mould becomes that of a copy."""
        from claimwright.office.kit.fields import SealedBytes, SealedField, ValueField

        stored = row.__dict__.get(field.attname)
        if field.primary_key:
            return self._keys(model, once)
        if field.is_relation:
            return self._reference(field, stored)
        if field.name == "public_id":
            return lambda copy, number: public_id(model, copy, number)
        if stored is None:
            return lambda copy, number: None
        if isinstance(field, SealedField | SealedBytes):
            return self._sealed(model, field, field.to_plain(getattr(row, field.attname)))
        if isinstance(field, ValueField):
            return self._text(str(field.get_prep_value(stored)))
        if isinstance(stored, dict | list):
            return self._text(json.dumps(stored))
        if isinstance(stored, str):
            own = self._text(stored)
            return (lambda copy, number: self._other(stored, copy)[: field.max_length]) if field.name in unique else own
        if isinstance(stored, date) and not hasattr(stored, "hour"):
            a_day_each = field.name in counted
            return lambda copy, number: stored - (timedelta(days=copy.number) if a_day_each else copy.earlier)
        if field.name in counted:
            return lambda copy, number: stored + 1000 * (copy.number + 1)
        return lambda copy, number: stored

    def _keys(self, model: Any, once: bool) -> Maker:
        first, length = self.last[model] + 1, len(self.rows[model])
        if once:
            return lambda copy, number: first + self._settled(copy) * length + number
        return lambda copy, number: first + copy.overall * length + number

    def _settled(self, copy: Copy) -> int:
        """Which of the practices this is, counted from 0."""
        return int(copy.practice - self.practice.pk - 1)

    def _reference(self, field: Any, stored: Any) -> Maker:
        target = field.related_model
        if stored is None or (target not in self.rows and target._meta.label != "practices.Practice"):
            return lambda copy, number: stored
        if target._meta.label == "practices.Practice":
            return lambda copy, number: copy.practice
        key, place = self._keys(target, target._meta.label in SETTINGS), self.place[target][stored]
        return lambda copy, number: key(copy, place)

    def _sealed(self, model: Any, field: Any, plain: bytes) -> Maker:
        from claimwright.office.kit.crypto import Place, as_text, seal
        from claimwright.office.kit.fields import SealedField

        make, table, text = self._text(plain.decode("latin-1")), model._meta.db_table, isinstance(field, SealedField)

        def made(copy: Copy, number: int) -> Any:
            place = Place(copy.practice, table, field.column, public_id(model, copy, number))
            sealed = seal(place, make(copy, number).encode("latin-1"))
            return as_text(sealed) if text else sealed

        return made

    def _text(self, text: str) -> Maker:
        """A text with everything in it exchanged that is another in each copy; what stays is cut out once."""
        found = list(self.cuts.finditer(text))
        edges = [0, *(edge for match in found for edge in match.span()), len(text)]
        parts = [text[start:end] for start, end in pairwise(edges)]

        def made(copy: Copy, number: int) -> str:
            return "".join(part if place % 2 == 0 else self._other(part, copy) for place, part in enumerate(parts))

        return made if found else lambda copy, number: text

    def _other(self, name: str, copy: Copy) -> str:
        if ISO.fullmatch(name):
            return (date.fromisoformat(name) - copy.earlier).isoformat()
        if name in self.surnames:
            return SURNAMES[(copy.number + len(name)) % len(SURNAMES)]
        if len(name) >= 32 and re.fullmatch(r"[0-9a-f]+", name):
            return hashlib.sha256(f"{name}{copy.number}".encode()).hexdigest()[: len(name)]
        return f"{name[:15]}{_base36(copy.number + 1)}" if len(name) <= 20 else f"{name}{_base36(copy.number + 1)}"

    def _advance(self, root: Any, model: Any) -> None:
        table, key = model._meta.db_table, model._meta.pk.column
        root.execute(f'SELECT setval(pg_get_serial_sequence(\'"{table}"\', \'{key}\'), (SELECT max("{key}") FROM "{table}"))')

    def _words(self, root: Any, copies: list[Copy]) -> None:
        """The blind index of the new rows."""
        from claimwright.office.kit import search

        into = "COPY kit_searchterm (practice_id, subject, row, digest) FROM STDIN"
        with _bare(root, "kit_searchterm"), root.cursor().copy(into) as out:
            for model, rows in self.rows.items():
                if not issubclass(model, search.Findable):
                    continue
                words = [[self._text(str(word)) for word in row.words()] for row in rows]
                for copy in copies:
                    for number, makers in enumerate(words):
                        for digest in {*search.digests(copy.practice, [make(copy, number) for make in makers])}:
                            out.write_row((copy.practice, model.__name__, public_id(model, copy, number), digest))


@contextmanager
def _bare(root: Any, table: str) -> Iterator[None]:
    """Fill a table without its indexes (but the primary key) and make them at once afterwards, which is many times faster."""
    own = f"'\"{table}\"'::regclass"
    unique = root.execute(
        f"SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = {own} AND contype = 'u'"
    ).fetchall()
    for name, _ in unique:
        root.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
    indexes = root.execute(
        "SELECT relname, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
        f" WHERE indrelid = {own} AND NOT indisprimary"
    ).fetchall()
    for name, _ in indexes:
        root.execute(f'DROP INDEX "{name}"')
    yield
    for name, what in unique:
        root.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {what}')
    for _, made in indexes:
        root.execute(made)


def trail(root: Any) -> None:
    """Looks at every encounter, at the end of the trail. Nobody signed them: of such an office the chain cannot be verified."""
    columns = [row[0] for row in root.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'kit_auditevent'")]
    told = {
        "sequence": "head.sequence + row_number() OVER (ORDER BY e.date_of_service, e.id)", "practice_id": "e.practice_id",
        "at": "to_char(e.date_of_service + e.id % 86400 * interval '1 second', 'YYYY-MM-DD\"T\"HH24:MI:SS\"+00:00\"')", "act": "'R'",
        "actor": "'journey'", "role": "'manager'", "tag": "'encounter:note:read'", "subject": "'Encounter'", "subject_id": "e.public_id",
        "patient_id": "p.public_id", "outcome": "'done'", "digest": "md5(e.public_id) || md5(e.public_id)",
    }  # fmt: skip
    values = ", ".join(told.get(column, "''") for column in columns)
    root.execute(
        f"INSERT INTO kit_auditevent ({', '.join(columns)}) SELECT {values} FROM kit_audithead head, encounters_encounter e"
        f" JOIN encounters_patient p ON p.id = e.patient_id CROSS JOIN generate_series(1, {LOOKS})"
    )
    last = "(SELECT sequence, digest FROM kit_auditevent ORDER BY sequence DESC LIMIT 1)"
    root.execute(f"UPDATE kit_audithead SET (sequence, digest) = {last}")


def shared_out(practices: list[int], number: int) -> list[Copy]:
    """``number`` copies over the practices, the most to the first, to each further one a share that falls with its place; one at least."""
    weights = [1 / (5 + place) for place in range(len(practices))]
    shares = [max(1, round(number * weight / sum(weights))) for weight in weights]
    copies = [(practice, own) for practice, share in zip(practices, shares, strict=True) for own in range(share)]
    return [Copy(practice, own, overall) for overall, (practice, own) in enumerate(copies)]


def public_id(model: Any, copy: Copy, number: int) -> str:
    """The opaque identifier of a copied row: the same whoever asks."""
    return hashlib.blake2s(f"{model._meta.label}|{copy.practice}|{copy.number}|{number}".encode(), digest_size=8).hexdigest()


def _unique(model: Any, *kinds: type) -> set[str]:
    """Fields of these kinds that the practice has each value of once."""
    constraints = [one.fields for one in model._meta.constraints if "practice" in getattr(one, "fields", ())]
    return {name for names in constraints for name in names if type(model._meta.get_field(name)) in kinds}


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest] + digits
    return digits.zfill(3)
