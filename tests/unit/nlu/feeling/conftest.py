from __future__ import annotations

import pytest

from bot.nlu.feeling.polarity import PolarityModel
from bot.nlu.feeling.training import train_polarity_model


@pytest.fixture(scope="session")
def polarity() -> PolarityModel:
    """The reader of polarity, trained on what stands beside it; that takes some seconds."""
    return train_polarity_model()
