"""Every public sample against the findings judged for it (``judged/*.toml``), and a second look that knows nothing of the engine."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from claimwright import x12
from claimwright.core import InputError, encode

HERE = Path(__file__).parent / "judged"
BASIS: dict[str, dict[str, str]] = tomllib.loads((HERE.parent / "judged_basis.toml").read_text("utf-8"))
OWNERS = sorted(path.stem for path in HERE.glob("*.toml"))
JUDGED: dict[str, dict[str, Any]] = {
    f"{owner}/{one['path']}": one for owner in OWNERS for one in tomllib.loads((HERE / f"{owner}.toml").read_text("utf-8"))["file"]
}
_AT = re.compile(r"(?:(\d+)\.)?([^@]*)@(\d+)(?:/(\d+))?(?:-(\d+))?\Z")
MANY = "count"


def place(one: x12.X12Finding) -> str:
    """Where a finding stands, as the data write it."""
    where = f"{one.transaction}." if one.transaction != 1 or one.position == 0 else ""
    inner = f"-{one.component}" if one.component else ""
    return f"{where}{one.segment}@{one.position}" + (f"/{one.element}" if one.element else "") + inner


def expected(finding: dict[str, Any]) -> Counter[str]:
    """The places of a judged finding."""
    if "each" in finding:
        return Counter(at if number == 1 else f"{number}.{at}" for number in range(1, finding["each"] + 1) for at in finding["at"])
    return Counter(finding["at"])


def differences(path: Path, judged: dict[str, Any]) -> list[str]:
    """What the engine says otherwise than was judged."""
    try:
        report = x12.check(path)
    except InputError:
        return [] if judged["verdict"] == "refused" else ["refused"]
    found: dict[tuple[str, int, str], Counter[str]] = {}
    for one in report.findings:
        found.setdefault((one.id, one.snip, str(one.severity.value)), Counter())[place(one)] += 1
    wrong = [] if report.verdict == judged["verdict"] else [f"verdict {report.verdict}"]
    for one in judged.get("finding", ()):
        key = (one["rule"], one["level"], one.get("severity", "error"))
        places = found.pop(key, Counter())
        if MANY in one:
            if places.total() != one[MANY] or not set(one["at"]) <= set(places):
                wrong.append(f"{key}: {places.total()} instead of {one[MANY]}")
        elif places != expected(one):
            wrong.append(f"{key}: not {dict(expected(one) - places)}, but {dict(places - expected(one))}")
    return wrong + [f"{key}: {dict(places)}" for key, places in found.items()]


@pytest.mark.parametrize("owner", OWNERS)
def test_every_sample_gets_exactly_the_findings_judged_for_it(owner: str, samples: Path) -> None:
    wrong = {}
    for name, judged in JUDGED.items():
        if name.startswith(f"{owner}/") and (told := differences(samples / "x12" / name, judged)):
            wrong[name] = told
    assert wrong == {}


def test_every_sample_is_judged_and_every_finding_has_its_reason(samples: Path) -> None:
    with (samples / "x12" / "manifest.csv").open(encoding="utf-8") as stream:
        assert {row["path"] for row in csv.DictReader(stream)} == set(JUDGED)
    assert all(one["why"] for judged in JUDGED.values() for one in judged.get("finding", ()))
    assert all(judged.get("finding") or judged["verdict"] == "accepted" or judged.get("note") for judged in JUDGED.values())


def test_every_judgement_says_what_it_rests_on() -> None:
    """How each file was judged without the engine, when, how that compared, and the public source of each finding's rule."""
    lacking = {
        name
        for name, one in JUDGED.items()
        if not (one.get("judged") and one.get("how") and set(one["how"]) <= set(BASIS["how"]) and one.get("blind") in BASIS["blind"])
    }
    assert lacking == set()
    assert {name for name, one in JUDGED.items() if one["blind"] != "agreed" and not one.get("difference")} == set()
    assert {finding["rule"] for one in JUDGED.values() for finding in one.get("finding", ())} == set(BASIS["rule"])
    assert all(BASIS["rule"].values())


@pytest.mark.parametrize("owner", OWNERS)
def test_every_sample_is_rewritten_shown_and_read_without_a_crash(owner: str, samples: Path) -> None:
    for name, judged in JUDGED.items():
        if not name.startswith(f"{owner}/") or judged["verdict"] == "refused":
            continue
        data = (samples / "x12" / name).read_bytes()
        assert x12.rewrite(data) == data, name
        assert all(x12.show(data)), name
        try:
            assert all(encode(value) for value in x12.read(data)), name
        except InputError as refused:
            assert judged["verdict"] == "rejected" or "not yet read as values" in str(refused), name


# -- a second look at the data, with nothing of the engine but the names ------------------------------------------------


def sets(data: bytes) -> tuple[Callable[[int, int], str], str, str]:
    """Segment n of set m (0: any of the envelope is not looked at), the element and component separators."""
    text = data.decode("latin-1").lstrip("\ufeffï»¿")
    at = 3
    for _ in range(15):
        at = text.index(text[3], at + 1)
    star, colon, end = text[3], text[at + 1], text[at + 2]
    found: list[list[str]] = []
    for raw in text.split(end):
        segment = raw.strip(" \r\n\t")
        if segment.startswith(f"ST{star}"):
            found.append([])
        if found:
            found[-1].append(segment)
    return lambda number, position: found[number - 1][position - 1], star, colon


def luhn_fails(npi: str) -> bool:
    """Whether ten digits are no NPI (80840 before them, doubled from the right)."""
    if not (len(npi) == 10 and npi.isascii() and npi.isdigit()):
        return True
    digits = [int(one) for one in "80840" + npi][::-1]
    return sum(sum(divmod(2 * one, 10)) if at % 2 else one for at, one in enumerate(digits)) % 10 != 0


LOOKS: dict[str, Callable[[str], bool]] = {
    "x12-npi": luhn_fails,
    "x12-billing-zip": lambda value: len(value) == 5 and value.isdigit(),
    "x12-zip": lambda value: len(value) not in (5, 9),
    "x12-taxonomy": lambda value: not re.fullmatch(r"[0-9]{3}[0-9A-Z]{6}X", value),
    "x12-required-element": lambda value: value == "",
    "x12-unused-element": lambda value: value != "",
    "x12-too-long": lambda value: len(value) > 1,
    "x12-billing-street": lambda value: "BOX" in value.upper(),
    "x12-procedure": lambda value: len(value) != 5,
    "x12-number": lambda value: not value.isdigit(),
    "x12-tax-id": lambda value: not value.isdigit(),
    "x12-state": lambda value: value in ("XX", "NP"),
}
"""By rule: what the value at the place must be like for the finding to be right."""


def looked_at(name: str, judged: dict[str, Any], samples: Path) -> Iterator[tuple[str, str, str]]:
    """(rule, place, value) of every judged finding inside a set."""
    if judged["verdict"] == "refused":
        return
    segment, star, colon = sets((samples / "x12" / name).read_bytes())
    for one in judged.get("finding", ()):
        for text in one["at"]:
            match = _AT.match(text)
            assert match, text
            number, wanted, position, element, component = match.groups()
            if position == "0":
                continue
            fields = segment(int(number or 1), int(position)).split(star)
            if element and fields[0] == wanted:
                value = fields[int(element)] if int(element) < len(fields) else ""
                if component:
                    value = [*value.split(colon), *[""] * 12][int(component) - 1]
                yield one["rule"], text, value
            elif element:
                yield "elsewhere", f"{text} is {fields[0]}", ""


def test_a_second_look_finds_at_every_place_what_the_judgement_says(samples: Path) -> None:
    wrong, seen = [], Counter[str]()
    for name, judged in JUDGED.items():
        for rule, at, value in looked_at(name, judged, samples):
            look = LOOKS.get(rule)
            seen[rule] += 1
            if rule == "elsewhere" or (look is not None and not look(value)):
                wrong.append((name, rule, at, value))
    assert wrong == []
    assert seen["x12-npi"] > 100


SEEN_BY_US_ALONE = {
    "profee-multiple.edi": "an interchange number used again",
    "sample837-original.edi": "a release of the interchange",
    "sample837-small.edi": "a release of the interchange",
    "invalid999.edi": "what a 999 counts",
    "summary-bill-payment.edi": "the sum of an 820",
    "5010-835-example-1.txt": "the patient's share, a warning",
}
"""What the independent checker of the manifest does not look at."""
ENVELOPE = ("x12-se", "x12-ge", "x12-iea", "x12-isa", "x12-st02", "x12-gs06", "x12-stray")


def test_the_independent_checker_of_the_manifest_found_the_same_faults_of_envelope_and_balance(samples: Path) -> None:
    with (samples / "x12" / "manifest.csv").open(encoding="utf-8") as stream:
        rows = {row["path"]: row for row in csv.DictReader(stream)}
    wrong = []
    for name, judged in JUDGED.items():
        found = {(one["rule"], one["level"]) for one in judged.get("finding", ())}
        unread = judged["verdict"] == "refused" or "x12-version" in {rule for rule, _ in found}
        envelope = any(rule.startswith(ENVELOPE) for rule, _ in found)
        balance = any(level == 3 for _, level in found)
        row = rows[name]
        if judged["verdict"] != "refused" and bool(row["structure_findings"]) != envelope:
            wrong.append(name)
        if not unread and (int(row["balance_findings"] or 0) > 0) != balance:
            wrong.append(name)
    assert {name for name in wrong if not name.endswith(tuple(SEEN_BY_US_ALONE))} == set()


# -- what the sources themselves say ------------------------------------------------------------------------------------

STATED: dict[str, tuple[tuple[str, str], ...]] = {
    "imsweb__x12-parser/src__test__resources__837_5010__x12_bad_segment_identifier.txt": (
        ("x12-required-loop", "NM1@18"), ("x12-required-segment", "N4@9"), ("x12-required-segment", "PER@4"),
        ("x12-unknown-segment", "@4"), ("x12-unknown-segment", "NM31@18"), ("x12-unknown-segment", "Nd4@9"),
    ),
    "imsweb__x12-parser/src__test__resources__837_5010__x12_bad_valid_code.txt": (("x12-unexpected-segment", "NM1@7"),),
    "imsweb__x12-parser/src__test__resources__837_5010__x12_missing_required_loop_in_one_repeat.txt": (("x12-required-loop", "NM1@18"),),
    "imsweb__x12-parser/src__test__resources__837_5010__x12_missing_required_loops_mult_repeats.txt": (
        ("x12-required-loop", "LX@31"), ("x12-required-loop", "LX@57"), ("x12-unexpected-segment", "SV1@31"),
    ),
    "imsweb__x12-parser/src__test__resources__837_5010__x12_segments_out_of_order.txt": (
        ("x12-segment-order", "N4@10"), ("x12-segment-order", "N3@15"),
    ),
    "xlate__staedi/src__test__resources__x12__invalid999.edi": (
        ("x12-unexpected-segment", "IK5@2"), ("x12-too-long", "AK1@3/1"), ("x12-too-many-elements", "AK2@4/4"), ("x12-code", "IK5@5/1"),
        ("x12-too-many-segments", "IK5@6"),
    ),
    "xlate__staedi/src__test__resources__x12__extraDelimiter997.edi": (("x12-repetition", "AK3@4/2"), ("x12-repetition", "AK3@4/4")),
    "xlate__staedi/src__test__resources__x12__invalid997.edi": (("x12-too-long", "AK1@2/1"), ("x12-number", "AK4@5/2")),
    "xlate__staedi/src__test__resources__x12__sample275_with_HL7_invalid_BIN01.edi": (("x12-binary-length", "BIN@15/1"),),
}  # fmt: skip
"""Findings that the tests of a source state (messages of imsweb/x12-parser; locations of StAEDI's readers), as we name them."""


@pytest.mark.parametrize("name", STATED)
def test_what_a_source_states_is_found_at_the_same_place(name: str, samples: Path) -> None:
    found = {(one.id, place(one)) for one in x12.check(samples / "x12" / name).findings}
    assert set(STATED[name]) - found == set()


GUIDES = ("X222A1", "X223A2", "X224A2", "X221A1", "X279A1", "X279_", "X212", "X217", "X218", "X220A1", "X231A1", "X230")
FORM = {"x12-npi", "x12-taxonomy", "x12-billing-zip"}
"""Numbers that X12 made up for its examples: check digits, codes out of use, short ZIP codes."""
_COLON = "a colon is declared and > written between components"
_BY_COLON = {"x12-too-long": _COLON, "x12-required-element": _COLON}
_CONTACT = {"x12-required-segment": "no technical contact (PER*BL), which A1 asks for"}
_CLM06 = {"x12-unused-element": "CLM06 belongs to the professional claim"}
LISTED: dict[str, dict[str, str]] = {
    "pass__admission-request-for-review": {"x12-se-count": "SE01 one too few"},
    "pass__request-for-non-emergency-transportation": {"x12-hl-parent": "services beneath services"},
    "pass__summary-bill-payment": {"x12-premium-total": "BPR02 is not the sum of RMR04"},
    "pass__837-institutional-claim": {"x12-date": "RD8 with one day"},
    "X223A2_HC837_Health_Care_Claim_Institutional__pass__automobile-accident": {"x12-patient-status": "one digit"},
    "pass__error-response-from-payer": {"x12-hl-children": "HL04 without a level beneath"},
    "subscriber-health-benefit-check-error.271": {"x12-se-control": "SE02 is not ST02"},
    "277_005010X212__provider-level-status.277": {"x12-code": "85, where the example of X12 has 1P"},
    "enroll-employee-managed-care.834": {"x12-code": "DTP*358 is no date of a member"},
    "cob-contractural-adjustment.835": _CONTACT | _BY_COLON,
    "managed-care.835": _CONTACT | {"x12-date": "month 23"},
    "secondary-payment.835": _CONTACT | _BY_COLON,
    "tertiary-payment.835": _CONTACT | dict.fromkeys(
        ("x12-required-element", "x12-too-short", "x12-payment-line", "x12-payment-claim"), "a star in SVC where a colon belongs"
    ),
    "demo.ambulance.example5.837": {"x12-required-element": "CLM05-2 is empty"},
    "demo.cob.2ndary.example4.837": _BY_COLON,
    "demo.cob.example3.A.837": {"x12-required-loop": "no 2330B"},
    "demo.cob.example3.B.837": {"x12-zip": "four digits"},
    "demo.cob.example4.837": {"x12-unexpected-segment": "AMT*F2 is of 4010"},
    "demo.example11.837": _BY_COLON | {"x12-number": _COLON, "x12-billing-street": "a post office box"},
    "demo.example12.837": _BY_COLON,
    "demo.example9.837": _BY_COLON | {"x12-number": _COLON},
    "X223A3__out-of-network-repriced-claim.837i": _BY_COLON | _CLM06,
    "X223A3__ppo-repriced-claim.837i": _BY_COLON | _CLM06,
    "two-claims-single-provider.837i": _CLM06,
}  # fmt: skip
"""X12's published examples, as two sources carry them, that do not keep the published rules: each rule that they break, and how."""


def test_the_published_examples_of_x12_are_accepted_but_for_those_listed_with_each_rule(samples: Path) -> None:
    folder = samples / "x12"
    published = [path for path in (folder / "kputnam__stupidedi").glob("*__pass__*") if any(one in path.name for one in GUIDES)]
    published += [path for path in (folder / "LinuxForHealth__x12").glob("src__*") if "_00401" not in path.name]
    differing, seen = {}, set[str]()
    for path in published:
        found = {one.id for one in x12.check(path).findings if one.severity == "error"} - FORM
        known = next((end for end in LISTED if end in path.name), "")
        seen |= {known}
        if found != set(LISTED.get(known, ())):
            differing[path.name] = found
    assert len(published) >= 85
    assert differing == {}
    assert seen == {*LISTED, ""}
    assert {rule for rules in LISTED.values() for rule in rules} | FORM <= set(BASIS["rule"])


def whole_sets(data: bytes) -> list[list[list[str]]]:
    """The elements of every segment from ST to SE."""
    text = data.decode("latin-1")
    text = text[text.index("ISA") :]
    star, end = text[3], text[105]
    several: list[list[list[str]]] = []
    for raw in text.split(end):
        one = raw.strip(" \r\n\t").split(star)
        if one[0] == "ST":
            several.append([])
        if several and (not several[-1] or several[-1][-1][0] != "SE"):
            several[-1].append(one)
    return several


def structure(sets_of_file: list[list[list[str]]]) -> Iterator[tuple[str, str]]:
    """(rule, place) of every fault of counts, levels, line numbers and claim totals, counted again from the bare segments."""
    for number, segments in enumerate(sets_of_file, 1):
        where = f"{number}." if number > 1 else ""
        levels = line = 0
        for position, one in enumerate(segments, 1):
            if one[0] == "SE" and one[1:2] != [str(position)]:
                yield "x12-se-count", f"{where}SE@{position}/1"
            elif one[0] == "HL":
                levels += 1
                after = next((other[3] for other in segments[position:] if other[0] == "HL"), "")
                if one[1] != str(levels):
                    yield "x12-hl-number", f"{where}HL@{position}/1"
                if len(one) > 4 and (one[4] == "1") != (after > one[3]):
                    yield "x12-hl-children", f"{where}HL@{position}/4"
            elif one[0] == "CLM":
                line = 0
                charges = _charges(segments[position:])
                if charges and sum(charges) != Decimal(one[2] or 0):
                    yield "x12-claim-total", f"{where}CLM@{position}/2"
            elif one[0] == "LX" and segments[0][1] == "837":
                line += 1
                if one[1] != str(line):
                    yield "x12-line-number", f"{where}LX@{position}/1"


def _charges(after: list[list[str]]) -> list[Decimal]:
    """The charges of the lines up to the next claim; a service without LX is no line."""
    end = next((at for at, one in enumerate(after) if one[0] in ("CLM", "SE")), len(after))
    if not any(one[0] == "LX" for one in after[:end]):
        return []
    return [Decimal(one[{"SV1": 2, "SV2": 3, "SV3": 2}[one[0]]] or 0) for one in after[:end] if one[0] in ("SV1", "SV2", "SV3")]


def test_counts_levels_and_totals_are_wrong_exactly_where_they_were_judged_to_be(samples: Path) -> None:
    """Of the sets of an 837 that came whole: each fault counted again is judged, and each judged one is counted."""
    wrong, seen = [], Counter[str]()
    for name, judged in JUDGED.items():
        if judged["verdict"] == "refused" or any(
            one["rule"] == "x12-version" or "each" in one or MANY in one for one in judged.get("finding", ())
        ):
            continue
        data = (samples / "x12" / name).read_bytes()
        if data.count(b"ISA") != 1 or b"837" not in data:
            continue
        counted = set(structure(whole_sets(data)))
        rules = ("x12-se-count", "x12-hl-number", "x12-hl-children", "x12-claim-total", "x12-line-number")
        told = {(one["rule"], at) for one in judged.get("finding", ()) for at in one["at"] if one["rule"] in rules}
        seen.update(rule for rule, _ in counted)
        wrong += [(name, *sorted(counted ^ told))] if counted != told else []
    assert wrong == []
    assert seen.total() > 20
