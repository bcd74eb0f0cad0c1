"""Registration of this app with Django."""

from django.apps import AppConfig


class EncountersConfig(AppConfig):
    """The app ``encounters``."""

    name = "claimwright.office.encounters"
    label = "encounters"
