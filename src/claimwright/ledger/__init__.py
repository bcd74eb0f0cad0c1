"""Events to balanced entries, entries to balances."""
