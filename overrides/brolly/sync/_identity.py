"""Of which kind the data of a dataset are: it never changes."""

from __future__ import annotations

import hmac

import dlt

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
