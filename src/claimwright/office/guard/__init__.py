"""What keeps the records safe beside the pages: backup and restore, retention, legal hold, and the one gate for uploaded files."""
