"""``claimwright x12``: check, read, write, rewrite, acknowledge and show X12 files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from claimwright.cli.files import existing_file
from claimwright.core import InputError, ShapeError, decode, encode, plain

if TYPE_CHECKING:
    from claimwright.x12 import Envelope, Report

group = typer.Typer(no_args_is_help=True, help="X12 files: check, read, write, acknowledge, show.")

ERRORS = 1
UNUSABLE = 2
NDJSON = typer.Option(False, "--ndjson", help="One JSON object per line.")
SENDER = typer.Option("SENDER", help="ISA06 and GS02.")
RECEIVER = typer.Option("RECEIVER", help="ISA08 and GS03.")
CONTROL = typer.Option(1, min=1, max=999_999_999, help="ISA13; never reuse it with a partner.")
USAGE = typer.Option("T", help="T test, P production.")
TIMESTAMP = typer.Option(None, "--timestamp", formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d"], help="Time of sending; default: now, UTC.")


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="x12")


@group.command()
def check(
    files: list[str] = typer.Argument(..., metavar="FILE..."),
    ndjson: bool = NDJSON,
    snip: int = typer.Option(7, min=1, max=7, help="Highest SNIP type to look for."),
    partner: str = typer.Option("", help="Partner profile: a name, or a TOML file."),
) -> None:
    """Validate: syntax, guide, balances, situations, code sets, kinds of service, a partner's own demands."""
    from claimwright import x12

    profile = x12.partner(partner) if partner else None
    status = 0
    for name in files:
        try:
            report = x12.check(_source(name), snip=snip, partner=profile)
        except InputError as error:
            status = UNUSABLE
            _refused(name, error, ndjson)
            continue
        status = max(status, ERRORS if report.verdict == "rejected" else 0)
        for line in [_as_json(name, report)] if ndjson else _as_text(name, report):
            typer.echo(line)
    raise typer.Exit(status)


@group.command()
def read(file: str = typer.Argument(..., metavar="FILE"), ndjson: bool = NDJSON) -> None:
    """Typed content: claims, remittance claims with their payment, acknowledgements, inquiries, answers, enrollments."""
    from claimwright import x12

    for value in x12.read(_source(file)):
        for item in _items(value):
            typer.echo(encode(item).decode() if ndjson else _text(item))
            sys.stdout.flush()


@group.command()
def write(
    file: str = typer.Argument("-", metavar="[FILE]", help="JSON lines; default: standard input."),
    to: str = typer.Option(..., "--to", help="837P, 837I, 837D, 835, 270, 271, 276, 277 or 278."),
    ndjson: bool = NDJSON,
    out: str = typer.Option("-", help="Where to write; default: standard output."),
    sender: str = SENDER,
    receiver: str = RECEIVER,
    control: int = CONTROL,
    usage: str = USAGE,
    timestamp: datetime = TIMESTAMP,
) -> None:
    """The reverse of read: JSON lines to a file."""
    from claimwright import x12

    envelope = _envelope(sender, receiver, control, usage, timestamp)
    kind = to.upper()
    if kind in ("837P", "837I", "837D"):
        data = x12.write_837(_claims(file), envelope)
    elif kind == "835":
        data = x12.write_835(_remittances(file), envelope)
    elif kind in ASKING:
        data = getattr(x12, f"write_{kind}")(_asked(file, kind), envelope)
    else:
        raise InputError("--to", f"{to} cannot be written from JSON", f"choose 837P, 837I, 837D, 835, {', '.join(ASKING)}")
    _deliver(data, out)


@group.command()
def rewrite(file: str = typer.Argument(..., metavar="FILE"), out: str = typer.Option("-", help="Where to write.")) -> None:
    """Parse and write again: byte-identical for a well-formed file."""
    from claimwright import x12

    _deliver(x12.rewrite(_source(file)), out)


@group.command()
def ack(
    file: str = typer.Argument(..., metavar="FILE"),
    out: str = typer.Option(..., help="Directory for ta1.edi, 999.edi and 277ca.edi."),
    sender: str = typer.Option("", help="Who answers; default: the file's receiver."),
    receiver: str = typer.Option("", help="Who is answered; default: the file's sender."),
    control: int = CONTROL,
    usage: str = USAGE,
    timestamp: datetime = TIMESTAMP,
) -> None:
    """Answer a file as its receiver would: TA1, 999, and 277CA for claims."""
    from claimwright import x12

    source = _source(file)
    report = x12.check(source)
    first = report.interchanges[0] if report.interchanges else None
    answers = (first.receiver, first.sender) if first else ("", "")
    envelope = _envelope(sender or answers[0], receiver or answers[1], control, usage, timestamp)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in x12.acknowledge(source, envelope).items():
        (folder / name).write_bytes(data)
        typer.echo(f"{folder / name}: {len(data)} bytes")
    typer.echo(report.verdict)
    raise typer.Exit(ERRORS if report.verdict == "rejected" else 0)


@group.command()
def show(file: str = typer.Argument(..., metavar="FILE")) -> None:
    """Indented loops with names, for eyes."""
    from claimwright import x12

    for line in x12.show(_source(file)):
        typer.echo(line)


@group.command()
def rules(ndjson: bool = NDJSON) -> None:
    """Every rule beyond one segment: level, severity, transaction sets, the public source it rests on."""
    from claimwright.x12.catalogue import GUIDE_ONLY, catalogue

    entries = catalogue()
    for one in entries:
        told = {"id": one.id, "snip": one.snip, "severity": one.severity, "sets": one.sets, "public": one.public, "sources": one.sources}
        text = f"{one.snip}  {one.severity:<8} {one.id:<36} {' '.join(one.sets):<20} {'; '.join(one.sources)}"
        typer.echo(encode(told).decode() if ndjson else text)
    if not ndjson:
        typer.echo(f"{len(entries)} rules, {sum(not one.public for one in entries)} of them told by {GUIDE_ONLY}")


# -- input ------------------------------------------------------------------------------------------------------------------


def _source(name: str) -> bytes | Path:
    return sys.stdin.buffer.read() if name == "-" else existing_file(name)


def _lines(file: str) -> Iterator[tuple[str, bytes]]:
    """Each line that is not blank, with the place to name when it is wrong."""
    opened = sys.stdin.buffer if file == "-" else existing_file(file).open("rb")
    with opened as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield f"{file}, line {number}", line


def _decoded(place: str, line: bytes, shape: Any) -> Any:
    try:
        return decode(line, shape)
    except ShapeError as error:
        raise InputError(place, str(error), "give one object per line, as x12 read writes them") from None


def _claims(file: str) -> Iterator[Any]:
    from claimwright.core import Claim

    return (_decoded(place, line, Claim) for place, line in _lines(file))


ASKING = {
    "270": ("EligibilityInquiry",), "271": ("EligibilityAnswer",), "276": ("StatusInquiry",), "277": ("StatusAnswer",),
    "278": ("AuthorizationRequest", "AuthorizationAnswer"),
}  # fmt: skip
"""Sets that ask or answer: the core values they hold."""


def _asked(file: str, kind: str) -> Iterator[Any]:
    """A 278 line with a decision or a rejection, its own or a service's, is an answer."""
    from claimwright import core

    for place, line in _lines(file):
        record = _decoded(place, line, dict[str, Any])
        said = [record, *(one for one in record.get("services") or () if isinstance(one, dict))]
        answers = kind == "278" and any("decision" in one or "rejections" in one for one in said)
        yield _decoded(place, line, getattr(core, ASKING[kind][answers]))


def _remittances(file: str) -> Iterator[Any]:
    """Claims up to the line with ``payment`` make one remittance."""
    from claimwright.core import Remittance, RemittanceClaim, convert

    claims: list[Any] = []
    for place, line in _lines(file):
        record = _decoded(place, line, dict[str, Any])
        if "payment" not in record:
            claims.append(_decoded(place, line, RemittanceClaim))
            continue
        try:
            yield convert({"payee": {}, **record, "claims": [plain(claim) for claim in claims]}, Remittance)
        except ShapeError as error:
            raise InputError(place, str(error), "give the payment as x12 read writes it") from None
        claims = []
    if claims:
        raise InputError(file, "the last claims have no payment after them", "close them with the line that holds the payment")


def _envelope(sender: str, receiver: str, control: int, usage: str, timestamp: datetime | None) -> Envelope:
    from claimwright.x12 import Envelope

    when = timestamp or datetime.now(UTC).replace(tzinfo=None)
    return Envelope(sender=sender, receiver=receiver, control=control, usage=usage.upper(), timestamp=when)


# -- output -----------------------------------------------------------------------------------------------------------------


def _items(value: Any) -> Iterator[Any]:
    """What one value is as lines: a remittance is its claims, then its payment."""
    from claimwright.core import Remittance

    if not isinstance(value, Remittance):
        yield value
        return
    yield from value.claims
    yield {
        "payer": value.payer, "payee": value.payee, "payment": value.payment, "provider_adjustments": value.provider_adjustments,
    }  # fmt: skip


COUNTED = ("questions", "benefits", "rejections", "statuses", "services", "lines", "coverages", "items")


def _text(value: Any) -> str:
    from claimwright import core

    if isinstance(value, dict | core.Claim | core.RemittanceClaim | core.Acknowledgement):
        return _line(plain(value))
    person = getattr(value, "patient", None) or getattr(value, "member", None)
    said = [type(value).__name__, getattr(value, "id", ""), f"{person.last}, {person.first}" if person else ""]
    said += [f"{len(getattr(value, name))} {name}" for name in COUNTED if getattr(value, name, ())]
    return "  ".join(filter(None, said))


def _line(item: dict[str, Any]) -> str:
    if "payment" in item:
        payment = item["payment"]
        return f"payment {payment['trace']}  {payment['date']}  {payment['method']}  {payment['amount']}"
    if "claim_id" in item:
        return f"{item['claim_id']:<20}  status {item['status']:<2}  charge {item['charge']:>12}  paid {item['paid']:>12}"
    if "answers" in item:
        return (
            f"{item['kind']} answers {item['answers']}  {item['verdict']}  {len(item['claims'])} claim(s), {len(item['faults'])} fault(s)"
        )
    codes = " ".join(one["code"] for one in item.get("diagnoses", ()))
    return f"{item['id']:<20}  charge {item['charge']:>12}  {len(item.get('lines', ())):>2} line(s)  {codes}"


def _refused(name: str, error: InputError, ndjson: bool) -> None:
    print(f"claimwright: {error}", file=sys.stderr)
    if ndjson:
        typer.echo(encode({"file": name, "error": {"kind": "input", "message": str(error)}}).decode())


def _as_json(name: str, report: Report) -> str:
    content = plain(report)
    return encode({"file": name, **{key: content[key] for key in ("verdict", "transactions", "findings")}}).decode()


def _as_text(name: str, report: Report) -> Iterator[str]:
    sets = ", ".join(f"{one.type} {one.control_number} ({one.claims})" for one in report.transactions)
    yield f"{name}: {report.verdict}  {sets}"
    for one in report.findings:
        element = f"{one.element:02d}" if one.element else ""
        component = f"-{one.component}" if one.component else ""
        place = f"{one.loop or '-'} {one.segment or '-'}{element}{component}"
        value = f" [{one.value}]" if one.value else ""
        claim = f"  claim {one.claim}" if one.claim else ""
        where = f"set {one.transaction} segment {one.position:<5} {place:<16}"
        yield f"  {one.severity.value:<7} SNIP {one.snip}  {where} {one.message}{value}{claim}  ({one.id})"


def _deliver(data: bytes, out: str) -> None:
    if out == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        Path(out).write_bytes(data)
    except OSError as error:
        raise InputError(out, error.strerror or "cannot be written", "name another file") from error
