"""Refuses to mix data of different keys, hosts or options in one dataset."""

from __future__ import annotations

import hmac

import dlt

from kasko_api.models.policy import Policy

from .._core.client import host
from ..errors import ConfigurationError
from ..insurehero import InsureHero
from ..kasko import Kasko


def check_identity(client: Kasko | InsureHero, personal: str, salt: str | None) -> None:
    """Refuse a key, host or option that differs from earlier runs.

    Raises:
        ConfigurationError: The tables were made with another one.
    """
    now = {"mode": client.mode, "host": host(client), "personal": personal}
    state = dlt.current.source_state()
    for name, value in now.items():
        if (kept := state.setdefault(name, value)) != value:
            raise ConfigurationError(
                f"these tables were made with {name}={kept!r}, and this run has {name}={value!r}: "
                "use another dataset"
            )
    if salt is not None and personal == "hash":
        mark = hmac.digest(salt.encode(), b"brolly", "sha256").hex()[:16]
        if state.setdefault("salt", mark) != mark:
            raise ConfigurationError("these tables were made with another salt: use that one")


def check_mode(policies: list[Policy]) -> None:
    """Refuse TEST policies among LIVE ones and the reverse, by their own `livemode`.

    Raises:
        ConfigurationError: The tables hold policies of the other kind.
    """
    kinds = {policy.livemode for policy in policies if isinstance(policy.livemode, bool)}
    for live in kinds:
        if dlt.current.source_state().setdefault("livemode", live) is not live:
            kept, came = ("TEST", "LIVE") if live else ("LIVE", "TEST")
            raise ConfigurationError(
                f"these tables hold {kept} policies, and the provider sent {came} ones: "
                "use another dataset"
            )
