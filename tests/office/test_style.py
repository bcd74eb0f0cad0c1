"""Colours that can be read: WCAG 2.2 AA (4.5 : 1) for every pair of text and ground in the style sheet, light and dark."""

import re
from pathlib import Path

import pytest

import claimwright.office.kit as kit

SHEETS = Path(kit.__file__).parent / "static" / "office"
CSS = "\n".join((SHEETS / name).read_text("utf-8") for name in ("office.css", "bench.css", "records.css"))
PAIRS = [
    *((text, ground) for text in ("ink", "quiet", "accent", "bad", "good") for ground in ("paper", "sheet", "faint")),
    *((name, f"{name}-soft") for name in ("good", "warn", "bad", "accent")),
    ("accent-ink", "accent"), ("ink", "accent-soft"), ("quiet", "accent-soft"),
    *(("ink", ground) for ground in ("mark", "mark-lit", "mark-good", "mark-good-lit", "mark-query", "mark-query-lit")),
]  # fmt: skip


def palette(block):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


LIGHT, DARK = (palette(block) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2])


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(colours, text, ground):
    assert contrast(colours[text], colours[ground]) >= 4.5


def test_nothing_is_fetched_from_elsewhere():
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_nothing_that_is_read_is_faded():
    faded = [
        line
        for line in CSS.splitlines()
        if re.search(r"opacity: \.?0?\.?\d", line) and "[disabled]" not in line and "opacity: 1" not in line
    ]
    assert faded == []


def test_a_long_last_word_gets_a_line_of_its_own_on_a_narrow_page():
    narrow = CSS[CSS.index("@media (max-width: 60rem)") :]
    assert ".rows td.said { flex: 1 0 100%" in narrow
