"""What protection costs: fields sealed and opened, the trail signed and walked, a backup encrypted. CPU time; ratios to doing without."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

NAME = "protection"
FIELDS, EVENTS = 20_000, 20_000
NOTE = ("Assessment: type 2 diabetes mellitus with diabetic polyneuropathy, not at goal. " * 13)[:1024]


def run(samples: Path | None, echo: Callable[[str], None]) -> dict[str, Any]:
    """On a database of its own in a temporary directory; needs the office extra."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"CLAIMWRIGHT_DATA": folder, "CLAIMWRIGHT_KEYS": f"{folder}/keys", "CLAIMWRIGHT_OFFICE_DB": f"{folder}/bench.sqlite3"}
        from claimwright.office.boot import start

        start(migrate=True)
        found = {**_fields(), **_trail(), **_backup()}
        for name, value in found.items():
            echo(f"  {name:40} {value:,}")
        from django.db import connection

        connection.close()
    return found


def _cpu(work: Callable[[], Any]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _fields() -> dict[str, Any]:
    """A 1-kB note sealed for its row and opened, beside encoding and decoding it alone (which is needed in any case)."""
    from claimwright.core import Document, decode, encode
    from claimwright.office.kit import crypto
    from claimwright.office.kit.crypto import Place

    practice = _practice()
    value = Document(text=NOTE)
    plain = [encode(value) for _ in range(FIELDS)]
    coded = _cpu(lambda: [decode(encode(value), Document) for _ in range(FIELDS)])
    places = [Place(practice.pk, "encounters_document", "value", f"{number:016x}") for number in range(FIELDS)]
    sealed: list[bytes] = []
    sealing = _cpu(lambda: sealed.extend(map(crypto.seal, places, plain)))
    texts = [crypto.as_text(item) for item in sealed]
    opening = _cpu(lambda: [crypto.unseal(place, crypto.from_text(text)) for place, text in zip(places, texts, strict=True)])
    return {
        "fields_sealed_per_cpu_second": round(FIELDS / sealing),
        "fields_opened_per_cpu_second": round(FIELDS / opening),
        "seal_and_open_to_encode_and_decode": round((sealing + opening) / coded, 1),
        "stored_to_plain_size": round(len(texts[0]) / len(plain[0]), 2),
    }


def _trail() -> dict[str, Any]:
    """Events appended one transaction each with their anchors, then walked; beside SHA-256 over as many bytes."""
    from claimwright.office.kit import audit

    few = EVENTS // 10
    writing = _cpu(lambda: [audit.record("bench:event:read", actor="bench") for _ in range(few)])
    from django.db import transaction

    with transaction.atomic():
        for _ in range(EVENTS - few):
            audit.record("bench:event:read", actor="bench")
    walking = _cpu(lambda: _whole(audit.verify()))
    bare = _cpu(lambda: [hashlib.sha256(NOTE[:400].encode()).hexdigest() for _ in range(EVENTS)])
    return {
        "events_written_per_cpu_second": round(few / writing),
        "events_verified_per_cpu_second": round(EVENTS / walking),
        "walk_to_bare_sha256": round(walking / bare, 1),
    }


def _whole(verdict: Any) -> None:
    if verdict.fault:
        raise AssertionError(verdict.fault)


def _backup() -> dict[str, Any]:
    from claimwright.office.guard import vault

    data = os.urandom(1 << 20)
    out = io.BytesIO()
    writer = vault.Writer(out)

    def write() -> None:
        for _ in range(64):
            writer.write(data)
        writer.close()

    writing = _cpu(write)
    out.seek(0)
    reader = vault.Reader(out, "bench")
    reading = _cpu(lambda: [reader.read(1 << 20) for _ in range(65)])
    return {"backup_mb_encrypted_per_cpu_second": round(64 / writing), "backup_mb_decrypted_per_cpu_second": round(64 / reading)}


def _practice() -> Any:
    from claimwright.core import Address, Provider
    from claimwright.office.practices.actions import ensure_practice

    place = Address(line1="1 Main Street", city="Columbus", state="OH", zip="432150001")
    return ensure_practice(Provider(npi="1245319599", tax_id="12-3456789", taxonomy="207Q00000X", name="Bench Practice", address=place))
