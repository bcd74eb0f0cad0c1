"""Registration of this app with Django."""

from django.apps import AppConfig


class PracticesConfig(AppConfig):
    """The app ``practices``."""

    name = "claimwright.office.practices"
    label = "practices"
