"""Registration of this app with Django."""

from django.apps import AppConfig


class StatusConfig(AppConfig):
    """The app ``status``."""

    name = "claimwright.office.status"
    label = "status"
