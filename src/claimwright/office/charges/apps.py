"""Registration of this app with Django."""

from django.apps import AppConfig


class ChargesConfig(AppConfig):
    """The app ``charges``."""

    name = "claimwright.office.charges"
    label = "charges"
