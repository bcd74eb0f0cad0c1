"""Registration of this app with Django."""

from django.apps import AppConfig


class PatientsConfig(AppConfig):
    """The app ``patients``."""

    name = "claimwright.office.patients"
    label = "patients"
