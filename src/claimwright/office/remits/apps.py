"""Registration of this app with Django."""

from django.apps import AppConfig


class RemitsConfig(AppConfig):
    """The app ``remits``."""

    name = "claimwright.office.remits"
    label = "remits"
