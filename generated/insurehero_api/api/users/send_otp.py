# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, given, path_segment, query_pairs

from ...models.error import Error
from ...models.otp_sent_envelope import OtpSentEnvelope
from ...models.search_by_contact import SearchByContact


def send_otp(user_id: str, *, search_by: SearchByContact) -> Request[OtpSentEnvelope]:
    """Send a one-time password.

    Sends a one-time password by email or phone and creates a temporary user. Phones are
    reached through WhatsApp, and only if their owner has written to InsureHero before.

    Source (documented): [InsureHero Shield API:
    users](https://docs.insurehero.io/shield-api/policies/user-management#create-opt).

    Args:
        user_id: The email address or the phone number, as `searchBy` says.
        search_by: Whether `userId` is an `email` or a `phone`.

    Returns:
        OtpSentEnvelope: The one-time password was sent.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="send_otp",
        method="POST",
        template="/api/shield/v1/users/{userId}/otp",
        path=f"/api/shield/v1/users/{path_segment('user_id', user_id)}/otp",
        security=("channelToken",),
        query=query_pairs(("searchBy", given("search_by", search_by))),
        headers={"Accept": "application/json"},
        returns={"201": OtpSentEnvelope},
        errors={"default": Error},
    )
