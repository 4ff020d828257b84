"""The clients of the commands. Keys come from the environment only."""

# ruff: noqa: PLC0415

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from brolly.errors import (
    AuthenticationError,
    ConfigurationError,
    LiveKeyError,
    PermissionDeniedError,
)

if TYPE_CHECKING:
    from brolly.insurehero import InsureHero
    from brolly.kasko import Kasko


def reading_kasko(base_url: str | None) -> Kasko:
    """A client that reads."""
    _require_key("KASKO_API_KEY")
    from brolly.kasko import Kasko

    return Kasko(base_url=base_url, whole_records=True)


def writing_kasko(base_url: str | None, *, live: bool) -> Kasko:
    """A client that writes.

    Raises:
        LiveKeyError: The key is a LIVE one and `live` is false.
    """
    _require_key("KASKO_API_KEY")
    from brolly.kasko import Kasko

    client = Kasko(base_url=base_url, allow_live_writes=live, whole_records=True)
    if client.mode == "live" and not live:
        client.close()
        raise LiveKeyError(
            "this is a LIVE key, and the command would change real policies; use a TEST key, or "
            "add --live"
        )
    return client


def reading_insurehero(base_url: str | None) -> InsureHero:
    """A client that reads."""
    _require_key("INSUREHERO_API_KEY")
    from brolly.insurehero import InsureHero

    return InsureHero(base_url=base_url, whole_records=True)


@contextmanager
def reading_channel(base_url: str | None) -> Generator[InsureHero]:
    """A client that reads data of a channel."""
    try:
        with reading_insurehero(base_url) as client:
            yield client
    except (AuthenticationError, PermissionDeniedError) as error:
        if not os.environ.get("INSUREHERO_CHANNEL_KEY", "").strip():
            error.add_note(
                "INSUREHERO_CHANNEL_KEY is not set, so the value of INSUREHERO_API_KEY was used; "
                "set INSUREHERO_CHANNEL_KEY to the key of your sales channel"
            )
        raise


def _require_key(variable: str) -> None:
    if not os.environ.get(variable, "").strip():
        raise ConfigurationError(
            f"no API key: run `export {variable}=...`; `brolly doctor` shows what is set"
        )
