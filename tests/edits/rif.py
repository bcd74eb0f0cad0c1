"""CMS's synthetic Medicare claims (research identifiable file layout) as claims of ours, for reviewing what the edits say of them.

Layout: Chronic Conditions Data Warehouse, Medicare fee-for-service claims codebooks (public). A claim is one row for each line. What the
layout does not carry (names and addresses of providers, pointers, condition codes) stays empty or comes from the beneficiary file.
"""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from claimwright.core import (
    Address,
    Claim,
    ClaimLine,
    Diagnosis,
    Money,
    Patient,
    Payer,
    ProcedureDone,
    Provider,
    Subscriber,
    ValueCode,
    dotted,
)

PROFESSIONAL = ("carrier", "dme")
INSTITUTIONAL = ("outpatient", "inpatient", "snf", "hha", "hospice")
MEDICARE = {"professional": Payer("MEDB", "Medicare Part B", "MB"), "institutional": Payer("MEDA", "Medicare Part A", "MA")}
ADDRESS = Address("1 Street", "", "Town", "MA", "017301234")
"""The layout has neither addresses nor, in institutional files, tax numbers of providers: these stand for them."""
STATES = {"1": "AL", "22": "MA", "39": "PA", "47": "VT"}


def claims(folder: Path) -> Iterator[tuple[str, Claim]]:
    """Every claim of a folder with the name of its file."""
    people = _people(folder)
    for name in (*PROFESSIONAL, *INSTITUTIONAL):
        for rows in _grouped(folder / f"{name}.csv"):
            yield name, _claim(name, rows, people.get(rows[0]["BENE_ID"], {}))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter="|", quoting=csv.QUOTE_NONE))


def _grouped(path: Path) -> list[list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in _rows(path):
        found.setdefault(row["CLM_ID"], []).append(row)
    return list(found.values())


def _people(folder: Path) -> dict[str, dict[str, str]]:
    return {row["BENE_ID"]: row for path in sorted(folder.glob("beneficiary_2*.csv")) for row in _rows(path)}


def _day(text: str | None) -> date | None:
    text = (text or "").strip()
    return datetime.strptime(text, "%d-%b-%Y").replace(tzinfo=UTC).date() if text else None


def _money(text: str | None) -> Money:
    return Money.of(Decimal((text or "0").strip() or "0"))


def _text(row: dict[str, str], *names: str) -> str:
    return next((value for name in names if (value := (row.get(name) or "").strip())), "")


def _claim(name: str, rows: list[dict[str, str]], person: dict[str, str]) -> Claim:
    kind = "professional" if name in PROFESSIONAL else "institutional"
    first = rows[0]
    rows = [row for row in rows if _text(row, "REV_CNTR") != "0001"] or rows  # 0001 is the total of the others
    lines = tuple(_line(kind, row, at) for at, row in enumerate(rows, 1))
    npi = _text(first, "CARR_CLM_BLG_NPI_NUM", "ORG_NPI_NUM", "PRVDR_NPI")
    return Claim(
        id=first["CLM_ID"].lstrip("-"), kind=kind, frequency=_text(first, "CLM_FREQ_CD") or "1",
        charge=_money(_text(first, "CLM_TOT_CHRG_AMT")) if kind == "institutional" else Money.total(one.charge for one in lines),
        place_of_service=_text(first, "LINE_PLACE_OF_SRVC_CD") if kind == "professional" else "",
        type_of_bill=_text(first, "CLM_FAC_TYPE_CD") + _text(first, "CLM_SRVC_CLSFCTN_TYPE_CD"),
        patient=_patient(person), subscriber=Subscriber(member_id=_text(person, "MBI_NUM")), payer=MEDICARE[kind],
        billing=Provider(npi=npi, tax_id=_text(first, "TAX_NUM") or "12-3456789", name="Billing", address=ADDRESS),
        rendering=Provider(npi=_text(first, "PRF_PHYSN_NPI"), last="Rendering") if _text(first, "PRF_PHYSN_NPI") else None,
        referring=Provider(npi=_text(first, "RFR_PHYSN_NPI"), last="Referring") if _text(first, "RFR_PHYSN_NPI") else None,
        attending=Provider(npi=_text(first, "AT_PHYSN_NPI"), last="Attending") if _text(first, "AT_PHYSN_NPI") else None,
        operating=Provider(npi=_text(first, "OP_PHYSN_NPI"), last="Operating") if _text(first, "OP_PHYSN_NPI") else None,
        diagnoses=_diagnoses(first), procedures=_procedures(first), lines=lines, dates=_dates(first), references=_references(first),
        value_codes=_values(first),
    )  # fmt: skip


def _patient(person: dict[str, str]) -> Patient:
    sex = {"1": "M", "2": "F"}.get(_text(person, "BENE_SEX_IDENT_CD"), "U")
    where = Address("1 Street", "", "Town", STATES.get(_text(person, "STATE_CODE"), ""), _text(person, "BENE_ZIP_CD").zfill(5))
    return Patient(
        last=_text(person, "BENE_SRNM_NAME"),
        first=_text(person, "BENE_GVN_NAME"),
        birth_date=_day(person.get("BENE_BIRTH_DT")),
        sex=sex,
        address=where,
    )


def _diagnoses(row: dict[str, str]) -> tuple[Diagnosis, ...]:
    """The numbered diagnoses, whose first repeats the principal one, then the admitting one and the external causes."""
    found = [Diagnosis(code=dotted(code), qualifier="ABK", poa=_poa(row, 1))] if (code := _text(row, "PRNCPAL_DGNS_CD")) else []
    for at in range(1, 26):
        code = _text(row, f"ICD_DGNS_CD{at}")
        if code and not (at == 1 and found):
            found.append(Diagnosis(code=dotted(code), qualifier="ABF", poa=_poa(row, at)))
    if code := _text(row, "ADMTG_DGNS_CD"):
        found.append(Diagnosis(code=dotted(code), qualifier="ABJ"))
    return tuple(found)


def _poa(row: dict[str, str], at: int) -> str | None:
    return _text(row, f"CLM_POA_IND_SW{at}") or None


def _procedures(row: dict[str, str]) -> tuple[ProcedureDone, ...]:
    return tuple(
        ProcedureDone(code=code, on=_day(row.get(f"PRCDR_DT{at}"))) for at in range(1, 26) if (code := _text(row, f"ICD_PRCDR_CD{at}"))
    )


def _line(kind: str, row: dict[str, str], at: int) -> ClaimLine:
    professional = kind == "professional"
    procedure = _text(row, "HCPCS_CD")
    first = _day(row.get("LINE_1ST_EXPNS_DT") or row.get("REV_CNTR_DT"))
    count = _text(row, "LINE_SRVC_CNT", "REV_CNTR_UNIT_CNT")
    modifiers = tuple(code for name in ("HCPCS_1ST_MDFR_CD", "HCPCS_2ND_MDFR_CD") if (code := _text(row, name)))
    ndc = _text(row, "LINE_NDC_CD", "REV_CNTR_IDE_NDC_UPC_NUM")
    return ClaimLine(
        number=at, control_number=str(at), code_system="" if not procedure else "hcpcs" if procedure[0].isalpha() else "cpt",
        procedure=procedure, modifiers=modifiers, units=Decimal(count or "1"),
        charge=_money(_text(row, "LINE_SBMTD_CHRG_AMT", "REV_CNTR_TOT_CHRG_AMT")), from_date=first,
        through_date=_day(row.get("LINE_LAST_EXPNS_DT")) or first,
        place_of_service=_text(row, "LINE_PLACE_OF_SRVC_CD"), revenue_code=_text(row, "REV_CNTR"),
        diagnosis_pointers=(1,) if professional and _text(row, "LINE_ICD_DGNS_CD") else (), references={"ndc": ndc} if ndc else {},
    )  # fmt: skip


def _dates(row: dict[str, str]) -> dict[str, date]:
    named = {
        "statement_from": "CLM_FROM_DT", "statement_through": "CLM_THRU_DT", "admission": "CLM_ADMSN_DT", "discharge": "NCH_BENE_DSCHRG_DT",
    }  # fmt: skip
    return {name: day for name, column in named.items() if (day := _day(row.get(column)))}


def _references(row: dict[str, str]) -> dict[str, str]:
    named = {
        "patient_status": "PTNT_DSCHRG_STUS_CD", "admission_type": "CLM_IP_ADMSN_TYPE_CD", "admission_source": "CLM_SRC_IP_ADMSN_CD",
        "clia": "CARR_LINE_CLIA_LAB_NUM",
    }  # fmt: skip
    found = {name: text for name, column in named.items() if (text := _text(row, column))}
    if "patient_status" in found:
        found["patient_status"] = found["patient_status"].zfill(2)
    return found


def _values(row: dict[str, str]) -> tuple[ValueCode, ...]:
    days = _text(row, "CLM_UTLZTN_DAY_CNT")
    return (ValueCode(code="80", amount=Decimal(days)),) if days else ()
