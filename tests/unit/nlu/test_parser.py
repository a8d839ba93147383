from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.parser import Parser


def test_a_missing_model_is_told_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make train"):
        Parser(tmp_path)
