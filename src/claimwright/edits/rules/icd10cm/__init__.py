"""ICD-10-CM: the code set (45 CFR 162.1002) and its Official Guidelines for Coding and Reporting."""
