"""Work that takes longer than a page: queued in the transaction that needs it, done by a worker, safe to do again."""
