"""Registration of this app with Django."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """The app ``claims``."""

    name = "claimwright.office.claims"
    label = "claims"
