"""Other places of CMS's manuals: therapy, tests in a facility, drugs."""
