"""The audit trail for the compliance officer: who saw what, as a page, as CSV, as FHIR AuditEvent."""
