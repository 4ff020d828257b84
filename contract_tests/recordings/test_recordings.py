"""Recorded exchanges fit the specs, and the client reads each documented value of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from brolly_contract.recording.model import Recorded, Recording, read
from brolly_contract.recording.replay import differences

FOLDERS = [
    Path(__file__).parent / "data",
    *map(Path, filter(None, [os.environ.get("BROLLY_RECORDINGS")])),
]
FILES = [file for folder in FOLDERS for file in sorted(folder.glob("*.json"))]


@pytest.mark.parametrize(
    ("recording", "exchange"),
    [
        pytest.param(recording, exchange, id=f"{file.name}-{number}-{exchange.operation}")
        for file in FILES
        for recording in [read(file)]
        for number, exchange in enumerate(recording.exchanges)
    ],
)
def test_an_exchange_keeps_the_contract(recording: Recording, exchange: Recorded) -> None:
    """What was recorded is what the spec says, and arrives whole at the user's."""
    assert [f"{path}: {reason}" for path, reason in differences(recording, exchange)] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_there_are_recordings(folder: Path) -> None:
    """A folder that is named holds recordings: an empty one would prove nothing."""
    assert list(folder.glob("*.json"))
