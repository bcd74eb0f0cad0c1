"""A peer's validator (pyx12) accepts what we write.

Its one known false alarm is a log line: it cannot make a 999 for an 835 without ST03, which that guide does not use.
"""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest

from claimwright import x12
from claimwright.core import ProviderAdjustment

from .x12_making import CLINIC, claim, claim_acknowledgement, dependent_claim, envelope, institutional_claim, remittance, remittance_claim

pyx12 = pytest.importorskip("pyx12")


def accepts(data: bytes, folder: Path) -> tuple[bool, str]:
    from pyx12.params import params
    from pyx12.x12n_document import x12n_document

    logging.disable(logging.CRITICAL)
    path = folder / "written.edi"
    path.write_bytes(data)
    settings = params()
    settings.set("charset", "E")
    answer = io.StringIO()
    try:
        return bool(x12n_document(settings, str(path), answer, None, None)), answer.getvalue()
    finally:
        logging.disable(logging.NOTSET)


def test_pyx12_accepts_our_837p(tmp_path: Path) -> None:
    good, answer = accepts(x12.write_837([claim(), dependent_claim(), claim(id="A3")], envelope()), tmp_path)
    assert good, answer


def test_pyx12_accepts_our_837i(tmp_path: Path) -> None:
    good, answer = accepts(x12.write_837([institutional_claim(), institutional_claim(id="H2")], envelope()), tmp_path)
    assert good, answer


def test_pyx12_accepts_our_835(tmp_path: Path) -> None:
    held = (ProviderAdjustment(provider=CLINIC.npi, reason="WO", reference="X1", amount=claim().charge),)
    several = [
        remittance(), remittance(remittance_claim(), remittance_claim(claim_id="B")),
        remittance(remittance_claim(), remittance_claim(), adjustments=held),
    ]  # fmt: skip
    good, answer = accepts(x12.write_835(several, envelope()), tmp_path)
    assert good, answer


def test_pyx12_accepts_our_277ca(tmp_path: Path) -> None:
    good, answer = accepts(x12.write_277ca(claim_acknowledgement(), [claim()], envelope()), tmp_path)
    assert good, answer


@pytest.mark.parametrize(
    "damage", [(b"CLM*A1001", b"CLM*A1001*1"), (b"*Y*A*Y*Y", b"*V*A*Y*Y"), (b"HI*ABK:E119", b"HJ*ABK:E119"), (b"DMG*", b"ZZZ*")]
)
def test_pyx12_accepts_our_999_about_a_bad_file(damage: tuple[bytes, bytes], tmp_path: Path) -> None:
    report = x12.check(x12.write_837([claim()], envelope()).replace(*damage))
    assert report.verdict == "rejected"
    good, answer = accepts(x12.write_999(report, envelope()), tmp_path)
    assert good, answer


def test_pyx12_accepts_our_999_about_a_good_file(tmp_path: Path) -> None:
    good, answer = accepts(x12.write_999(x12.check(x12.write_837([claim()], envelope())), envelope()), tmp_path)
    assert good, answer
