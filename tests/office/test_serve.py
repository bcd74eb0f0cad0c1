"""The commands: what they say when they cannot."""

import os
import socket
import subprocess
import sys

import office_template as template
import pytest

from claimwright.cli.commands import serve
from claimwright.core import InputError


def test_without_the_office_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(serve, "NEEDED", ("django", "a_package_that_is_not_there"))
    with pytest.raises(InputError, match=r"a_package_that_is_not_there missing.*claimwright\[office\]"):
        serve.demand_office()


def run(tmp_path, *words):
    program = f"import sys; sys.argv = {['claimwright', *words]!r}; from claimwright.cli.main import main; main()"
    command = [sys.executable, "-c", program]
    environment = {**os.environ, "CLAIMWRIGHT_DATA": str(tmp_path)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_taken_port_is_named(tmp_path):
    template.sqlite(tmp_path / "office.sqlite3")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run(tmp_path, "serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "cannot listen there" in done.stderr
    assert "Traceback" not in done.stderr
    for name in ("office.sqlite3", "office.key"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0
    checked = run(tmp_path, "trail", "verify")
    assert checked.returncode == 0
    assert "the chain is whole" in checked.stdout


def test_verifying_a_trail_that_is_not_there_says_so(tmp_path):
    done = run(tmp_path, "trail", "verify", "--database", str(tmp_path / "none.sqlite3"))
    assert done.returncode == 2
    assert "there is no such database" in done.stderr


def test_a_host_that_is_no_address_is_named(tmp_path):
    template.sqlite(tmp_path / "office.sqlite3")
    done = run(tmp_path, "serve", "--host", "999.1.1.1", "--port", "8999")
    assert done.returncode == 2
    assert "999.1.1.1" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_two_processes_that_start_at_once_both_find_their_tables(tmp_path):
    program = "from claimwright.office.boot import start; start(migrate=True)"
    environment = {**os.environ, "CLAIMWRIGHT_DATA": str(tmp_path)}
    both = [subprocess.Popen([sys.executable, "-c", program], env=environment, stderr=subprocess.PIPE) for _ in range(2)]
    assert [one.communicate()[1] for one in both] == [b"", b""]
    assert [one.returncode for one in both] == [0, 0]
