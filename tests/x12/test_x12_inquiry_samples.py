"""Public samples of the further sets: none crashes, each comes back byte for byte, each finding below SNIP 5 was judged one by one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from claimwright import x12
from claimwright.core import InputError, encode

GUIDES = {
    "005010X279A1": "eligibility",
    "005010X279": "eligibility",
    "005010X212": "status",
    "005010X217": "review",
    "005010X220A1": "enrollment",
    "005010X218": "premium",
    "005010X224A2": "dental",
    "005010X211": "attachment",
}

KNOWN: dict[str, dict[str, int]] = {
    # X12.org's refused inquiry: HL*2 says that it has children and has none.
    "error-response-from-payer-to-clinic-not-eligible-for-inquiries-with-payer.edi": {"x12-hl-children": 1},
    # LinuxForHealth's copy: SE02 differs from ST02.
    "subscriber-health-benefit-check-error.271": {"x12-se-control": 1},
    # LinuxForHealth's copy names entity 85 at the provider level, where the guide and kputnam's copy have 1P.
    "277_005010X212__provider-level-status.277": {"x12-code": 1},
    # X12.org's transport request: three services, each said to stand beneath the one before it.
    "request-for-non-emergency-transportation.edi": {"x12-hl-parent": 2},
    # SE01 counted by hand, one short.
    "admission-request-for-review.edi": {"x12-se-count": 1},
    # BPR02 is 19,000, the two RMR add up to 16,750.
    "summary-bill-payment.edi": {"x12-premium-total": 1},
    # DTP 358 is in no published list of the member's dates.
    "enroll-employee-managed-care.834": {"x12-code": 1},
    # Five members with codes of another layout (INS06 FT, REF 6P and 1D, NM108 MI); SE01 is wrong.
    "sample_834_01.txt": {"x12-too-long": 10, "x12-too-many-segments": 9, "x12-code": 14, "x12-se-count": 1},
    # A birth date masked with letters.
    "sample_834_02.txt": {"x12-date": 1},
    "sample_834_03.txt": {"x12-date": 1},
    "sample_834_04.txt": {"x12-date": 1},
    "sample_834_05.txt": {"x12-date": 1},
    "sample_834_06.txt": {"x12-date": 2},
    # GS04 is the fourteenth month.
    "3_x12_834.input.txt": {"x12-date": 1},
    # A 271 in a group for 270, and a file without its ends.
    "test-data__271.edi": {"x12-gs01": 1, "x12-ge-missing": 1, "x12-iea-missing": 1},
    # SE01 one too high.
    "5010-271-example-1.txt": {"x12-se-count": 1},
    # Its own purpose: a wrong separator makes unknown segments.
    "unknown_segment_error.edi": {},
    # A 277CA's content under the version of a 277: STC03, STC12; IEA02 is not ISA13.
    "x12_277_x212.txt": {"x12-unused-element": 16, "x12-iea-control": 1},
    # The document holds component separators; binary content is not exempt yet.
    "sample275_with_HL7_valid_BIN01.edi": {"x12-too-many-components": 1},
    "sample275_with_HL7_invalid_BIN01.edi": {"x12-too-many-components": 1},
}
"""File name (its end): errors of SNIP 1 to 4 by rule, with the reason above."""
UNJUDGED = ("unknown_segment_error.edi",)


def guide_of(data: bytes) -> str:
    """GS08 of the first group."""
    text = data[:400].decode("latin-1")
    mark = text[3:4] or "*"
    at = text.find(f"GS{mark}")
    fields = text[at:].split(text[105:106], 1)[0].split(mark) if at >= 0 else []
    return fields[8].strip() if len(fields) > 8 else ""


def test_every_sample_of_the_further_sets_is_read_and_rewritten_and_its_findings_are_those_judged(samples: Path) -> None:
    seen, wrong = Counter[str](), {}
    for path in sorted((samples / "x12").rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        kind = GUIDES.get(guide_of(data)) if data[:3] == b"ISA" else None
        if kind is None:
            continue
        seen[kind] += 1
        assert x12.rewrite(data) == data, path.name
        assert list(x12.show(data)), path.name
        if kind not in ("dental", "attachment"):
            try:
                assert all(encode(value) for value in x12.read(data)), path.name
            except InputError:
                assert path.name.endswith(UNJUDGED), path.name
        found = Counter(one.id for one in x12.check(data, snip=4).findings if one.severity == "error")
        known = next((ids for end, ids in KNOWN.items() if path.name.endswith(end)), {})
        if dict(found) != known and not path.name.endswith(UNJUDGED):
            wrong[path.name] = dict(found)
    assert wrong == {}
    assert sum(seen.values()) >= 70, seen
