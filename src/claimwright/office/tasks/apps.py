"""Registration of this app with Django."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """The app ``tasks``."""

    name = "claimwright.office.tasks"
    label = "tasks"
