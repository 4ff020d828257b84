# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
from __future__ import annotations

from brolly_runtime import Request, given, json_body, path_segment, query_pairs

from ...models.error import Error
from ...models.otp_check import OtpCheck
from ...models.otp_verified_envelope import OtpVerifiedEnvelope
from ...models.search_by_contact import SearchByContact


def verify_otp(
    user_id: str, *, body: OtpCheck, search_by: SearchByContact
) -> Request[OtpVerifiedEnvelope]:
    """Verify a one-time password.

    Verifies a one-time password and returns a token of the user. The user is then
    pre-registered, which is not enough to make a claim: see `register_user`.

    Source (documented): [InsureHero Shield API:
    users](https://docs.insurehero.io/shield-api/policies/user-management#check-otp).

    Args:
        user_id: The email address or the phone number, as `searchBy` says.
        search_by: Whether `userId` is an `email` or a `phone`.
        body: The one-time password that the user received.

    Returns:
        OtpVerifiedEnvelope: The one-time password was right.

    Documented errors: 400, 401, 402, 404, 422, 429, default.
    """
    return Request(
        operation="verify_otp",
        method="POST",
        template="/api/shield/v1/users/{userId}/verify-otp",
        path=f"/api/shield/v1/users/{path_segment('user_id', user_id)}/verify-otp",
        security=("channelToken",),
        query=query_pairs(("searchBy", given("search_by", search_by))),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": OtpVerifiedEnvelope},
        errors={"default": Error},
    )
