"""One TOML file a system that can be installed; see ``SystemAbout``."""
