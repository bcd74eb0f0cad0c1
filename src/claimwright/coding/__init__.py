"""From the words of a record to codes, each with its evidence."""
