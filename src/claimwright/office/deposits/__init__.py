"""Money that came in: bank deposits and what they hold, paper EOBs keyed by hand, patients' payments, refunds."""
