"""Registration of this app with Django."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """The app ``webhooks``."""

    name = "claimwright.office.webhooks"
    label = "webhooks"
