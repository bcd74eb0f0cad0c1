"""Finding sealed rows: a blind index. Words are known to the database only as keyed digests of their beginnings.

Names, numbers and days are folded (case, accents and marks dropped), cut into words, and of each word every beginning of 2 to 12 signs is
kept, digested with a key outside the database, per practice. Whoever reads the table learns how many rows share a beginning, not which
beginning it is.
"""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models

from .keys import Ring
from .models import SearchTerm

SHORTEST, LONGEST = 2, 12


class Findable(models.Model):
    """A row with sealed values that is found by :meth:`words`."""

    class Meta:
        abstract = True

    def words(self) -> Iterable[str]:
        """What people search for when they want this row."""
        raise NotImplementedError

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and keep the index true."""
        super().save(*args, **kwargs)
        if "value" in (kwargs.get("update_fields") or ("value",)):
            keep(self, self.words())


def keep(row: Any, words: Iterable[str]) -> None:
    """Make ``row`` (of a practice, with an opaque id) findable by these words, and by no others."""
    subject, wanted = type(row).__name__, set(digests(row.practice_id, words))
    known = SearchTerm.objects.filter(practice=row.practice_id, row=row.public_id, subject=subject)
    had = set(known.values_list("digest", flat=True))
    if gone := had - wanted:
        known.filter(digest__in=gone).delete()
    SearchTerm.objects.bulk_create(
        SearchTerm(practice_id=row.practice_id, subject=subject, row=row.public_id, digest=digest) for digest in sorted(wanted - had)
    )


def find(practice: Any, subject: str, words: str) -> Any:
    """The opaque ids of the practice's rows of this kind that have a word beginning with each of ``words``; for ``public_id__in``."""
    own = SearchTerm.objects.for_practice(practice).filter(subject=subject)
    asked = [_digest(practice.pk, word[:LONGEST]) for word in folded([words]) if len(word) >= SHORTEST]
    if not asked:
        return own.none().values("row")
    rows = own.filter(digest=asked[0])
    for digest in asked[1:]:
        rows = rows.filter(row__in=own.filter(digest=digest).values("row"))
    return rows.values("row")


def digests(practice: int, words: Iterable[str]) -> Iterator[int]:
    """The digests by which a row with these words is found."""
    for word in set(folded(words)):
        for length in range(SHORTEST, min(len(word), LONGEST) + 1):
            yield _digest(practice, word[:length])


def folded(texts: Iterable[str]) -> Iterator[str]:
    """Words without case, accents and marks: ``O'Neil-Søn`` is ``oneil`` and ``søn``; a day is its eight digits, year first."""
    for text in texts:
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
        plain = re.sub(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b", lambda day: f"{day[3]}{day[1]:0>2}{day[2]:0>2}", plain)
        plain = re.sub(r"\b(\d{4})-(\d\d)-(\d\d)\b", r"\1\2\3", plain)
        yield from re.findall(r"\w+", plain.replace("'", "").replace("’", "").replace("_", " "))


def _digest(practice: int, beginning: str) -> int:
    """Sixty-four bits, as the database's signed integer."""
    full = hmac.digest(Ring("index").first(), f"{practice}\x1f{beginning}".encode(), "sha256")
    return int.from_bytes(full[:8], "big", signed=True)
