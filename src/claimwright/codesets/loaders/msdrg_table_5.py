"""IPPS Table 5: weight and mean lengths of stay of each MS-DRG: ``CMS-1833-F Table 5.txt`` (FY2026), ``CMS-1849-CN Table 5.txt`` (FY2027).

The weight to use is the one with the 10 % cap applied (42 CFR 412.60); ``**`` as type marks groups that are not paid
(https://www.cms.gov/medicare/payment/prospective-payment-systems/acute-inpatient-pps, final rule home pages).
"""

from __future__ import annotations

from ..official.sheet import Column, Sheet, amount
from ..official.spans import fiscal_year


def _drg(cell: str) -> str:
    if not (cell.isdigit() and len(cell) <= 3):
        raise ValueError(f"{cell!r} is no MS-DRG")
    return cell.zfill(3)


SHEET = Sheet(
    system="msdrg-weights",
    source="CMS IPPS Table 5",
    marks=(rb"TABLE 5", rb"MS-DRG", rb"10% Cap Applied"),
    heading="ms drg",
    columns=(
        Column("drg", "ms drg", _drg),
        Column("title", "ms drg title"),
        Column("mdc", "mdc"),
        Column("type", "type"),
        Column("post_acute", ".*post acute drg"),
        Column("special_pay", ".*special pay drg"),
        Column("uncapped_weight", "weights before cap", amount),
        Column("weight", "weights 10 cap applied", amount),
        Column("gmlos", "geometric mean los", amount),
        Column("amlos", "arithmetic mean los", amount),
    ),
    key=("drg",),
    span=fiscal_year,
    whole=700,
    notes=True,
)
SYSTEM, recognises, load = SHEET.system, SHEET.recognises, SHEET.load
