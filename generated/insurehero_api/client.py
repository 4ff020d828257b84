# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Every operation as a method, sync and async, and an iterator for each list."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from brolly_runtime import copy_docs, lazy_modules

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator

    from brolly_runtime import ByTime, OnInvalid, Page, Request, Whole

    from . import assets, authorization, claims, orders, policies, risk_items, users, workflows
    from .models.access_token import AccessToken
    from .models.asset_page import AssetPage
    from .models.asset_upload import AssetUpload
    from .models.claim import Claim
    from .models.claim_envelope import ClaimEnvelope
    from .models.claim_event import ClaimEvent
    from .models.claim_event_page import ClaimEventPage
    from .models.claim_page import ClaimPage
    from .models.coverage import Coverage
    from .models.coverage_envelope import CoverageEnvelope
    from .models.coverage_page import CoveragePage
    from .models.new_risk_item import NewRiskItem
    from .models.order import Order
    from .models.order_page import OrderPage
    from .models.otp_check import OtpCheck
    from .models.otp_sent_envelope import OtpSentEnvelope
    from .models.otp_verified_envelope import OtpVerifiedEnvelope
    from .models.package import Package
    from .models.package_page import PackagePage
    from .models.policy import Policy
    from .models.policy_page import PolicyPage
    from .models.risk_item import RiskItem
    from .models.risk_item_envelope import RiskItemEnvelope
    from .models.risk_item_page import RiskItemPage
    from .models.search_by import SearchBy
    from .models.search_by_contact import SearchByContact
    from .models.search_by_email import SearchByEmail
    from .models.user import User
    from .models.user_envelope import UserEnvelope
    from .models.user_page import UserPage
    from .models.user_registration import UserRegistration
    from .models.variant import Variant
    from .models.variant_envelope import VariantEnvelope
    from .models.variant_page import VariantPage
    from .models.workflow_answer import WorkflowAnswer
    from .models.workflow_envelope import WorkflowEnvelope
    from .models.workflow_form import WorkflowForm
else:
    authorization, risk_items, claims, orders, policies, users, assets, workflows = lazy_modules(
        __package__,
        "authorization",
        "risk_items",
        "claims",
        "orders",
        "policies",
        "users",
        "assets",
        "workflows",
    )

T = TypeVar("T")


class InsureheroApi(ABC):
    """InsureHero Shield API: a subclass says how a request is sent.

    Every method takes `timeout`: the seconds that one attempt may take, instead of the
    client's. An argument that is None is not sent.

    Documented errors of every operation: 400, 401, 402, 429, default. A method names further
    ones.
    """

    @abstractmethod
    def send(self, request: Request[T], *, timeout: float | None = None) -> T:
        """Send one request and return its typed response, or raise."""

    @abstractmethod
    def _records(
        self, pages: Whole[T], request: Callable[..., Request[Any]], /, **options: Any
    ) -> Generator[T]:
        """The records of a list."""

    @abstractmethod
    def _pages(
        self, pages: ByTime[T], request: Callable[..., Request[Any]], /, **options: Any
    ) -> Generator[Page[T]]:
        """The pages of a list, each with a cursor."""

    @abstractmethod
    def _of_each(
        self, parents: Generator[Any], children: Callable[[Any], Generator[T]]
    ) -> Generator[T]:
        """The records of each parent record."""

    def authorize(self, *, timeout: float | None = None) -> AccessToken:
        """Get an access token.

        Exchanges the API key for an access token with a lifespan of one hour. Call it for the
        first token, and again when less than 5 minutes are left. A 401 means that the key is
        wrong, so trying again does not help.

        Source (documented): [InsureHero Shield API: authorization of
        integrations](https://docs.insurehero.io/shield-api/integrations/authorization#authorize-to-use-api).

        The page shows the block with `data` under the heading "Headers"; it is read as the
        body of the response.

        Returns:
            AccessToken: The new access token.
        """
        return self.send(authorization.authorize(), timeout=timeout)

    def authorize_channel(self, *, timeout: float | None = None) -> AccessToken:
        """Get an access token for a channel.

        Works like `authorize`, for the channel part. Each channel has its own API key.

        Source (documented): [InsureHero Shield API: authorization of
        channels](https://docs.insurehero.io/shield-api/authorization/authorization-management#authorize-channel-to-use-api).

        Returns:
            AccessToken: A fresh access token.
        """
        return self.send(authorization.authorize_channel(), timeout=timeout)

    def list_risk_items(self, *, from_: int, to: int, timeout: float | None = None) -> RiskItemPage:
        """List risk items.

        Lists a range of at most 100 risk items. A range beyond the last record is empty.

        Source (documented): [InsureHero Shield API: fetch risk
        items](https://docs.insurehero.io/shield-api/integrations/fetch-risk-items#get-all-risk-items).

        The order of the records is not documented, and the empty list is inferred.

        Args:
            from_: Index of the first record, counted from 0. Counting from 0 is inferred.
                The pages of claims and risk items type it as text, that of packages as a
                number; the URL is the same.
            to: Index of the last record, included: `from + 99` asks for the maximum of 100
                records. That it is included is inferred. The pages type it as text; the URL is
                the same.

        Returns:
            RiskItemPage: The risk items of the requested range.

        Further errors: 404, 422.
        """
        return self.send(risk_items.list_risk_items(from_=from_, to=to), timeout=timeout)

    def iter_risk_items(
        self,
        *,
        start: int = 0,
        page_size: int = 100,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> Generator[RiskItem]:
        """Iterate over all records of `list_risk_items`, page by page.

        Each record comes once.

        Args:
            start: Index of the first record.
            page_size: Records per request, 3 to 100.
            on_invalid: `"raise"`, or a function that is called with each raw record that
                does not have the documented shape, and the error. Reading then continues.
            timeout: Seconds that one attempt may take, instead of the client's.

        Raises:
            ConfigurationError: An argument is invalid.
            PagingError: The list cannot be read without a gap.
            ResponseValidationError: A record does not have the documented shape.
            ApiError: The provider returned an error status.
            TransportError: No complete response arrived.
        """
        return self._records(
            risk_items.LIST_RISK_ITEMS,
            partial(risk_items.list_risk_items),
            start=start,
            page_size=page_size,
            on_invalid=on_invalid,
            timeout=timeout,
        )

    def get_risk_item(self, risk_item_id: str, *, timeout: float | None = None) -> RiskItemEnvelope:
        """Retrieve a risk item.

        Returns one risk item by its id.

        Source (documented): [InsureHero Shield API: fetch risk
        items](https://docs.insurehero.io/shield-api/integrations/fetch-risk-items#get-the-data-of-a-given-risk-item).

        Whether your own `uid` works here too is not documented.

        Args:
            risk_item_id: InsureHero's id of the risk item. Opaque.

        Returns:
            RiskItemEnvelope: The requested risk item.

        Further errors: 404, 422.
        """
        return self.send(risk_items.get_risk_item(risk_item_id), timeout=timeout)

    def list_channel_risk_items(
        self, *, from_: int, to: int, timeout: float | None = None
    ) -> RiskItemPage:
        """List the risk items of the channel.

        Lists a range of at most 100 risk items of the channel. Works like `list_risk_items`.

        Source (documented): [InsureHero Shield API: fetch risk items and events (an older
        page)](https://docs.insurehero.io/shield-api/integrations/fetch-risk-items-and-events#get-all-risk-items).

        The table of parameters could not be read: their names are inferred from
        `list_risk_items`.

        Args:
            from_: Index of the first record, counted from 0. Counting from 0 is inferred.
                The pages of claims and risk items type it as text, that of packages as a
                number; the URL is the same.
            to: Index of the last record, included: `from + 99` asks for the maximum of 100
                records. That it is included is inferred. The pages type it as text; the URL is
                the same.

        Returns:
            RiskItemPage: The risk items of the requested range.

        Further errors: 404, 422.
        """
        return self.send(risk_items.list_channel_risk_items(from_=from_, to=to), timeout=timeout)

    def iter_channel_risk_items(
        self,
        *,
        start: int = 0,
        page_size: int = 100,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> Generator[RiskItem]:
        """Iterate over all records of `list_channel_risk_items`, page by page.

        Each record comes once.

        Args:
            start: Index of the first record.
            page_size: Records per request, 3 to 100.
            on_invalid: `"raise"`, or a function that is called with each raw record that
                does not have the documented shape, and the error. Reading then continues.
            timeout: Seconds that one attempt may take, instead of the client's.

        Raises:
            ConfigurationError: An argument is invalid.
            PagingError: The list cannot be read without a gap.
            ResponseValidationError: A record does not have the documented shape.
            ApiError: The provider returned an error status.
            TransportError: No complete response arrived.
        """
        return self._records(
            risk_items.LIST_CHANNEL_RISK_ITEMS,
            partial(risk_items.list_channel_risk_items),
            start=start,
            page_size=page_size,
            on_invalid=on_invalid,
            timeout=timeout,
        )

    def create_risk_item(
        self, *, body: NewRiskItem, timeout: float | None = None
    ) -> RiskItemEnvelope:
        """Create a risk item.

        Insures a risk under a policy. The package decides how it is paid: once, which makes
        one order, or by subscription, which makes an order for each payment. Beneficiaries and
        claimants do not have to be users yet.

        Source (documented): [InsureHero Shield API: risk
        items](https://docs.insurehero.io/shield-api/policies/risk-item-management#add-a-risk-item-to-a-policy),
        [InsureHero Shield API:
        subscriptions](https://docs.insurehero.io/shield-api/policies/subscriptions#overview).

        Args:
            body: The risk, its package and policy, the period, and the people.

        Returns:
            RiskItemEnvelope: The new risk item, with ids instead of uids. The status could
                not be read.

        Further errors: 404, 422.
        """
        return self.send(risk_items.create_risk_item(body=body), timeout=timeout)

    def list_claims(
        self,
        *,
        from_: int,
        to: int,
        comm_info: bool | None = None,
        policy_ref: bool | None = None,
        general: bool | None = None,
        timeout: float | None = None,
    ) -> ClaimPage:
        """List claims.

        Lists a range of at most 100 claims. The three flags choose which members each claim
        has. A range beyond the last record is empty.

        Source (documented): [InsureHero Shield API: fetch
        claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#all-claims).

        The defaults of the flags, what comes without them and the order of the records are not
        documented. The empty list is inferred.

        Args:
            from_: Index of the first record, counted from 0. Counting from 0 is inferred.
                The pages of claims and risk items type it as text, that of packages as a
                number; the URL is the same.
            to: Index of the last record, included: `from + 99` asks for the maximum of 100
                records. That it is included is inferred. The pages type it as text; the URL is
                the same.
            comm_info: Whether to include `communications`: `true` or `false`. The spelling
                of the values is not documented.
            policy_ref: Whether to include `policy_reference`: `true` or `false`. The
                spelling of the values is not documented.
            general: Whether to include the general details of the claim: `true` or
                `false`. The spelling of the values is not documented.

        Returns:
            ClaimPage: The claims of the requested range.

        Further errors: 404, 422.
        """
        return self.send(
            claims.list_claims(
                from_=from_, to=to, comm_info=comm_info, policy_ref=policy_ref, general=general
            ),
            timeout=timeout,
        )

    def iter_claims(
        self,
        *,
        comm_info: bool | None = None,
        policy_ref: bool | None = None,
        general: bool | None = None,
        start: int = 0,
        page_size: int = 100,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> Generator[Claim]:
        """Iterate over all records of `list_claims`, page by page.

        Each record comes once.

        Args:
            comm_info: Whether to include `communications`: `true` or `false`. The spelling
                of the values is not documented.
            policy_ref: Whether to include `policy_reference`: `true` or `false`. The
                spelling of the values is not documented.
            general: Whether to include the general details of the claim: `true` or
                `false`. The spelling of the values is not documented.
            start: Index of the first record.
            page_size: Records per request, 3 to 100.
            on_invalid: `"raise"`, or a function that is called with each raw record that
                does not have the documented shape, and the error. Reading then continues.
            timeout: Seconds that one attempt may take, instead of the client's.

        Raises:
            ConfigurationError: An argument is invalid.
            PagingError: The list cannot be read without a gap.
            ResponseValidationError: A record does not have the documented shape.
            ApiError: The provider returned an error status.
            TransportError: No complete response arrived.
        """
        return self._records(
            claims.LIST_CLAIMS,
            partial(
                claims.list_claims, comm_info=comm_info, policy_ref=policy_ref, general=general
            ),
            start=start,
            page_size=page_size,
            on_invalid=on_invalid,
            timeout=timeout,
        )

    def get_claim(
        self,
        claim_id: str,
        *,
        comm_info: bool | None = None,
        policy_ref: bool | None = None,
        general: bool | None = None,
        timeout: float | None = None,
    ) -> ClaimEnvelope:
        """Retrieve a claim.

        Returns one claim by its id. The three flags choose its members, as in `list_claims`.

        Source (documented): [InsureHero Shield API: fetch
        claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#get-the-data-of-a-given-claim).

        Args:
            claim_id: InsureHero's id of the claim. Opaque.
            comm_info: Whether to include `communications`: `true` or `false`. The spelling
                of the values is not documented.
            policy_ref: Whether to include `policy_reference`: `true` or `false`. The
                spelling of the values is not documented.
            general: Whether to include the general details of the claim: `true` or
                `false`. The spelling of the values is not documented.

        Returns:
            ClaimEnvelope: The requested claim.

        Further errors: 404, 422.
        """
        return self.send(
            claims.get_claim(claim_id, comm_info=comm_info, policy_ref=policy_ref, general=general),
            timeout=timeout,
        )

    def list_claim_events(self, claim_id: str, *, timeout: float | None = None) -> ClaimEventPage:
        """List the events of a claim.

        Returns all events of a claim at once.

        Source (documented): [InsureHero Shield API: fetch
        claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#get-claim-events).

        No range is documented here.

        Args:
            claim_id: InsureHero's id of the claim. Opaque.

        Returns:
            ClaimEventPage: The events of the claim. No document shows their members.

        Further errors: 404, 422.
        """
        return self.send(claims.list_claim_events(claim_id), timeout=timeout)

    def iter_claim_events(
        self,
        claim_id: str | None = None,
        *,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> Generator[ClaimEvent]:
        """Iterate over all records of `list_claim_events`, page by page.

        Without `claim_id`, it reads those of each record of `iter_claims`, with one more
        request for each.

        Args:
            claim_id: InsureHero's id of the claim. Opaque.
            on_invalid: `"raise"`, or a function that is called with each raw record that
                does not have the documented shape, and the error. Reading then continues.
            timeout: Seconds that one attempt may take, instead of the client's.

        Raises:
            ConfigurationError: An argument is invalid.
            ResponseValidationError: A record does not have the documented shape.
            ApiError: The provider returned an error status.
            TransportError: No complete response arrived.
        """
        if claim_id is None:
            parents = self.iter_claims(on_invalid=on_invalid, timeout=timeout)
            return self._of_each(
                parents,
                lambda one: self.iter_claim_events(one.id, on_invalid=on_invalid, timeout=timeout),
            )
        return self._records(
            claims.LIST_CLAIM_EVENTS,
            partial(claims.list_claim_events, claim_id),
            on_invalid=on_invalid,
            timeout=timeout,
        )

    def list_user_claims(
        self, user_id: str, *, search_by: SearchBy | None = None, timeout: float | None = None
    ) -> ClaimPage:
        """List the claims of a user.

        Returns all claims of a user at once. It has a host of its own.

        Source (documented): [InsureHero Shield API: fetch
        claims](https://docs.insurehero.io/shield-api/integrations/fetch-claims#fetch-all-claims-from-a-given-user).

        No range is documented here. The page stands in the integrations part, the path belongs
        to the channel part: that it takes the channel's token is inferred from the path.

        Args:
            user_id: The id of the user, or your own `uid` of the user if `searchBy` is
                `uid`.
            search_by: Whether `userId` is an `id` (the default) or a `uid`. Known values:
                `id`, `uid`.

        Returns:
            ClaimPage: The claims of the user, with all members.

        Further errors: 404, 422.
        """
        return self.send(claims.list_user_claims(user_id, search_by=search_by), timeout=timeout)

    def iter_user_claims(
        self,
        user_id: str,
        *,
        search_by: SearchBy | None = None,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> Generator[Claim]:
        """Iterate over all records of `list_user_claims`, page by page.

        They come in one response.

        Args:
            user_id: The id of the user, or your own `uid` of the user if `searchBy` is
                `uid`.
            search_by: Whether `userId` is an `id` (the default) or a `uid`. Known values:
                `id`, `uid`.
            on_invalid: `"raise"`, or a function that is called with each raw record that
                does not have the documented shape, and the error. Reading then continues.
            timeout: Seconds that one attempt may take, instead of the client's.

        Raises:
            ConfigurationError: An argument is invalid.
            ResponseValidationError: A record does not have the documented shape.
            ApiError: The provider returned an error status.
            TransportError: No complete response arrived.
        """
        return self._records(
            claims.LIST_USER_CLAIMS,
            partial(claims.list_user_claims, user_id, search_by=search_by),
            on_invalid=on_invalid,
            timeout=timeout,
        )

    def list_orders(
        self, risk_item_id: str, *, search_by: SearchBy | None = None, timeout: float | None = None
    ) -> OrderPage:
        """List the orders of a risk item.

        Returns all orders of a risk item at once. A subscription gets a new order with each
        payment, so expect several.

        Source (documented): [InsureHero Shield API: fetch
        orders](https://docs.insurehero.io/shield-api/integrations/fetch-orders#get-orders-for-a-specific-risk-item).

        No range is documented here.

        Args:
            risk_item_id: The id of the risk item, or your own `uid` of it if `searchBy` is
                `uid`.
            search_by: Whether `riskItemId` is an `id` (the default) or a `uid`. Known
                values: `id`, `uid`.

        Returns:
            OrderPage: The orders of the risk item.

        Further errors: 404, 422.
        """
        return self.send(orders.list_orders(risk_item_id, search_by=search_by), timeout=timeout)

    def iter_orders(
        self,
        risk_item_id: str | None = None,
        *,
        search_by: SearchBy | None = None,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> Generator[Order]:
        """Iterate over all records of `list_orders`, page by page.

        Without `risk_item_id`, it reads those of each record of `iter_risk_items`, with one
        more request for each.

        Args:
            risk_item_id: The id of the risk item, or your own `uid` of it if `searchBy` is
                `uid`.
            search_by: Whether `riskItemId` is an `id` (the default) or a `uid`. Known
                values: `id`, `uid`.
            on_invalid: `"raise"`, or a function that is called with each raw record that
                does not have the documented shape, and the error. Reading then continues.
            timeout: Seconds that one attempt may take, instead of the client's.

        Raises:
            ConfigurationError: An argument is invalid.
            ResponseValidationError: A record does not have the documented shape.
            ApiError: The provider returned an error status.
            TransportError: No complete response arrived.
        """
        if risk_item_id is None:
            parents = self.iter_risk_items(on_invalid=on_invalid, timeout=timeout)
            return self._of_each(
                parents,
                lambda one: self.iter_orders(one.id, on_invalid=on_invalid, timeout=timeout),
            )
        return self._records(
            orders.LIST_ORDERS,
            partial(orders.list_orders, risk_item_id, search_by=search_by),
            on_invalid=on_invalid,
            timeout=timeout,
        )

    def list_policies(
        self, *, holder_id: str | None = None, timeout: float | None = None
    ) -> PolicyPage:
        """List the policies of a holder.

        Returns all policies of a holder at once.

        Source (documented): [InsureHero Shield API: policies, packages, variants and
        coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-all-the-policies).

        No range is documented here. What comes without `holderId` is not known.

        Args:
            holder_id: The id of the holder, as in `holder_id` of a policy. Opaque.

        Returns:
            PolicyPage: The policies of the holder. The table says object, the example
                shows a list.

        Further errors: 404, 422.
        """
        return self.send(policies.list_policies(holder_id=holder_id), timeout=timeout)

    def iter_policies(
        self,
        *,
        holder_id: str | None = None,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> Generator[Policy]:
        """Iterate over all records of `list_policies`, page by page.

        They come in one response.

        Args:
            holder_id: The id of the holder, as in `holder_id` of a policy. Opaque.
            on_invalid: `"raise"`, or a function that is called with each raw record that
                does not have the documented shape, and the error. Reading then continues.
            timeout: Seconds that one attempt may take, instead of the client's.

        Raises:
            ConfigurationError: An argument is invalid.
            ResponseValidationError: A record does not have the documented shape.
            ApiError: The provider returned an error status.
            TransportError: No complete response arrived.
        """
        return self._records(
            policies.LIST_POLICIES,
            partial(policies.list_policies, holder_id=holder_id),
            on_invalid=on_invalid,
            timeout=timeout,
        )

    def list_packages(self, *, from_: int, to: int, timeout: float | None = None) -> PackagePage:
        """List packages.

        Lists a range of packages. A risk item is insured with a package.

        Source (documented): [InsureHero Shield API: policies, packages, variants and
        coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-all-the-packages).

        The table of parameters is cut off: that `to` goes with `from`, and the limit of 100
        records, are inferred. The page types `from` as a number.

        Args:
            from_: Index of the first record, counted from 0. Counting from 0 is inferred.
                The pages of claims and risk items type it as text, that of packages as a
                number; the URL is the same.
            to: Index of the last record, included: `from + 99` asks for the maximum of 100
                records. That it is included is inferred. The pages type it as text; the URL is
                the same.

        Returns:
            PackagePage: The packages of the requested range. No document shows their
                members.

        Further errors: 404, 422.
        """
        return self.send(policies.list_packages(from_=from_, to=to), timeout=timeout)

    def iter_packages(
        self,
        *,
        start: int = 0,
        page_size: int = 100,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> Generator[Package]:
        """Iterate over all records of `list_packages`, page by page.

        Each record comes once.

        Args:
            start: Index of the first record.
            page_size: Records per request, 3 to 100.
            on_invalid: `"raise"`, or a function that is called with each raw record that
                does not have the documented shape, and the error. Reading then continues.
            timeout: Seconds that one attempt may take, instead of the client's.

        Raises:
            ConfigurationError: An argument is invalid.
            PagingError: The list cannot be read without a gap.
            ResponseValidationError: A record does not have the documented shape.
            ApiError: The provider returned an error status.
            TransportError: No complete response arrived.
        """
        return self._records(
            policies.LIST_PACKAGES,
            partial(policies.list_packages),
            start=start,
            page_size=page_size,
            on_invalid=on_invalid,
            timeout=timeout,
        )

    def list_variants(self, *, timeout: float | None = None) -> VariantPage:
        """List variants.

        Returns all variants of cover.

        Source (documented): [InsureHero Shield API: policies, packages, variants and
        coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-all-the-variants).

        Whether there are parameters could not be read.

        Returns:
            VariantPage: The variants of cover.

        Further errors: 404, 422.
        """
        return self.send(policies.list_variants(), timeout=timeout)

    def iter_variants(
        self, *, on_invalid: OnInvalid = "raise", timeout: float | None = None
    ) -> Generator[Variant]:
        """Iterate over all records of `list_variants`, page by page.

        They come in one response.

        Args:
            on_invalid: `"raise"`, or a function that is called with each raw record that
                does not have the documented shape, and the error. Reading then continues.
            timeout: Seconds that one attempt may take, instead of the client's.

        Raises:
            ConfigurationError: An argument is invalid.
            ResponseValidationError: A record does not have the documented shape.
            ApiError: The provider returned an error status.
            TransportError: No complete response arrived.
        """
        return self._records(
            policies.LIST_VARIANTS,
            partial(policies.list_variants),
            on_invalid=on_invalid,
            timeout=timeout,
        )

    def get_variant(self, variant_id: str, *, timeout: float | None = None) -> VariantEnvelope:
        """Retrieve a variant.

        Returns one variant: what it covers and up to which amount, what it costs, and what
        risk items and claims have to tell.

        Source (documented): [InsureHero Shield API: policies, packages, variants and
        coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-a-variant).

        Args:
            variant_id: The id of the variant. Opaque.

        Returns:
            VariantEnvelope: The requested variant.

        Further errors: 404, 422.
        """
        return self.send(policies.get_variant(variant_id), timeout=timeout)

    def list_coverages(self, *, timeout: float | None = None) -> CoveragePage:
        """List coverages.

        Returns all coverages.

        Source (documented): [InsureHero Shield API: policies, packages, variants and
        coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-all-the-coverages).

        Whether there are parameters could not be read.

        Returns:
            CoveragePage: The list of coverages. No document shows their members.

        Further errors: 404, 422.
        """
        return self.send(policies.list_coverages(), timeout=timeout)

    def iter_coverages(
        self, *, on_invalid: OnInvalid = "raise", timeout: float | None = None
    ) -> Generator[Coverage]:
        """Iterate over all records of `list_coverages`, page by page.

        They come in one response.

        Args:
            on_invalid: `"raise"`, or a function that is called with each raw record that
                does not have the documented shape, and the error. Reading then continues.
            timeout: Seconds that one attempt may take, instead of the client's.

        Raises:
            ConfigurationError: An argument is invalid.
            ResponseValidationError: A record does not have the documented shape.
            ApiError: The provider returned an error status.
            TransportError: No complete response arrived.
        """
        return self._records(
            policies.LIST_COVERAGES,
            partial(policies.list_coverages),
            on_invalid=on_invalid,
            timeout=timeout,
        )

    def get_coverage(self, coverage_id: str, *, timeout: float | None = None) -> CoverageEnvelope:
        """Retrieve a coverage.

        Returns one coverage. Variants name theirs in `coverage_id`.

        Source (documented): [InsureHero Shield API: policies, packages, variants and
        coverages](https://docs.insurehero.io/shield-api/policies/policy-management#get-the-data-of-a-coverage).

        Args:
            coverage_id: The id of the coverage. Opaque.

        Returns:
            CoverageEnvelope: The requested coverage. No document shows its members.

        Further errors: 404, 422.
        """
        return self.send(policies.get_coverage(coverage_id), timeout=timeout)

    def list_users(
        self, *, from_: int | None = None, to: int | None = None, timeout: float | None = None
    ) -> UserPage:
        """List the users of the channel.

        Lists a range of users.

        Source (documented): [InsureHero Shield API: fetch users and groups (an older
        page)](https://docs.insurehero.io/shield-api/integrations/fetch-users-and-groups#get-all-the-users).

        The names of the parameters could not be read: a range as in other lists is inferred.
        What comes without one is not known.

        Args:
            from_: Index of the first record, counted from 0. Counting from 0 is inferred.
            to: Index of the last record, included. That it is included is inferred.

        Returns:
            UserPage: The users of the channel.

        Further errors: 404, 422.
        """
        return self.send(users.list_users(from_=from_, to=to), timeout=timeout)

    def iter_users(
        self,
        *,
        start: int = 0,
        page_size: int = 100,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> Generator[User]:
        """Iterate over all records of `list_users`, page by page.

        Each record comes once.

        Args:
            start: Index of the first record.
            page_size: Records per request, 3 to 100.
            on_invalid: `"raise"`, or a function that is called with each raw record that
                does not have the documented shape, and the error. Reading then continues.
            timeout: Seconds that one attempt may take, instead of the client's.

        Raises:
            ConfigurationError: An argument is invalid.
            PagingError: The list cannot be read without a gap.
            ResponseValidationError: A record does not have the documented shape.
            ApiError: The provider returned an error status.
            TransportError: No complete response arrived.
        """
        return self._records(
            users.LIST_USERS,
            partial(users.list_users),
            start=start,
            page_size=page_size,
            on_invalid=on_invalid,
            timeout=timeout,
        )

    def get_user_by_email(self, user_email: str, *, timeout: float | None = None) -> UserEnvelope:
        """Retrieve a user by email address.

        Returns one user of the channel. It has a host of its own.

        Source (documented): [InsureHero Shield API: fetch users and groups (an older
        page)](https://docs.insurehero.io/shield-api/integrations/fetch-users-and-groups#get-a-specific-user).

        Only the older documents describe it.

        Args:
            user_email: The email address of the user.

        Returns:
            UserEnvelope: The user with this email address.

        Further errors: 404, 422.
        """
        return self.send(users.get_user_by_email(user_email), timeout=timeout)

    def send_otp(
        self, user_id: str, *, search_by: SearchByContact, timeout: float | None = None
    ) -> OtpSentEnvelope:
        """Send a one-time password.

        Sends a one-time password by email or phone and creates a temporary user. Phones are
        reached through WhatsApp, and only if their owner has written to InsureHero before.

        Source (documented): [InsureHero Shield API:
        users](https://docs.insurehero.io/shield-api/policies/user-management#create-opt).

        Args:
            user_id: The email address or the phone number, as `searchBy` says.
            search_by: Whether `userId` is an `email` or a `phone`. Known values: `email`,
                `phone`.

        Returns:
            OtpSentEnvelope: The one-time password was sent.

        Further errors: 404, 422.
        """
        return self.send(users.send_otp(user_id, search_by=search_by), timeout=timeout)

    def verify_otp(
        self,
        user_id: str,
        *,
        body: OtpCheck,
        search_by: SearchByContact,
        timeout: float | None = None,
    ) -> OtpVerifiedEnvelope:
        """Verify a one-time password.

        Verifies a one-time password and returns a token of the user. The user is then
        pre-registered, which is not enough to make a claim: see `register_user`.

        Source (documented): [InsureHero Shield API:
        users](https://docs.insurehero.io/shield-api/policies/user-management#check-otp).

        Args:
            user_id: The email address or the phone number, as `searchBy` says.
            body: The one-time password that the user received.
            search_by: Whether `userId` is an `email` or a `phone`. Known values: `email`,
                `phone`.

        Returns:
            OtpVerifiedEnvelope: The one-time password was right.

        Further errors: 404, 422.
        """
        return self.send(users.verify_otp(user_id, body=body, search_by=search_by), timeout=timeout)

    def register_user(
        self,
        user_id: str,
        *,
        body: UserRegistration,
        search_by: SearchByEmail,
        timeout: float | None = None,
    ) -> UserEnvelope:
        """Register a user.

        Registers a pre-registered user by name. Only registered users can claim.

        Source (documented): [InsureHero Shield API:
        users](https://docs.insurehero.io/shield-api/policies/user-management#register-a-user).

        The table of members is cut off after the two names; the others are inferred from what
        a user has.

        Args:
            user_id: The email address of the user. That it is one follows from `searchBy`.
            body: Name and details of the user.
            search_by: What `userId` is. Only `email` is documented. Known values: `email`.

        Returns:
            UserEnvelope: The registered user. Neither status nor members could be read.

        Further errors: 404, 422.
        """
        return self.send(
            users.register_user(user_id, body=body, search_by=search_by), timeout=timeout
        )

    def upload_risk_item_assets(
        self, risk_item_id: str, *, body: AssetUpload, timeout: float | None = None
    ) -> AssetPage:
        """Upload files for a risk item.

        Uploads files. The response has one entry for each file, as some may be accepted and
        others not. To attach a file, send its URL when you create or change the risk item.

        Source (documented): [InsureHero Shield API: assets of risk
        items](https://docs.insurehero.io/shield-api/policies/risk-item-management/risk-item-asset-management#upload-assets-to-a-risk-item).

        The tables could not be read; they are assumed to be those of `upload_claim_assets`.

        Args:
            risk_item_id: InsureHero's id of the risk item. Opaque.
            body: The files to upload, as a form.

        Returns:
            AssetPage: One entry for each uploaded file. Neither status nor members could
                be read.

        Further errors: 404, 422.
        """
        return self.send(assets.upload_risk_item_assets(risk_item_id, body=body), timeout=timeout)

    def upload_claim_assets(
        self, claim_id: str, *, body: AssetUpload, timeout: float | None = None
    ) -> AssetPage:
        """Upload files for a claim.

        Uploads files. The response has one entry for each file, as some may be accepted and
        others not. To attach a file, send its URL when you create or change what it belongs
        to, such as an event.

        Source (documented): [InsureHero Shield API: assets of
        claims](https://docs.insurehero.io/shield-api/claims/claims-management/claims-asset-management#upload-assets-to-a-claim).

        Args:
            claim_id: InsureHero's id of the claim. Opaque.
            body: The files to upload, as a form.

        Returns:
            AssetPage: One entry for each uploaded file. Neither status nor members could
                be read.

        Further errors: 404, 422.
        """
        return self.send(assets.upload_claim_assets(claim_id, body=body), timeout=timeout)

    def get_workflow(self, claim_id: str, *, timeout: float | None = None) -> WorkflowEnvelope:
        """Retrieve the workflow of a claim.

        Returns the steps of a claim and the current one. Call it before each answer: what a
        step needs, and in which form, depends on the product.

        Source (documented): [InsureHero Shield API: workflows of
        claims](https://docs.insurehero.io/shield-api/claims/workflows-management#get-step-information).

        Args:
            claim_id: InsureHero's id of the claim. Opaque.

        Returns:
            WorkflowEnvelope: The steps and the current one.

        Further errors: 404, 422.
        """
        return self.send(workflows.get_workflow(claim_id), timeout=timeout)

    def answer_workflow_step(
        self, claim_id: str, *, body: WorkflowAnswer, timeout: float | None = None
    ) -> Any:
        """Answer a workflow step.

        Answers the current step of a claim's workflow, for steps that need data. `inbound` of
        `get_workflow` names the members to send.

        Source (documented): [InsureHero Shield API: workflows of
        claims](https://docs.insurehero.io/shield-api/claims/workflows-management#post-a-step).

        That "raw" means JSON is inferred.

        Args:
            claim_id: InsureHero's id of the claim. Opaque.
            body: The members that the step needs.

        Returns:
            Any: The step was answered. There are several kinds of answers; none could be
                read.

        Further errors: 404, 422.
        """
        return self.send(workflows.answer_workflow_step(claim_id, body=body), timeout=timeout)

    def answer_workflow_step_form(
        self, claim_id: str, *, body: WorkflowForm, timeout: float | None = None
    ) -> Any:
        """Answer a workflow step with a form.

        Answers the current step of a claim's workflow, for steps that need files. `inbound` of
        `get_workflow` names the fields to send.

        Source (documented): [InsureHero Shield API: workflows of
        claims](https://docs.insurehero.io/shield-api/claims/workflows-management#post-a-step).

        Args:
            claim_id: InsureHero's id of the claim. Opaque.
            body: The fields that the step needs.

        Returns:
            Any: The step was answered. There are several kinds of answers; none could be
                read.

        Further errors: 404, 422.
        """
        return self.send(workflows.answer_workflow_step_form(claim_id, body=body), timeout=timeout)


class AsyncInsureheroApi(ABC):
    """InsureHero Shield API: a subclass says how a request is sent.

    Every method takes `timeout`: the seconds that one attempt may take, instead of the
    client's. An argument that is None is not sent.

    Documented errors of every operation: 400, 401, 402, 429, default. A method names further
    ones.
    """

    @abstractmethod
    async def send(self, request: Request[T], *, timeout: float | None = None) -> T:
        """Send one request and return its typed response, or raise."""

    @abstractmethod
    def _records(
        self, pages: Whole[T], request: Callable[..., Request[Any]], /, **options: Any
    ) -> AsyncGenerator[T]:
        """The records of a list."""

    @abstractmethod
    def _pages(
        self, pages: ByTime[T], request: Callable[..., Request[Any]], /, **options: Any
    ) -> AsyncGenerator[Page[T]]:
        """The pages of a list, each with a cursor."""

    @abstractmethod
    def _of_each(
        self, parents: AsyncGenerator[Any], children: Callable[[Any], AsyncGenerator[T]]
    ) -> AsyncGenerator[T]:
        """The records of each parent record."""

    async def authorize(self, *, timeout: float | None = None) -> AccessToken:
        """Get an access token: see `InsureheroApi.authorize`."""
        return await self.send(authorization.authorize(), timeout=timeout)

    async def authorize_channel(self, *, timeout: float | None = None) -> AccessToken:
        """Get an access token for a channel: see `InsureheroApi.authorize_channel`."""
        return await self.send(authorization.authorize_channel(), timeout=timeout)

    async def list_risk_items(
        self, *, from_: int, to: int, timeout: float | None = None
    ) -> RiskItemPage:
        """List risk items: see `InsureheroApi.list_risk_items`."""
        return await self.send(risk_items.list_risk_items(from_=from_, to=to), timeout=timeout)

    def iter_risk_items(
        self,
        *,
        start: int = 0,
        page_size: int = 100,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> AsyncGenerator[RiskItem]:
        """See `InsureheroApi.iter_risk_items`."""
        return self._records(
            risk_items.LIST_RISK_ITEMS,
            partial(risk_items.list_risk_items),
            start=start,
            page_size=page_size,
            on_invalid=on_invalid,
            timeout=timeout,
        )

    async def get_risk_item(
        self, risk_item_id: str, *, timeout: float | None = None
    ) -> RiskItemEnvelope:
        """Retrieve a risk item: see `InsureheroApi.get_risk_item`."""
        return await self.send(risk_items.get_risk_item(risk_item_id), timeout=timeout)

    async def list_channel_risk_items(
        self, *, from_: int, to: int, timeout: float | None = None
    ) -> RiskItemPage:
        """List the risk items of the channel: see `InsureheroApi.list_channel_risk_items`."""
        return await self.send(
            risk_items.list_channel_risk_items(from_=from_, to=to), timeout=timeout
        )

    def iter_channel_risk_items(
        self,
        *,
        start: int = 0,
        page_size: int = 100,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> AsyncGenerator[RiskItem]:
        """See `InsureheroApi.iter_channel_risk_items`."""
        return self._records(
            risk_items.LIST_CHANNEL_RISK_ITEMS,
            partial(risk_items.list_channel_risk_items),
            start=start,
            page_size=page_size,
            on_invalid=on_invalid,
            timeout=timeout,
        )

    async def create_risk_item(
        self, *, body: NewRiskItem, timeout: float | None = None
    ) -> RiskItemEnvelope:
        """Create a risk item: see `InsureheroApi.create_risk_item`."""
        return await self.send(risk_items.create_risk_item(body=body), timeout=timeout)

    async def list_claims(
        self,
        *,
        from_: int,
        to: int,
        comm_info: bool | None = None,
        policy_ref: bool | None = None,
        general: bool | None = None,
        timeout: float | None = None,
    ) -> ClaimPage:
        """List claims: see `InsureheroApi.list_claims`."""
        return await self.send(
            claims.list_claims(
                from_=from_, to=to, comm_info=comm_info, policy_ref=policy_ref, general=general
            ),
            timeout=timeout,
        )

    def iter_claims(
        self,
        *,
        comm_info: bool | None = None,
        policy_ref: bool | None = None,
        general: bool | None = None,
        start: int = 0,
        page_size: int = 100,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> AsyncGenerator[Claim]:
        """See `InsureheroApi.iter_claims`."""
        return self._records(
            claims.LIST_CLAIMS,
            partial(
                claims.list_claims, comm_info=comm_info, policy_ref=policy_ref, general=general
            ),
            start=start,
            page_size=page_size,
            on_invalid=on_invalid,
            timeout=timeout,
        )

    async def get_claim(
        self,
        claim_id: str,
        *,
        comm_info: bool | None = None,
        policy_ref: bool | None = None,
        general: bool | None = None,
        timeout: float | None = None,
    ) -> ClaimEnvelope:
        """Retrieve a claim: see `InsureheroApi.get_claim`."""
        return await self.send(
            claims.get_claim(claim_id, comm_info=comm_info, policy_ref=policy_ref, general=general),
            timeout=timeout,
        )

    async def list_claim_events(
        self, claim_id: str, *, timeout: float | None = None
    ) -> ClaimEventPage:
        """List the events of a claim: see `InsureheroApi.list_claim_events`."""
        return await self.send(claims.list_claim_events(claim_id), timeout=timeout)

    def iter_claim_events(
        self,
        claim_id: str | None = None,
        *,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> AsyncGenerator[ClaimEvent]:
        """See `InsureheroApi.iter_claim_events`."""
        if claim_id is None:
            parents = self.iter_claims(on_invalid=on_invalid, timeout=timeout)
            return self._of_each(
                parents,
                lambda one: self.iter_claim_events(one.id, on_invalid=on_invalid, timeout=timeout),
            )
        return self._records(
            claims.LIST_CLAIM_EVENTS,
            partial(claims.list_claim_events, claim_id),
            on_invalid=on_invalid,
            timeout=timeout,
        )

    async def list_user_claims(
        self, user_id: str, *, search_by: SearchBy | None = None, timeout: float | None = None
    ) -> ClaimPage:
        """List the claims of a user: see `InsureheroApi.list_user_claims`."""
        return await self.send(
            claims.list_user_claims(user_id, search_by=search_by), timeout=timeout
        )

    def iter_user_claims(
        self,
        user_id: str,
        *,
        search_by: SearchBy | None = None,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> AsyncGenerator[Claim]:
        """See `InsureheroApi.iter_user_claims`."""
        return self._records(
            claims.LIST_USER_CLAIMS,
            partial(claims.list_user_claims, user_id, search_by=search_by),
            on_invalid=on_invalid,
            timeout=timeout,
        )

    async def list_orders(
        self, risk_item_id: str, *, search_by: SearchBy | None = None, timeout: float | None = None
    ) -> OrderPage:
        """List the orders of a risk item: see `InsureheroApi.list_orders`."""
        return await self.send(
            orders.list_orders(risk_item_id, search_by=search_by), timeout=timeout
        )

    def iter_orders(
        self,
        risk_item_id: str | None = None,
        *,
        search_by: SearchBy | None = None,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> AsyncGenerator[Order]:
        """See `InsureheroApi.iter_orders`."""
        if risk_item_id is None:
            parents = self.iter_risk_items(on_invalid=on_invalid, timeout=timeout)
            return self._of_each(
                parents,
                lambda one: self.iter_orders(one.id, on_invalid=on_invalid, timeout=timeout),
            )
        return self._records(
            orders.LIST_ORDERS,
            partial(orders.list_orders, risk_item_id, search_by=search_by),
            on_invalid=on_invalid,
            timeout=timeout,
        )

    async def list_policies(
        self, *, holder_id: str | None = None, timeout: float | None = None
    ) -> PolicyPage:
        """List the policies of a holder: see `InsureheroApi.list_policies`."""
        return await self.send(policies.list_policies(holder_id=holder_id), timeout=timeout)

    def iter_policies(
        self,
        *,
        holder_id: str | None = None,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> AsyncGenerator[Policy]:
        """See `InsureheroApi.iter_policies`."""
        return self._records(
            policies.LIST_POLICIES,
            partial(policies.list_policies, holder_id=holder_id),
            on_invalid=on_invalid,
            timeout=timeout,
        )

    async def list_packages(
        self, *, from_: int, to: int, timeout: float | None = None
    ) -> PackagePage:
        """List packages: see `InsureheroApi.list_packages`."""
        return await self.send(policies.list_packages(from_=from_, to=to), timeout=timeout)

    def iter_packages(
        self,
        *,
        start: int = 0,
        page_size: int = 100,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> AsyncGenerator[Package]:
        """See `InsureheroApi.iter_packages`."""
        return self._records(
            policies.LIST_PACKAGES,
            partial(policies.list_packages),
            start=start,
            page_size=page_size,
            on_invalid=on_invalid,
            timeout=timeout,
        )

    async def list_variants(self, *, timeout: float | None = None) -> VariantPage:
        """List variants: see `InsureheroApi.list_variants`."""
        return await self.send(policies.list_variants(), timeout=timeout)

    def iter_variants(
        self, *, on_invalid: OnInvalid = "raise", timeout: float | None = None
    ) -> AsyncGenerator[Variant]:
        """See `InsureheroApi.iter_variants`."""
        return self._records(
            policies.LIST_VARIANTS,
            partial(policies.list_variants),
            on_invalid=on_invalid,
            timeout=timeout,
        )

    async def get_variant(
        self, variant_id: str, *, timeout: float | None = None
    ) -> VariantEnvelope:
        """Retrieve a variant: see `InsureheroApi.get_variant`."""
        return await self.send(policies.get_variant(variant_id), timeout=timeout)

    async def list_coverages(self, *, timeout: float | None = None) -> CoveragePage:
        """List coverages: see `InsureheroApi.list_coverages`."""
        return await self.send(policies.list_coverages(), timeout=timeout)

    def iter_coverages(
        self, *, on_invalid: OnInvalid = "raise", timeout: float | None = None
    ) -> AsyncGenerator[Coverage]:
        """See `InsureheroApi.iter_coverages`."""
        return self._records(
            policies.LIST_COVERAGES,
            partial(policies.list_coverages),
            on_invalid=on_invalid,
            timeout=timeout,
        )

    async def get_coverage(
        self, coverage_id: str, *, timeout: float | None = None
    ) -> CoverageEnvelope:
        """Retrieve a coverage: see `InsureheroApi.get_coverage`."""
        return await self.send(policies.get_coverage(coverage_id), timeout=timeout)

    async def list_users(
        self, *, from_: int | None = None, to: int | None = None, timeout: float | None = None
    ) -> UserPage:
        """List the users of the channel: see `InsureheroApi.list_users`."""
        return await self.send(users.list_users(from_=from_, to=to), timeout=timeout)

    def iter_users(
        self,
        *,
        start: int = 0,
        page_size: int = 100,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> AsyncGenerator[User]:
        """See `InsureheroApi.iter_users`."""
        return self._records(
            users.LIST_USERS,
            partial(users.list_users),
            start=start,
            page_size=page_size,
            on_invalid=on_invalid,
            timeout=timeout,
        )

    async def get_user_by_email(
        self, user_email: str, *, timeout: float | None = None
    ) -> UserEnvelope:
        """Retrieve a user by email address: see `InsureheroApi.get_user_by_email`."""
        return await self.send(users.get_user_by_email(user_email), timeout=timeout)

    async def send_otp(
        self, user_id: str, *, search_by: SearchByContact, timeout: float | None = None
    ) -> OtpSentEnvelope:
        """Send a one-time password: see `InsureheroApi.send_otp`."""
        return await self.send(users.send_otp(user_id, search_by=search_by), timeout=timeout)

    async def verify_otp(
        self,
        user_id: str,
        *,
        body: OtpCheck,
        search_by: SearchByContact,
        timeout: float | None = None,
    ) -> OtpVerifiedEnvelope:
        """Verify a one-time password: see `InsureheroApi.verify_otp`."""
        return await self.send(
            users.verify_otp(user_id, body=body, search_by=search_by), timeout=timeout
        )

    async def register_user(
        self,
        user_id: str,
        *,
        body: UserRegistration,
        search_by: SearchByEmail,
        timeout: float | None = None,
    ) -> UserEnvelope:
        """Register a user: see `InsureheroApi.register_user`."""
        return await self.send(
            users.register_user(user_id, body=body, search_by=search_by), timeout=timeout
        )

    async def upload_risk_item_assets(
        self, risk_item_id: str, *, body: AssetUpload, timeout: float | None = None
    ) -> AssetPage:
        """Upload files for a risk item: see `InsureheroApi.upload_risk_item_assets`."""
        return await self.send(
            assets.upload_risk_item_assets(risk_item_id, body=body), timeout=timeout
        )

    async def upload_claim_assets(
        self, claim_id: str, *, body: AssetUpload, timeout: float | None = None
    ) -> AssetPage:
        """Upload files for a claim: see `InsureheroApi.upload_claim_assets`."""
        return await self.send(assets.upload_claim_assets(claim_id, body=body), timeout=timeout)

    async def get_workflow(
        self, claim_id: str, *, timeout: float | None = None
    ) -> WorkflowEnvelope:
        """Retrieve the workflow of a claim: see `InsureheroApi.get_workflow`."""
        return await self.send(workflows.get_workflow(claim_id), timeout=timeout)

    async def answer_workflow_step(
        self, claim_id: str, *, body: WorkflowAnswer, timeout: float | None = None
    ) -> Any:
        """Answer a workflow step: see `InsureheroApi.answer_workflow_step`."""
        return await self.send(workflows.answer_workflow_step(claim_id, body=body), timeout=timeout)

    async def answer_workflow_step_form(
        self, claim_id: str, *, body: WorkflowForm, timeout: float | None = None
    ) -> Any:
        """Answer a workflow step with a form: see `InsureheroApi.answer_workflow_step_form`."""
        return await self.send(
            workflows.answer_workflow_step_form(claim_id, body=body), timeout=timeout
        )


copy_docs(InsureheroApi, AsyncInsureheroApi)
