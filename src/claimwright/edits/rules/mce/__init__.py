"""The Medicare Code Editor: what hospitals' diagnoses must agree with (Definitions of Medicare Code Edits)."""
