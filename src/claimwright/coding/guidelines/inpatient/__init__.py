"""Sections II, III and Appendix I: inpatient reporting."""
