"""A title out of the meanings of the seven characters, for codes whose order file is not installed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from claimwright.core.discovery import tables

from .tables import Meaning

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_PLACE = re.compile(r"\{(\d)(?:\|(\d))?\}")
_COUNTED = re.compile(r"^(?:Two|Three|Four or More)$")
_NOTHING = ("", "None")
_TURNED = ("Body Part", "Device", "Body Region", "Body System / Region", "Treatment Site")
_SIDES = (", Right", ", Left", ", Bilateral")
_STAYING = (" Artery", " Arteries", " Sites")


def compose(code: str, meanings: Sequence[Meaning]) -> str:
    """The title of a code whose seven meanings are given, in the words of the tables and the order of the official titles."""
    says = {str(at): _said(meaning) for at, meaning in enumerate(meanings, 1)}
    text = _OPTIONAL.sub(lambda match: match[1] if _all_said(match[1], says) else "", _pattern(code, meanings[2].label))
    return " ".join(_PLACE.sub(lambda match: _of(match, says), text).split()).replace(" ,", ",")


def _pattern(code: str, operation: str) -> str:
    patterns = tables(__package__)["titles"]
    sections: Mapping[str, str] = patterns["sections"]
    longest = next((code[:length] for length in (4, 3, 2, 1) if code[:length] in sections), "0")
    if len(longest) == 1:
        return str(patterns["operations"].get(longest, {}).get(operation, sections[longest]))
    return sections[longest]


def _all_said(text: str, says: Mapping[str, str]) -> bool:
    return all(_of(match, says) for match in _PLACE.finditer(text))


def _of(match: re.Match[str], says: Mapping[str, str]) -> str:
    """A character's meaning; of two the second where it says something."""
    return says.get(match[2] or "", "") or says[match[1]]


def _said(meaning: Meaning) -> str:
    label = meaning.label
    if label in _NOTHING or label.startswith("No "):
        return ""
    if meaning.axis == "Approach":
        return label if label.startswith("Via ") else f"{label} Approach"
    if meaning.axis == "Contrast":
        return f"{label} Contrast" if label.endswith("Osmolar") else label
    return _turned(label) if meaning.axis in _TURNED or label.endswith(_SIDES) else label


def _turned(label: str) -> str:
    """``Hip Joint, Right`` as ``Right Hip Joint``; of a number of devices the plural; a number of arteries or sites stays behind."""
    parts = label.split(", ")
    side = parts.pop() if len(parts) > 1 and f", {parts[-1]}" in _SIDES else ""
    counted = _COUNTED.match(parts[-1])
    if len(parts) > 1 and not parts[-1].endswith(_STAYING) and parts[-1] not in tables(__package__)["titles"]["kept"]:
        parts = [" ".join(reversed(parts)) + ("s" if counted and not parts[0].endswith("s") else "")]
    return f"{side} {', '.join(parts)}".strip()
