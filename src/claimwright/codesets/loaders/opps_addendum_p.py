"""OPPS Addendum P: device-intensive procedures and the part of their rate that is the device (``... Addendum P - Device Intensive List``).

https://www.cms.gov/medicare/payment/prospective-payment-systems/hospital-outpatient. Descriptors are not stored.
"""

from __future__ import annotations

from ..official.sheet import Column, Sheet, amount, procedure
from ..official.spans import calendar_year_or_quarter

SHEET = Sheet(
    system="opps-device-intensive",
    source="CMS OPPS Addendum P",
    marks=(rb"device-intensive", rb"Device Offset Percentage", rb"HCPCS\s"),
    heading="hcpcs(?: code)?",
    columns=(
        Column("code", "hcpcs(?: code)?", procedure),
        Column("status", "si"),
        Column("apc", "apc"),
        Column("apc_offset_percent", "apc device offset percentage", amount),
        Column("rate", "final cy 20.. apc payment rate", amount),
        Column("offset_percent", "device offset percentage", amount),
        Column("offset", "device offset amount", amount),
    ),
    key=("code",),
    span=calendar_year_or_quarter,
    whole=100,
    ama=True,
)
SYSTEM, AMA, recognises, load = SHEET.system, SHEET.ama, SHEET.recognises, SHEET.load
