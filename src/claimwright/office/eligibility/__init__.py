"""Coverage: what is asked of payers before a visit, what they answered, in words, and what a patient would owe."""
