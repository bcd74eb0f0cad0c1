"""What each payment year pays by: models and percentages, for Medicare Advantage and for PACE. One file a year."""
