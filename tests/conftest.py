"""What every test stands on: a data folder of its own, never the user's, and the way to outside samples."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("house")
"""Speed is measured by benchmarks, never by a test that a busy machine fails."""

HERE = Path(__file__).parent
os.environ["CLAIMWRIGHT_DATA"] = str(HERE.parent / "var" / "test-data")


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of development data; a test that needs it is skipped where it is not."""
    named = os.environ.get("CLAIMWRIGHT_SAMPLES")
    if not named or not Path(named).is_dir():
        pytest.skip("no samples (CLAIMWRIGHT_SAMPLES names no folder)")
    return Path(named)
