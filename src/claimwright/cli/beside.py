"""``claimwright codes sides``, ``companions``, ``below``, ``flags``, ``pair``, ``units``, ``coverage``, ``severity``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, get_args

import typer

from claimwright.core import InputError

CODE = typer.Argument(..., metavar="CODE", help="With or without its dot.")
ON = typer.Option(None, "--on", metavar="DATE", help="Day of service; without it, the first day of the newest installed release.")
JSON = typer.Option(False, "--json", help="One JSON object.")
SETTING = typer.Option("practitioner", "--setting", help="practitioner or hospital; units also dme.")
Setting = Literal["practitioner", "hospital", "dme"]


def sides(code: str = CODE, on: str = ON, as_json: bool = JSON) -> None:
    """The codes that differ from a diagnosis in the side only."""
    _answer("sides", on, as_json, code)


def companions(code: str = CODE, on: str = ON, as_json: bool = JSON) -> None:
    """The notes that ask for another code beside a diagnosis: code first, use additional code, code also."""
    _answer("companions", on, as_json, code)


def below(
    code: str = CODE,
    every: bool = typer.Option(False, "--every", help="Headings too, not only what may be billed."),
    limit: int = typer.Option(200, "--limit", min=1, max=1000, help="At most so many."),
    on: str = ON,
    as_json: bool = JSON,
) -> None:
    """The codes below a chapter, block, category or code."""
    _answer("below", on, as_json, code, billable=not every, limit=limit)


def flags(code: str = CODE, on: str = ON, as_json: bool = JSON) -> None:
    """What every list says of a diagnosis: editor, CC and MCC, present on admission, HCC, CCSR, chronic condition."""
    _answer("flags", on, as_json, code)


def pair(
    code1: str = CODE,
    code2: str = CODE,
    setting: str = SETTING,
    modifier: list[str] = typer.Option([], "--modifier", help="On either line; may be repeated."),
    on: str = ON,
    as_json: bool = JSON,
) -> None:
    """The NCCI edit between two procedures, and whether the modifiers separate them."""
    _answer("pair", on, as_json, code1, code2, setting=_setting(setting, "practitioner", "hospital"), modifiers=modifier)


def units(code: str = CODE, setting: str = SETTING, on: str = ON, as_json: bool = JSON) -> None:
    """The most units of a procedure that the medically unlikely edits let pass."""
    _answer("units", on, as_json, code, setting=_setting(setting, *get_args(Setting)))


def coverage(
    procedure: str = typer.Argument(..., metavar="PROCEDURE"),
    diagnosis: str = typer.Argument(..., metavar="DIAGNOSIS"),
    on: str = ON,
    as_json: bool = JSON,
) -> None:
    """Whether local coverage determinations name a diagnosis for a procedure."""
    _answer("coverage", on, as_json, procedure, diagnosis)


def severity(
    secondary: str = typer.Argument(..., metavar="SECONDARY"),
    principal: str = typer.Argument(..., metavar="PRINCIPAL"),
    on: str = ON,
    as_json: bool = JSON,
) -> None:
    """Whether a secondary diagnosis counts as CC or MCC beside a principal one."""
    _answer("severity", on, as_json, secondary, principal)


COMMANDS = (sides, companions, below, flags, pair, units, coverage, severity)


def _setting(given: str, *allowed: str) -> str:
    if given not in allowed:
        raise InputError("--setting", f"is {given!r}", f"one of {', '.join(allowed)}")
    return given


def _answer(name: str, on: str, as_json: bool, *codes: str, **more: Any) -> None:
    from claimwright.cli.books import open_for_command
    from claimwright.cli.pcs import day_of
    from claimwright.codesets import beside
    from claimwright.core import encode, plain

    ask: Callable[..., dict[str, Any]] = getattr(beside, name)
    answer = ask(open_for_command(), *codes, day_of(on), **more)
    if as_json:
        print(encode(answer).decode())
    else:
        _show(plain(answer))


def _show(answer: dict[str, Any], indent: str = "") -> None:
    """A line a fact; objects and lists of objects indented beneath."""
    for name, value in answer.items():
        words = name.replace("_", " ")
        if isinstance(value, dict):
            print(f"{indent}{words}:")
            _show(value, indent + "  ")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            print(f"{indent}{words}:")
            for row in value:
                print(f"{indent}  {'; '.join(_said(part) for part in row.values() if part not in (None, ''))}")
        else:
            print(f"{indent}{words}: {_said(value)}")


def _said(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "none"}[value]
    return ", ".join(map(_said, value)) if isinstance(value, (list, tuple)) else str(value)
