"""What the search reads: every text, its words, and the words' letters, as arrays in one mapped file beside the books.

A word leads to the texts that hold it (``in_text``, ``beside_text``) and to the codes that hold it anywhere in their texts or in the titles
above them (``in_code``). Letters lead to words (``gram``), so that what is misspelled or cut short finds its like.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from claimwright.core.discovery import files

from ..arrays import map_arrays, write_arrays
from ..store import Store
from . import lexicon as _lexicon
from .texts import INDEXES, STEP, TITLE, Text, texts
from .words import CONNECTING, stems

FORMAT = 2
"""Raise it when the arrays change shape."""
Arrays = dict[str, np.ndarray[Any, Any]]
_KEPT = 2


def open_tables(store: Store, base: str) -> Arrays:
    """The tables for what is installed now, built where they are not there yet. ``base``: name of the base file in the store."""
    path = store.root / f"search-{_key(store, base)}.bin"
    with suppress(OSError, ValueError):
        return map_arrays(path)
    arrays = compile_tables(store, store.connection(base))
    with suppress(OSError):  # a directory that cannot be written: the search works all the same, and compiles again next time
        write_arrays(path, arrays)
        _forget(store.root, path)
        return map_arrays(path)
    return arrays


def _key(store: Store, base: str) -> str:
    """What the tables are made from: the base, the installed lists, the words of this package."""
    installed = [
        (loaded.system, loaded.release, loaded.sha256) for system in (*INDEXES, "icd10cm-titles") for loaded, _ in store.installed(system)
    ]
    own = [zlib.crc32(file.read_bytes()) for file in files(_lexicon.__name__, ".tsv")]
    return hashlib.sha256(repr((FORMAT, base, installed, own)).encode()).hexdigest()[:12]


def _forget(root: Path, kept: Path) -> None:
    """Tables of other states: the newest of them stays (two environments may share one directory)."""
    others = sorted((path for path in root.glob("search-*.bin") if path != kept), key=lambda path: path.stat().st_mtime)
    for path in others[: 1 - _KEPT]:
        with suppress(OSError):
            path.unlink()


def compile_tables(store: Store, base: sqlite3.Connection, without: Collection[int] = ()) -> Arrays:
    """The arrays, from everything that is installed. ``without``: lines of the Alphabetic Index to withhold."""
    found = sorted(texts(store, base, without), key=lambda text: (text.code, text.kind))
    codes = sorted({text.code for text in found})
    number = {code: at for at, code in enumerate(codes)}
    vocabulary = _Vocabulary()
    held = vocabulary.pairs(text.text.replace(STEP, " ") for text in found)
    beside = vocabulary.pairs(text.beside for text in found)
    words = sorted(vocabulary.numbers)
    order = np.array([vocabulary.numbers[word] for word in words], np.int64)
    rank = np.empty(len(words), np.int64)
    rank[order] = np.arange(len(words))
    held, beside = [(text, rank[word]) for text, word in (held, beside)]
    code_of = np.array([number[text.code] for text in found], np.int64)
    arrays: Arrays = {"text_code": code_of.astype(np.int32), "text_kind": np.array([text.kind for text in found], np.int8)}
    arrays |= strings("code", codes) | strings("text", [text.text for text in found]) | strings("word", words)
    arrays["code_first"] = np.searchsorted(code_of, np.arange(len(codes))).astype(np.int32)
    for level, letters in (("category", 3), ("four", 4)):
        starts = np.array([at for at, code in enumerate(codes) if not at or codes[at - 1][:letters] != code[:letters]], np.int32)
        arrays[f"{level}_first"] = starts
        arrays[f"code_{level}"] = np.repeat(np.arange(len(starts), dtype=np.int32), np.diff(np.append(starts, len(codes))))
    arrays["code_leaf"] = _leaves(base, codes)
    arrays |= _postings("in_text", held, len(words)) | _postings("beside_text", beside, len(words))
    arrays |= _weights(held, words, len(found))
    bag = _bag(base, found, number, code_of, held, beside)
    return arrays | _postings("in_code", bag, len(words)) | _grams(words)


def word_arrays(found: Sequence[str]) -> Arrays:
    """The words of texts, where each stands, how much it says, and its letters; nothing for texts without words."""
    vocabulary = _Vocabulary()
    at, of = vocabulary.pairs(found)
    words = sorted(vocabulary.numbers)
    if not words:
        return {}
    rank = np.empty(len(words), np.int64)
    rank[[vocabulary.numbers[word] for word in words]] = np.arange(len(words))
    held = at, rank[of]
    return strings("word", words) | _postings("in_text", held, len(words)) | _weights(held, words, len(found)) | _grams(words)


class _Vocabulary:
    """Numbers words in the order they are met."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def pairs(self, found: Iterable[str]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Text number and word number, once for each different word of a text."""
        numbers, at, words = self.numbers, [], []
        for text, content in enumerate(found):
            for word in set(stems(content)) if content else ():
                at.append(text)
                words.append(numbers.setdefault(word, len(numbers)))
        return np.array(at, np.int64), np.array(words, np.int64)


def _postings(name: str, pairs: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]], words: int) -> Arrays:
    """From pairs of place and word: where the places of each word begin, and the places."""
    places, of = pairs
    order = np.lexsort((places, of))
    first = np.searchsorted(of[order], np.arange(words + 1))
    return {f"{name}_first": first.astype(np.int32), name: places[order].astype(np.int32)}


def _weights(held: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]], words: Sequence[str], count: int) -> Arrays:
    """How much a word says: the rarer the more, connecting words nothing; and what each text says in all."""
    times = np.bincount(held[1], minlength=len(words))
    weight = np.log((count + 1) / (times + 1)).astype(np.float32)
    weight[[at for at, word in enumerate(words) if word in CONNECTING]] = 0.0
    whole = np.bincount(held[0], weight[held[1]], count).astype(np.float32)
    return {"times": times.astype(np.int32), "weight": weight, "text_weight": np.maximum(whole, 0.1)}


def _bag(
    base: sqlite3.Connection, found: Sequence[Text], number: Mapping[str, int], code_of: Any, held: Any, beside: Any
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Code and word, for every word in any text of a code or in a title above it."""
    above = _above(base, number)
    of_title = np.array([text.kind == TITLE for text in found])[held[0]]
    title_words: dict[int, list[int]] = {}
    for code, word in zip(code_of[held[0][of_title]].tolist(), held[1][of_title].tolist(), strict=True):
        title_words.setdefault(code, []).append(word)
    inherited = [(code, word) for code, parents in above for parent in parents for word in title_words.get(parent, ())]
    from_above = np.array(inherited, np.int64).reshape(-1, 2)
    codes = np.concatenate([code_of[held[0]], code_of[beside[0]], from_above[:, 0]])
    words = np.concatenate([held[1], beside[1], from_above[:, 1]])
    both = np.unique(words << 32 | codes)
    return both & 0xFFFFFFFF, both >> 32


def _above(base: sqlite3.Connection, number: Mapping[str, int]) -> list[tuple[int, list[int]]]:
    """For each code, the codes and headings above it that have texts."""
    rows = base.execute("SELECT id, code, parent FROM node WHERE kind IN ('code', 'untitled')").fetchall()
    by_id = {row[0]: row for row in rows}
    result = []
    for row in rows:
        if row[1] in number:
            parents, at = [], by_id.get(row[2])
            while at:
                if at[1] in number:
                    parents.append(number[at[1]])
                at = by_id.get(at[2])
            result.append((number[row[1]], parents))
    return result


def _leaves(base: sqlite3.Connection, codes: Sequence[str]) -> np.ndarray[Any, Any]:
    """Whether a code has no code below it but its own 7th characters."""
    sql = "SELECT DISTINCT above.code FROM node JOIN node above ON above.id = node.parent WHERE node.kind = 'code'"
    headings = {code for (code,) in base.execute(sql)}
    return np.array([code not in headings for code in codes], np.int8)


def grams(word: str) -> set[str]:
    """The runs of three and four letters of a word, its ends marked."""
    marked = f"^{word}$"
    return {marked[at : at + size] for size in (3, 4) for at in range(len(marked) - size + 1)}


def _grams(words: Sequence[str]) -> Arrays:
    runs = sorted({gram for word in words for gram in grams(word)})
    number = {gram: at for at, gram in enumerate(runs)}
    pairs = [(at, number[gram]) for at, word in enumerate(words) for gram in grams(word)]
    places = np.array(pairs, np.int64)
    counts = np.bincount(places[:, 0], minlength=len(words)).astype(np.int32)
    return {"word_grams": counts} | strings("gram_text", runs) | _postings("gram", (places[:, 0], places[:, 1]), len(runs))


def strings(name: str, values: Sequence[str]) -> Arrays:
    """Texts one after another in UTF-8, and where each begins."""
    encoded = [value.encode() for value in values]
    first = np.concatenate([[0], np.cumsum([len(value) for value in encoded])]).astype(np.int32)
    return {f"{name}_at": first, f"{name}_bytes": np.frombuffer(b"".join(encoded), np.uint8)}


def string(arrays: Arrays, name: str, at: int) -> str:
    """One of the texts that :func:`strings` wrote."""
    first = arrays[f"{name}_at"]
    return arrays[f"{name}_bytes"][first[at] : first[at + 1]].tobytes().decode()


def finder(arrays: Arrays, name: str) -> Callable[[str], int]:
    """Where a text stands in a sorted list of texts; -1 where it is not there. Reads only what a search by halves touches."""
    count = len(arrays[f"{name}_at"]) - 1

    def find(wanted: str) -> int:
        at = first_not_before(arrays, name, wanted)
        return at if at < count and string(arrays, name, at) == wanted else -1

    return lru_cache(50_000)(find)


def first_not_before(arrays: Arrays, name: str, wanted: str) -> int:
    """The first text of a sorted list that is not before another."""
    low, high = 0, len(arrays[f"{name}_at"]) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if string(arrays, name, middle) < wanted else (low, middle)
    return low
