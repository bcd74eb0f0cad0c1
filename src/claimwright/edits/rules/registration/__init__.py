"""What the front desk wrote down: birth, sex, address."""
