"""Of which kind the data of a dataset are: it never changes."""

from __future__ import annotations

import hmac

import dlt

from kasko_api.models.policy import Policy

from ..errors import ConfigurationError


def check_identity(mode: str | None, personal: str, salt: str | None) -> None:
    """Refuse a key or an option that would mix data which must not meet.

    Raises:
        ConfigurationError: The tables hold data of another kind.
    """
    state = dlt.current.source_state()
    if (kept := state.setdefault("mode", mode)) != mode:
        raise ConfigurationError(
            f"these tables hold {(kept or 'unknown').upper()} data and the key is "
            f"{(mode or 'unknown').upper()}: take another dataset"
        )
    if (kept := state.setdefault("personal", personal)) != personal:
        raise ConfigurationError(
            f"these tables were made with personal={kept!r}, which would leave them half so and "
            "half otherwise: take another dataset"
        )
    if salt is not None and personal == "hash":
        mark = hmac.digest(salt.encode(), b"brolly", "sha256").hex()[:16]
        if state.setdefault("salt", mark) != mark:
            raise ConfigurationError("these tables were made with another salt")


def check_mode(policies: list[Policy]) -> None:
    """Whatever the key looks like, a policy says itself whether it is real.

    Raises:
        ConfigurationError: The tables hold policies of the other kind.
    """
    kinds = {policy.livemode for policy in policies if isinstance(policy.livemode, bool)}
    for live in kinds:
        if dlt.current.source_state().setdefault("livemode", live) is not live:
            kept, came = ("TEST", "LIVE") if live else ("LIVE", "TEST")
            raise ConfigurationError(
                f"these tables hold {kept} policies, and {came} ones came: take another dataset"
            )
