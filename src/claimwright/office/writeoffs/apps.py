"""Registration of this app with Django."""

from django.apps import AppConfig


class WriteOffsConfig(AppConfig):
    """The app ``writeoffs``."""

    name = "claimwright.office.writeoffs"
    label = "writeoffs"
