"""The README of the room is run: its program prints what it says. What is no file or no value of the kind asked for is refused by name."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import Any

import pytest

from claimwright import x12
from claimwright.cli.measures.x12_damage import good, joined
from claimwright.core import InputError

from .x12_making import claim, envelope

README = (Path(x12.__file__).parent / "README.md").read_text("utf-8")


def test_the_program_prints_what_the_readme_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ((program, printed),) = re.findall(r"```python\n(.*?)```\n```text\n(.*?)```", README, re.DOTALL)
    (tmp_path / "claims.edi").write_bytes(joined(good("837p")))
    monkeypatch.chdir(tmp_path)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(program, "README.md", "exec"), {"__name__": "readme"})
    assert out.getvalue().splitlines() == printed.splitlines()


def test_every_file_that_the_readme_names_is_there() -> None:
    room = Path(x12.__file__).parent
    for name in re.findall(r"^\| (`[^|]+`) \|", README, re.MULTILINE):
        for one in re.findall(r"`([\w./-]+)`", name):
            assert (room / one).exists(), one


@pytest.mark.parametrize(
    "door", [x12.check, x12.rewrite, x12.envelope_of, lambda data: list(x12.read(data)), lambda data: list(x12.show(data))]
)
@pytest.mark.parametrize("odd", ["claims.edi", "ISA*00*", bytearray(b"ISA"), None, io.BytesIO(b"ISA")])
def test_what_is_no_file_is_refused_by_its_kind(door: Any, odd: Any) -> None:
    with pytest.raises(InputError, match=type(odd).__name__):
        door(odd)


@pytest.mark.parametrize("write", [x12.write_835, x12.write_270, x12.write_271, x12.write_276, x12.write_277, x12.write_278])
def test_a_value_of_another_kind_is_refused_by_name(write: Any) -> None:
    with pytest.raises(InputError, match="Claim where"):
        write([claim()], envelope())
    with pytest.raises(InputError, match="one Claim where several"):
        write(claim(), envelope())
