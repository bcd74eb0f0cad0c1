"""Emergency access: restricted patients, opened for an hour with a reason, and what a reviewer thinks of it."""
