"""Registration of this app with Django."""

from django.apps import AppConfig


class EmergencyConfig(AppConfig):
    """The app ``emergency``."""

    name = "claimwright.office.emergency"
    label = "emergency"
