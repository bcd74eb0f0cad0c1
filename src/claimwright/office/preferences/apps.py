"""Registration of this app with Django."""

from django.apps import AppConfig


class PreferencesConfig(AppConfig):
    """The app ``preferences``."""

    name = "claimwright.office.preferences"
    label = "preferences"
