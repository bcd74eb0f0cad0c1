"""CMS's payment limits of Part B drugs: ``... October 2026 Medicare Part B Payment Limit File ...csv`` of the quarterly ASP archive.

Layout: title, days, notes, then HCPCS Code, Short Description, HCPCS Code Dosage, Payment Limit (may be N/A), Co-insurance Percentage,
vaccine, blood and clotting-factor columns, Notes; cells may span lines. Limits are 106 % of the average sales price where they rest on it
(https://www.cms.gov/medicare/payment/part-b-drugs/asp-pricing-files; 42 CFR 414.904). Short descriptions of vaccines may be CPT: not
stored.
"""

from __future__ import annotations

from ..official.sheet import Column, Sheet, amount, procedure
from ..official.spans import stated_days

SHEET = Sheet(
    system="asp",
    source="CMS Part B drug payment limits",
    marks=(rb"Payment Allowance Limits for Medicare Part B Drugs", rb"HCPCS Code Dosage"),
    heading="hcpcs code",
    columns=(
        Column("code", "hcpcs code", procedure),
        Column("dosage", "hcpcs code dosage"),
        Column("limit", "payment limit", amount),
        Column("coinsurance_percent", "co ?insurance percentage", amount, needed=False),
        Column("vaccine_percent", "vaccine awp", amount, needed=False),
        Column("vaccine_limit", "vaccine limit", amount, needed=False),
        Column("blood_percent", "blood awp", amount, needed=False),
        Column("blood_limit", "blood limit", amount, needed=False),
        Column("clotting_factor", "clotting factor", needed=False),
        Column("note", "notes?", needed=False),
    ),
    key=("code",),
    span=stated_days,
    whole=300,
    ama=True,
)
SYSTEM, AMA, recognises, load = SHEET.system, SHEET.ama, SHEET.recognises, SHEET.load
