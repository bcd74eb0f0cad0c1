"""What a payer wants: identity, deadlines, fee basis, habits. Data in ``profiles/<payer>.toml``. See ``README.md`` in this folder."""

from .profile import Authorization, FeeBasis, Filing, PayerProfile, RemitHabits, Sequestration, profile, profiles

__all__ = ["Authorization", "FeeBasis", "Filing", "PayerProfile", "RemitHabits", "Sequestration", "profile", "profiles"]
