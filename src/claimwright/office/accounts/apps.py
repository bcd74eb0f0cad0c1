"""Registration of this app with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The app ``accounts``."""

    name = "claimwright.office.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Have every second factor that comes or goes recorded with it."""
        from . import recording

        recording.watch()
