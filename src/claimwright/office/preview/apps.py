"""Registration of this app with Django."""

from django.apps import AppConfig


class PreviewConfig(AppConfig):
    """The app ``preview``."""

    name = "claimwright.office.preview"
    label = "preview"
