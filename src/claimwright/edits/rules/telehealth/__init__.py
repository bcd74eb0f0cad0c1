"""Telehealth: where, by which means, which services (42 CFR 410.78; Pub. 100-04, chapter 12, section 190)."""
