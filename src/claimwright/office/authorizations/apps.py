"""Registration of this app with Django."""

from django.apps import AppConfig


class AuthorizationsConfig(AppConfig):
    """The app ``authorizations``."""

    name = "claimwright.office.authorizations"
    label = "authorizations"
