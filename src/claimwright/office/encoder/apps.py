"""Registration of this app with Django."""

from django.apps import AppConfig


class EncoderConfig(AppConfig):
    """The app ``encoder``."""

    name = "claimwright.office.encoder"
    label = "encoder"
