"""Every command meets unusable input with one clear line on standard error and exit status 2."""

import sys

import pytest

from claimwright.cli import main as entry

FILE = "{file}"
COMMANDS = {
    "code": ["code", FILE],
    "code stream": ["code", "--ndjson", FILE],
    "scrub": ["scrub", FILE],
    "scrub stream": ["scrub", "--ndjson", FILE],
    "x12 check": ["x12", "check", FILE],
    "x12 read": ["x12", "read", FILE],
    "x12 rewrite": ["x12", "rewrite", FILE],
    "x12 show": ["x12", "show", FILE],
    "x12 ack": ["x12", "ack", FILE, "--out", "{out}"],
    "x12 write": ["x12", "write", "--ndjson", "--to", "837P", FILE],
    "remit": ["remit", FILE],
    "sandbox adjudicate": ["sandbox", "adjudicate", FILE, "--out", "{out}"],
    "codes install": ["codes", "install", FILE],
    "codes validate": ["codes", "validate", "--ndjson", FILE],
    "price": ["price", "--ndjson", FILE],
    "form": ["form", "cms1500", FILE, "--out", "{out}.pdf"],
    "demo notes": ["demo", "--no-serve", "--json", "--notes", FILE],
}
TEXT_IS_FINE = {"code"}


def make_empty(path):
    path.touch()


def make_directory(path):
    path.mkdir()


def make_missing(path):
    pass


def make_other_kind(path):
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8)


def make_latin(path):
    path.write_bytes("Müdigkeit, Übelkeit\n".encode("latin-1"))


def make_truncated(path):
    path.write_bytes(b'{"id": "A1", "text": "Type 2 diab')


def make_long_line(path):
    path.write_bytes(b"x" * 50_000_000)


UNUSABLE = [make_empty, make_directory, make_missing, make_other_kind, make_latin, make_truncated, make_long_line]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("make", UNUSABLE, ids=lambda make: make.__name__)
def test_one_clear_line_and_status_two(command, make, tmp_path, monkeypatch, capfd):
    if command in TEXT_IS_FINE and make is make_truncated:
        pytest.skip("half a sentence is still a note")
    path = tmp_path / "unusable-file"
    make(path)
    words = [word.format(file=path, out=tmp_path / "out") for word in COMMANDS[command]]
    monkeypatch.setattr(sys, "argv", ["claimwright", *words])
    with pytest.raises(SystemExit) as stopped:
        entry.main()
    captured = capfd.readouterr()
    assert stopped.value.code == 2, captured
    assert len(captured.err.strip().splitlines()) == 1
    assert path.name in captured.err
    assert "Traceback" not in captured.err


OTHER_KINDS = {
    "a PDF": "%PDF-1.4 hello",
    "an X12 file": "ISA*00*          *00*",
    "a JSON file": '{"resourceType": "Bundle"}',
    "an HL7 message": "MSH|^~\\&|LAB",
    "an XML file": '<?xml version="1.0"?><ClinicalDocument/>',
}


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_text_that_is_no_note_is_named(kind, tmp_path, monkeypatch, capfd):
    path = tmp_path / "unusable-file"
    path.write_text(OTHER_KINDS[kind], "utf-8")
    monkeypatch.setattr(sys, "argv", ["claimwright", "code", str(path)])
    with pytest.raises(SystemExit) as stopped:
        entry.main()
    assert stopped.value.code == 2
    assert f"is {kind}, not a note" in capfd.readouterr().err


@pytest.mark.parametrize("cut", [200, 60])
def test_half_a_remittance_is_never_read_for_money(cut, tmp_path, monkeypatch, capfd):
    whole = "ISA*00*          *00*          *ZZ*PAYER          *ZZ*US             *251101*0800*^*00501*000000001*0*T*:~"
    whole += "GS*HP*P*U*20251101*0800*1*X*005010X221A1~"
    path = tmp_path / "unusable-file"
    path.write_text((whole + "ST*835*0001~BPR*I*10*C*ACH~" * 9)[:-cut], "ascii")
    monkeypatch.setattr(sys, "argv", ["claimwright", "remit", str(path)])
    with pytest.raises(SystemExit) as stopped:
        entry.main()
    assert stopped.value.code == 2
    assert "it was cut off" in capfd.readouterr().err
