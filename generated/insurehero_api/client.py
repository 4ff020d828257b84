# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Every operation as a method, blocking and asynchronous."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeVar

from .types import UNSET

if TYPE_CHECKING:
    from .models.access_token import AccessToken
    from .models.claim_envelope import ClaimEnvelope
    from .models.claim_event_page import ClaimEventPage
    from .models.claim_page import ClaimPage
    from .models.order_page import OrderPage
    from .models.risk_item_envelope import RiskItemEnvelope
    from .models.risk_item_page import RiskItemPage
    from .models.search_by import SearchBy
    from .types import Request, Unset

T = TypeVar("T")


class InsureheroApi(ABC):
    """InsureHero Shield API: a subclass says how a request is sent."""

    @abstractmethod
    def send(self, request: Request[T]) -> T:
        """Send one request and return its typed answer, or raise."""

    def authorize(self) -> AccessToken:
        """Exchange the API key for an access token that lives one hour.

        Both the first token and every fresh one come from here. A 401 says that the key is
        wrong: trying again does not help.

        Source (documented): seed 002.

        Returns:
            AccessToken: A fresh access token.

        Documented errors: 400, 401, 402, 429, default.
        """
        from .api.authorization.authorize import authorize

        return self.send(authorize())

    def list_risk_items(self, *, from_: int, to: int) -> RiskItemPage:
        """List a range of at most 100 risk items.

        The order of the records is not documented. Past the last record an empty list is
        expected.

        Source (documented): fetch-risk-items.

        Args:
            from_: Index of the first record. Most likely counted from 0. The documents
                type it as text; the digits look the same in a URL.
            to: Index of the last record. Most likely included, so that `from + 99` asks
                for the greatest range, 100 records. The documents type it as text; the digits
                look the same in a URL.

        Returns:
            RiskItemPage: The risk items of that range.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.risk_items.list_risk_items import list_risk_items

        return self.send(list_risk_items(from_=from_, to=to))

    def get_risk_item(self, risk_item_id: str) -> RiskItemEnvelope:
        """Get one risk item by its id.

        Whether your own identifier (`uid`) works here too is not documented.

        Source (documented): fetch-risk-items.

        Args:
            risk_item_id: The id of the risk item. Opaque.

        Returns:
            RiskItemEnvelope: The risk item.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.risk_items.get_risk_item import get_risk_item

        return self.send(get_risk_item(risk_item_id))

    def list_claims(
        self,
        *,
        from_: int,
        to: int,
        comm_info: bool | Unset = UNSET,
        policy_ref: bool | Unset = UNSET,
        general: bool | Unset = UNSET,
    ) -> ClaimPage:
        """List a range of at most 100 claims.

        The three flags choose which members each claim has. Their defaults, and what comes
        without any of them, are not documented. Neither is the order of the records. Past the
        last record an empty list is expected.

        Source (documented): fetch-claims.

        Args:
            from_: Index of the first record. Most likely counted from 0. The documents
                type it as text; the digits look the same in a URL.
            to: Index of the last record. Most likely included, so that `from + 99` asks
                for the greatest range, 100 records. The documents type it as text; the digits
                look the same in a URL.
            comm_info: Whether to include what was communicated about the claim. Written
                `true` or `false`; the spelling is not documented.
            policy_ref: Whether to include the policy that the claim refers to. Written
                `true` or `false`; the spelling is not documented.
            general: Whether to include the details of the claim. Written `true` or
                `false`; the spelling is not documented.

        Returns:
            ClaimPage: The claims of that range.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.claims.list_claims import list_claims

        return self.send(
            list_claims(
                from_=from_, to=to, comm_info=comm_info, policy_ref=policy_ref, general=general
            )
        )

    def get_claim(
        self,
        claim_id: str,
        *,
        comm_info: bool | Unset = UNSET,
        policy_ref: bool | Unset = UNSET,
        general: bool | Unset = UNSET,
    ) -> ClaimEnvelope:
        """Get one claim by its id.

        The three flags choose which members the claim has, as in the list.

        Source (documented): fetch-claims.

        Args:
            claim_id: The id of the claim. Opaque.
            comm_info: Whether to include what was communicated about the claim. Written
                `true` or `false`; the spelling is not documented.
            policy_ref: Whether to include the policy that the claim refers to. Written
                `true` or `false`; the spelling is not documented.
            general: Whether to include the details of the claim. Written `true` or
                `false`; the spelling is not documented.

        Returns:
            ClaimEnvelope: The claim.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.claims.get_claim import get_claim

        return self.send(
            get_claim(claim_id, comm_info=comm_info, policy_ref=policy_ref, general=general)
        )

    def list_claim_events(self, claim_id: str) -> ClaimEventPage:
        """List the events of a claim.

        All events at once: no range is documented here.

        Source (documented): fetch-claims.

        Args:
            claim_id: The id of the claim. Opaque.

        Returns:
            ClaimEventPage: The events. Their shape could not be read in any document.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.claims.list_claim_events import list_claim_events

        return self.send(list_claim_events(claim_id))

    def list_orders(self, risk_item_id: str, *, search_by: SearchBy | Unset = UNSET) -> OrderPage:
        """List the orders of a risk item.

        All orders at once: no range is documented here. A risk item that is a subscription
        gets a new order with each payment, so expect several.

        Source (documented): fetch-orders.

        Args:
            risk_item_id: The id of the risk item, or your own identifier of it when
                `searchBy` is `uid`.
            search_by: What the path value is: InsureHero's id (`id`, the server's default)
                or your own identifier (`uid`).

        Returns:
            OrderPage: The orders.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.orders.list_orders import list_orders

        return self.send(list_orders(risk_item_id, search_by=search_by))


class AsyncInsureheroApi(ABC):
    """InsureHero Shield API: a subclass says how a request is sent."""

    @abstractmethod
    async def send(self, request: Request[T]) -> T:
        """Send one request and return its typed answer, or raise."""

    async def authorize(self) -> AccessToken:
        """Exchange the API key for an access token that lives one hour.

        Both the first token and every fresh one come from here. A 401 says that the key is
        wrong: trying again does not help.

        Source (documented): seed 002.

        Returns:
            AccessToken: A fresh access token.

        Documented errors: 400, 401, 402, 429, default.
        """
        from .api.authorization.authorize import authorize

        return await self.send(authorize())

    async def list_risk_items(self, *, from_: int, to: int) -> RiskItemPage:
        """List a range of at most 100 risk items.

        The order of the records is not documented. Past the last record an empty list is
        expected.

        Source (documented): fetch-risk-items.

        Args:
            from_: Index of the first record. Most likely counted from 0. The documents
                type it as text; the digits look the same in a URL.
            to: Index of the last record. Most likely included, so that `from + 99` asks
                for the greatest range, 100 records. The documents type it as text; the digits
                look the same in a URL.

        Returns:
            RiskItemPage: The risk items of that range.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.risk_items.list_risk_items import list_risk_items

        return await self.send(list_risk_items(from_=from_, to=to))

    async def get_risk_item(self, risk_item_id: str) -> RiskItemEnvelope:
        """Get one risk item by its id.

        Whether your own identifier (`uid`) works here too is not documented.

        Source (documented): fetch-risk-items.

        Args:
            risk_item_id: The id of the risk item. Opaque.

        Returns:
            RiskItemEnvelope: The risk item.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.risk_items.get_risk_item import get_risk_item

        return await self.send(get_risk_item(risk_item_id))

    async def list_claims(
        self,
        *,
        from_: int,
        to: int,
        comm_info: bool | Unset = UNSET,
        policy_ref: bool | Unset = UNSET,
        general: bool | Unset = UNSET,
    ) -> ClaimPage:
        """List a range of at most 100 claims.

        The three flags choose which members each claim has. Their defaults, and what comes
        without any of them, are not documented. Neither is the order of the records. Past the
        last record an empty list is expected.

        Source (documented): fetch-claims.

        Args:
            from_: Index of the first record. Most likely counted from 0. The documents
                type it as text; the digits look the same in a URL.
            to: Index of the last record. Most likely included, so that `from + 99` asks
                for the greatest range, 100 records. The documents type it as text; the digits
                look the same in a URL.
            comm_info: Whether to include what was communicated about the claim. Written
                `true` or `false`; the spelling is not documented.
            policy_ref: Whether to include the policy that the claim refers to. Written
                `true` or `false`; the spelling is not documented.
            general: Whether to include the details of the claim. Written `true` or
                `false`; the spelling is not documented.

        Returns:
            ClaimPage: The claims of that range.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.claims.list_claims import list_claims

        return await self.send(
            list_claims(
                from_=from_, to=to, comm_info=comm_info, policy_ref=policy_ref, general=general
            )
        )

    async def get_claim(
        self,
        claim_id: str,
        *,
        comm_info: bool | Unset = UNSET,
        policy_ref: bool | Unset = UNSET,
        general: bool | Unset = UNSET,
    ) -> ClaimEnvelope:
        """Get one claim by its id.

        The three flags choose which members the claim has, as in the list.

        Source (documented): fetch-claims.

        Args:
            claim_id: The id of the claim. Opaque.
            comm_info: Whether to include what was communicated about the claim. Written
                `true` or `false`; the spelling is not documented.
            policy_ref: Whether to include the policy that the claim refers to. Written
                `true` or `false`; the spelling is not documented.
            general: Whether to include the details of the claim. Written `true` or
                `false`; the spelling is not documented.

        Returns:
            ClaimEnvelope: The claim.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.claims.get_claim import get_claim

        return await self.send(
            get_claim(claim_id, comm_info=comm_info, policy_ref=policy_ref, general=general)
        )

    async def list_claim_events(self, claim_id: str) -> ClaimEventPage:
        """List the events of a claim.

        All events at once: no range is documented here.

        Source (documented): fetch-claims.

        Args:
            claim_id: The id of the claim. Opaque.

        Returns:
            ClaimEventPage: The events. Their shape could not be read in any document.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.claims.list_claim_events import list_claim_events

        return await self.send(list_claim_events(claim_id))

    async def list_orders(
        self, risk_item_id: str, *, search_by: SearchBy | Unset = UNSET
    ) -> OrderPage:
        """List the orders of a risk item.

        All orders at once: no range is documented here. A risk item that is a subscription
        gets a new order with each payment, so expect several.

        Source (documented): fetch-orders.

        Args:
            risk_item_id: The id of the risk item, or your own identifier of it when
                `searchBy` is `uid`.
            search_by: What the path value is: InsureHero's id (`id`, the server's default)
                or your own identifier (`uid`).

        Returns:
            OrderPage: The orders.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.orders.list_orders import list_orders

        return await self.send(list_orders(risk_item_id, search_by=search_by))
