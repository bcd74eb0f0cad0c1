import io
import json
from types import SimpleNamespace

import pytest

from claimwright.cli import streams
from claimwright.core import InputError, Value


class Record(Value, frozen=True):
    id: str
    number: int


def double():
    return twice


def twice(record):
    if record.number == 13:
        raise RuntimeError("Ana Rivera")
    if record.number < 0:
        raise ValueError("a negative number")
    return {"id": record.id, "twice": record.number * 2}


def is_large(answer):
    return answer["twice"] > 1000


@pytest.fixture
def run(capfdbinary, tmp_path):
    def go(content, **options):
        path = tmp_path / "in.ndjson"
        path.write_bytes(content)
        status = streams.stream(str(path), double, Record, **options)
        return status, [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]

    return go


GOOD = b"".join(b'{"id": "%d", "number": %d}\n' % (n, n) for n in range(14, 114))


@pytest.mark.parametrize("jobs", [1, 2])
def test_answers_in_input_order(run, jobs):
    status, answers = run(GOOD, jobs=jobs)
    assert status == 0
    assert [answer["twice"] for answer in answers] == [n * 2 for n in range(14, 114)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_bad_lines_become_error_objects_and_the_rest_goes_on(run, jobs):
    lines = [
        b'{"id": "a", "number": 1}',
        b"not json",
        b'{"id": "b"}',
        b'{"id": "c", "number": 13}',
        b'{"id": "d", "number": -1}',
        b"\xff\xfe",
        b"",
        b'{"id": "e", "number": 2}',
    ]
    status, answers = run(b"\n".join(lines), jobs=jobs)
    assert status == 1
    assert [answer.get("error", {}).get("kind") for answer in answers] == [None, "not-json", "shape", "internal", "input", "not-json", None]
    assert [answer["id"] for answer in answers] == ["a", None, "b", "c", "d", None, "e"]
    assert "Rivera" not in json.dumps(answers)


def test_a_line_that_is_too_long_is_skipped(run, monkeypatch):
    monkeypatch.setattr(streams, "LONGEST_LINE", 1000)
    status, answers = run(b'{"id": "a", "pad": "' + b"x" * 5000 + b'"}\n{"id": "b", "number": 1}\n')
    assert status == 1
    assert answers[0]["error"]["kind"] == "too-long"
    assert answers[1] == {"id": "b", "twice": 2}


def test_error_findings_make_status_one(run):
    assert run(b'{"id": "a", "number": 600}\n', failed=is_large)[0] == 1


def test_a_file_of_another_kind_is_refused(run):
    with pytest.raises(InputError, match="no line could be read"):
        run(b"ISA*00*\nGS*HC\n")


@pytest.mark.parametrize(
    ("make", "what"), [(lambda p: p.mkdir(), "is a directory"), (lambda p: p.touch(), "is empty"), (lambda p: None, "No such file")]
)
def test_unusable_files_are_refused_with_one_line(tmp_path, make, what):
    path = tmp_path / "x"
    make(path)
    with pytest.raises(InputError, match=what):
        streams.stream(str(path), double, Record)


def test_standard_input_is_read_without_a_name(monkeypatch, capfdbinary):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b'{"id": "a", "number": 4}\n')))
    assert streams.stream(None, double, Record) == 0
    assert json.loads(capfdbinary.readouterr().out) == {"id": "a", "twice": 8}


def test_text_must_be_utf8(tmp_path):
    path = tmp_path / "note.txt"
    path.write_bytes(b"caf\xe9")
    with pytest.raises(InputError, match="byte 4 is not UTF-8"):
        streams.read_text(path)
    path.write_bytes(b"a\0b")
    with pytest.raises(InputError, match="NUL"):
        streams.read_text(path)
