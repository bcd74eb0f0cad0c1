"""Registration of this app with Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The app ``ledger``."""

    name = "claimwright.office.ledger"
    label = "ledger"
