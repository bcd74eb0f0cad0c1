"""Who works here: users, their membership of practices, roles, sign-in."""
