"""Where claims stand: what payers are asked about them, and what they answered, in words."""
