"""What patients are sent: who is due and who is not, print runs, reminders, payment plans."""
