"""The sheet of keys says what the script does: every key stands on it, and it names none that does nothing."""

import re
from pathlib import Path

import claimwright.office.kit as kit

FOLDER = Path(kit.__file__).parent
SCRIPT = (FOLDER / "static" / "office" / "keys.js").read_text("utf-8")
SHEET = (FOLDER / "templates" / "office" / "keys.html").read_text("utf-8")
OFFICE = FOLDER.parent
SAID = {word for text in re.findall(r"<kbd>(.*?)</kbd>", SHEET) for word in text.split()}
TABLE = SCRIPT[SCRIPT.index("const KEYS = {") : SCRIPT.index("};", SCRIPT.index("const KEYS = {"))]
KEYS = {quoted or plain for quoted, plain in re.findall(r'^  (?:"(.)"|(\w)): ', TABLE, re.MULTILINE)}
OTHERS = {"g", "1", "9", "Enter", "Esc"}
"""Keys that are not in the table: the beginning of going somewhere, numbers, and the browser's own."""
PRESSED = {key for page in OFFICE.rglob("*.html") for key in re.findall(r'data-press="(\w)"', page.read_text("utf-8"))}


def test_every_key_stands_on_the_sheet():
    assert len(KEYS) > 30
    assert not KEYS - SAID
    assert set(re.findall(r"(\w): ", SCRIPT[SCRIPT.index("const GO = {") : SCRIPT.index("};", SCRIPT.index("const GO"))])) <= SAID


def test_the_sheet_names_no_key_that_does_nothing():
    assert not SAID - KEYS - PRESSED - OTHERS
