"""What is fuzzed: one target for each transaction set (check and read), and one for each door that takes any file.

Only :class:`claimwright.core.InputError` may leave a door; ``rewrite`` must give back every byte of what it takes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache

from claimwright import x12
from claimwright.cli.measures.x12_damage import good, joined, names
from claimwright.core import (
    AuthorizationAnswer,
    AuthorizationRequest,
    Claim,
    EligibilityAnswer,
    EligibilityInquiry,
    InputError,
    Remittance,
    StatusAnswer,
    StatusInquiry,
    encode,
    replace,
)
from claimwright.x12 import chains

Target = Callable[[bytes], None]


@cache
def seeds() -> dict[str, bytes]:
    """A good file of our own for each set, and the acknowledgements of one."""
    found = {name: joined(good(name)) for name in names()}
    report = x12.check(found["837p"].replace(b"*Y*A*Y*Y", b"*V*A*Y*Y", 1))
    return {**found, "ta1": x12.write_ta1(report, ENVELOPE), "997": FUNCTIONAL, "275-binary": BINARY}


ENVELOPE = x12.Envelope(sender="PRACTICE1", receiver="PAYER1", control=7, timestamp=datetime(2026, 3, 2, 12))  # noqa: DTZ001 (local time)
_HEAD = b"ISA*00*          *00*          *ZZ*PAYER1         *ZZ*PRACTICE1      *260302*1200*^*00501*000000007*0*T*:~"
FUNCTIONAL = (
    _HEAD + b"GS*FA*PAYER1*PRACTICE1*20260302*1200*7*X*005010X230~ST*997*0001~AK1*HC*7~AK2*837*0001~AK3*CLM*22**8~AK4*2*782*1~AK5*R*5~"
    b"AK9*R*1*1*0~SE*8*0001~GE*1*7~IEA*1*000000007~"
)
BINARY = (
    _HEAD + b"GS*PI*PAYER1*PRACTICE1*20260302*1200*7*X*006020X314~ST*275*0001*006020X314~BGN*02*1*20260302~NM1*41*2*CLINIC~LX*1~"
    b"TRN*1*A1001~CAT*AE*TX~EFI*05~BIN*12*a~b*c:d^e\nf\x00~SE*9*0001~GE*1*7~IEA*1*000000007~"
)


def _reader(data: bytes) -> None:
    """Findings, then values; each value must go into JSON."""
    for call in (_checked, _values):
        try:
            call(data)
        except InputError:
            continue


def _checked(data: bytes) -> None:
    report = x12.check(data, each=lambda value: encode(value), partner=x12.partner("example-clearinghouse"))
    assert report.verdict in ("accepted", "accepted-with-errors", "rejected")


def _values(data: bytes) -> None:
    for value in x12.read(data):
        encode(value)


WRITERS: dict[type, Callable[..., bytes]] = {
    Claim: x12.write_837, Remittance: x12.write_835, EligibilityInquiry: x12.write_270, EligibilityAnswer: x12.write_271,
    StatusInquiry: x12.write_276, StatusAnswer: x12.write_277, AuthorizationRequest: x12.write_278, AuthorizationAnswer: x12.write_278,
}  # fmt: skip


def _written(data: bytes) -> None:
    """What can be read can be written, read and written again; nothing grows with it."""
    try:
        values = [one for one in x12.read(data) if type(one) in WRITERS]
        written = [WRITERS[type(one)]([one], ENVELOPE) for one in values]
    except InputError:
        return
    for one, first in zip(values, written, strict=True):
        (back,) = x12.read(first)
        again = WRITERS[type(one)]([back], ENVELOPE)
        assert again.count(b"~NM1*") <= first.count(b"~NM1*")


def _shown(data: bytes) -> None:
    try:
        assert all(isinstance(line, str) for line in x12.show(data))
    except InputError:
        return


def _rewritten(data: bytes) -> None:
    try:
        again = x12.rewrite(data)
    except InputError:
        return
    assert again == data


def _answered(data: bytes) -> None:
    try:
        files = x12.acknowledge(data, ENVELOPE)
    except InputError:
        return
    for name, answer in files.items():
        found = {one.id for one in x12.check(answer, snip=1).findings}
        assert not found & {"x12-unknown-segment", "x12-unexpected-segment", "x12-se-count", "x12-stray-segment", "x12-character"}, name


def _alike(data: bytes) -> None:
    """What the check takes in strides it tells as it does step by step."""
    told: list[object] = []
    usual = chains.FIRST_LEARNED
    for first in (1, 10**9):
        chains.FIRST_LEARNED = first
        values: list[bytes] = []
        try:
            told.append((x12.check(data, each=lambda value, kept=values: kept.append(encode(value))), values))
        except InputError as error:
            told.append((str(error), values))
        finally:
            chains.FIRST_LEARNED = usual
    assert told[0] == told[1]


@cache
def crowds() -> dict[str, bytes]:
    """Files of two dozen units alike in form, so that they are taken in strides."""
    claims = [next(iter(x12.read(joined(good(name))))) for name in ("837p", "837i")]
    paid = next(iter(x12.read(joined(good("835")))))
    assert isinstance(paid, Remittance)
    many = [[replace(one, id=f"C{number}") for number in range(24)] for one in claims if isinstance(one, Claim)]
    several = tuple(replace(paid.claims[0], claim_id=f"C{number}") for number in range(24))
    return {
        "strides-837p": x12.write_837(many[0], ENVELOPE), "strides-837i": x12.write_837(many[1], ENVELOPE),
        "strides-835": x12.write_835([replace(paid, claims=several)], ENVELOPE),
    }  # fmt: skip


def targets() -> dict[str, tuple[tuple[bytes, ...], Target]]:
    """Every target: its seeds, and the call."""
    every = tuple(seeds().values())
    readers: dict[str, tuple[tuple[bytes, ...], Target]] = {name: ((seed,), _reader) for name, seed in seeds().items()}
    together: dict[str, tuple[tuple[bytes, ...], Target]] = {name: ((seed,), _alike) for name, seed in crowds().items()}
    return {
        **readers,
        **together,
        "write": (every, _written),
        "show": (every, _shown),
        "rewrite": (every, _rewritten),
        "ack": (every, _answered),
    }
