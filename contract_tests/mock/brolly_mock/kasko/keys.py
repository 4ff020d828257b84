"""Who calls: the key of a request, what it may do, and on which data.

Sources: seed 000, seed 001 (schemes, TEST and LIVE); fact sheet, section 2 (a public key may be
sent as `key`, in the query or the body; public datasets and the index need none).
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any, Literal, TypeAlias, cast

from ..bodies import FORM, media_type
from ..exchange import Call
from ..refusal import RefusedError
from ..settings import MockSettings
from .answers import error

Mode: TypeAlias = Literal["test", "live", "public"]

FOR_PUBLIC_KEYS = frozenset(
    {
        "create_quote",
        "create_quote_v1",
        "create_quote_v2",
        "create_quote_v2_form",
        "get_quote",
        "get_quote_v2",
        "create_offer",
        "create_offer_form",
        "create_offer_v1",
        "create_offer_v1_form",
        "create_payment",
        "create_payment_form",
    }
)
"""What a public key may do, and where it may stand in the query or the body."""

WITHOUT_KEY = frozenset(
    {
        "get_dataset",
        "list_dataset_items",
        "list_distinct_values",
        "get_dataset_item",
        "get_index_price",
    }
)
"""What needs no key. One that is sent has to be right all the same."""


def mode(call: Call, settings: MockSettings) -> Mode | None:
    """What the key of a call is; None if it needs none and has none.

    Raises:
        RefusedError: 401, there is no valid key.
    """
    modes: dict[str, Mode] = {
        settings.kasko_key: "test",
        settings.kasko_live_key: "live",
        settings.kasko_public_key: "public",
    }
    authorization = call.headers.get("authorization")
    if authorization is None and call.operation in WITHOUT_KEY:
        return None
    if authorization is not None:
        found = modes.get(_key(authorization))
    else:
        # A secret key does not belong there, so it does not count there.
        found = "public" if _beside(call) == settings.kasko_public_key else None
    if found is None:
        raise unauthorized()
    return found


def unauthorized() -> RefusedError:
    """The way out without a valid key."""
    answer = error(401, "A valid API key is needed.")
    # Not `Basic`, which the documents put first: browsers answer that with a dialog.
    answer.headers["WWW-Authenticate"] = "Bearer"
    return RefusedError(answer)


def _key(authorization: str) -> str:
    """The API key of an Authorization header: the user name of Basic, or the Bearer token."""
    scheme, _, credentials = authorization.partition(" ")
    credentials = credentials.strip()
    match scheme.lower():
        case "bearer":
            return credentials
        case "basic":
            try:
                pair = base64.b64decode(credentials, validate=True).decode()
            except (binascii.Error, UnicodeDecodeError):
                return ""
            return pair.partition(":")[0]
        case _:
            return ""


def _beside(call: Call) -> str | None:
    """The key in the query or the body, where the operation knows one."""
    if call.operation not in FOR_PUBLIC_KEYS:
        return None
    if (given := call.parameter("key")) is not None:
        return given
    if not call.body or media_type(call) == FORM:
        return None
    try:
        body: Any = json.loads(call.body)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", body).get("key") if isinstance(body, dict) else None
