from __future__ import annotations

import gc
import time as time_
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from brolly._core.auth import Clock
from brolly_mock import ManualClock, Mock, MockSettings, create_app, serve, transport
from flavours import ASYNC, FAST, FAST_ASYNC, HTTPX, HTTPX_ASYNC, SYNC, Flavour, virtual

settings.register_profile(
    "gate",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("gate")


def pytest_collection_finish() -> None:
    """Keep the collector off what was imported, which it would search again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key or address of the person who runs the tests reaches them."""
    for name in (
        *("KASKO_API_KEY", "KASKO_BASE_URL"),
        *("INSUREHERO_API_KEY", "INSUREHERO_CHANNEL_KEY", "INSUREHERO_BASE_URL"),
        *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"),
        *("http_proxy", "https_proxy", "all_proxy", "no_proxy"),
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process is far from UTC."""
    if not hasattr(time_, "tzset"):
        pytest.skip("Windows has one zone for all")
    monkeypatch.setenv("TZ", "America/New_York")
    time_.tzset()
    yield
    monkeypatch.undo()
    time_.tzset()


@pytest.fixture(params=[SYNC, ASYNC], ids=lambda kind: kind.__name__)
def flavour(request: pytest.FixtureRequest) -> Iterator[Flavour]:
    """The clients of one flavour, driven from synchronous tests."""
    with request.param() as driver:
        yield driver


@pytest.fixture(
    params=[SYNC, ASYNC, FAST, FAST_ASYNC, HTTPX, HTTPX_ASYNC], ids=lambda kind: kind.__name__
)
def wire(request: pytest.FixtureRequest) -> Iterator[Flavour]:
    """The clients of one flavour over one transport, for tests that use real sockets."""
    with request.param() as driver:
        yield driver


@pytest.fixture
def time() -> ManualClock:
    """A time that moves only when a test or a client's pause moves it."""
    return ManualClock()


@pytest.fixture
def clock(time: ManualClock) -> Clock:
    """The same time for a client, whose pauses then take none."""
    return virtual(time)


@pytest.fixture
def make_mock(time: ManualClock) -> Iterator[Callable[..., Mock]]:
    mocks: list[Mock] = []

    def make(settings: MockSettings | None = None) -> Mock:
        mocks.append(create_app(settings, clock=time))
        return mocks[-1]

    yield make
    for mock in mocks:
        mock.close()


Provide = Callable[[MockSettings], tuple[Mock, dict[str, Any]]]


@pytest.fixture
def provide(wire: Flavour, time: ManualClock, make_mock: Callable[..., Mock]) -> Iterator[Provide]:
    """Makes a mock, and the options with which a client of `wire` reaches it: in process, but for
    libcurl on a port."""
    with ExitStack() as stack:

        def make(settings: MockSettings) -> tuple[Mock, dict[str, Any]]:
            if not isinstance(wire, FAST | FAST_ASYNC):
                mock = make_mock(settings)
                return mock, {"transport": transport(mock)}
            server = stack.enter_context(serve(settings, clock=time))
            return server.mock, {"base_url": server.url}

        yield make
