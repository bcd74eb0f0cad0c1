"""The HIPAA implementation guides of the 837: what makes a claim a claim (45 CFR 162.1102)."""
