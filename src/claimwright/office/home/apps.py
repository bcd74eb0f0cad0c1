"""Registration of this app with Django."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The app ``home``."""

    name = "claimwright.office.home"
    label = "home"
