"""Other systems' records to our values and back."""
