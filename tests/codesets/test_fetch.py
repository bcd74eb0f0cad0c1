"""Fetching official files from a server of our own: resumed, checked, retried, refused by name."""

from __future__ import annotations

import hashlib
import io
import json
import socket
import threading
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from codesets_making import INDEX
from typer.testing import CliRunner

from claimwright.cli.fetch import _Redirects, fetch_file
from claimwright.codesets.downloads import downloads, downloads_of
from claimwright.codesets.ncci.quarters import quarter_of_version
from claimwright.core import InputError

NAME = "icd10cm-table-and-index-2027.zip"


def official_zip() -> bytes:
    """An archive in the official layout, large enough to break off in the middle."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("Table and Index/icd10cm-index-2027.xml", INDEX.replace("2026", "2027"))
        archive.writestr("readme.txt", "not for us " * 50_000)
    return buffer.getvalue()


CONTENT = official_zip()
SHA256 = hashlib.sha256(CONTENT).hexdigest()


class Site:
    """What the server does: one function for each request, in order, the last for all that follow; and what it was asked."""

    def __init__(self) -> None:
        self.script: list[Callable[[Any], None]] = []
        self.asked: list[dict[str, str]] = []
        self.url = ""

    def next(self) -> Callable[[Any], None]:
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]


def whole(handler: Any, content: bytes = CONTENT, cut: int | None = None, tag: str = '"v1"') -> None:
    """Serve with ranges; ``cut``: close the connection after so many bytes."""
    asked = handler.headers.get("Range", "")
    start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and handler.headers.get("If-Range") == tag else 0
    body = content[start:]
    handler.send_response(206 if start else 200)
    if start:
        handler.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
    handler.send_header("Content-Length", str(len(body)))
    handler.send_header("Content-Type", "application/zip")
    handler.send_header("ETag", tag)
    handler.end_headers()
    handler.wfile.write(body if cut is None else body[:cut])


def status(code: int) -> Callable[[Any], None]:
    return lambda handler: handler.send_error(code)


def page(handler: Any, kind: str = "text/html") -> None:
    body = b"\n<!DOCTYPE html><html><body>Accept the licence</body></html>"
    handler.send_response(200)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    site = Site()
    stop = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(dict(self.headers))
            self.hang = stop
            site.next()(self)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield site
    stop.set()
    server.shutdown()
    server.server_close()


def get(site: Site, folder: Path, **options: Any) -> Any:
    return fetch_file(f"{site.url}/{NAME}", folder, **({"pause": 0.0, "timeout": 5.0} | options))


def test_a_file_comes_whole_with_its_checksum_and_is_not_asked_for_twice(site: Site, tmp_path: Path) -> None:
    site.script = [whole]
    told: list[tuple[int, int]] = []
    fetched = get(site, tmp_path, sha256=SHA256, progress=lambda have, every: told.append((have, every)))
    assert (fetched.sha256, fetched.size, fetched.fresh) == (SHA256, len(CONTENT), True)
    assert fetched.path.read_bytes() == CONTENT and told[-1] == (len(CONTENT), len(CONTENT))
    assert not get(site, tmp_path).fresh and len(site.asked) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "fetched.jsonl", NAME]
    assert json.loads((tmp_path / "fetched.jsonl").read_text())["sha256"] == SHA256


def test_what_broke_off_is_resumed(site: Site, tmp_path: Path) -> None:
    site.script = [lambda handler: whole(handler, cut=200_000), lambda handler: whole(handler, cut=100_000), whole]
    assert get(site, tmp_path).sha256 == SHA256
    assert [row.get("Range") for row in site.asked] == [None, "bytes=200000-", "bytes=300000-"]


def test_a_later_call_resumes_what_an_earlier_one_left(site: Site, tmp_path: Path) -> None:
    site.script = [lambda handler: whole(handler, cut=200_000)]
    with pytest.raises(InputError, match="broke off"):
        get(site, tmp_path, tries=1)
    assert not (tmp_path / NAME).exists()
    site.script = [whole]
    assert get(site, tmp_path).sha256 == SHA256 and site.asked[-1]["Range"] == "bytes=200000-"


def test_a_file_that_changed_meanwhile_is_taken_anew(site: Site, tmp_path: Path) -> None:
    site.script = [lambda handler: whole(handler, b"x" * 400_000, cut=200_000, tag='"old"'), whole]
    assert get(site, tmp_path).sha256 == SHA256


def test_a_server_without_ranges_is_asked_for_the_whole(site: Site, tmp_path: Path) -> None:
    site.script = [lambda handler: whole(handler, cut=200_000), lambda handler: whole(handler, tag='"other"')]
    assert get(site, tmp_path).sha256 == SHA256


def test_two_failures_of_the_server_are_outlasted(site: Site, tmp_path: Path) -> None:
    site.script = [status(500), status(503), whole]
    assert get(site, tmp_path).sha256 == SHA256 and len(site.asked) == 3


def test_a_failing_server_is_asked_a_bounded_number_of_times(site: Site, tmp_path: Path) -> None:
    site.script = [status(500)]
    with pytest.raises(InputError, match=r"answered 500 .*, 3 times"):
        get(site, tmp_path, tries=3)
    assert len(site.asked) == 3


def test_a_missing_file_is_said_at_once(site: Site, tmp_path: Path) -> None:
    site.script = [status(404)]
    with pytest.raises(InputError, match="404"):
        get(site, tmp_path)
    assert len(site.asked) == 1


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/zip"])
def test_a_web_page_instead_of_the_file_is_refused(site: Site, tmp_path: Path, kind: str) -> None:
    site.script = [lambda handler: page(handler, kind)]
    with pytest.raises(InputError, match="web page"):
        get(site, tmp_path)
    assert not list(tmp_path.glob(f"{NAME}*"))


@pytest.mark.parametrize(
    ("content", "why"), [(b"PK\x03\x04 no zip " * 99, "no whole zip"), (b"", "is empty"), (CONTENT[:-99], "no whole zip")]
)
def test_what_is_no_whole_zip_is_refused_and_not_kept(site: Site, tmp_path: Path, content: bytes, why: str) -> None:
    site.script = [lambda handler: whole(handler, content)]
    with pytest.raises(InputError, match=why):
        get(site, tmp_path)
    assert not list(tmp_path.glob(f"{NAME}*"))


def test_another_checksum_is_refused_and_not_kept(site: Site, tmp_path: Path) -> None:
    site.script = [whole]
    with pytest.raises(InputError, match="another checksum"):
        get(site, tmp_path, sha256="0" * 64)
    assert not list(tmp_path.glob(f"{NAME}*"))


def test_a_hanging_server_is_given_up(site: Site, tmp_path: Path) -> None:
    site.script = [lambda handler: handler.hang.wait(10)]
    with pytest.raises(InputError, match="sent nothing in time, 2 times"):
        get(site, tmp_path, timeout=0.2, tries=2)


def test_a_server_that_stops_in_the_middle_is_resumed(site: Site, tmp_path: Path) -> None:
    def stall(handler: Any) -> None:
        whole(handler, cut=50_000)
        handler.wfile.flush()
        handler.hang.wait(10)

    site.script = [stall, whole]
    assert get(site, tmp_path, timeout=0.4).sha256 == SHA256
    assert site.asked[1]["Range"].startswith("bytes=")


def test_nothing_listening_and_no_such_host_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/{NAME}"
    with pytest.raises(InputError, match="connection failed"):
        fetch_file(address, tmp_path, tries=2, pause=0.0)

    def no_name(*_args: object, **_named: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", no_name)
    with pytest.raises(InputError, match="there is no network"):
        fetch_file(f"https://ftp.example/{NAME}", tmp_path, pause=0.0)
    with pytest.raises(InputError, match="no web address"):
        fetch_file("file:///etc/passwd", tmp_path)


# -- trouble on purpose ----------------------------------------------------------------------------------------------------------------


def answered(code: int = 200, body: bytes = CONTENT, **headers: str) -> Callable[[Any], None]:
    """An answer with just these headers (``Content_Length`` for ``Content-Length``)."""

    def send(handler: Any) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def chunked(body: bytes, *, ended: bool) -> Callable[[Any], None]:
    """In chunks, the last of them missing where it is not ``ended``."""

    def send(handler: Any) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(body), body) + (b"0\r\n\r\n" if ended else b""))

    return send


def test_chunks_that_break_off_are_not_taken_for_the_whole(site: Site, tmp_path: Path) -> None:
    site.script = [chunked(b"code\n" * 9, ended=False)]
    with pytest.raises(InputError, match="broke off, 2 times"):
        fetch_file(f"{site.url}/list.csv", tmp_path, tries=2, pause=0.0, timeout=5.0)
    assert not (tmp_path / "list.csv").exists()
    site.script = [chunked(b"code\n" * 9, ended=True)]
    assert fetch_file(f"{site.url}/list.csv", tmp_path, pause=0.0).size == 45


@pytest.mark.parametrize("length", ["soon", "-5", "", "1e9"])
def test_a_length_that_is_none_is_not_believed(site: Site, tmp_path: Path, length: str) -> None:
    site.script = [answered(Content_Length=length)]
    assert get(site, tmp_path, tries=1, timeout=2.0).sha256 == SHA256


def test_a_part_of_the_rest_is_not_taken_for_the_rest(site: Site, tmp_path: Path) -> None:
    """The server sends 100 bytes of the rest and says so; the file is whole only with the last byte."""
    short = answered(206, CONTENT[200_000:200_100], Content_Range=f"bytes 200000-200099/{len(CONTENT)}", Content_Length="100", ETag='"v1"')
    site.script = [lambda handler: whole(handler, cut=200_000), short, whole]
    assert get(site, tmp_path).sha256 == SHA256
    assert site.asked[-1]["Range"] == "bytes=200100-"


@pytest.mark.parametrize(
    ("begins", "tag"), [(0, '"v1"'), (199_999, '"v1"'), (200_000, '"v2"')], ids=["from the start", "one byte back", "of another file"]
)
def test_the_rest_of_something_else_is_thrown_away(site: Site, tmp_path: Path, begins: int, tag: str) -> None:
    """A server that resumes wrongly must not mix two files into one."""
    body = CONTENT[begins:]
    wrong = answered(206, body, Content_Range=f"bytes {begins}-{len(CONTENT) - 1}/{len(CONTENT)}", Content_Length=str(len(body)), ETag=tag)
    site.script = [lambda handler: whole(handler, cut=200_000), wrong, whole]
    assert get(site, tmp_path).sha256 == SHA256 and "Range" not in site.asked[-1]


def test_a_zip_with_a_broken_part_is_refused_and_not_kept(site: Site, tmp_path: Path) -> None:
    """Its directory is whole, its content is not: kept, it would fail at each installation."""
    broken = CONTENT[:300_000] + bytes(100) + CONTENT[300_100:]
    site.script = [lambda handler: whole(handler, broken), whole]
    with pytest.raises(InputError, match="no whole zip"):
        get(site, tmp_path)
    assert get(site, tmp_path).sha256 == SHA256


def test_a_server_that_drips_is_given_up(site: Site, tmp_path: Path) -> None:
    def drip(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(CONTENT)))
        handler.end_headers()
        while not handler.hang.wait(0.02):
            handler.wfile.write(b"x")

    site.script = [drip]
    with pytest.raises(InputError, match="next to nothing in time, 2 times"):
        get(site, tmp_path, timeout=0.2, tries=2)


def test_a_file_too_large_is_stopped_and_nothing_of_it_kept(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimwright.cli.fetch._LARGEST", 300_000)
    for told in (True, False):
        site.script = [answered(**({"Content_Length": str(len(CONTENT))} if told else {}))]
        with pytest.raises(InputError, match="larger than any official file"):
            get(site, tmp_path)
        assert not list(tmp_path.glob(f"{NAME}*"))


def redirect(to: str) -> Callable[[Any], None]:
    return answered(302, b"", Location=to, Content_Length="0")


def test_a_redirect_is_followed_and_resumed(site: Site, tmp_path: Path) -> None:
    there = f"{site.url}/elsewhere.zip"
    site.script = [redirect(there), lambda handler: whole(handler, cut=200_000), redirect(there), whole]
    fetched = get(site, tmp_path)
    assert fetched.sha256 == SHA256 and fetched.path.name == NAME and site.asked[-1]["Range"] == "bytes=200000-"


@pytest.mark.parametrize("to", ["ftp://127.0.0.1/x.zip", "file:///etc/passwd", "javascript:1"])
def test_a_redirect_out_of_the_web_is_not_followed(site: Site, tmp_path: Path, to: str) -> None:
    site.script = [redirect(to)]
    with pytest.raises(InputError, match=r"not followed|cannot be had|connection failed"):
        get(site, tmp_path, tries=1)


def test_a_redirect_to_less_safety_is_not_followed() -> None:
    request = urllib.request.Request("https://cms.example/a.zip")
    with pytest.raises(InputError, match="not followed"):
        _Redirects().redirect_request(request, None, 302, "", {}, "http://cms.example/a.zip")


def test_redirects_in_a_circle_end(site: Site, tmp_path: Path) -> None:
    site.script = [redirect(f"{site.url}/{NAME}")]
    with pytest.raises(InputError, match="302"):
        get(site, tmp_path)


@pytest.mark.parametrize(
    "body",
    [b"<!-- moved --><html><body>x</body></html>", b"\xef\xbb\xbf<?xml version='1.0'?><!DOCTYPE html><html></html>", b"<HEAD></HEAD>"],
)
def test_a_web_page_in_disguise_is_refused(site: Site, tmp_path: Path, body: bytes) -> None:
    site.script = [answered(body=body, Content_Type="text/csv", Content_Length=str(len(body)))]
    with pytest.raises(InputError, match="web page"):
        fetch_file(f"{site.url}/list.csv", tmp_path, pause=0.0)


@pytest.mark.parametrize("code", [400, 401, 403, 410, 451])
def test_a_refusal_is_said_at_once(site: Site, tmp_path: Path, code: int) -> None:
    site.script = [status(code)]
    with pytest.raises(InputError, match=str(code)):
        get(site, tmp_path)
    assert len(site.asked) == 1


@pytest.mark.parametrize("answer", [b"", b"no http at all\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 300])
def test_what_is_no_answer_is_asked_again_and_given_up(site: Site, tmp_path: Path, answer: bytes) -> None:
    site.script = [lambda handler: handler.wfile.write(answer)]
    with pytest.raises(InputError, match=r"2 times|is empty"):
        get(site, tmp_path, tries=2)


@pytest.mark.parametrize(
    "address", ["https://", "https://a b/x.zip", "http://127.0.0.1:port/x.zip", "http://[::1/x.zip", "https://\u0000/x.zip"]
)
def test_an_address_that_is_none_is_one_line(tmp_path: Path, address: str) -> None:
    with pytest.raises(InputError):
        fetch_file(address, tmp_path, tries=1, timeout=1.0, pause=0.0)


def test_a_folder_that_cannot_be_written_is_one_line(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    site.script = [whole]
    with pytest.raises(InputError, match="cannot be written"):
        get(site, tmp_path / "file")
    (tmp_path / f"{NAME}.part").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        get(site, tmp_path)


def test_a_full_disk_is_one_line_and_what_came_is_resumed(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from claimwright.cli import fetch

    def full(_folder: Path) -> Any:
        raise InputError(str(tmp_path), "cannot be written (No space left on device)", "free space there")

    site.script = [whole]
    real, calls = fetch._writing, iter([False, False, False, True])
    monkeypatch.setattr(fetch, "_writing", lambda folder: full(folder) if next(calls, False) else real(folder))
    with pytest.raises(InputError, match="No space left"):
        get(site, tmp_path)
    assert get(site, tmp_path).sha256 == SHA256


def test_two_at_a_time_do_not_spoil_each_other(site: Site, tmp_path: Path) -> None:
    site.script = [whole]
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(get(site, tmp_path))) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.sha256 for one in found] == [SHA256] * 4 and sum(one.fresh for one in found) == 1


# -- the command -----------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def run(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, books: Any) -> Callable[..., Any]:
    """The command with a data directory of its own that shares the base file."""
    from claimwright.cli.main import build

    root = tmp_path / "data" / "books"
    root.mkdir(parents=True)
    (root / books.version).symlink_to(books.store.root / books.version)
    monkeypatch.setenv("CLAIMWRIGHT_DATA", str(tmp_path / "data"))
    return lambda *words: CliRunner().invoke(build(), ["codes", "fetch", *words, "--base-url", site.url, "--tries", "1"])


def test_the_command_fetches_shows_the_terms_and_installs(site: Site, run: Callable[..., Any], tmp_path: Path) -> None:
    site.script = [whole]
    done = run("icd10cm", "--json")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert done.exit_code == 0 and (first["file"], first["sha256"], first["fresh"]) == (NAME, SHA256, True)
    assert [one["system"] for one in first["loaded"]] == ["icd10cm-index"] and second["file"].startswith("icd10cm-code-descriptions")
    assert "public domain" in done.stderr and list((tmp_path / "data" / "books").glob("icd10cm-index@2027*"))


def test_a_whole_archive_of_a_damaged_file_changes_nothing_and_is_downloaded_anew(
    site: Site, run: Callable[..., Any], tmp_path: Path
) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("icd10cm-index-2027.xml", INDEX[: len(INDEX) // 2])
    site.script = [lambda handler: whole(handler, buffer.getvalue()), whole]
    damaged = run("icd10cm", "--json")
    assert isinstance(damaged.exception, InputError) and "not whole XML" in str(damaged.exception)
    assert not list((tmp_path / "data" / "books").glob("icd10cm-index*"))
    assert run("icd10cm", "--json").exit_code == 0 and list((tmp_path / "data" / "books").glob("icd10cm-index@2027*"))


def test_a_list_is_fetched_by_its_own_name(site: Site, run: Callable[..., Any]) -> None:
    site.script = [whole]
    assert run("icd10cm-index", "--only-download").exit_code == 0 and len(site.asked) == 2


def test_files_with_cpt_wait_for_the_terms_of_the_ama(site: Site, run: Callable[..., Any], tmp_path: Path) -> None:
    site.script = [whole]
    refused = run("ncci-ptp-practitioner")
    assert isinstance(refused.exception, InputError) and "--accept-ama" in str(refused.exception) and not site.asked
    accepted = run("ncci-ptp-practitioner", "--accept-ama", "--only-download")
    assert accepted.exit_code == 0 and len(site.asked) == 4
    record = (tmp_path / "data" / "books" / "accepted-terms.jsonl").read_text()
    assert "ama-cpt" in record and "ncci-ptp-practitioner" in record
    assert run("ncci-ptp-practitioner", "--only-download").exit_code == 0, "what was accepted is remembered"


def test_a_system_without_an_address_says_where_a_person_finds_it(run: Callable[..., Any]) -> None:
    assert "codes install" in str(run("snomed-icd10cm").exception)
    assert "no system that can be fetched" in str(run("klingon").exception)
    assert "2026-10" in str(run("icd10cm", "--release", "1999-10").exception)


@pytest.mark.parametrize("yes", [True, False])
def test_a_person_at_a_terminal_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any, yes: bool) -> None:
    import typer

    from claimwright.cli import fetching
    from claimwright.codesets.official import licences

    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"isatty": lambda self: True})())
    monkeypatch.setattr(typer, "confirm", lambda _question, err: yes)
    about = downloads_of("ncci-ptp-practitioner")
    if yes:
        assert fetching._agree(about, tmp_path, accept_ama=False)
    else:
        with pytest.raises(InputError, match="--accept-ama"):
            fetching._agree(about, tmp_path, accept_ama=False)
    assert licences.accepted(tmp_path, licences.AMA) is yes and "licence" in capsys.readouterr().err


def test_every_address_is_whole_and_every_release_has_files() -> None:
    for about in downloads().values():
        assert about.releases and about.terms and about.source and about.folder.startswith("https://")
        for release in about.releases.values():
            assert release.files and all(about.address(release, file).startswith("https://") for file in release.files)
    assert downloads_of("icd10cm").release(None)[0] == "2026-10"


@pytest.mark.parametrize("system", ["ncci-ptp-practitioner", "ncci-ptp-hospital"])
def test_the_version_in_a_pair_files_name_is_its_releases_quarter(system: str) -> None:
    for release, of_release in downloads_of(system).releases.items():
        assert len(of_release.files) == 4
        assert {str(quarter_of_version(file.name))[:7] for file in of_release.files} == {release}
