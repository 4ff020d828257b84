"""A stand-in for KASKO and InsureHero: stateful, seeded, written from their documents.

    from brolly_mock import create_app, serve, transport

    with serve() as mock:                      # on a loopback port
        requests.get(f"{mock.url}/policies", auth=(mock.kasko_key, ""))

    client = httpx2.Client(transport=transport(create_app()), base_url="https://api.kasko.io")

Needs the extra `brolly[mock]`. It shares no code with the clients, so that their agreement with it
means something.
"""

from __future__ import annotations

from . import faults
from .app import Mock, create_app
from .clock import Clock, ManualClock
from .defects import DEFECTS, Defect
from .delivery import Delivery
from .exchange import Answer, Call, Handler, Interceptor
from .faults import Fault, Faults
from .server import MockServer, run, serve
from .settings import InsureHeroReading, KaskoReading, MockSettings
from .store import Record, Store, timestamp
from .tokens import Tokens
from .transport import InProcessTransport, transport
from .webhooks import Sent, Webhooks

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
