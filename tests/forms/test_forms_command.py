"""``claimwright form``: an 837 or claim objects in, one PDF out, and what did not fit on standard error."""

import datetime as dt

import pypdfium2
import pytest
from forms_making import professional, stay

from claimwright import x12
from claimwright.cli import main as entry
from claimwright.core import encode


def run(monkeypatch, *words):
    monkeypatch.setattr("sys.argv", ["claimwright", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        entry.main()
    return ended.value.code or 0


def pages(path):
    return len(pypdfium2.PdfDocument(path.read_bytes()))


def test_an_837_becomes_one_pdf(tmp_path, monkeypatch, capsys):
    envelope = x12.Envelope(sender="1245319599", receiver="00882", control=1, timestamp=dt.datetime(2026, 3, 9, 8, tzinfo=dt.UTC))
    source, out = tmp_path / "a.837", tmp_path / "a.pdf"
    source.write_bytes(x12.write_837([professional(), professional(id="A1002")], envelope))
    assert run(monkeypatch, "form", "cms1500", source, "--out", out, "--printed-on", "2026-03-09") == 0
    assert pages(out) == 2
    assert "2 pages" in capsys.readouterr().out


def test_claim_objects_one_a_line_or_one_alone(tmp_path, monkeypatch):
    source, out = tmp_path / "a.json", tmp_path / "a.pdf"
    for data, number in ((encode(stay()), 1), (encode(stay()) + b"\n" + encode(stay(id="H2")) + b"\n", 2), (spread(stay()), 1)):
        source.write_bytes(data)
        assert run(monkeypatch, "form", "ub04", source, "-o", out, "--data-only", "--right", "0.1", "--down", "-0.05") == 0
        assert pages(out) == number


def spread(claim):
    """The same object over several lines, as people save it."""
    import json

    return json.dumps(json.loads(encode(claim)), indent=2).encode()


def test_what_did_not_fit_is_told(tmp_path, monkeypatch, capsys):
    source = tmp_path / "a.json"
    source.write_bytes(encode(professional(id="A-VERY-LONG-NUMBER-9")))
    assert run(monkeypatch, "form", "cms1500", source, "-o", tmp_path / "a.pdf") == 0
    assert "field 26, page 1" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "words"), [("ub04", "print it on cms1500"), ("napkin", "choose one of"), ("cms1500", "cannot be")])
def test_a_wrong_call_writes_nothing_and_says_why(tmp_path, monkeypatch, capsys, name, words):
    source = tmp_path / "a.json"
    source.write_bytes(encode(professional()))
    out = tmp_path / "no" / "a.pdf" if name == "cms1500" else tmp_path / "a.pdf"
    assert run(monkeypatch, "form", name, source, "-o", out) == 2
    assert words in capsys.readouterr().err or name == "cms1500"
    assert not out.exists()
