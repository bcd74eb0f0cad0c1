"""``claimwright practice open``: the first practice of an organisation, and its owner; everything else is done by page."""

from __future__ import annotations

import typer

from claimwright.core import InputError

from .serve import demand_office


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(no_args_is_help=True, help="Practices of this office.")
    group.command("open")(open_practice)
    group.callback()(_group)
    app.add_typer(group, name="practice")


def _group() -> None:
    """Practices of this office."""


def open_practice(
    name: str = typer.Option(..., help="The practice's name, as it bills."),
    npi: str = typer.Option(..., help="Its NPI."),
    tax_id: str = typer.Option(..., "--tax-id", help="Its tax id (EIN), as 12-3456789."),
    taxonomy: str = typer.Option(..., help="Its taxonomy code, as 207Q00000X."),
    street: str = typer.Option(..., help="Street and number."),
    city: str = typer.Option(..., help="City."),
    state: str = typer.Option(..., help="State, as OH."),
    zip_code: str = typer.Option(..., "--zip", help="ZIP, five or nine digits."),
    phone: str = typer.Option("", help="Ten digits."),
    organisation: str = typer.Option("", help="The billing company or group it belongs to; default: its own name."),
    owner: str = typer.Option(..., help="The name that its owner signs in with; a new one is asked for a password."),
) -> None:
    """Open a practice and let its owner in. The owner adds people, providers, payers, fees and further practices by page."""
    demand_office()
    from claimwright.office.boot import start

    start(migrate=True)
    from claimwright.office.accounts.actions import ensure_member
    from claimwright.office.practices.actions import ensure_practice
    from claimwright.office.practices.forms import PracticeForm

    said = {"name": name, "npi": npi, "tax_id": tax_id, "taxonomy": taxonomy, "phone": phone}
    form = PracticeForm(said | {"line1": street, "city": city, "state": state, "zip": zip_code})
    for field, faults in form.errors.items():
        raise InputError(f"--{field.replace('_', '-')}", str(faults[0]))
    password = _password_for(owner)
    made = ensure_practice(form.value(), organisation=organisation)
    ensure_member(made, username=owner, role="owner", password=password)
    typer.echo(f"{made.name} is open. {owner} may sign in: claimwright serve")


def _password_for(owner: str) -> str | None:
    """The first password of somebody new; None for a person who is known."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from claimwright.office.accounts.models import User

    if User.objects.filter(username=owner).exists():
        return None
    password: str = typer.prompt(f"Password for {owner}", hide_input=True, confirmation_prompt=True)
    try:
        validate_password(password)
    except ValidationError as error:
        raise InputError("password", " ".join(error.messages)) from None
    return password
