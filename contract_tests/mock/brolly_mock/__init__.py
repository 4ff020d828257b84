"""A stand-in for KASKO and InsureHero: stateful, seeded, written from their documents.

    from brolly_mock import create_app, serve, transport

    with serve() as mock:                      # on a loopback port
        requests.get(f"{mock.url}/policies", auth=(mock.kasko_key, ""))

    client = httpx2.Client(transport=transport(create_app()), base_url="https://api.kasko.io")

Needs the extra `brolly[mock]`. It shares no code with the clients, so that their agreement with it
means something.

Names load on first use: `brolly --help` names the command `brolly mock` and needs none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import faults as faults
    from .app import Mock as Mock, create_app as create_app
    from .clock import Clock as Clock, ManualClock as ManualClock
    from .defects import DEFECTS as DEFECTS, Defect as Defect
    from .delivery import Delivery as Delivery
    from .exchange import (
        Answer as Answer,
        Call as Call,
        Handler as Handler,
        Interceptor as Interceptor,
    )
    from .faults import Fault as Fault, Faults as Faults
    from .server import MockServer as MockServer, run as run, serve as serve
    from .settings import (
        InsureHeroReading as InsureHeroReading,
        KaskoReading as KaskoReading,
        MockSettings as MockSettings,
    )
    from .store import Record as Record, Store as Store, timestamp as timestamp
    from .tokens import Tokens as Tokens
    from .transport import InProcessTransport as InProcessTransport, transport as transport
    from .webhooks import Sent as Sent, Webhooks as Webhooks

_HOME = {
    "Answer": "exchange",
    "Call": "exchange",
    "Clock": "clock",
    "DEFECTS": "defects",
    "Defect": "defects",
    "Delivery": "delivery",
    "Fault": "faults",
    "Faults": "faults",
    "Handler": "exchange",
    "InProcessTransport": "transport",
    "InsureHeroReading": "settings",
    "Interceptor": "exchange",
    "KaskoReading": "settings",
    "ManualClock": "clock",
    "Mock": "app",
    "MockServer": "server",
    "MockSettings": "settings",
    "Record": "store",
    "Sent": "webhooks",
    "Store": "store",
    "Tokens": "tokens",
    "Webhooks": "webhooks",
    "create_app": "app",
    "run": "server",
    "serve": "server",
    "timestamp": "store",
    "transport": "transport",
}

__all__ = [
    "DEFECTS",
    "Answer",
    "Call",
    "Clock",
    "Defect",
    "Delivery",
    "Fault",
    "Faults",
    "Handler",
    "InProcessTransport",
    "InsureHeroReading",
    "Interceptor",
    "KaskoReading",
    "ManualClock",
    "Mock",
    "MockServer",
    "MockSettings",
    "Record",
    "Sent",
    "Store",
    "Tokens",
    "Webhooks",
    "create_app",
    "faults",
    "run",
    "serve",
    "timestamp",
    "transport",
]


def __getattr__(name: str) -> object:
    if name != "faults" and name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        if name == "faults":
            return import_module(".faults", __name__)
        value: object = getattr(import_module(f".{_HOME[name]}", __name__), name)
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            "brolly_mock needs more packages: pip install 'brolly[mock]'", name=missing.name
        ) from None
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
