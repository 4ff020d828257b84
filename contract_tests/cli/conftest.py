from __future__ import annotations

from collections.abc import Iterator

import pytest

from brolly_mock import MockServer, serve
from cli.runner import SETTINGS, Brolly


@pytest.fixture(scope="session")
def shared_server() -> Iterator[MockServer]:
    with serve(SETTINGS) as server:
        yield server


@pytest.fixture
def server(shared_server: MockServer) -> Iterator[MockServer]:
    """A mock whose records are the same in all tests; faults may be added."""
    yield shared_server
    shared_server.mock.faults.clear()


@pytest.fixture
def own_server() -> Iterator[MockServer]:
    """A mock whose records the test may change."""
    with serve(SETTINGS) as server:
        yield server


@pytest.fixture
def brolly(server: MockServer) -> Brolly:
    return Brolly.at(server)
