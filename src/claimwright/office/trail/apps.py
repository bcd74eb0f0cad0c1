"""Registration of this app with Django."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """The app ``trail``."""

    name = "claimwright.office.trail"
    label = "trail"
