"""A payer and practices in a box: simulated, and saying so."""
