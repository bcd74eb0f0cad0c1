"""Small ICD-10-PCS files of our own, in the shape of the official ones. Their codes are real ones, few."""

from __future__ import annotations


def axis(position: int, title: str, labels: dict[str, str], definition: str = "") -> str:
    inside = "".join(f'<label code="{char}">{label}</label>' for char, label in labels.items())
    defined = f"<definition>{definition}</definition>" if definition else ""
    return f'<axis pos="{position}" values="{len(labels)}"><title>{title}</title>{inside}{defined}</axis>'


def row(
    *labels: dict[str, str], titles: tuple[str, ...] = ("Body Part", "Approach", "Device", "Qualifier"), codes: int | None = None
) -> str:
    count = 1
    for found in labels:
        count *= len(found)
    axes = "".join(axis(at, title, found) for at, (title, found) in enumerate(zip(titles, labels, strict=True), 4))
    return f'<pcsRow codes="{count if codes is None else codes}">{axes}</pcsRow>'


def table(heads: dict[str, str], definition: str, *rows: str) -> str:
    titles = ("Section", "Body System", "Operation")
    axes = "".join(
        axis(at, title, {char: label}, definition if at == 3 else "")
        for at, (title, (char, label)) in enumerate(zip(titles, heads.items(), strict=True), 1)
    )
    return f"<pcsTable>{axes}{''.join(rows)}</pcsTable>"


OPEN, ENDOSCOPIC, BARE = {"0": "Open"}, {"4": "Percutaneous Endoscopic"}, {"Z": "No Device"}
NONE = {"Z": "No Qualifier"}
APPENDIX, LIVER = {"J": "Appendix"}, {"0": "Liver"}
RESECTION = table(
    {"0": "Medical and Surgical", "D": "Gastrointestinal System", "T": "Resection"},
    "All of a body part is cut out",
    row(APPENDIX, OPEN | ENDOSCOPIC, BARE, NONE),
    row(APPENDIX, ENDOSCOPIC, BARE, {"G": "Hand-Assisted"}),
)
DESTRUCTION = table(
    {"0": "Medical and Surgical", "F": "Hepatobiliary System", "5": "Destruction"},
    "A body part is eradicated",
    row(LIVER, OPEN | {"3": "Percutaneous"} | ENDOSCOPIC, BARE, NONE),
)
FUSION = table(
    {"0": "Medical and Surgical", "S": "Lower Joints", "R": "Replacement"},
    "A device takes the place of a body part",
    row(
        {"9": "Hip Joint, Right", "B": "Hip Joint, Left"}, OPEN, {"J": "Synthetic Substitute"}, {"9": "Cemented", "A": "Uncemented"} | NONE
    ),
)
NEW = table(
    {"X": "New Technology", "W": "Anatomical Regions", "0": "Introduction"},
    "A substance is put in",
    row({"3": "Peripheral Vein"}, {"3": "Percutaneous"}, {"6": "First Drug"}, {"6": "New Technology Group 6"}),
    row({"3": "Peripheral Vein"}, {"3": "Percutaneous"}, {"6": "Second Drug"}, {"7": "New Technology Group 7"}),
)


def tables(*parts: str, version: str = "2026") -> str:
    inside = "".join(parts or (RESECTION, DESTRUCTION, FUSION, NEW))
    return f'<?xml version="1.0" encoding="utf-8"?>\n<ICD10PCS.tabular><version>{version}</version>{inside}</ICD10PCS.tabular>'


INDEX = """<?xml version="1.0" encoding="utf-8"?>
<ICD10PCS.index><version>2026</version><title>Index</title>
<letter><title>A</title>
<mainTerm><title>Ablation</title><see>Destruction</see></mainTerm>
<mainTerm><title>Appendectomy</title><see>Resection, Appendix<codes>0DTJ</codes></see></mainTerm>
<mainTerm><title>Abdominal appendage</title><use>Appendix</use></mainTerm>
<mainTerm><title>Acetabulofemoral joint</title><term level="1"><use>Hip Joint, Right</use></term>
<term level="1"><use>Hip Joint, Left</use></term>
</mainTerm></letter>
<letter><title>D</title>
<mainTerm><title>Destruction</title><term level="1"><title>Liver</title><codes>0F50</codes></term></mainTerm></letter>
<letter><title>E</title><mainTerm><title>Eradication</title><see>Ablation with qualifier Sudden</see></mainTerm></letter>
<letter><title>L</title><mainTerm><title>Loop</title><see>Round</see></mainTerm></letter>
<letter><title>R</title><mainTerm><title>Replacement</title><term level="1"><title>Joint</title><term level="2"><title>Hip</title>
<term level="3"><title>Left</title><codes>0SRB</codes></term>
<term level="3"><title>Right</title><codes>0SR9</codes></term></term></term></mainTerm>
<mainTerm><title>Resection</title><term level="1"><title>Appendix</title><codes>0DTJ</codes></term></mainTerm>
<mainTerm><title>Round</title><see>Loop</see></mainTerm></letter>
</ICD10PCS.index>"""

DEFINITIONS = """<?xml version="1.0" encoding="utf-8"?>
<ICD10PCS.definitions><version>2026</version>
<section code="0"><title>Medical and Surgical</title>
<axis pos="4"><title>Body Part</title><terms><title>Appendix</title><includes>Vermiform process</includes></terms></axis>
<axis pos="5"><title>Approach</title>
<terms><title>Open</title><definition>Through skin that is cut</definition><explanation>By hand</explanation></terms></axis></section>
<deviceAggregation><aggregate><device>Small plate</device><operation>Insertion</operation><bodySys>0Q</bodySys>
<parent value="4">Fixation Device</parent></aggregate></deviceAggregation>
</ICD10PCS.definitions>"""
