"""The parts of a mock that a call can access."""

from __future__ import annotations

from dataclasses import dataclass

from .passwords import Passwords
from .settings import MockSettings
from .store import Store
from .tokens import Tokens
from .webhooks import Webhooks


@dataclass(frozen=True, slots=True)
class Parts:
    """The records, tokens and passwords of one mock, and how it behaves."""

    settings: MockSettings
    store: Store
    tokens: Tokens
    channel_tokens: Tokens
    passwords: Passwords
    webhooks: Webhooks | None
