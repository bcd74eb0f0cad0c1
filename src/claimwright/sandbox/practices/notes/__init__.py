"""Our own synthetic notes: one TOML file each, with its answer key."""
