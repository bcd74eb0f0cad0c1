"""Services that numbers decide: one file a kind, found by discovery, each with ``services(reading)``."""
