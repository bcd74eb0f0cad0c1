"""``check``: SNIP 1 to 7 over a file in one pass. Findings are values; only what is no interchange raises."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from claimwright.core import InputError, Severity, replace

from .chains import Strides
from .codes import KINDS, STOPPED, CodeSets
from .conditions import broken
from .findings import ENVELOPE, HEADERS, GroupSummary, InterchangeSummary, Report, TransactionSummary, X12Finding, header_code, verdict
from .instance import Instance
from .judging import Judges, judges, rules
from .listening import Transaction
from .mends import mend, status
from .parser import Parser
from .partner import Breach, Partner
from .prepared import Prepared
from .reading import Reader
from .rule import Context, Fault, Rule
from .schema import segment
from .syntax import faults
from .tokens import Delimiters, unpad
from .tree import LARGEST_TABLE, Elements, Guide, Item, State, get

MOST_FINDINGS = 10_000
"""After so many a file is plainly not what it claims to be; one last finding says that there are more."""


def check(source: bytes | Path, *, snip: int = 7, partner: Partner | None = None, each: Callable[[Any], None] | None = None) -> Report:
    """Check a file up to SNIP type ``snip``, type 7 by a ``partner`` profile. Raises InputError for what is no X12 interchange.

    ``each`` is given every value of the file in the same pass (what ``read`` yields), as soon as it is complete; what cannot be a value
    (an amount that is none, a set without a mapping) is left out, and a finding says what is wrong with it.
    """
    checker = Checker(snip, partner)
    parser = Parser(source, checker)
    checker.follow(parser)
    checker.size(len(source) if isinstance(source, bytes) else source.stat().st_size if source.is_file() else 0)
    if each is None:
        for instance in parser:
            checker.closed(instance)
        return checker.report()
    reader = Reader(parser)
    for instance in parser:
        checker.closed(instance)
        if not reader.waits(instance):
            continue
        try:
            for value in reader.values(instance):
                each(value)
        except InputError:
            continue
    for answer in reader.answers():
        each(answer)
    return checker.report()


class Checker:
    """Hears the parser (see ``parser.Listener``) and collects findings."""

    def __init__(self, snip: int, partner: Partner | None = None) -> None:
        """``snip``: the highest type to look for; ``partner``: whose own rules count as well."""
        self.snip = snip
        self._partner = partner if snip >= 7 else None
        self._upper = self._partner is not None and self._partner.upper_case
        self.findings: list[X12Finding] = []
        self.transactions: list[TransactionSummary] = []
        self.interchanges: list[InterchangeSummary] = []
        self.groups: list[GroupSummary] = []
        self._sets = CodeSets()
        self._marks = Delimiters()
        self._prepared: dict[Item, Prepared] = {}
        self.strides: Strides | None = None
        self._strides: dict[str, Strides] = {}
        self._rules: dict[State, Judges] = {}
        self._parents: dict[State, bool] = {}
        self._context = Context(self._marks)
        self._first = self._claims = self._number = self._levels = 0
        self._name = self._reference = ""
        self._cut = False
        self._parser: Parser | None = None

    def follow(self, parser: Parser) -> None:
        """Whose file it is; for the interchange headers."""
        self._parser = parser

    # -- what the parser tells ---------------------------------------------------------------------------------------

    def begin(self, transaction: Transaction) -> None:
        """A set starts: its separators decide the expressions."""
        if transaction.delimiters != self._marks or not self._prepared:
            self._marks = transaction.delimiters
            self._prepared, self._strides = {}, {}
        self.strides = self._strides_of(transaction.guide) if transaction.guide is not None and not self._upper else None
        self._context = Context(self._marks, self._sets.books if self.snip >= 5 else None)
        self._number, self._claims, self._first, self._levels = transaction.number, 0, len(self.findings), 0
        self._name, self._reference = transaction.guide.table.name if transaction.guide else "", ""

    def _strides_of(self, guide: Guide) -> Strides:
        if guide.table.name not in self._strides:
            self._strides[guide.table.name] = Strides(guide, self._marks, self._prepare)
        return self._strides[guide.table.name]

    def end(self, transaction: Transaction) -> None:
        """A set ended: its summary."""
        self.transactions.append(TransactionSummary(
            type=self._name or transaction.st[1], version=transaction.version, control_number=transaction.st[2], claims=self._claims,
            verdict=verdict([f for f in self.findings[self._first :] if f.transaction == transaction.number]), number=transaction.number,
            code=transaction.st[1], group=len(self.groups), reference=self._reference,
        ))  # fmt: skip

    def _header(self, name: str, elements: Elements) -> None:
        """Types, lengths and codes of an ISA or GS."""
        definition = segment(HEADERS[name])
        values = [value.rstrip(" ") if name == "ISA" else value for value in elements]
        for wrong in faults(definition, values, self._marks):
            if name == "ISA" and (wrong.element in _SEPARATORS_OR_BLANK or wrong.id in ("x12-too-short", "x12-too-long")):
                continue
            if name == "GS" and wrong.id == "x12-date" and self._parser is not None and self._parser.headers.isa[12:13] < ["00400"]:
                continue  # older releases write six digits; that they are not taken is said already
            code = header_code(name, wrong.element)
            self._note(code)
            self._append(X12Finding(
                snip=wrong.snip if name == "TA1" else 1, id=wrong.id, transaction=0, loop="", segment=name, position=0,
                element=wrong.element, value=wrong.value, message=wrong.message, code=code,
            ))  # fmt: skip

    def interchange(self, elements: Elements) -> None:
        """An ISA."""
        if self._parser is not None:
            self._marks = self._parser.lexer.delimiters
            self._prepared, self._strides = {}, {}
        self.interchanges.append(InterchangeSummary(
            control_number=elements[13], date=elements[9], time=elements[10], sender=unpad(elements[6]), receiver=unpad(elements[8]),
        ))  # fmt: skip
        self._header("ISA", elements)
        if self._partner is not None:
            self._agreed(self._partner.interchange(elements, self._marks, len(self.interchanges)), "ISA")

    def answer(self, elements: Elements) -> None:
        """A TA1: its elements, and that its verdict and its reason say the same."""
        self._header("TA1", elements)
        verdict, note = get(elements, 4), get(elements, 5)
        if self.snip >= 4 and note and ((verdict == "A" and note != "000") or (verdict in ("E", "R") and note == "000")):
            message = "an interchange taken as it is has no error (000), another has one"
            self._append(X12Finding(snip=4, id="x12-interchange-verdict", transaction=0, loop="", segment="TA1", position=0, element=5,
                                    value=note[:80], message=message))  # fmt: skip

    def size(self, length: int) -> None:
        """The bytes of the file."""
        if self._partner is not None:
            self._agreed(self._partner.size(length), "")

    def _agreed(self, breaches: Iterable[Breach], segment: str, position: int = 0, transaction: int = 0) -> None:
        """Report what the partner's profile does not allow."""
        for one in breaches:
            self._note(one.code)
            self._append(X12Finding(
                snip=7, id=one.id, transaction=transaction, loop="", segment=segment, position=position, element=one.element,
                value=one.value[:80], message=one.message, fix=one.fix, code=one.code,
            ))  # fmt: skip

    def group(self, elements: Elements) -> None:
        """A GS."""
        self.groups.append(GroupSummary(
            control_number=elements[6], functional_group=elements[1], version=elements[8], interchange=len(self.interchanges), stated=0,
        ))  # fmt: skip
        self._header("GS", elements)
        if self._partner is not None:
            isa = self.interchanges[-1] if self.interchanges else None
            self._agreed(self._partner.group(elements, isa.sender if isa else "", isa.receiver if isa else ""), "GS")

    def group_ends(self, stated: str) -> None:
        """A GE: how many sets it says there are."""
        if stated.isascii() and stated.isdigit() and self.groups:
            self.groups[-1] = replace(self.groups[-1], stated=int(stated))

    def segment(self, item: Item, raw: str, elements: Elements, owner: Instance, position: int) -> bool:
        """Check one segment against its definition and its codes; True where the same text may pass unseen from now on."""
        prepared = self._prepared.get(item) or self._prepare(item)
        if item.id == "HL":
            self.level(elements, owner, position)
        if not prepared.open and not self._upper and prepared.match(raw) is not None:
            prepared.left -= 1
            return prepared.left >= 0
        before = len(self.findings)
        if self._upper and raw != raw.upper():
            self._add(7, "x12-partner-case", "this partner takes upper case only", owner, item.id, position)
        if not prepared.proves(raw, elements):
            self._explain(item, prepared, raw, elements, owner, position)
        prepared.left -= 1
        return prepared.left >= 0 and len(self.findings) == before

    def _explain(self, item: Item, prepared: Prepared, raw: str, elements: Elements, owner: Instance, position: int) -> None:
        """The slow path: take apart what was not proven."""
        proven = prepared.match(raw) is not None and not prepared.span
        wrongs = [] if proven else faults(item.segment, elements, self._marks)
        for wrong in wrongs or (broken(item.id, elements, prepared.notes) if prepared.notes else ()):
            self._add(wrong.snip, wrong.id, wrong.message, owner, item.id, position, wrong.element, wrong.component, wrong.value,
                      code=f"IK403={wrong.code}")  # fmt: skip
        bad = {wrong.element for wrong in wrongs}
        for probe, value in self._sets.wrong(prepared.probes, elements, self._marks.component):
            if probe.where[0] not in bad and not (probe.kind == "carc" and _day_told(owner) < STOPPED.get(value, "")):
                kind = KINDS[probe.kind]
                self._add(5, kind.id, kind.message, owner, item.id, position, probe.where[0], probe.where[1] or None, value, fix=kind.fix,
                          severity=kind.severity)  # fmt: skip

    def misplaced(self, kind: str, raw: str, elements: Elements, owner: Instance, position: int, item: Item | None) -> None:
        """Unknown, unexpected, out of order, or once too often."""
        name = elements[0]
        if kind in ("unused", "foreign"):
            told, code = ("this guide does not use it", "IK304=I4") if kind == "unused" else ("not part of this transaction set", "IK304=6")
            self._add(2, "x12-unused-segment", told, owner, name, position, value=get(elements, 1)[:80], code=code)
        elif kind == "unknown":
            shown = name[:20] if name.isalnum() else ""
            self._add(1, "x12-unknown-segment", "no such segment in this guide", owner, shown, position, value=raw[:40], code="IK304=1")
        elif kind == "unexpected":
            self._add(
                2, "x12-unexpected-segment", "does not belong here", owner, name, position, value=get(elements, 1)[:80], code="IK304=2"
            )
        elif kind == "order":
            self._add(
                1, "x12-segment-order", "comes too late in its loop", owner, name, position, value=get(elements, 1)[:80], code="IK304=7"
            )
        elif item is not None:
            what, code = ("loop", "IK304=4") if item.node else ("segment", "IK304=5")
            self._add(2, f"x12-too-many-{what}s", f"at most {item.most} of this {what} are allowed", owner, name, position, code=code)

    def missing(self, item: Item, owner: Instance) -> None:
        """A required segment or loop is not there: reported where it belongs."""
        loop, position = (item.node.id, item.node.name) if item.node else ("", ""), owner.belongs(item.index)
        told = f"the required loop {loop[0]} ({loop[1]})" if item.node else f"the required {item.id}{_told(item)}"
        self._add(2, "x12-required-loop" if item.node else "x12-required-segment", f"{told} is missing", owner, item.id, position,
                  loop_id=loop[0] if item.node else None, fix="send it", code="IK304=3")  # fmt: skip

    def envelope(self, kind: str, segment: str, element: int, value: str, wanted: str, transaction: int) -> None:
        """Something is wrong with the envelope; SE stands within the set, the rest at position 0."""
        known = ENVELOPE[kind]
        self._note(known.code)
        position = self._parser.position if self._parser is not None and kind.startswith("se-") else 0
        self._append(X12Finding(
            snip=1, id=known.id, transaction=transaction, loop="", segment=segment, position=position, element=element or None,
            value=value[:80], message=known.message.format(wanted=wanted), fix=known.fix.format(wanted=wanted), code=known.code,
            severity=known.severity,
        ))  # fmt: skip

    def _note(self, code: str) -> None:
        """Keep what a TA1 or the end of a 999 will say."""
        element, _, value = code.partition("=")
        if element == "TA105" and self.interchanges and self.interchanges[-1].code == "000":
            self.interchanges[-1] = replace(self.interchanges[-1], code=value)
        elif element == "AK905" and self.groups and value not in self.groups[-1].codes:
            self.groups[-1] = replace(self.groups[-1], codes=(*self.groups[-1].codes, value))

    # -- loops that closed -------------------------------------------------------------------------------------------

    def closed(self, instance: Instance) -> None:
        """Run the rules of a loop that is complete."""
        node = instance.node
        if node.is_unit:
            self._claims += 1
            self._context.claims = self._claims
        elif instance.parent is None:
            if self._partner is not None:
                self._agreed_set(instance)
            self._reference = instance.value("BHT", 3) or instance.value("TRN", 2)
        found = self._rules.get(instance.state)
        if found is None:
            found = self._applicable(instance.state)
            if len(self._rules) < LARGEST_TABLE:
                self._rules[instance.state] = found
        proof, rest, every = found
        for one in rest if proof is not None and proof(instance, self._context) else every:
            if one.__class__ is Rule:
                for wrong in one.check(instance, self._context):
                    self._tell(one, wrong)
            else:
                for judge, wrong in one.faults(instance, self._context):  # type: ignore[union-attr]
                    self._tell(judge, wrong)
        if node.is_level:
            self._children(instance)

    def _agreed_set(self, root: Instance) -> None:
        partner, isa = self._partner, self.interchanges[-1] if self.interchanges else None
        if partner is None:
            return
        self._agreed(partner.set(self._claims, root.segments[0][1]), "ST", 1, self._number)
        for loop_id, wanted in (("1000A", isa.sender if isa else ""), ("1000B", isa.receiver if isa else "")):
            loop = root.loop(loop_id)
            if loop is not None and loop.node.trigger.id == "NM1":
                named = loop.value("NM1", 9)
                for one in partner.named(loop_id, named, wanted):
                    self._add(7, one.id, one.message, loop, "NM1", loop.position, one.element, None, named, fix=one.fix)

    def _tell(self, one: Rule, wrong: Fault) -> None:
        self._add(one.snip, one.id, wrong.message, wrong.loop, wrong.segment, wrong.position, wrong.element, wrong.component,
                  wrong.value[:80], fix=wrong.fix, code=wrong.code, severity=one.severity)  # fmt: skip

    def _applicable(self, state: State) -> Judges:
        """The rules that can say anything of a loop that holds these things."""
        key = (self._name, state.node.id)
        every = (*rules().get(key, ()), *(self._partner.rules().get(key, ()) if self._partner else ()))
        return judges([one for one in every if one.snip <= self.snip and one.concerns(state)])

    def level(self, elements: Elements, owner: Instance, position: int) -> None:
        """HL01 counts up from 1; HL02 names the level above."""
        self._levels += 1
        parent = owner.parent
        if parent is not None and elements[1:3] == [str(self._levels), get(parent.head, 1) if parent.node.is_level else ""]:
            return
        own, above = get(elements, 1), get(owner.parent.head, 1) if owner.parent is not None and owner.parent.node.is_level else ""
        if own != str(self._levels):
            self._add(1, "x12-hl-number", f"HL01 counts up: this is {self._levels}", owner, "HL", position, 1, None, own, code="IK403=7")
        if get(elements, 2) != above:
            message = f"HL02 names the level above: {above or 'none'}"
            self._add(1, "x12-hl-parent", message, owner, "HL", position, 2, None, get(elements, 2), code="IK403=7")

    def _children(self, level: Instance) -> None:
        has = self._parents.get(level.state)
        if has is None:
            has = any(item.node is not None and item.node.is_level and item.index in level.state.seen for item in level.node.items)
            if len(self._parents) < LARGEST_TABLE:
                self._parents[level.state] = has
        stated = get(level.head, 4)
        if stated and stated != ("1" if has else "0"):
            message = f"HL04 is {'1' if has else '0'} for a level with{'' if has else 'out'} levels beneath it"
            self._add(1, "x12-hl-children", message, level, "HL", level.position, 4, None, stated, code="IK403=7")

    # -- collecting --------------------------------------------------------------------------------------------------

    def _prepare(self, item: Item) -> Prepared:
        known = self._prepared.get(item)
        if known is None:
            known = self._prepared[item] = Prepared(item, self._marks, self._sets if self.snip >= 5 else None)
        return known

    def _add(self, snip: int, id: str, message: str, owner: Instance, segment: str, position: int, element: int | None = None,
             component: int | None = None, value: str = "", *, fix: str = "", code: str = "", loop_id: str | None = None,
             severity: Severity = Severity.ERROR) -> None:  # fmt: skip
        if snip > self.snip:
            return
        self._append(X12Finding(
            snip=snip, severity=severity, id=id, transaction=self._number, loop=loop_id or owner.node.id, segment=segment,
            position=position, element=element, component=component, value=value, claim=_claim(owner), message=message, fix=fix, code=code,
        ))  # fmt: skip

    def _append(self, finding: X12Finding) -> None:
        if not finding.fix or not finding.code:
            fix = finding.fix or mend(finding.id, finding.snip, finding.code, finding.segment, finding.element)
            told = finding.code or (status(finding.id, finding.loop) if self._name[:3] == "837" and finding.transaction else "")
            finding = replace(finding, fix=fix, code=told)
        if self._partner is not None and finding.id in self._partner.grades:
            severity = self._partner.grades[finding.id]
            if severity is None:
                return
            finding = replace(finding, severity=severity)
        last = finding.loop == "" and finding.snip == 1  # counts and control numbers: what acknowledgements cannot do without
        if len(self.findings) < MOST_FINDINGS or (last and len(self.findings) < 2 * MOST_FINDINGS):
            self.findings.append(finding)
        elif not self._cut:
            self._cut = True
            self.findings.append(X12Finding(snip=1, id="x12-too-many-findings", transaction=finding.transaction, loop="", segment="",
                                            position=0, message=f"there are more than {MOST_FINDINGS} findings"))  # fmt: skip

    def report(self) -> Report:
        """Everything found, in file order."""
        ordered = sorted(self.findings, key=lambda finding: (finding.transaction or 10**9, finding.position))
        return Report(
            verdict=verdict(self.findings), transactions=tuple(self.transactions), findings=tuple(ordered),
            interchanges=tuple(self.interchanges), groups=tuple(self.groups),
        )  # fmt: skip


_SEPARATORS_OR_BLANK = frozenset((2, 4, 11, 12, 16))
"""ISA elements that the parser looks at itself, or that may be blank."""
_CLAIM_NUMBERS = {"CLM": 1, "CLP": 1, "TRN": 2}


def _day_told(owner: Instance) -> str:
    """The day of a payment (BPR16), else of the transaction (BHT04); the last of all days where neither tells it."""
    above = owner
    while above.parent is not None:
        above = above.parent
    return above.value("BPR", 16) or above.value("BHT", 4) or "99991231"


def _claim(owner: Instance) -> str:
    """The claim that a loop is part of, "" above claims."""
    above: Any = owner
    while above is not None and not above.node.is_unit:
        above = above.parent
    if above is None:
        return ""
    name = above.node.trigger.id
    return str(above.value(name, _CLAIM_NUMBERS[name])) if name in _CLAIM_NUMBERS else ""


def _told(item: Item) -> str:
    return f" ({' or '.join(sorted(item.codes)[:4])})" if item.codes else ""
