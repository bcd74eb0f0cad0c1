"""Registration of this app with Django."""

from django.apps import AppConfig


class GuardConfig(AppConfig):
    """The app ``guard``."""

    name = "claimwright.office.guard"
    label = "guard"
