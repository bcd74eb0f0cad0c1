"""Claims to print, and what a reader finds on the printed page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pypdfium2

from claimwright.core import (
    Address,
    Claim,
    ClaimLine,
    Diagnosis,
    Money,
    Occurrence,
    OtherPayer,
    Patient,
    Payer,
    ProcedureDone,
    Provider,
    Subscriber,
    ValueCode,
)
from claimwright.forms import sheet

DAY = date(2026, 3, 2)
HOME = Address("9 Quarry Lane", "Apt 4", "Springfield", "IL", "62702")
PATIENT = Patient(id="P7", last="Rivera", first="Ana", middle="B", birth_date=date(1961, 4, 2), sex="F", address=HOME, phone="2175550142")
CLINIC = Provider(
    npi="1245319599", tax_id="12-3456789", taxonomy="207Q00000X", name="Example Family Practice",
    address=Address("12 Elm Street", "", "Springfield", "IL", "627010001"), phone="2175550100",
)  # fmt: skip
DOCTOR = Provider(npi="1679576722", last="Okafor", first="Ines")
OTHER = OtherPayer(
    payer=Payer("60054", "Prairie Mutual", "CI"), subscriber=Subscriber(relationship="spouse", member_id="PM99", last="Rivera", first="Jo"),
    sequence=2, paid=Money.parse("40.00"),
)  # fmt: skip


def service(number=1, **changes):
    fields = {
        "number": number, "control_number": f"A1001-{number}", "code_system": "cpt", "procedure": "99214", "modifiers": ("25",),
        "units": Decimal(1), "charge": Money.parse("225.00"), "from_date": DAY, "through_date": DAY, "diagnosis_pointers": (1, 2),
    }  # fmt: skip
    return ClaimLine(**{**fields, **changes})


def professional(**changes):
    lines = changes.pop("lines", (service(1), service(2, procedure="36415", modifiers=(), charge=Money.parse("12.50"))))
    fields = {
        "id": "A1001", "charge": Money.total(line.charge for line in lines), "place_of_service": "11", "patient": PATIENT,
        "subscriber": Subscriber(member_id="1EG4TE5MK73"), "payer": Payer("00882", "Example Medicare", "MB"), "billing": CLINIC,
        "rendering": DOCTOR, "diagnoses": (Diagnosis(code="E11.65", qualifier="ABK"), Diagnosis(code="I10")), "lines": lines,
        "dates": {"onset": date(2026, 2, 27)}, "references": {"prior_authorization": "AUTH77"},
    }  # fmt: skip
    return Claim(**{**fields, **changes})


def stay(**changes):
    lines = changes.pop(
        "lines",
        (
            service(1, code_system="", procedure="", modifiers=(), revenue_code="0120", units=Decimal(3), charge=Money.parse("4500.00"),
                    from_date=None, through_date=None),
            service(2, code_system="", procedure="", modifiers=(), revenue_code="0360", charge=Money.parse("7000.25"), from_date=None,
                    through_date=None),
        ),
    )  # fmt: skip
    fields = {
        "id": "H1001", "kind": "institutional", "charge": Money.total(line.charge for line in lines), "type_of_bill": "11",
        "patient": PATIENT, "subscriber": Subscriber(member_id="1EG4TE5MK73"), "payer": Payer("00882", "Example Medicare", "MA"),
        "billing": CLINIC, "attending": DOCTOR, "operating": Provider(npi="1316950001", last="Sato", first="Mei"),
        "diagnoses": (
            Diagnosis(code="K80.00", qualifier="ABK", poa="Y"), Diagnosis(code="R10.11", qualifier="ABJ"),
            Diagnosis(code="W01.0XXA", qualifier="ABN", poa="Y"), Diagnosis(code="I10", qualifier="ABF", poa="N"),
        ),
        "procedures": (ProcedureDone(code="0FT44ZZ", on=DAY),), "condition_codes": ("09",),
        "occurrence_codes": (Occurrence(code="11", first=DAY), Occurrence(code="74", first=DAY, last=date(2026, 3, 4))),
        "value_codes": (ValueCode(code="80", amount=Decimal(3)),), "lines": lines, "other_payers": (OTHER,),
        "dates": {"admission": DAY, "statement_from": DAY, "statement_through": date(2026, 3, 5), "discharge": date(2026, 3, 5)},
        "references": {
            "admission_type": "1", "admission_source": "1", "patient_status": "01", "admission_hour": "0915", "discharge_hour": "1130",
            "prior_authorization": "AUTH77",
        },
        "segments": ("2300/HI*DR:419",), "notes": ("Seen in the night clinic",),
    }  # fmt: skip
    return Claim(**{**fields, **changes})


def standing(printed, page=1, *, offset=(0.0, 0.0)):
    """What a reader of the PDF finds inside each box that holds anything, by the name of its value."""
    form = sheet(printed.form)
    cells = characters(printed, page, offset)
    found = {}
    for box in form.boxes():
        line = box.field.y + (box.row - 1) * box.field.step
        words = "".join(cells.get((line, box.field.x + column), " ") for column in range(box.field.width)).strip()
        if words:
            found[f"{box.source}={box.field.when}" if box.field.when else box.source] = words
    return found


def characters(printed, page=1, offset=(0.0, 0.0)):
    """Every character of Courier's size on a page by the cell, line and column, in which its ink has its middle."""
    form = sheet(printed.form)
    document = pypdfium2.PdfDocument(printed.pdf)
    text = document[page - 1].get_textpage()
    found = {}
    for at in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(at)
        sign = text.get_text_range(at, 1).replace("\ufffe", "-")  # PDFium's mark for a hyphen at the end of a line
        if sign.isspace() or not sign:
            continue
        across = (left + right) / 2 - offset[0] * 72
        up = (bottom + top) / 2 + offset[1] * 72
        column = int((across / 72 - form.left) * form.pitch) + 1
        line = int((form.height - form.top - up / 72) * form.spacing) + 1
        found[line, column] = sign
    document.close()
    return found
