"""Fixtures for tests of your own code, there as soon as `brolly[mock]` is installed.

* `kasko_mock`, `insurehero_mock`: one provider in process, with its faults and its records.
* `brolly_server`: both providers on a port of this machine, and the environment set so that
  `Kasko()` and `InsureHero()` find them.

`@pytest.mark.brolly_mock(policies=5)` chooses any member of `brolly_mock.MockSettings`.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

import pytest

if TYPE_CHECKING:
    from brolly.insurehero import AsyncInsureHero, InsureHero
    from brolly.kasko import AsyncKasko, Kasko
    from brolly_mock import Faults, InProcessTransport, Mock, MockServer, MockSettings, Store

Client = TypeVar("Client")
AsyncClient = TypeVar("AsyncClient")


class ProviderMock(Generic[Client, AsyncClient]):
    """One provider in process.

    Attributes:
        key: The key that it takes; a TEST key.
        transport: For a client of your own making: `Kasko(key, transport=transport)`.
        mock: Both providers behind it: clock, tokens, number of calls.
    """

    def __init__(
        self,
        mock: Mock,
        key: str,
        client: type[Client],
        async_client: type[AsyncClient],
        **options: Any,
    ) -> None:
        from brolly_mock import transport

        self.mock = mock
        self.key = key
        self.transport: InProcessTransport = transport(mock)
        self._client = client
        self._async_client = async_client
        self._options = {"transport": self.transport, **options}

    @property
    def faults(self) -> Faults:
        """What goes wrong for the calls to come: `faults.add(brolly_mock.faults.reset())`."""
        return self.mock.faults

    @property
    def store(self) -> Store:
        """The records: insert, update and cancel policies between calls."""
        return self.mock.store

    def client(self, **options: Any) -> Client:
        """A blocking client of this mock; `options` as for its class."""
        return self._client(self.key, **self._options | options)  # type: ignore[call-arg]

    def async_client(self, **options: Any) -> AsyncClient:
        """A client of this mock on asyncio; `options` as for its class."""
        return self._async_client(self.key, **self._options | options)  # type: ignore[call-arg]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "brolly_mock(**settings): what the mock holds (members of MockSettings)"
    )


@pytest.fixture
def kasko_mock(request: pytest.FixtureRequest) -> Generator[ProviderMock[Kasko, AsyncKasko]]:
    """KASKO in process."""
    from brolly.kasko import AsyncKasko, Kasko

    with _mock(request) as mock:
        yield ProviderMock(mock, mock.settings.kasko_key, Kasko, AsyncKasko)


@pytest.fixture
def insurehero_mock(
    request: pytest.FixtureRequest,
) -> Generator[ProviderMock[InsureHero, AsyncInsureHero]]:
    """InsureHero in process."""
    from brolly.insurehero import AsyncInsureHero, InsureHero

    with _mock(request) as mock:
        yield ProviderMock(
            mock,
            mock.settings.insurehero_key,
            InsureHero,
            AsyncInsureHero,
            channel_key=mock.settings.insurehero_channel_key,
        )


@pytest.fixture
def brolly_server(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Generator[MockServer]:
    """Both providers on a port of this machine, named in the environment."""
    from brolly_mock import serve

    with serve(_settings(request)) as server:
        monkeypatch.setenv("KASKO_BASE_URL", server.kasko_url)
        monkeypatch.setenv("KASKO_API_KEY", server.kasko_key)
        monkeypatch.setenv("INSUREHERO_BASE_URL", server.insurehero_url)
        monkeypatch.setenv("INSUREHERO_API_KEY", server.insurehero_key)
        monkeypatch.setenv("INSUREHERO_CHANNEL_KEY", server.insurehero_channel_key)
        yield server


@contextmanager
def _mock(request: pytest.FixtureRequest) -> Generator[Mock]:
    settings = _settings(request)
    from brolly_mock import create_app

    mock = create_app(settings)
    try:
        yield mock
    finally:
        mock.close()


def _settings(request: pytest.FixtureRequest) -> MockSettings:
    try:
        # The second for what it needs: settings alone need nothing.
        from brolly_mock import MockSettings, create_app  # noqa: F401
    except ModuleNotFoundError as missing:
        pytest.fail(f"the mock needs {missing.name}: pip install 'brolly[mock]'", pytrace=False)
    marker = cast("pytest.Item", request.node).get_closest_marker("brolly_mock")
    members: dict[str, Any] = dict(marker.kwargs) if marker else {}
    try:
        return MockSettings(**members)
    except TypeError as error:
        pytest.fail(f"@pytest.mark.brolly_mock: {error}", pytrace=False)
