"""The REST API under ``/api/v1/``: what the command line answers, as the same JSON, for people who are signed in."""
