"""A validator of other people's making agrees with what we write. Its known errors are listed with the rule that contradicts them."""

import io
import logging

import pytest

pytest.importorskip("pyx12", reason="pyx12 is not installed")
import pyx12.params
import pyx12.x12n_document

CONTRADICTED: dict[str, str] = {}
"""Message of the validator -> the guide rule that contradicts it."""


def complaints(path):
    """What pyx12 says of a file: the messages of every error it logs, those contradicted left out."""
    messages = []

    class Listener(logging.Handler):
        def emit(self, record):
            messages.append(record.getMessage())

    logger = logging.getLogger("pyx12")
    listener = Listener(logging.ERROR)
    logger.addHandler(listener)
    try:
        with path.open(encoding="ascii") as source:
            valid = pyx12.x12n_document.x12n_document(
                param=pyx12.params.params(), src_file=source, fd_997=io.StringIO(), fd_html=None, fd_xmldoc=None
            )
    finally:
        logger.removeHandler(listener)
    left = [message for message in messages if message not in CONTRADICTED]
    return left if left or valid else ["refused without a message"]


@pytest.mark.parametrize("which", ["own_run", "foreign_run"])
def test_every_837_passes_the_peer(which, request):
    run = request.getfixturevalue(which)
    for path in run.files("837"):
        assert complaints(path) == [], path.name


def test_the_peer_can_refuse(own_run, tmp_path):
    good = own_run.files("837")[0].read_text("ascii")
    bad = tmp_path / "bad.837"
    bad.write_text(good.replace("*ABK:", "*XXX:", 1), "ascii")
    assert complaints(bad)
