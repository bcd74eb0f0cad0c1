"""Guidelines of section I.A and I.B: conventions and general coding guidelines."""
