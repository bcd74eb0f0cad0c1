"""Who does what next and by when; notes and calls beside a claim, a patient or an encounter; finding anything."""
