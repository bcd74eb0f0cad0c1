"""``claimwright serve``: the workbench, on this machine."""

from __future__ import annotations

import importlib.util
import os
import threading
from collections.abc import Callable
from pathlib import Path

import typer

from claimwright.core import InputError

NEEDED = ("django", "django_htmx", "ninja", "axes", "argon2", "whitenoise", "waitress")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(command)


def command(
    host: str = typer.Option("127.0.0.1", help="The address to listen on; anything but this machine needs TLS in front."),
    port: int = typer.Option(8000, min=1, max=65535, help="The port."),
) -> None:
    """Serve the workbench."""
    serve(host, port)


def serve(host: str = "127.0.0.1", port: int = 8000, *, database: Path | None = None, demonstration: bool = False) -> None:
    """Bring the tables up to date and serve until interrupted.

    ``database``: another SQLite file than the office's own; ``demonstration``: with the red band and the demonstration's sign-in. Both must
    be chosen before anything of the office is imported. Refuses what is unsafe. Raises InputError where the office extra is missing or the
    port is taken.
    """
    demand_office()
    choose(database, demonstration)
    if host not in ("127.0.0.1", "localhost", "::1"):
        os.environ["CLAIMWRIGHT_OFFICE_HOSTS"] = ",".join(filter(None, (os.environ.get("CLAIMWRIGHT_OFFICE_HOSTS"), host)))
    from waitress.server import create_server

    from claimwright.office.boot import start

    start(migrate=True)
    refuse_unsafe(host)
    from claimwright.office.wsgi import application

    try:
        server = create_server(application, host=host, port=port, threads=4, ident="claimwright")
    except OSError as error:
        raise InputError(f"{host}:{port}", f"cannot listen there ({error.strerror})", "choose another --port") from error
    except ValueError as error:  # waitress: the name resolves to no address
        raise InputError("--host", f"{host!r} is no address of this machine", "leave it out, or name one") from error
    typer.echo(f"Claimwright is at http://{host}:{port}  (Ctrl+C stops it)")
    if not demonstration and not _anybody():
        typer.echo("Nobody can sign in yet. `claimwright demo` shows the workbench with synthetic data.")
    stop = _working()
    try:
        server.run()
    finally:
        stop()


def _working() -> Callable[[], None]:
    """Do the office's jobs in a thread of this process; what is returned ends it, after its present step."""
    from claimwright.office.jobs import worker

    over = threading.Event()
    thread = threading.Thread(target=worker.work, args=(over,), name="jobs", daemon=True)
    thread.start()

    def stop() -> None:
        over.set()
        thread.join(timeout=10)

    return stop


def refuse_unsafe(host: str) -> None:
    """Say everything that makes serving there unsafe, and stop; the demonstration holds nobody's records and goes on."""
    from claimwright.office.safety import faults

    found = faults(host)
    for fault in found:
        typer.echo(f"claimwright: not served: {fault}", err=True)
    if found:
        raise typer.Exit(2)


def choose(database: Path | None, demonstration: bool) -> None:
    """Tell the office's settings which database to use; before they are read."""
    if database is not None:
        os.environ["CLAIMWRIGHT_OFFICE_DB"] = str(database)
    os.environ["CLAIMWRIGHT_OFFICE_DEMO"] = "1" if demonstration else "0"


def demand_office() -> None:
    """Say clearly what is missing where the office extra is not installed."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        what = f"the workbench is not installed ({', '.join(missing)} missing)"
        raise InputError("serve", what, 'run: pip install "claimwright[office]"')


def _anybody() -> bool:
    from claimwright.office.accounts.models import User

    return bool(User.objects.filter(is_active=True).exists())
