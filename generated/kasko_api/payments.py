# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Requests of the operations tagged `payments`, not sent yet. Pure functions."""

from __future__ import annotations

from brolly_runtime import Request, form_body, json_body, path_segment, query_pairs

from . import models


def create_payment(
    *, body: models.PaymentRequest, key: str | None = None
) -> Request[models.Payment]:
    """Create a payment: see `KaskoApi.create_payment`."""
    return Request(
        operation="create_payment",
        method="POST",
        template="/payments",
        path="/payments",
        security=("basicAuth", "bearerAuth"),
        query=query_pairs(("key", key)),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": models.Payment, "201": models.Payment},
        errors={"default": models.Error},
    )


def create_payment_form(*, body: models.PaymentForm) -> Request[models.Payment]:
    """Create a payment with a form: see `KaskoApi.create_payment_form`."""
    return Request(
        operation="create_payment_form",
        method="POST",
        template="/payments",
        path="/payments",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"},
        content=form_body(body),
        returns={"200": models.Payment, "201": models.Payment},
        errors={"default": models.Error},
    )


def get_payment(payment_id: str) -> Request[models.Payment]:
    """Retrieve a payment: see `KaskoApi.get_payment`."""
    return Request(
        operation="get_payment",
        method="GET",
        template="/payments/{paymentId}",
        path=f"/payments/{path_segment('payment_id', payment_id)}",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/json"},
        returns={"200": models.Payment},
        errors={"default": models.Error},
    )
