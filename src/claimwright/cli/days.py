"""Days on the command line."""

from __future__ import annotations

import datetime as dt

from claimwright.core import InputError, parse_date


def assumed_day() -> dt.date:
    """The first day of the newest installed diagnosis release: the day every command assumes where none is given."""
    from claimwright.codesets import open_books

    return open_books().icd10cm.newest_release_start


def day_of(text: str | None, option: str = "--on") -> dt.date | None:
    """The day an option names, None where it was not given. Raises InputError naming the option."""
    if text is None:
        return None
    try:
        return parse_date(text)
    except ValueError as error:
        raise InputError(option, str(error)) from error
