"""Which questions a record raises: our templates where their indicators stand in it, and what coding itself left open.

A template asks only where the record does not answer already, and offers only what its own words support. What is proposed is a draft:
a person sends it, changes it or throws it away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from claimwright.core import CodingResult, Evidence, Query
from claimwright.core.codes import Setting

from .model import Indicator, Option, ProviderQuery, Purpose, Record
from .seeing import Seen, seen
from .template import Choice, Template, templates

FREE = (Option(text="Other (please specify)", kind="other"), Option(text="Unable to determine", kind="undetermined"))
PURPOSES: dict[str, Purpose] = {"conflict": "conflict", "clinical-validation": "clinical-validation", "cause-effect": "cause-effect"}
"""What a question of coding is for; every other one asks for detail."""
FOR_CODERS = frozenset({"number"})
"""Questions that a provider has nothing to say to: the record tells what was done, its number is to be looked up."""
SHOWN = 8
"""Indicators that one query quotes at most, the first of each name before the second of any."""


def propose_queries(record: Record, result: CodingResult, books: Any, setting: Setting = "outpatient") -> tuple[ProviderQuery, ...]:
    """Drafts in the order of our templates, then what coding asked and no template does."""
    made = [query for template in templates() if (query := _from_template(template, record, result, setting))]
    quoted = {(one.words.document, one.words.start) for query in made for one in query.indicators}
    made += [
        _from_coding(query, number)
        for number, query in enumerate(result.queries)
        if query.kind not in FOR_CODERS and query.indicators and not any((span.document, span.start) in quoted for span in query.indicators)
    ]
    return tuple(made)


def _from_template(template: Template, record: Record, result: CodingResult, setting: Setting) -> ProviderQuery | None:
    documented = _documented(template, result)
    if setting not in template.settings or documented is None:
        return None
    found = seen(template, record)
    names = {one.name for one in found}
    options, about = tuple(_options(template.options, names)), _about(template, documented, found)
    enough = len(names) >= template.needs and all(names & set(group) for group in template.needs_each)
    answers = template.form != "choice" or len(options) >= (1 if template.only_option else 2)
    if not enough or not answers or len(about) < template.names:
        return None
    return ProviderQuery(
        id=template.id,
        template=template.id,
        purpose=template.purpose,
        form=template.form,
        title=template.title,
        question=template.question,
        indicators=_quoted(documented, found),
        options=(*options, *FREE) if template.form == "choice" else (),
        about=about,
        only_option=template.only_option if len(options) == 1 else "",
    )


def _documented(template: Template, result: CodingResult) -> list[Evidence] | None:
    """The words behind the codes that a template is about; None where one of them is missing, or a code answers it already."""
    codes = {one.code: one.evidence for one in result.codes if one.system == "icd10cm"}
    if any(code.startswith(template.unless) for code in codes):
        return None
    below = [spans for code, spans in codes.items() if code in template.only_with or code.startswith(template.only_below)]
    return [span for spans in below for span in spans] if below or not (template.only_with or template.only_below) else None


def _options(choices: Sequence[Choice], names: set[str]) -> Iterator[Option]:
    """The choices that the signs of these names support, each with the names that do."""
    for choice in choices:
        some = names & set(choice.any_of)
        if set(choice.all_of) <= names and (some or not choice.any_of) and not names & set(choice.none_of):
            yield Option(text=choice.text, supported_by=tuple(sorted(some | set(choice.all_of))))


def _about(template: Template, documented: Sequence[Evidence], found: Sequence[Seen]) -> tuple[str, ...]:
    """What a yes-no question is about: the documented diagnosis, and the condition that ``links`` names."""
    words = [span.text for span in documented[:1]] + [one.words.text for one in found if one.name in template.links][:1]
    return tuple(words[: template.names]) if template.form == "yes-no" else ()


def _quoted(documented: Sequence[Evidence], found: Sequence[Seen]) -> tuple[Indicator, ...]:
    first: dict[str, Indicator] = {}
    rest: list[Indicator] = []
    for one in found:
        indicator = Indicator(name=one.name, words=one.words, label=one.label)
        if one.name in first:
            rest.append(indicator)
        else:
            first[one.name] = indicator
    told = [Indicator(name="documented", words=span) for span in documented[:1]]
    return tuple([*told, *first.values(), *rest][: max(SHOWN, len(first) + len(told))])


def _from_coding(query: Query, number: int) -> ProviderQuery:
    return ProviderQuery(
        id=f"coding-{number + 1}",
        purpose=PURPOSES.get(query.kind, "specificity"),
        form="open",
        title="Clarification of the quoted documentation",
        question="Based on your clinical judgment, can the quoted documentation be described further (for example kind, cause, side, "
        "stage, acuity or how it was done)? If not, please say so.",
        indicators=tuple(Indicator(name="documented", words=span) for span in query.indicators),
    )
