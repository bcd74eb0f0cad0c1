"""The commands: one module each, with ``register(app)``; found by discovery. Heavy imports stand inside the functions."""
