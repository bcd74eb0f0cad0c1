"""The forms: for each ``<form>.toml``, where its fields stand, and ``<form>.py``, what a claim puts into them."""
