"""Registration of this app with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The app ``accounts``."""

    name = "claimwright.office.accounts"
    label = "accounts"
