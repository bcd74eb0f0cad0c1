"""Registration of this app with Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The app ``jobs``."""

    name = "claimwright.office.jobs"
    label = "jobs"
