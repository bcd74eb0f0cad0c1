"""Contracts that come with the package: one TOML file each, all of them fictional."""
