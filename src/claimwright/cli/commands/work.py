"""``claimwright worker`` (or ``work``): do the office's jobs, in a process of its own."""

from __future__ import annotations

import signal
import threading

import typer

from .serve import demand_office


def register(app: typer.Typer) -> None:
    """Add the command, and its short name."""
    app.command("worker")(work)
    app.command("work", hidden=True)(work)


def work(once: bool = typer.Option(False, "--once", help="Do what is due, then stop.")) -> None:
    """Do jobs until interrupted. Any number may run; `claimwright serve` has one of its own. What a kill cuts off is taken up again."""
    demand_office()
    from claimwright.office.boot import start

    start()
    from claimwright.office.jobs import worker

    if once:
        typer.echo(f"{worker.work_off()} done")
        return
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    worker.work(stop)
