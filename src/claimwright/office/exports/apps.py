"""Registration of this app with Django."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """The app ``exports``."""

    name = "claimwright.office.exports"
    label = "exports"
