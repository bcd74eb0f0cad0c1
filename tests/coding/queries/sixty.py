"""The queries written down in TOML, built: quotes become spans into their documents."""

import tomllib
from datetime import date
from pathlib import Path

from claimwright.coding.queries import Answer, Asked, Indicator, Option, Paper, ProviderQuery, Record
from claimwright.core import Document, Evidence

ROOM = Path(__file__).parent
KINDS = {"*": "other", "?": "undetermined"}


def cases(name: str) -> list[tuple[dict, Asked]]:
    """Each case of ``name`` and of what was written further, with the query and the record that it makes."""
    files = [ROOM / f"{name}.toml", ROOM / f"further_{name}.toml"]
    return [(case, asked(case)) for file in files for case in tomllib.loads(file.read_text("utf-8"))["case"]]


def asked(case: dict) -> Asked:
    record = Record(papers=tuple(paper(*row) for row in [*case["record"], *case.get("extra", ())]), patient="P1")
    query = ProviderQuery(
        id=case["id"],
        purpose=case["purpose"],
        form=case.get("form", "choice"),
        title=case["title"],
        question=case["question"],
        indicators=tuple(indicator(str(n), quote, record) for n, quote in enumerate(case.get("quotes", ()), 1)),
        options=tuple(map(option, case.get("options", ()))),
        about=tuple(case.get("about", ())),
        only_option=case.get("only_option", ""),
        answer=Answer(**{k: tuple(v) if isinstance(v, list) else v for k, v in case["answer"].items()}) if "answer" in case else None,
    )
    return Asked(query=query, record=record)


def paper(kind: str, day: str, text: str, encounter: str = "", patient: str = "P1") -> Paper:
    return Paper(document=Document(id=kind, kind=kind, text=text, date=date.fromisoformat(day)), encounter=encounter, patient=patient)


def indicator(name: str, quote: str, record: Record) -> Indicator:
    """``document > words @ label``; words that are not there get a span that does not hold."""
    words, _, label = quote.partition(" @ ")
    document, found, rest = words.partition(" > ")
    document, words = (document, rest) if found else (record.papers[0].document.id, words)
    held = record.paper(document)
    start = max(held.document.text.find(words), 0) if held else 0
    return Indicator(name=name, words=Evidence(document=document, start=start, end=start + len(words), text=words), label=label)


def option(line: str) -> Option:
    """``text < 1 2``, with * or ? in front for the two answers that are no diagnosis."""
    text, _, names = line.partition(" < ")
    kind = KINDS.get(text[0], "diagnosis")
    return Option(text=text if kind == "diagnosis" else text[2:], supported_by=tuple(names.split()), kind=kind)
