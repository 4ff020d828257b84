"""From a quote to a policy at KASKO, with one call for each step.

    from brolly import Kasko, purchase

    with Kasko() as kasko:
        quote = kasko.send(purchase.quote({...}, item_id=..., subscription_plan_id=..., ...))
        offer = kasko.send(purchase.offer(quote, first_name=..., last_name=..., ...))
        payment = kasko.send(purchase.pay(offer))
        policy = kasko.wait_for_policy(offer.id)
        kasko.send(purchase.update(policy, email=...))

Each function builds a request from the result of the step before. Sync and async clients send it.
The functions keep no state and send nothing themselves. The generated methods of the same
operations take all documented members.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias, TypeVar

from brolly_runtime import UNSET, Request, Unset
from kasko_api.models.cancelled_status import CancelledStatus
from kasko_api.models.created_offer import CreatedOffer
from kasko_api.models.offer import Offer
from kasko_api.models.offer_request import OfferRequest
from kasko_api.models.offer_request_v1 import OfferRequestV1
from kasko_api.models.payment import Payment
from kasko_api.models.payment_request import PaymentRequest
from kasko_api.models.policy_cancellation import PolicyCancellation
from kasko_api.models.policy_update import PolicyUpdate
from kasko_api.models.policy_v2 import PolicyV2
from kasko_api.models.quote import Quote
from kasko_api.models.quote_request import QuoteRequest
from kasko_api.models.quote_v1 import QuoteV1
from kasko_api.offers import create_offer, create_offer_v1
from kasko_api.payments import create_payment
from kasko_api.policies import cancel_policy, reactivate_policy, update_policy
from kasko_api.quotes import create_quote

from ._core.reading import Reply
from ._core.whole import headers_of
from .errors import ConfigurationError

T = TypeVar("T")

Data: TypeAlias = Mapping[str, Any]
"""Members that the product defines. Money is in minor units, dates are `YYYY-MM-DD`."""


def quote(
    data: Data, *, item_id: str, subscription_plan_id: str, integration_id: str
) -> Request[Quote]:
    """Request a price (version 3).

    Sending it raises `KnockOutError` if there is no price for the risk, and `ConflictError` while
    the pricing logic is still being built; then try again later.

    Args:
        data: The members that the product requires.
        item_id: Id of the product.
        subscription_plan_id: Id of the payment plan.
        integration_id: Id of the sales integration.
    """
    return create_quote(
        body=QuoteRequest(
            item_id=item_id,
            subscription_plan_id=subscription_plan_id,
            integration_id=integration_id,
            data=dict(data),
        )
    )


def offer(
    quote: Quote | QuoteV1,
    *,
    first_name: str,
    last_name: str,
    email: str,
    language: str,
    data: Data | None = None,
    metadata: Data | None = None,
) -> Request[CreatedOffer]:
    """Create an offer from a quote: an unpaid policy. Nothing is charged.

    A quote of version 1 becomes an offer of version 1; other quotes become one of version 2.

    Args:
        quote: The response to a quote request.
        first_name: Given name of the policyholder.
        last_name: Family name of the policyholder.
        email: E-mail address of the policyholder.
        language: ISO 639-1 code of the language for messages to the policyholder.
        data: The members that the product requires beyond the quote.
        metadata: Your own notes.

    Raises:
        ConfigurationError: The quote has no token.
    """
    token = quote_token(quote)
    told: dict[str, Any] = {
        "quote_token": token,
        "first_name": first_name,
        "last_name": last_name,
        "email": email,
        "language": language,
        "data": _free(data),
        "metadata": _free(metadata),
    }
    if isinstance(quote, QuoteV1):
        return create_offer_v1(body=OfferRequestV1(**told))
    return create_offer(body=OfferRequest(**told))


def quote_token(quote: Quote | QuoteV1) -> str:
    """The token of a quote. Version 1 calls it the signature.

    Raises:
        ConfigurationError: The quote has no token.
    """
    token = quote.signature if isinstance(quote, QuoteV1) else quote.token
    if not token:
        raise ConfigurationError("this quote has no token, so no offer can be created from it")
    return token


def pay(
    offer: CreatedOffer | Offer,
    *,
    method: str | None = "distributor",
    provider: str | None = "distributor",
    token: str | None = None,
    metadata: Data | None = None,
) -> Request[Payment]:
    """Turn an offer into a paid policy, once you have collected the money.

    Sending it twice may pay twice, so brolly never repeats it. KASKO creates the policy in the
    background; see `Kasko.wait_for_policy`.

    Args:
        offer: The offer.
        method: The payment method; None for version 1.
        provider: The payment provider; None for version 1.
        token: The payment provider's token, if it replaces that of the offer.
        metadata: Data that some payment providers need, such as an IBAN.

    Raises:
        ConfigurationError: The offer has no payment token. This is so until an underwriter has
            approved it; read it again with `get_offer`.
    """
    due = token or offer.payment_token
    if not due:
        raise ConfigurationError(
            "this offer has no payment token yet: an underwriter must approve it first; then "
            "read it again with get_offer"
        )
    return create_payment(
        body=PaymentRequest(
            token=due,
            policy_id=offer.id,
            method=_or_unset(method),
            provider=_or_unset(provider),
            metadata=_free(metadata),
        )
    )


def update(
    policy: PolicyV2 | Reply[PolicyV2],
    *,
    first_name: str | None = None,
    last_name: str | None = None,
    email: str | None = None,
    quote: Quote | None = None,
    data: Data | None = None,
) -> Request[Any]:
    """Change a policy, unless it was changed since you read it.

    The response is not documented; read the policy again with `Kasko.wait_for_policy`.

    Args:
        policy: The policy from `Kasko.wait_for_policy`, or the reply of
            `kasko.exchange(get_policy_v2(...))`. Both have its version.
        first_name: Given name of the policyholder.
        last_name: Family name of the policyholder.
        email: E-mail address of the policyholder.
        quote: A new quote, if the change affects the price.
        data: All members of the product, because KASKO checks them together.

    Raises:
        ConfigurationError: The policy has no version.
    """
    id_, version = _version(policy)
    return update_policy(
        id_,
        body=PolicyUpdate(
            first_name=_or_unset(first_name),
            last_name=_or_unset(last_name),
            email=_or_unset(email),
            quote_token=UNSET if quote is None else quote_token(quote),
            data=_free(data),
        ),
        if_match=version.get("etag") or None,
        if_unmodified_since=version.get("last-modified") or None,
    )


def cancel(
    policy: PolicyV2 | Reply[PolicyV2], *, reason: str, termination_date: date | None = None
) -> Request[Any]:
    """Cancel a policy, unless it was changed since you read it.

    A cancelled policy cannot be changed, but it can be reactivated.

    Args:
        policy: The policy from `Kasko.wait_for_policy`, or the reply of
            `kasko.exchange(get_policy_v2(...))`. Both have its version.
        reason: The reason, as free text.
        termination_date: The last day of cover; by default the product decides.

    Raises:
        ConfigurationError: The policy has no version.
    """
    id_, version = _version(policy)
    return cancel_policy(
        id_,
        body=PolicyCancellation(
            status=CancelledStatus.CANCELLED,
            cancellation_reason=reason,
            termination_date=_or_unset(termination_date),
        ),
        if_match=version.get("etag") or None,
        if_unmodified_since=version.get("last-modified") or None,
    )


def reactivate(policy: PolicyV2 | Reply[PolicyV2]) -> Request[Any]:
    """Undo the cancellation of a policy."""
    value = policy.value if isinstance(policy, Reply) else policy
    return reactivate_policy(value.id)


def _version(policy: PolicyV2 | Reply[PolicyV2]) -> tuple[str, Mapping[str, str]]:
    """The id of a policy, and the header fields with its version."""
    if isinstance(policy, Reply):
        return policy.value.id, policy.headers
    headers = headers_of(policy)
    if headers is None:
        raise ConfigurationError(
            "this policy was read without its version (ETag), so another change could be "
            "overwritten; read it with wait_for_policy, or with exchange(get_policy_v2(...))"
        )
    return policy.id, headers


def _free(data: Data | None) -> dict[str, Any] | Unset:
    """Free data as a member. None is not sent."""
    return UNSET if data is None else dict(data)


def _or_unset(value: T | None) -> T | Unset:
    """A member. None is not sent."""
    return UNSET if value is None else value
