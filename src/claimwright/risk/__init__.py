"""Person and diagnoses in, risk score out."""
