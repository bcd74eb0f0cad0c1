"""Registration of this app with Django."""

from django.apps import AppConfig


class DepositsConfig(AppConfig):
    """The app ``deposits``."""

    name = "claimwright.office.deposits"
    label = "deposits"
