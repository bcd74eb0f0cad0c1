"""Partner profiles: one TOML file each (see ``partner.py``); the partners are made up, the demands are those that companion guides make."""
