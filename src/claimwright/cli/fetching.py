"""``claimwright codes fetch``: download the official files of a system, with their terms shown and accepted, and install them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from claimwright.core import InputError

if TYPE_CHECKING:
    from claimwright.cli.fetch import Progress
    from claimwright.codesets import Books, Loaded
    from claimwright.codesets.downloads import Downloads

_AMA_NOTICE = (
    "These files carry CPT numbers. CPT is the American Medical Association's: to use it you need the AMA's licence, which\n"
    "CMS's pages show before the files (end use, no passing on). Nothing is sent anywhere; what you install stays here."
)


def fetch(
    system: str = typer.Argument(..., help="icd10cm, hcpcs, ncci-ptp-practitioner, ...: what codes list marks with an asterisk."),
    release: str = typer.Option(None, "--release", metavar="R", help="As in 2026-10; the newest without it."),
    base_url: str = typer.Option("", "--base-url", metavar="URL", help="A mirror that has the files under their official names."),
    accept_ama: bool = typer.Option(False, "--accept-ama", help="I may use CPT under the AMA's terms."),
    timeout: float = typer.Option(30.0, "--timeout", min=0.1, help="Seconds without a byte after which a try is given up."),
    tries: int = typer.Option(4, "--tries", min=1, max=10, help="How often a file is asked for."),
    only_download: bool = typer.Option(False, "--only-download", help="Do not install."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object per file."),
) -> None:
    """Download the official files of a release, then install them. What broke off is resumed; a damaged file changes nothing."""
    from claimwright.cli.books import open_for_command
    from claimwright.cli.fetch import fetch_file
    from claimwright.codesets.downloads import downloads_of
    from claimwright.codesets.store import data_directory
    from claimwright.core import encode, plain

    about = downloads_of(system)
    name, files = about.release(release)
    books = open_for_command()
    agreed = _agree(about, books.store.root, accept_ama)
    print(f"{about.title}, release {name}. Terms: {about.terms}. Source: {about.source}", file=sys.stderr)
    for file in files.files:
        address = about.address(files, file, base_url)
        with _bar(file.name) as progress:
            fetched = fetch_file(
                address, data_directory() / "downloads", sha256=file.sha256, timeout=timeout, tries=tries, progress=progress
            )
        loaded = [] if only_download else _installed(fetched.path, books, agreed)
        if as_json:
            row = {"file": file.name, "address": address, "sha256": fetched.sha256, "bytes": fetched.size, "fresh": fetched.fresh}
            print(encode(row | {"loaded": [plain(one) for one in loaded]}).decode())
            continue
        print(f"{file.name}: {fetched.size:,} bytes, sha256 {fetched.sha256}" + ("" if fetched.fresh else " (already there)"))
        for one in loaded:
            print(f"  {one.system} {one.release}, {one.rows:,} rows, in force {one.first} to {one.last or 'open'}")
    if not only_download:
        books.prepare()  # the search tables are built now, not when somebody waits for an answer


def _installed(path: Path, books: Books, accept_ama: bool) -> list[Loaded]:
    """Install a downloaded file; one that is damaged goes, so that the next call downloads it anew."""
    from claimwright.codesets.install import Refused, install

    try:
        return install(path, books.store, accept_ama=accept_ama)
    except Refused:
        raise
    except InputError:
        path.unlink(missing_ok=True)
        raise


def _agree(about: Downloads, root: Path, accept_ama: bool) -> bool:
    """Whether files with CPT may come in: said now or before, or asked of a person. Raises InputError where they may not."""
    from claimwright.codesets.official import licences

    if not about.ama:
        return accept_ama
    if licences.accepted(root, licences.AMA):
        return True
    print(_AMA_NOTICE, file=sys.stderr)
    if not accept_ama and not (sys.stdin.isatty() and typer.confirm("Do you have that licence and accept its terms?", err=True)):
        raise InputError(about.system, "carries CPT, which is the AMA's", "read the notice above and repeat with --accept-ama")
    licences.accept(root, licences.AMA, f"{about.system}: {about.title}")
    return True


@contextmanager
def _bar(name: str) -> Iterator[Progress | None]:
    """A bar on a terminal's standard error, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda have, whole: bar.update(task, completed=have, total=whole or None)
