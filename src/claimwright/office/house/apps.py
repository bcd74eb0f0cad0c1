"""Registration of this app with Django."""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """The app ``house``."""

    name = "claimwright.office.house"
    label = "house"
