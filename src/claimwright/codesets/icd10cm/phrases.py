"""What search reads: every title and inclusion term as stems, how common each stem is, and the spelling of every word."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter

from .words import stems

TITLE, INCLUSION = 0, 1
_TABLES = """
CREATE TABLE phrase(id INTEGER PRIMARY KEY, node INTEGER NOT NULL, kind INTEGER NOT NULL, text TEXT NOT NULL, stems TEXT NOT NULL);
CREATE VIRTUAL TABLE phrase_words USING fts5(stems, content='', columnsize=0, detail=none, prefix='3 4', tokenize='ascii');
CREATE TABLE stem(stem TEXT PRIMARY KEY, times INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE spelling(id INTEGER PRIMARY KEY, word TEXT NOT NULL, stem TEXT NOT NULL);
CREATE VIRTUAL TABLE spelling_letters USING fts5(word, content='', tokenize='trigram');
"""
_TEXTS = """
SELECT id, 0, title FROM node WHERE title IS NOT NULL AND kind IN ('code', 'expanded')
UNION ALL SELECT node, 1, inclusion.text FROM inclusion JOIN node ON id = node WHERE kind IN ('code', 'expanded')
"""
_WORD = re.compile(r"[a-z]{4,}")


def compile_phrases(connection: sqlite3.Connection) -> None:
    """Fill the tables from those of the Tabular List."""
    connection.executescript(_TABLES)
    rows, common, words = [], Counter[str](), set[str]()
    for number, (node, kind, text) in enumerate(connection.execute(_TEXTS).fetchall(), 1):
        found = stems(text)
        common.update(set(found))
        words.update(_WORD.findall(text.lower()))
        rows.append((number, node, kind, text, " ".join(found)))
    connection.executemany("INSERT INTO phrase VALUES(?, ?, ?, ?, ?)", rows)
    connection.executemany("INSERT INTO phrase_words(rowid, stems) VALUES(?, ?)", ((row[0], row[4]) for row in rows))
    connection.executemany("INSERT INTO stem VALUES(?, ?)", sorted(common.items()))
    _write_spelling(connection, sorted(words))


def _write_spelling(connection: sqlite3.Connection, words: list[str]) -> None:
    numbered = [(number, word, stems(word)[0]) for number, word in enumerate(words, 1)]
    connection.executemany("INSERT INTO spelling VALUES(?, ?, ?)", numbered)
    connection.executemany("INSERT INTO spelling_letters(rowid, word) VALUES(?, ?)", ((row[0], row[1]) for row in numbered))
