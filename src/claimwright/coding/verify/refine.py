"""Stage 5: among the codes of one category, the one all of whose further words the sentence says (Official Guidelines I.B.2)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from claimwright.core import Value
from claimwright.core.discovery import tables

from ..knowledge.tree import Tree
from ..words import keys, listed

_ASIDE = re.compile(r",? (?:including|excluding|except|not elsewhere)\b.*|\s*[(\[][^)\]]*[)\]]", re.I)
_EITHER = re.compile(r"\b(\w+) (?:and|or) (\w+)\b")
_SAYS_NOTHING = frozenset(
    {"other", "specified", "unspecified", "part", "site", "disease", "disorder", "condition", "classified", "elsewhere", "structure"}
    | {"uncomplicated", "encounter", "initial", "current", "episode", "without", "type", "side", "level", "organism"}
)
_PARTS_JOINED = re.compile(r"\b(upper|lower|large|small) (limb|extremit|intestine)(?:y|ies|s)?\b", re.I)
_VAGUE = re.compile(r"\b(?:unspecified|other|unilateral)\b", re.I)
"""Titles that say less than they seem to: no sentence is about them for its words alone."""
_UNLINKED = re.compile(r"\b(?:unrelated|not related|not due|not caused)\b", re.I)
"""Words by which a sentence keeps conditions apart: the other one is no detail of this one."""
LONGEST = 40
"""Words of a sentence that is about one condition; a longer one is a story."""


class Meaning(Value, frozen=True):
    """What a title asks the record to say: every word of ``all``, one of each of ``either``, none of ``none``."""

    code: str
    all: frozenset[str]
    either: tuple[frozenset[str], ...]
    none: frozenset[str]
    side: str | None
    vague: bool

    def said(self, words: frozenset[str]) -> bool:
        """Whether the words say it all."""
        return self.all <= words and self.none.isdisjoint(words) and all(not one.isdisjoint(words) for one in self.either)

    def told(self, words: frozenset[str]) -> frozenset[str]:
        """Which of the words it has."""
        return frozenset.union(self.all, *self.either) & words


@cache
def _within() -> dict[str, list[str]]:
    found: dict[str, list[str]] = tables("claimwright.coding.verify")["regions"]["within"]
    return found


@lru_cache(maxsize=8192)
def told(sentence: str) -> frozenset[str]:
    """The words of a sentence and of the wider parts of which it names parts; nothing of a story."""
    words = keys(_PARTS_JOINED.sub(r"\1\2", sentence.lower().replace(" not ", " without ")))
    if len(words) > LONGEST or _UNLINKED.search(sentence):
        return frozenset()
    return frozenset(words).union(*(_within()[word] for word in words if word in _within()))


def refined(tree: Tree, code: str, sentence: str, side: str | None) -> str | None:
    """The code of the category that says more of the sentence than this one and nothing besides; None where there is none, or several."""
    if code[0] == "O" and len(code) == 8:
        return None  # of several fetuses no words but their own count tell one
    stub = (tree.parent(code) or code) if len(code) == 8 and code[-1].isalpha() else code
    return _refined(tree, stub, told(sentence), side)


@lru_cache(maxsize=32768)
def _refined(tree: Tree, code: str, words: frozenset[str], side: str | None) -> str | None:
    own = _meaning(tree, code)
    words |= own.all  # other words of the record said so
    mine = own.told(words)
    best: tuple[int, str] | None = None
    for other in _category(tree, code[:3]):
        if other.code == code or other.vague or not other.said(words) or (other.side is not None and other.side not in (side, own.side)):
            continue
        theirs = other.told(words)
        if mine < theirs and not theirs - mine <= {"acute", "chronic", "subacute"} and (best is None or len(theirs) > best[0]):
            best = len(theirs), other.code
        elif best is not None and len(theirs) == best[0] and mine < theirs and not best[1].startswith(other.code):
            return None
    return best[1] if best else None


@lru_cache(maxsize=1000)
def _category(tree: Tree, category: str) -> tuple[Meaning, ...]:
    found, open_ = [], [category]
    while open_:
        code = open_.pop()
        kids = tree.children.get(code, [])
        if kids and not tree.has_seventh(code):
            open_.extend(kids)
        else:
            found.append(_meaning(tree, code))
    return tuple(sorted(found, key=lambda one: one.code))


@lru_cache(maxsize=1000)
def _meaning(tree: Tree, code: str) -> Meaning:
    title = _ASIDE.sub("", tree.titles.get(code, "")).lower().replace("unspecified occlusion or stenosis", "").replace(" not ", " without ")
    title = _PARTS_JOINED.sub(r"\1\2", title)
    parts = listed("parts")
    either = [frozenset(keys(f"{one} {other}")) for one, other in _EITHER.findall(title) if {*keys(one), *keys(other)} <= parts]
    known = frozenset().union(*either) | _SAYS_NOTHING
    words = frozenset(word for word in keys(title) if word not in known)
    lacking = frozenset(word.removeprefix("no~") for word in words if word.startswith("no~"))
    return Meaning(
        code,
        frozenset(word for word in words if not word.startswith("no~")),
        tuple(either),
        lacking - words,
        tree.side(code),
        bool(_VAGUE.search(title)),
    )
