# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, json_body, path_segment, query_pairs

from ...models.error import Error
from ...models.otp_check import OtpCheck
from ...models.otp_verified_envelope import OtpVerifiedEnvelope
from ...models.search_by_contact import SearchByContact


def verify_otp(
    user_id: str, *, body: OtpCheck, search_by: SearchByContact
) -> Request[OtpVerifiedEnvelope]:
    """Check a one-time password, and get a token of the user.

    The user is then pre-registered, which is not enough for a claim: see `register_user`.

    Source (documented): user-management.

    Args:
        user_id: The e-mail address or the phone number itself, as `searchBy` says.
        search_by: What `userId` is, `email` or `phone`.
        body: The code that the user received.

    Returns:
        OtpVerifiedEnvelope: The code was right.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="verify_otp",
        method="POST",
        template="/api/shield/v1/users/{userId}/verify-otp",
        path=f"/api/shield/v1/users/{path_segment('user_id', user_id)}/verify-otp",
        security=("channelToken",),
        query=query_pairs(("searchBy", search_by)),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": OtpVerifiedEnvelope},
        errors={"default": Error},
    )
