# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Every operation as a method, blocking and asynchronous."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, TypeVar

from brolly_runtime import UNSET

if TYPE_CHECKING:
    from brolly_runtime import Request, Unset

    from .models.access_token import AccessToken
    from .models.asset_page import AssetPage
    from .models.asset_upload import AssetUpload
    from .models.claim_envelope import ClaimEnvelope
    from .models.claim_event_page import ClaimEventPage
    from .models.claim_page import ClaimPage
    from .models.coverage_envelope import CoverageEnvelope
    from .models.coverage_page import CoveragePage
    from .models.new_risk_item import NewRiskItem
    from .models.order_page import OrderPage
    from .models.otp_check import OtpCheck
    from .models.otp_sent_envelope import OtpSentEnvelope
    from .models.otp_verified_envelope import OtpVerifiedEnvelope
    from .models.package_page import PackagePage
    from .models.policy_page import PolicyPage
    from .models.risk_item_envelope import RiskItemEnvelope
    from .models.risk_item_page import RiskItemPage
    from .models.search_by import SearchBy
    from .models.search_by_contact import SearchByContact
    from .models.search_by_email import SearchByEmail
    from .models.user_envelope import UserEnvelope
    from .models.user_page import UserPage
    from .models.user_registration import UserRegistration
    from .models.variant_envelope import VariantEnvelope
    from .models.variant_page import VariantPage
    from .models.workflow_answer import WorkflowAnswer
    from .models.workflow_envelope import WorkflowEnvelope
    from .models.workflow_form import WorkflowForm

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

    def authorize_channel(self) -> AccessToken:
        """Exchange a channel's API key for an access token that lives one hour.

        As `authorize`, for the channel part: each channel has a key of its own.

        Source (documented): authorization-management.

        Returns:
            AccessToken: A fresh access token.

        Documented errors: 400, 401, 402, 429, default.
        """
        from .api.authorization.authorize_channel import authorize_channel

        return self.send(authorize_channel())

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

    def list_channel_risk_items(self, *, from_: int, to: int) -> RiskItemPage:
        """List a range of at most 100 risk items of the channel.

        As `list_risk_items`, for the channel. The names of the parameters are inferred from
        there: the table could not be read.

        Source (documented): fetch-risk-items-and-events.

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
        from .api.risk_items.list_channel_risk_items import list_channel_risk_items

        return self.send(list_channel_risk_items(from_=from_, to=to))

    def create_risk_item(self, *, body: NewRiskItem) -> RiskItemEnvelope:
        """Insure a risk under a policy.

        The package says whether it is paid once, which makes one order, or by a subscription,
        which makes an order each time that a payment is due. Beneficiaries and claimants need
        not be users yet.

        Source (documented): risk-item-management, subscriptions.

        Args:
            body: What to insure, how, for how long and for whom.

        Returns:
            RiskItemEnvelope: The risk item, with ids in place of the uids. The status
                could not be read.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.risk_items.create_risk_item import create_risk_item

        return self.send(create_risk_item(body=body))

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

    def list_user_claims(self, user_id: str, *, search_by: SearchBy | Unset = UNSET) -> ClaimPage:
        """List the claims of a user.

        All at once: no range is documented here. It stands among the integrations pages, but
        has a path of the channel part and another host than nearly everything else. Which
        token it takes is not said: that of the channel is inferred from the path.

        Source (documented): fetch-claims.

        Args:
            user_id: The id of the user, or your own identifier of the user when `searchBy`
                is `uid`.
            search_by: What `userId` is. The server's default is `id`.

        Returns:
            ClaimPage: The claims, in full.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.claims.list_user_claims import list_user_claims

        return self.send(list_user_claims(user_id, search_by=search_by))

    def list_orders(self, risk_item_id: str, *, search_by: SearchBy | Unset = UNSET) -> OrderPage:
        """List the orders of a risk item.

        All orders at once: no range is documented here. A risk item that is a subscription
        gets a new order with each payment, so expect several.

        Source (documented): fetch-orders.

        Args:
            risk_item_id: The id of the risk item, or your own identifier of it when
                `searchBy` is `uid`.
            search_by: What `riskItemId` is. The server's default is `id`.

        Returns:
            OrderPage: The orders.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.orders.list_orders import list_orders

        return self.send(list_orders(risk_item_id, search_by=search_by))

    def list_policies(self, *, holder_id: str | Unset = UNSET) -> PolicyPage:
        """List the policies of a holder.

        All at once: no range is documented here. Neither is what comes without `holderId`.

        Source (documented): policy-management.

        Args:
            holder_id: The id of the holder, as policies carry it in `holder_id`. Opaque.

        Returns:
            PolicyPage: The policies. The table says an object, the example shows a list.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.policies.list_policies import list_policies

        return self.send(list_policies(holder_id=holder_id))

    def list_packages(self, *, from_: int, to: int) -> PackagePage:
        """List a range of packages.

        What a risk item can be insured with. That `to` belongs to the range, like `from`, is
        inferred: the table of the parameters is cut off. Not more than 100 records are asked
        for, as elsewhere.

        Source (documented): policy-management.

        Args:
            from_: Index of the first record. Most likely counted from 0. The documents
                type it as text; the digits look the same in a URL.
            to: Index of the last record. Most likely included, so that `from + 99` asks
                for the greatest range, 100 records. The documents type it as text; the digits
                look the same in a URL.

        Returns:
            PackagePage: The packages of that range. Their shape could not be read in any
                document.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.policies.list_packages import list_packages

        return self.send(list_packages(from_=from_, to=to))

    def list_variants(self) -> VariantPage:
        """List all variants of cover.

        Parameters, if there are any, could not be read.

        Source (documented): policy-management.

        Returns:
            VariantPage: The variants.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.policies.list_variants import list_variants

        return self.send(list_variants())

    def get_variant(self, variant_id: str) -> VariantEnvelope:
        """Get one variant of cover by its id.

        A variant says what is covered up to which amount, what it costs, and what a risk item
        and a claim have to tell.

        Source (documented): policy-management.

        Args:
            variant_id: The id of the variant. Opaque.

        Returns:
            VariantEnvelope: The variant.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.policies.get_variant import get_variant

        return self.send(get_variant(variant_id))

    def list_coverages(self) -> CoveragePage:
        """List all coverages.

        Parameters, if there are any, could not be read.

        Source (documented): policy-management.

        Returns:
            CoveragePage: The coverages. Their shape could not be read in any document.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.policies.list_coverages import list_coverages

        return self.send(list_coverages())

    def get_coverage(self, coverage_id: str) -> CoverageEnvelope:
        """Get one coverage by its id.

        Variants refer to their coverage by `coverage_id`.

        Source (documented): policy-management.

        Args:
            coverage_id: The id of the coverage. Opaque.

        Returns:
            CoverageEnvelope: The coverage. Its shape could not be read in any document.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.policies.get_coverage import get_coverage

        return self.send(get_coverage(coverage_id))

    def list_users(self, *, from_: int | Unset = UNSET, to: int | Unset = UNSET) -> UserPage:
        """List users of the channel.

        There are parameters, but their names could not be read: a range as in the other lists
        is inferred. What comes without one is not known.

        Source (documented): fetch-users-and-groups.

        Args:
            from_: Index of the first record. Most likely counted from 0.
            to: Index of the last record. Most likely included.

        Returns:
            UserPage: The users.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.users.list_users import list_users

        return self.send(list_users(from_=from_, to=to))

    def get_user_by_email(self, user_email: str) -> UserEnvelope:
        """Get one user by e-mail address.

        In the older documents only, and on another host than nearly everything else.

        Source (documented): fetch-users-and-groups.

        Args:
            user_email: The e-mail address of the user.

        Returns:
            UserEnvelope: The user.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.users.get_user_by_email import get_user_by_email

        return self.send(get_user_by_email(user_email))

    def send_otp(self, user_id: str, *, search_by: SearchByContact) -> OtpSentEnvelope:
        """Send a one-time password to an e-mail address or a phone.

        This makes a temporary registration. A phone is reached through WhatsApp, and only if
        its owner has written to InsureHero before.

        Source (documented): user-management.

        Args:
            user_id: The e-mail address or the phone number itself, as `searchBy` says.
            search_by: What `userId` is, `email` or `phone`.

        Returns:
            OtpSentEnvelope: The code is on its way.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.users.send_otp import send_otp

        return self.send(send_otp(user_id, search_by=search_by))

    def verify_otp(
        self, user_id: str, *, body: OtpCheck, search_by: SearchByContact
    ) -> OtpVerifiedEnvelope:
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
        from .api.users.verify_otp import verify_otp

        return self.send(verify_otp(user_id, body=body, search_by=search_by))

    def register_user(
        self, user_id: str, *, body: UserRegistration, search_by: SearchByEmail
    ) -> UserEnvelope:
        """Register a pre-registered user.

        The table of the members is cut off after the two names: the others are inferred from
        what a user has.

        Source (documented): user-management.

        Args:
            user_id: The e-mail address of the user. That it is one follows from
                `searchBy`.
            search_by: What `userId` is. Only `email` is documented.
            body: Who the user is.

        Returns:
            UserEnvelope: The user. Neither status nor shape could be read.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.users.register_user import register_user

        return self.send(register_user(user_id, body=body, search_by=search_by))

    def upload_risk_item_assets(self, risk_item_id: str, *, body: AssetUpload) -> AssetPage:
        """Upload files for a risk item.

        The answer has one entry for each file: some may be taken and others not. To attach a
        file, name its address when you make or change what it belongs to. The tables could not
        be read; they are taken to be those of the claim.

        Source (documented): risk-item-asset-management.

        Args:
            risk_item_id: The id of the risk item. Opaque.
            body: The files.

        Returns:
            AssetPage: One entry for each file. Neither status nor members could be read.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.assets.upload_risk_item_assets import upload_risk_item_assets

        return self.send(upload_risk_item_assets(risk_item_id, body=body))

    def upload_claim_assets(self, claim_id: str, *, body: AssetUpload) -> AssetPage:
        """Upload files for a claim.

        The answer has one entry for each file: some may be taken and others not. To attach a
        file, name its address when you make or change what it belongs to, such as an event.

        Source (documented): claims-asset-management.

        Args:
            claim_id: The id of the claim. Opaque.
            body: The files.

        Returns:
            AssetPage: One entry for each file. Neither status nor members could be read.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.assets.upload_claim_assets import upload_claim_assets

        return self.send(upload_claim_assets(claim_id, body=body))

    def get_workflow(self, claim_id: str) -> WorkflowEnvelope:
        """Get what a claim asks for at its current step.

        Ask this before each answer: what a step needs, and in which form, depends on the
        product.

        Source (documented): workflows-management.

        Args:
            claim_id: The id of the claim. Opaque.

        Returns:
            WorkflowEnvelope: The steps, and which one is due.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.workflows.get_workflow import get_workflow

        return self.send(get_workflow(claim_id))

    def answer_workflow_step(self, claim_id: str, *, body: WorkflowAnswer) -> Any:
        """Answer the current step of a claim's workflow in JSON.

        For steps that ask for data. Which members there are, `get_workflow` tells in
        `inbound`. That "raw" means JSON is inferred.

        Source (documented): workflows-management.

        Args:
            claim_id: The id of the claim. Opaque.
            body: What the step asks for.

        Returns:
            Any: The step was answered. There are several kinds of answers; none could be
                read.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.workflows.answer_workflow_step import answer_workflow_step

        return self.send(answer_workflow_step(claim_id, body=body))

    def answer_workflow_step_form(self, claim_id: str, *, body: WorkflowForm) -> Any:
        """Answer the current step of a claim's workflow by a form, which may hold files.

        For steps that ask for files. Which fields there are, `get_workflow` tells in
        `inbound`.

        Source (documented): workflows-management.

        Args:
            claim_id: The id of the claim. Opaque.
            body: What the step asks for.

        Returns:
            Any: The step was answered. There are several kinds of answers; none could be
                read.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.workflows.answer_workflow_step_form import answer_workflow_step_form

        return self.send(answer_workflow_step_form(claim_id, body=body))


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

    async def authorize_channel(self) -> AccessToken:
        """Exchange a channel's API key for an access token that lives one hour.

        As `authorize`, for the channel part: each channel has a key of its own.

        Source (documented): authorization-management.

        Returns:
            AccessToken: A fresh access token.

        Documented errors: 400, 401, 402, 429, default.
        """
        from .api.authorization.authorize_channel import authorize_channel

        return await self.send(authorize_channel())

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

    async def list_channel_risk_items(self, *, from_: int, to: int) -> RiskItemPage:
        """List a range of at most 100 risk items of the channel.

        As `list_risk_items`, for the channel. The names of the parameters are inferred from
        there: the table could not be read.

        Source (documented): fetch-risk-items-and-events.

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
        from .api.risk_items.list_channel_risk_items import list_channel_risk_items

        return await self.send(list_channel_risk_items(from_=from_, to=to))

    async def create_risk_item(self, *, body: NewRiskItem) -> RiskItemEnvelope:
        """Insure a risk under a policy.

        The package says whether it is paid once, which makes one order, or by a subscription,
        which makes an order each time that a payment is due. Beneficiaries and claimants need
        not be users yet.

        Source (documented): risk-item-management, subscriptions.

        Args:
            body: What to insure, how, for how long and for whom.

        Returns:
            RiskItemEnvelope: The risk item, with ids in place of the uids. The status
                could not be read.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.risk_items.create_risk_item import create_risk_item

        return await self.send(create_risk_item(body=body))

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

    async def list_user_claims(
        self, user_id: str, *, search_by: SearchBy | Unset = UNSET
    ) -> ClaimPage:
        """List the claims of a user.

        All at once: no range is documented here. It stands among the integrations pages, but
        has a path of the channel part and another host than nearly everything else. Which
        token it takes is not said: that of the channel is inferred from the path.

        Source (documented): fetch-claims.

        Args:
            user_id: The id of the user, or your own identifier of the user when `searchBy`
                is `uid`.
            search_by: What `userId` is. The server's default is `id`.

        Returns:
            ClaimPage: The claims, in full.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.claims.list_user_claims import list_user_claims

        return await self.send(list_user_claims(user_id, search_by=search_by))

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
            search_by: What `riskItemId` is. The server's default is `id`.

        Returns:
            OrderPage: The orders.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.orders.list_orders import list_orders

        return await self.send(list_orders(risk_item_id, search_by=search_by))

    async def list_policies(self, *, holder_id: str | Unset = UNSET) -> PolicyPage:
        """List the policies of a holder.

        All at once: no range is documented here. Neither is what comes without `holderId`.

        Source (documented): policy-management.

        Args:
            holder_id: The id of the holder, as policies carry it in `holder_id`. Opaque.

        Returns:
            PolicyPage: The policies. The table says an object, the example shows a list.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.policies.list_policies import list_policies

        return await self.send(list_policies(holder_id=holder_id))

    async def list_packages(self, *, from_: int, to: int) -> PackagePage:
        """List a range of packages.

        What a risk item can be insured with. That `to` belongs to the range, like `from`, is
        inferred: the table of the parameters is cut off. Not more than 100 records are asked
        for, as elsewhere.

        Source (documented): policy-management.

        Args:
            from_: Index of the first record. Most likely counted from 0. The documents
                type it as text; the digits look the same in a URL.
            to: Index of the last record. Most likely included, so that `from + 99` asks
                for the greatest range, 100 records. The documents type it as text; the digits
                look the same in a URL.

        Returns:
            PackagePage: The packages of that range. Their shape could not be read in any
                document.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.policies.list_packages import list_packages

        return await self.send(list_packages(from_=from_, to=to))

    async def list_variants(self) -> VariantPage:
        """List all variants of cover.

        Parameters, if there are any, could not be read.

        Source (documented): policy-management.

        Returns:
            VariantPage: The variants.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.policies.list_variants import list_variants

        return await self.send(list_variants())

    async def get_variant(self, variant_id: str) -> VariantEnvelope:
        """Get one variant of cover by its id.

        A variant says what is covered up to which amount, what it costs, and what a risk item
        and a claim have to tell.

        Source (documented): policy-management.

        Args:
            variant_id: The id of the variant. Opaque.

        Returns:
            VariantEnvelope: The variant.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.policies.get_variant import get_variant

        return await self.send(get_variant(variant_id))

    async def list_coverages(self) -> CoveragePage:
        """List all coverages.

        Parameters, if there are any, could not be read.

        Source (documented): policy-management.

        Returns:
            CoveragePage: The coverages. Their shape could not be read in any document.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.policies.list_coverages import list_coverages

        return await self.send(list_coverages())

    async def get_coverage(self, coverage_id: str) -> CoverageEnvelope:
        """Get one coverage by its id.

        Variants refer to their coverage by `coverage_id`.

        Source (documented): policy-management.

        Args:
            coverage_id: The id of the coverage. Opaque.

        Returns:
            CoverageEnvelope: The coverage. Its shape could not be read in any document.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.policies.get_coverage import get_coverage

        return await self.send(get_coverage(coverage_id))

    async def list_users(self, *, from_: int | Unset = UNSET, to: int | Unset = UNSET) -> UserPage:
        """List users of the channel.

        There are parameters, but their names could not be read: a range as in the other lists
        is inferred. What comes without one is not known.

        Source (documented): fetch-users-and-groups.

        Args:
            from_: Index of the first record. Most likely counted from 0.
            to: Index of the last record. Most likely included.

        Returns:
            UserPage: The users.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.users.list_users import list_users

        return await self.send(list_users(from_=from_, to=to))

    async def get_user_by_email(self, user_email: str) -> UserEnvelope:
        """Get one user by e-mail address.

        In the older documents only, and on another host than nearly everything else.

        Source (documented): fetch-users-and-groups.

        Args:
            user_email: The e-mail address of the user.

        Returns:
            UserEnvelope: The user.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.users.get_user_by_email import get_user_by_email

        return await self.send(get_user_by_email(user_email))

    async def send_otp(self, user_id: str, *, search_by: SearchByContact) -> OtpSentEnvelope:
        """Send a one-time password to an e-mail address or a phone.

        This makes a temporary registration. A phone is reached through WhatsApp, and only if
        its owner has written to InsureHero before.

        Source (documented): user-management.

        Args:
            user_id: The e-mail address or the phone number itself, as `searchBy` says.
            search_by: What `userId` is, `email` or `phone`.

        Returns:
            OtpSentEnvelope: The code is on its way.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.users.send_otp import send_otp

        return await self.send(send_otp(user_id, search_by=search_by))

    async def verify_otp(
        self, user_id: str, *, body: OtpCheck, search_by: SearchByContact
    ) -> OtpVerifiedEnvelope:
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
        from .api.users.verify_otp import verify_otp

        return await self.send(verify_otp(user_id, body=body, search_by=search_by))

    async def register_user(
        self, user_id: str, *, body: UserRegistration, search_by: SearchByEmail
    ) -> UserEnvelope:
        """Register a pre-registered user.

        The table of the members is cut off after the two names: the others are inferred from
        what a user has.

        Source (documented): user-management.

        Args:
            user_id: The e-mail address of the user. That it is one follows from
                `searchBy`.
            search_by: What `userId` is. Only `email` is documented.
            body: Who the user is.

        Returns:
            UserEnvelope: The user. Neither status nor shape could be read.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.users.register_user import register_user

        return await self.send(register_user(user_id, body=body, search_by=search_by))

    async def upload_risk_item_assets(self, risk_item_id: str, *, body: AssetUpload) -> AssetPage:
        """Upload files for a risk item.

        The answer has one entry for each file: some may be taken and others not. To attach a
        file, name its address when you make or change what it belongs to. The tables could not
        be read; they are taken to be those of the claim.

        Source (documented): risk-item-asset-management.

        Args:
            risk_item_id: The id of the risk item. Opaque.
            body: The files.

        Returns:
            AssetPage: One entry for each file. Neither status nor members could be read.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.assets.upload_risk_item_assets import upload_risk_item_assets

        return await self.send(upload_risk_item_assets(risk_item_id, body=body))

    async def upload_claim_assets(self, claim_id: str, *, body: AssetUpload) -> AssetPage:
        """Upload files for a claim.

        The answer has one entry for each file: some may be taken and others not. To attach a
        file, name its address when you make or change what it belongs to, such as an event.

        Source (documented): claims-asset-management.

        Args:
            claim_id: The id of the claim. Opaque.
            body: The files.

        Returns:
            AssetPage: One entry for each file. Neither status nor members could be read.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.assets.upload_claim_assets import upload_claim_assets

        return await self.send(upload_claim_assets(claim_id, body=body))

    async def get_workflow(self, claim_id: str) -> WorkflowEnvelope:
        """Get what a claim asks for at its current step.

        Ask this before each answer: what a step needs, and in which form, depends on the
        product.

        Source (documented): workflows-management.

        Args:
            claim_id: The id of the claim. Opaque.

        Returns:
            WorkflowEnvelope: The steps, and which one is due.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.workflows.get_workflow import get_workflow

        return await self.send(get_workflow(claim_id))

    async def answer_workflow_step(self, claim_id: str, *, body: WorkflowAnswer) -> Any:
        """Answer the current step of a claim's workflow in JSON.

        For steps that ask for data. Which members there are, `get_workflow` tells in
        `inbound`. That "raw" means JSON is inferred.

        Source (documented): workflows-management.

        Args:
            claim_id: The id of the claim. Opaque.
            body: What the step asks for.

        Returns:
            Any: The step was answered. There are several kinds of answers; none could be
                read.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.workflows.answer_workflow_step import answer_workflow_step

        return await self.send(answer_workflow_step(claim_id, body=body))

    async def answer_workflow_step_form(self, claim_id: str, *, body: WorkflowForm) -> Any:
        """Answer the current step of a claim's workflow by a form, which may hold files.

        For steps that ask for files. Which fields there are, `get_workflow` tells in
        `inbound`.

        Source (documented): workflows-management.

        Args:
            claim_id: The id of the claim. Opaque.
            body: What the step asks for.

        Returns:
            Any: The step was answered. There are several kinds of answers; none could be
                read.

        Documented errors: 400, 401, 402, 404, 422, 429, default.
        """
        from .api.workflows.answer_workflow_step_form import answer_workflow_step_form

        return await self.send(answer_workflow_step_form(claim_id, body=body))
