"""The gate for files: size, kind by content, names, archives; and that there is no way around it."""

import ast
import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimwright.office as office
from claimwright.office.guard import uploads
from claimwright.office.guard.uploads import Refused, checked, plain_name, unpacked

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
GOOD = {
    "x12": b"ISA*00*          *00*", "pdf": PDF, "png": b"\x89PNG\r\n\x1a\n....", "jpeg": b"\xff\xd8\xff\xe0....",
    "xml": b"<?xml version='1.0'?><a/>",
    "json": b'{"a": 1}', "hl7": b"MSH|^~\\&|A", "text": b"plain words\n",
}  # fmt: skip
EVERYTHING = tuple(uploads.KINDS)


def packed(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("kind", list(GOOD))
def test_a_file_is_what_its_bytes_say(kind):
    assert checked("x.exe", GOOD[kind], *EVERYTHING).kind == kind
    with pytest.raises(Refused):
        checked(f"x.{kind}", GOOD[kind], *({"png"} if kind != "png" else {"pdf"}))


@pytest.mark.parametrize(
    "content",
    [b"", b"MZ\x90\x00", b"\x7fELF", b"#!/bin/sh\n\x00", b"<html><script>1</script>", b"<svg onload=1>", b"<?php phpinfo();",
     b"\x00\x01\x02",
     b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", b"  <!doctype html>", b"\xef\xbb\xbf<!DOCTYPE a><a/>"],
)  # fmt: skip
def test_programs_markup_and_entities_do_not_come_in(content):
    with pytest.raises(Refused):
        checked(
            "note.txt", content, "text", "pdf", "png", "jpeg", "zip", "x12", "json", *(("xml",) if b"DOCTYPE" in content.upper() else ())
        )


@pytest.mark.parametrize("part", [b"/JavaScript", b"/JS (app.alert(1))", b"/Launch", b"/EmbeddedFile", b"/OpenAction 5 0 R", b"/AA <<>>"])
def test_a_pdf_that_acts_does_not_come_in(part):
    with pytest.raises(Refused):
        checked("a.pdf", PDF.replace(b"<<>>", b"<<" + part + b">>"), "pdf")


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 10)
    with pytest.raises(Refused):
        checked("a.txt", b"x" * 11, "text")


@pytest.mark.parametrize(
    ("name", "told"),
    [("../../etc/passwd", "passwd"), ("..\\..\\boot.ini", "boot.ini"), ("/abs/olute.835", "olute.835"), (".htaccess", "htaccess"),
     ("..", "file"), ("", "file"), ("a\0.exe", "a.exe"), ("a\r\nSet-Cookie: x", "a__Set-Cookie_ x"), ("<script>.835", "_script_.835"),
     ("C:\\x\\ERA 1 (a).835", "ERA 1 (a).835"),
     ("x" * 500, "x" * 120), ("....//....//x", "x")],
)  # fmt: skip
def test_a_name_is_only_a_name(name, told):
    assert plain_name(name) == told


@given(st.text(max_size=300))
def test_no_name_is_a_path(name):
    told = plain_name(name)
    assert told
    assert len(told) <= 120
    assert not set(told) & set('/\\\0\r\n<>":|?*')
    assert not told.startswith(".")


@given(st.binary(max_size=300))
def test_any_bytes_are_taken_or_refused(content):
    with suppress(Refused):
        assert checked("a", content, *EVERYTHING).kind in EVERYTHING


def test_an_archive_is_unpacked_by_plain_names():
    upload = checked("a.zip", packed(**{"../../etc/x.835": b"ISA*", "dir/b.txt": b"hello"}), "zip")
    assert [(item.name, item.kind) for item in unpacked(upload)] == [("x.835", "x12"), ("b.txt", "text")]


def test_bombs_and_archives_within_archives_are_refused(monkeypatch):
    bomb = checked("bomb.zip", packed(a=b"\0" * 30_000_000), "zip")
    with pytest.raises(Refused):
        list(unpacked(bomb))
    with pytest.raises(Refused):
        list(unpacked(checked("b.zip", packed(a=packed(b=b"x")), "zip")))
    monkeypatch.setattr(uploads, "MOST_ENTRIES", 3)
    with pytest.raises(Refused):
        list(unpacked(checked("c.zip", packed(**{str(number): b"x" for number in range(4)}), "zip")))


def test_an_archive_that_lies_about_its_sizes_or_is_broken_is_refused():
    whole = bytearray(packed(a=b"x" * 5000))
    place = whole.rindex(b"PK\x01\x02") + 24
    whole[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises(Refused):
        list(unpacked(checked("l.zip", bytes(whole), "zip")))
    broken = bytearray(packed(a=bytes(range(256)) * 20))
    broken[40] ^= 0xFF
    with pytest.raises(Refused):
        list(unpacked(checked("b.zip", bytes(broken), "zip")))


def test_no_view_takes_a_file_around_the_gate():
    sources = [path for path in Path(office.__file__).parent.rglob("*.py") if path.name != "uploads.py"]
    taking = (ast.Attribute, ast.Subscript, ast.For)  # to ask whether there is a file is not to take it
    users = [
        path
        for path in sources
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, taking) and getattr(getattr(node, "value", getattr(node, "iter", None)), "attr", "") == "FILES"
    ]
    assert len(sources) > 50
    assert users == []
