"""Ordered services: who ordered them, and the laboratory's licence."""
