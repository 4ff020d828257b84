# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, path_segment, query_pairs

from ...models.error import Error
from ...models.otp_sent_envelope import OtpSentEnvelope
from ...models.search_by_contact import SearchByContact


def send_otp(user_id: str, *, search_by: SearchByContact) -> Request[OtpSentEnvelope]:
    """Send a one-time password to an e-mail address or a phone.

    This makes a temporary registration. A phone is reached through WhatsApp, and only if its
    owner has written to InsureHero before.

    Source (documented): user-management.

    Args:
        user_id: The e-mail address or the phone number itself, as `searchBy` says.
        search_by: What `userId` is, `email` or `phone`.

    Returns:
        OtpSentEnvelope: The code is on its way.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="send_otp",
        method="POST",
        template="/api/shield/v1/users/{userId}/otp",
        path=f"/api/shield/v1/users/{path_segment('user_id', user_id)}/otp",
        security=("channelToken",),
        query=query_pairs(("searchBy", search_by)),
        headers={"Accept": "application/json"},
        returns={"201": OtpSentEnvelope},
        errors={"default": Error},
    )
