"""Registration of this app with Django."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """The app ``kit``."""

    name = "claimwright.office.kit"
    label = "kit"
