"""Registration of this app with Django."""

from django.apps import AppConfig


class EligibilityConfig(AppConfig):
    """The app ``eligibility``."""

    name = "claimwright.office.eligibility"
    label = "eligibility"
