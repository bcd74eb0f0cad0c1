"""The learned book of allowed amounts: what each payer has allowed for each service, with how sure that is. See ``README.md`` here."""

from .book import AllowedBook
from .values import Learned, Lesson, Observation

__all__ = ["AllowedBook", "Learned", "Lesson", "Observation"]
