# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Requests of the operations tagged `users`, not sent yet. Pure functions."""

from __future__ import annotations

from brolly_runtime import ByIndex, Request, given, json_body, path_segment, query_pairs

from . import models


def list_users(*, from_: int | None = None, to: int | None = None) -> Request[models.UserPage]:
    """List the users of the channel: see `InsureheroApi.list_users`."""
    return Request(
        operation="list_users",
        method="GET",
        template="/api/shield/v1/users",
        path="/api/shield/v1/users",
        security=("channelToken",),
        query=query_pairs(("from", from_), ("to", to)),
        headers={"Accept": "application/json"},
        returns={"200": models.UserPage},
        errors={"default": models.Error},
    )


LIST_USERS: ByIndex[models.User] = ByIndex(
    first="from_", last="to", most=100, members=("data",), attributes=("data",)
)
"""How `list_users` is paged."""


def get_user_by_email(user_email: str) -> Request[models.UserEnvelope]:
    """Retrieve a user by email address: see `InsureheroApi.get_user_by_email`."""
    return Request(
        operation="get_user_by_email",
        method="GET",
        template="/api/shield/v1/users/by-email/{userEmail}",
        path=f"/api/shield/v1/users/by-email/{path_segment('user_email', user_email)}",
        security=("channelToken",),
        server="https://api.insurehero.io",
        headers={"Accept": "application/json"},
        returns={"200": models.UserEnvelope},
        errors={"default": models.Error},
    )


def send_otp(user_id: str, *, search_by: models.SearchByContact) -> Request[models.OtpSentEnvelope]:
    """Send a one-time password: see `InsureheroApi.send_otp`."""
    return Request(
        operation="send_otp",
        method="POST",
        template="/api/shield/v1/users/{userId}/otp",
        path=f"/api/shield/v1/users/{path_segment('user_id', user_id)}/otp",
        security=("channelToken",),
        query=query_pairs(("searchBy", given("search_by", search_by))),
        headers={"Accept": "application/json"},
        returns={"201": models.OtpSentEnvelope},
        errors={"default": models.Error},
    )


def verify_otp(
    user_id: str, *, body: models.OtpCheck, search_by: models.SearchByContact
) -> Request[models.OtpVerifiedEnvelope]:
    """Verify a one-time password: see `InsureheroApi.verify_otp`."""
    return Request(
        operation="verify_otp",
        method="POST",
        template="/api/shield/v1/users/{userId}/verify-otp",
        path=f"/api/shield/v1/users/{path_segment('user_id', user_id)}/verify-otp",
        security=("channelToken",),
        query=query_pairs(("searchBy", given("search_by", search_by))),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": models.OtpVerifiedEnvelope},
        errors={"default": models.Error},
    )


def register_user(
    user_id: str, *, body: models.UserRegistration, search_by: models.SearchByEmail
) -> Request[models.UserEnvelope]:
    """Register a user: see `InsureheroApi.register_user`."""
    return Request(
        operation="register_user",
        method="PATCH",
        template="/api/shield/v1/users/{userId}",
        path=f"/api/shield/v1/users/{path_segment('user_id', user_id)}",
        security=("channelToken",),
        query=query_pairs(("searchBy", given("search_by", search_by))),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": models.UserEnvelope},
        errors={"default": models.Error},
    )
