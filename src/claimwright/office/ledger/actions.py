"""Nothing here is done by hand yet: charges are posted when codes are signed, payments when a remittance is imported.

Both use :func:`claimwright.office.ledger.journal.record_entries` inside their own transaction.
"""
