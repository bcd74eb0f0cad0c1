"""Bytes to typed transactions and back, with findings and acknowledgements."""
