"""What is in the books and what is not: one row a release, a small table, or a system that is not installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimwright.core import plain

from . import tables
from .downloads import downloads
from .icd10cm.releases import releases
from .icd10pcs.releases import releases as pcs_releases
from .official.catalogue import systems

if TYPE_CHECKING:
    from .books import Books


def of_icd(books: Books) -> list[dict[str, Any]]:
    """The releases of ICD-10-CM and ICD-10-PCS, oldest first."""
    texts = ("icd10cm-titles", "icd10pcs-titles", "icd10pcs-tables")
    with_text = {(name.split("-")[0], loaded.release) for name in texts for loaded, _file in books.store.installed(name)}
    return [
        {"system": item.system, "release": item.name, "first": item.first, "last": item.last, "rows": item.counts.get("billable", 0)}
        | {
            "text": item.text or (item.system, item.name) in with_text,
            "source": item.source,
            "address": item.address,
            "checked": item.checked,
        }
        for item in (*releases(), *pcs_releases())
    ]


def of_packages(books: Books) -> list[dict[str, Any]]:
    """What installed packages carry beside ICD-10: the risk mappings, one row a payment year, in force for days of service."""
    return [plain(loaded) | {"text": True} for loaded in books.hcc.packaged()]


def small(books: Books) -> list[dict[str, Any]]:
    """The small tables and our own words."""
    found = [(name, len(books.table(name)), books.table(name).source) for name in tables.names()]
    found.append(("lexicon", len(books.lexicon), "our own words for ICD-10-CM codes"))
    found.append(("procedures", len(books.procedures), books.procedures.notice))
    return [{"system": name, "rows": rows, "text": True, "source": source} for name, rows, source in found]


def installed(books: Books) -> list[dict[str, Any]]:
    """Every installed release, the parts of one release as one row."""
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for loaded, _file in books.store.installed():
        key = (
            (loaded.system, loaded.source, loaded.first)
            if loaded.release.count("-") and loaded.system.startswith("ncci")
            else (loaded.system, loaded.release)
        )
        row = rows.setdefault(key, plain(loaded) | {"rows": 0, "files": 0, "text": True, "installed": True})
        row["rows"] += loaded.rows
        row["files"] += 1
        if loaded.partial:
            row["excerpt"] = True
        if row["files"] > 1:
            row["release"] = loaded.release.split("-")[0]
    return list(rows.values())


def absent(books: Books) -> list[dict[str, Any]]:
    """Every system of the catalogue that is not installed: where its file is to be had, and under which terms."""
    there = {loaded.system for loaded, _file in books.store.installed()}
    fetched = {name for about in downloads().values() for name in (about.system, *about.brings)}
    return [
        {
            "system": about.name,
            "release": "not installed",
            "rows": 0,
            "text": True,
            "installed": False,
            "source": f"{about.address} ({about.terms})",
        }
        | {"fetch": bool(fetched & {about.name, *about.installed_as})}
        | {"title": about.title, "address": about.address, "terms": about.terms, "files": about.files, "layout": about.layout}
        for about in systems().all
        if not there & set(about.installed_as)
    ]
