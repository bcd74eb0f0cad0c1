"""Registration of this app with Django."""

from django.apps import AppConfig


class QueriesConfig(AppConfig):
    """The app ``queries``."""

    name = "claimwright.office.queries"
    label = "queries"
