"""The fast path proves what the slow path would find faultless, and nothing else: both say the same of any file."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright import x12
from claimwright.cli.measures import x12_generator
from claimwright.core import InputError, Money, OtherPayer, Payer, Subscriber, encode, replace
from claimwright.x12 import chains, strides
from claimwright.x12.parser import Parser

from .x12_making import (
    CLINIC,
    DOCTOR,
    claim,
    dependent_claim,
    envelope,
    institutional_claim,
    joined,
    line,
    remittance,
    remittance_claim,
    segments,
)

CODES = (("99214", 22500), ("36415", 1200), ("J3301", 4000))
CHANGES: tuple[Callable[[random.Random, list[str], int], None], ...] = (
    lambda chance, parts, at: parts.pop(at),  # type: ignore[return-value]
    lambda chance, parts, at: parts.insert(at, parts[at]),
    lambda chance, parts, at: parts.insert(at, parts[chance.randrange(3, len(parts))]),
    lambda chance, parts, at: parts.__setitem__(at, parts[at] + chance.choice(("*", "*A", ":A", "^A", "\x01", "1"))),
    lambda chance, parts, at: parts.__setitem__(at, parts[at][: chance.randrange(2, len(parts[at]) + 1)]),
    lambda chance, parts, at: parts.__setitem__(at, parts[at].split("*")[0]),
)


def _changed(chance: random.Random, parts: list[str], at: int) -> None:
    """One element gets another value."""
    fields = parts[at].split("*")
    fields[chance.randrange(len(fields))] = chance.choice(("", "X", "20261341", "1.005", "-1", "ZZ", "18", "E119", "1234567890", "B:B:B"))
    parts[at] = "*".join(fields)


def _claims(chance: random.Random, make: Callable[..., Any]) -> list[Any]:
    found = []
    for number in range(24):
        several = tuple(
            line(at, *chance.choice(CODES), control_number=f"L{number}-{at}") for at in range(1, chance.randint(1, 3) + 1)
        )  # fmt: skip
        one = make(id=f"C{number}", rendering=replace(DOCTOR, last=f"NAME{number}"))
        if make is claim:
            total = Money(sum(each.charge for each in several))
            one = replace(one, lines=several, charge=total, subscriber=Subscriber(member_id=f"M{number}"))
            if chance.random() < 0.2:
                other = OtherPayer(payer=Payer("77001", "FIRST PLAN", filing="CI"), subscriber=Subscriber(member_id="Z9"), sequence=2)
                one = replace(one, other_payers=(other,))
        found.append(one)
    return found


def _payments(chance: random.Random) -> list[Any]:
    paid = [remittance_claim(claim_id=f"C{n}", remarks=("MA01",) if chance.random() < 0.3 else ()) for n in range(24)]
    return [remittance(*(replace(one, status="22") if chance.random() < 0.1 else one for one in paid))]


FILES: dict[str, Callable[[random.Random], bytes]] = {
    "837P": lambda chance: x12.write_837(_claims(chance, claim), envelope()),
    "837P dependents": lambda chance: x12.write_837([dependent_claim(), *_claims(chance, claim), dependent_claim()] * 2, envelope()),
    "837I": lambda chance: x12.write_837([institutional_claim(id=f"H{n}", billing=CLINIC) for n in range(24)], envelope()),
    "835": lambda chance: x12.write_835(_payments(chance), envelope()),
}


def told(data: bytes, learned: int, monkeypatch: pytest.MonkeyPatch, snip: int) -> tuple[object, list[bytes]]:
    """The report and the values, when runs are learned at their n-th coming."""
    monkeypatch.setattr(chains, "FIRST_LEARNED", learned)
    values: list[bytes] = []
    try:
        report: object = x12.check(data, snip=snip, each=lambda value: values.append(encode(value)))
    except InputError as error:
        report = str(error)
    return report, values


@pytest.mark.parametrize("name", FILES)
@given(seed=st.integers(0, 10**9))
@settings(max_examples=40, deadline=None)
def test_any_damage_is_told_alike_on_both_paths(name: str, seed: int) -> None:
    chance = random.Random(seed)
    parts = segments(FILES[name](chance))
    for _ in range(chance.choice((0, 1, 1, 2, 5))):
        at = chance.randrange(3, len(parts) - 2)
        chance.choice((*CHANGES, _changed, _changed))(chance, parts, at)
    data, snip = joined([one for one in parts if one]), chance.choice((2, 5, 7))
    with pytest.MonkeyPatch.context() as patch:
        fast, slow = told(data, 1, patch, snip), told(data, 10**9, patch, snip)
    assert fast == slow


@pytest.mark.parametrize("name", FILES)
def test_files_alike_in_form_go_in_strides(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = FILES[name](random.Random(1))
    monkeypatch.setattr(chains, "FIRST_LEARNED", 1)
    taken: list[int] = []
    original = strides._taker

    def counting(*how: Any) -> Callable[[list[str]], list[list[str]]]:
        take = original(*how)

        def counted(raws: list[str]) -> list[list[str]]:
            rows = take(raws)
            taken.append(len(raws))
            return rows

        return counted

    monkeypatch.setattr(strides, "_taker", counting)
    assert [one for one in x12.check(data, snip=5).findings if one.severity == "error"] == []
    assert sum(taken) > 0.6 * len(segments(data))


def test_a_stride_unfolds_into_the_same_loops() -> None:
    data = FILES["837P"](random.Random(2))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chains, "FIRST_LEARNED", 1)
        fast = _shapes(data, x12.checking.Checker(5))
    assert fast == _shapes(data, None)


def _shapes(data: bytes, listener: Any) -> list[Any]:
    parser = Parser(data, listener)
    if listener is not None:
        listener.follow(parser)
    return [_shape(instance) for instance in parser]


def _shape(instance: Any) -> Any:
    own = [(elements, position) for _, elements, position in instance.segments]
    return instance.node.id, instance.position, own, [_shape(child) for child in instance.loops], instance.state


def test_quantities_survive_both_paths() -> None:
    several = [claim(id=f"C{n}", lines=(line(1, units=Decimal("1.5")),)) for n in range(12)]
    data = x12.write_837(several, envelope())
    values: list[Any] = []
    x12.check(data, each=values.append)
    assert values == list(x12.read(data))


def test_the_same_segment_twice_is_no_pattern_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "FIRST_LEARNED", 1)
    twice, differing = "CAS*CO*45*10~CAS*CO*45*10", "CAS*CO*45*10~CAS*CO*97*10"
    paid = (f"CLP*C{n}*1*30*10**12*I{n}~NM1*QC*1*A*B~SVC*HC:99213*30*10**1~{twice if n < 9 else differing}" for n in range(18))
    head = x12.write_835([remittance()], envelope()).decode().split("CLP*")[0].replace("BPR*I*150", "BPR*I*180")
    start = head.count("~") - 1
    body = "~".join(paid)
    data = f"{head}{body}~SE*{start + body.count('~') + 1}*0001~GE*1*7~IEA*1*000000007~".encode()
    values: list[Any] = []
    x12.check(data, each=values.append)
    assert values == list(x12.read(data))
    assert [one.reason for one in values[0].claims[17].lines[0].adjustments] == ["45", "97"]


@pytest.mark.parametrize("kind", x12_generator.GUIDES)
def test_no_rule_of_every_claim_unfolds_it(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file.edi"
    x12_generator.write(kind, 400, path)
    unfolded: list[str] = []
    original = strides.Stride.unfold
    monkeypatch.setattr(strides.Stride, "unfold", lambda self, base, **how: unfolded.append(base.node.id) or original(self, base, **how))
    assert x12.check(path, snip=7, each=lambda value: None).findings == ()
    assert len(unfolded) < 160, sorted(set(unfolded))  # codes that are new in a month are looked up, claim by claim
    assert sum(name in ("2110", "2400") for name in unfolded) < 20
