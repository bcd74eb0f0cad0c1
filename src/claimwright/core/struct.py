"""What every value is made of, and how values become JSON and come back.

Values are frozen msgspec structs: checked at the border (:func:`decode`, :func:`convert`), trusted inside. This module is the only
one that knows of msgspec's encoder, so a change of library stays here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from .money import Money

T = TypeVar("T")
field = msgspec.field
replace = msgspec.structs.replace
"""``replace(value, name=new)``: a copy of a frozen value with some fields changed."""


class Value(msgspec.Struct, frozen=True, gc=False):
    """A frozen value whose JSON shows every field. Values hold values, never a way back: the cycle collector need not follow them."""


class Sparse(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A frozen value whose JSON leaves out what is empty (claims and what they are made of)."""


class Working(msgspec.Struct, eq=False):
    """Something in the making: it changes, and is equal to nothing but itself."""


class ShapeError(ValueError):
    """A JSON document that does not have the shape of the value it should be; the text says where and why."""


def _encode_hook(value: Any) -> Any:
    if isinstance(value, Money):
        return str(value)
    raise NotImplementedError(f"no JSON for {type(value).__name__}")


def _decode_hook(wanted: type, raw: Any) -> Any:
    if wanted is Money and isinstance(raw, str):
        return Money.parse(raw)
    raise ValueError(f'expected an amount as text, like "126.07", got {raw!r}')


_encoder = msgspec.json.Encoder(enc_hook=_encode_hook)
_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}


def encode(value: Any) -> bytes:
    """One line of JSON: dates ``YYYY-MM-DD``, money ``"126.07"``."""
    return _encoder.encode(value)


def decode(data: bytes | str, shape: type[T]) -> T:
    """Read JSON into a value. Raises ShapeError naming the place of the first thing that is wrong."""
    decoder = _decoders.get(shape)
    if decoder is None:
        decoder = _decoders[shape] = msgspec.json.Decoder(shape, dec_hook=_decode_hook)
    try:
        return decoder.decode(data)  # type: ignore[no-any-return]
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ShapeError(str(error)) from error


def reader(shape: type[T]) -> Callable[[bytes], T]:
    """What reads JSON that we wrote ourselves into values of one shape, as fast as can be; for documents of others there is decode."""
    return msgspec.json.Decoder(shape, dec_hook=_decode_hook).decode


def convert(raw: Any, shape: type[T]) -> T:
    """Check plain dicts and lists (from TOML, from a database) into a value. Raises ShapeError."""
    try:
        return msgspec.convert(raw, shape, dec_hook=_decode_hook)
    except msgspec.ValidationError as error:
        raise ShapeError(str(error)) from error


def plain(value: Any) -> Any:
    """The same value as dicts, sequences and strings, as its JSON would show it."""
    return msgspec.to_builtins(value, enc_hook=_encode_hook)
