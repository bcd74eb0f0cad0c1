"""CMS's coverage database, billing articles: ``article_x_hcpc_code.csv``, ``article_x_icd10_covered.csv`` and its sister.

Layout from documentation (the data dictionary inside ``current_article.zip``,
https://www.cms.gov/medicare-coverage-database/downloads/downloads.aspx; no official file was at hand): csv with a heading; codes stand in
groups of an article, and the database asks for the AMA's terms.
"""

from __future__ import annotations

from typing import IO

from ..official.sheet import Column, Sheet, diagnosis, procedure, whole_number
from ..official.spans import undated
from ..store import Loaded, Store

SYSTEM = "mcd-articles"
AMA = True


def _article(code: Column, group: str, system: str, mark: bytes) -> Sheet:
    columns = (
        Column("article", "article id", whole_number),
        Column("version", "article version", whole_number),
        code,
        Column("part", group, whole_number),
        Column("changed", "last updated", needed=False),
    )
    key = ("article", "version", code.name, "part")
    return Sheet(
        system,
        "CMS coverage database, articles",
        (rb"article_id", mark),
        "article id",
        columns,
        key,
        undated("current"),
        ama=True,
        ragged=True,
    )


_SHEETS = (
    _article(Column("code", "hcpc code id", procedure), "hcpc code group", "mcd-article-procedures", rb"hcpc_code_group"),
    _article(Column("diagnosis", "icd10 code id", diagnosis), "icd10 covered group", "mcd-article-covered", rb"icd10_covered_group"),
    _article(
        Column("diagnosis", "icd10 code id", diagnosis), "icd10 noncovered group", "mcd-article-noncovered", rb"icd10_noncovered_group"
    ),
)


def recognises(head: bytes) -> bool:
    """By the names of its columns."""
    return any(sheet.recognises(head) for sheet in _SHEETS)


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one of the three tables. Raises InputError naming the line that is not as it should be."""
    head = stream.read(65536)
    stream.seek(0)
    return next(sheet for sheet in _SHEETS if sheet.recognises(head)).load(stream, store)
