"""Named numpy arrays in one file that is mapped, not read: opening it costs the same whatever its size.

Layout: eight bytes with the length of a JSON head, the head (name -> type, count, offset), then the arrays, each at a multiple of 64.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

_ALIGNED = 64
_PREFIX = 8


def write_arrays(path: Path, arrays: Mapping[str, np.ndarray[Any, Any]]) -> None:
    """Write one file, whole or not at all. Raises OSError where the directory cannot be written."""
    head: dict[str, tuple[str, int, int]] = {}
    at = 0
    for name, array in arrays.items():
        head[name] = (array.dtype.str, len(array), at)
        at += -(-array.nbytes // _ALIGNED) * _ALIGNED
    encoded = json.dumps(head).encode()
    encoded += b" " * (-(len(encoded) + _PREFIX) % _ALIGNED)
    part = path.with_name(f"{path.name}.{os.getpid()}.writing")
    try:
        with part.open("wb") as file:
            file.write(len(encoded).to_bytes(_PREFIX, "little") + encoded)
            for array in arrays.values():
                file.write(np.ascontiguousarray(array).tobytes())
                file.write(b"\0" * (-array.nbytes % _ALIGNED))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def map_arrays(path: Path) -> dict[str, np.ndarray[Any, Any]]:
    """The arrays of a file, read-only and mapped. Raises OSError where it is not there, ValueError where it is damaged."""
    whole = np.memmap(path, np.uint8, "r")
    head_length = int.from_bytes(whole[:_PREFIX].tobytes(), "little")
    if not 0 < head_length <= len(whole) - _PREFIX:
        raise ValueError(f"{path} holds no arrays")
    head = json.loads(whole[_PREFIX : _PREFIX + head_length].tobytes())
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    for name, (kind, count, at) in head.items():
        first = _PREFIX + head_length + at
        last = first + count * np.dtype(kind).itemsize
        if last > len(whole):
            raise ValueError(f"{path} is cut off")
        arrays[name] = np.asarray(whole[first:last]).view(kind)
    return arrays
