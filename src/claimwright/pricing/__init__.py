"""What a service is worth, with every step shown."""
