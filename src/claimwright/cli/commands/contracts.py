"""``claimwright contracts``: which payer contracts are known, and whether a file is sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from claimwright.payers import Contract

app = typer.Typer(help="Payer contracts: what is known, and whether a file is sound.", no_args_is_help=True)


def register(root: typer.Typer) -> None:
    """Add the group."""
    root.add_typer(app, name="contracts")


@app.command("list")
def list_() -> None:
    """The contracts of the package and of the folder ``contracts`` beside the books."""
    from claimwright.codesets import Store
    from claimwright.payers import packaged_contracts, read_contracts

    own = read_contracts(Store().root.parent / "contracts")
    for one in (packaged_contracts() | own).values():
        print(_line(one))


@app.command()
def check(files: list[str] = typer.Argument(..., metavar="FILE.toml...")) -> None:
    """Read contract files; the first fault is said with its file and line, and the status is 2."""
    from claimwright.cli.files import existing_file
    from claimwright.payers import read_contract

    for name in files:
        one = read_contract(existing_file(name).read_text("utf-8", "replace"), name)
        print(_line(one))
        for term in one.terms:
            print(f"  {term.id:<40} {term.methods[0]}{', carved out' if term.carve_out else ''}{', stop-loss' if term.stop_loss else ''}")


def _line(one: Contract) -> str:
    until = one.last or "no end"
    return f"{one.id:<24} {one.payer:<12} {one.first} to {until}, {len(one.terms)} terms{', fictional' if one.fictional else ''}"
