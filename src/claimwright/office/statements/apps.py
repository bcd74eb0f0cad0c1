"""Registration of this app with Django."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    """The app ``statements``."""

    name = "claimwright.office.statements"
    label = "statements"
