"""Registration of this app with Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The app ``api``."""

    name = "claimwright.office.api"
    label = "api"
