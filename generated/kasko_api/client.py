# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Every operation as a method, sync and async, and an iterator for each list."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from brolly_runtime import copy_docs, lazy_modules

if TYPE_CHECKING:
    import datetime
    from collections.abc import AsyncGenerator, Callable, Generator, Mapping, Sequence

    from brolly_runtime import ByTime, Moment, OnInvalid, Page, Request, Whole

    from . import datasets, leads, media, offers, payments, policies, product_services, quotes
    from .models.created_offer import CreatedOffer
    from .models.dataset import Dataset
    from .models.dataset_entry import DatasetEntry
    from .models.dataset_item import DatasetItem
    from .models.index_price import IndexPrice
    from .models.lead import Lead
    from .models.lead_request import LeadRequest
    from .models.media import Media
    from .models.media_reference import MediaReference
    from .models.media_request import MediaRequest
    from .models.media_upload import MediaUpload
    from .models.offer import Offer
    from .models.offer_form import OfferForm
    from .models.offer_form_v1 import OfferFormV1
    from .models.offer_request import OfferRequest
    from .models.offer_request_v1 import OfferRequestV1
    from .models.open_map import OpenMap
    from .models.payment import Payment
    from .models.payment_form import PaymentForm
    from .models.payment_request import PaymentRequest
    from .models.policy import Policy
    from .models.policy_cancellation import PolicyCancellation
    from .models.policy_collection import PolicyCollection
    from .models.policy_update import PolicyUpdate
    from .models.policy_v2 import PolicyV2
    from .models.quote import Quote
    from .models.quote_form_v1 import QuoteFormV1
    from .models.quote_form_v2 import QuoteFormV2
    from .models.quote_request import QuoteRequest
    from .models.quote_request_v2 import QuoteRequestV2
    from .models.quote_v1 import QuoteV1
    from .models.receipt_upload import ReceiptUpload
    from .models.uploaded_receipt import UploadedReceipt
else:
    policies, offers, media, quotes, payments, leads, datasets, product_services = lazy_modules(
        __package__,
        "policies",
        "offers",
        "media",
        "quotes",
        "payments",
        "leads",
        "datasets",
        "product_services",
    )

T = TypeVar("T")


class KaskoApi(ABC):
    """KASKO API: a subclass says how a request is sent.

    Every method takes `timeout`: the seconds that one attempt may take, instead of the
    client's. An argument that is None is not sent.

    Documented errors of every operation: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504,
    default. A method names further ones.
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

    def list_policies(
        self,
        *,
        since: int | datetime.datetime | None = None,
        until: int | datetime.datetime | None = None,
        limit: int | None = None,
        include: str | None = None,
        timeout: float | None = None,
    ) -> PolicyCollection:
        """List policies.

        Lists the policies that were created or updated within a time window, a page at a time.
        Poll it with `since`: a cancelled policy comes again with its new `status` and a later
        `updated_at`, so store policies by `id`. Deletions are not signalled.

        Follow `_links.next` until it is missing. A page with fewer policies than `limit` is
        not the last one. The link carries `since` in whole seconds, equal to the `updated_at`
        of the page's last policy, and does not carry `limit`, so send your own again.

        Source (documented): [KASKO API reference of October
        2015](https://github.com/kasko/docs/blob/df84cbe/source/index.md#get-all-policies).

        Nothing says whether `since` and `until` include their own second. Treat them as
        inclusive, and drop what you have seen by `id` and `updated_at`. Some endpoints may
        override the defaults of these parameters.

        Args:
            since: Only policies that were created or updated since this time: seconds
                since 1970 (UTC), or an ISO 8601 date-time with offset such as
                `2015-10-14T12:52:46+00:00` with `+` encoded as `%2B`. 0 means from the
                beginning. By default 0.
            until: Only policies that were created or updated until this time, in the same
                two forms as `since`. Leave it out for no upper bound. By default 0. The
                documents give 0 as the default, which can only mean no bound.
            limit: Maximum number of policies on a page. By default 20. The documents set
                no upper bound.
            include: A related record to include in each policy, `product` or
                `distributor`. Seen as `product` on the list and as `distributor` on a single
                policy. What it adds is not documented.

        Returns:
            PolicyCollection: One page of policies, in ascending order of `updated_at`. The
                order follows from the example's cursors; no text states it.
        """
        return self.send(
            policies.list_policies(since=since, until=until, limit=limit, include=include),
            timeout=timeout,
        )

    def iter_policies(
        self,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        include: str | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
        workers: int = 1,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> Generator[Policy]:
        """Iterate over all records of `list_policies`, page by page.

        They are in the order of the last change, and each (id, updated_at) comes once. A
        record that changes in the meantime comes again with its new `updated_at`. So poll with
        `since` and store records by id.

        Args:
            since: First second to include; all by default. Unix time in seconds, a
                datetime with a time zone, a date (its whole day in UTC) or ISO 8601 text.
            until: Last second to include, in the same forms; no end by default.
            include: A related record to include in each policy, `product` or
                `distributor`. Seen as `product` on the list and as `distributor` on a single
                policy. What it adds is not documented.
            page_size: Records per request, 1 to 10,000. By default 100, then doubled up to
                1,000 while the provider fills the pages.
            cursor: A `Page.cursor` to continue from; it replaces `since` and `until`.
            workers: Parallel requests, 1 to 20. With more than one, the period is split
                into windows, and records are in order within a window only. A record that
                changes in the meantime comes twice, and the newer version may come first, so
                keep the one with the later `updated_at`.
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
            policies.LIST_POLICIES,
            partial(policies.list_policies, include=include),
            since=since,
            until=until,
            page_size=page_size,
            cursor=cursor,
            workers=workers,
            on_invalid=on_invalid,
            timeout=timeout,
        )

    def iter_policy_pages(
        self,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        include: str | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
        workers: int = 1,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> Generator[Page[Policy]]:
        """Like `iter_policies`, but by pages, each with a cursor to resume from.

        Store the cursor of a page together with its records. Pages without new records are left
        out. With several workers a cursor covers every unfinished window (a few kilobytes). You
        may resume with another number of workers.
        """
        return self._pages(
            policies.LIST_POLICIES,
            partial(policies.list_policies, include=include),
            since=since,
            until=until,
            page_size=page_size,
            cursor=cursor,
            workers=workers,
            on_invalid=on_invalid,
            timeout=timeout,
        )

    def get_policy(
        self, policy_id: str, *, include: str | None = None, timeout: float | None = None
    ) -> Policy:
        """Retrieve a policy.

        Returns one policy in the form of `list_policies`. A policy that your key may not see
        answers 404, like one that does not exist. KASKO creates policies in the background, so
        right after a payment the policy may not exist yet.

        Source (documented): [KASKO API reference of October
        2015](https://github.com/kasko/docs/blob/df84cbe/source/index.md#get-all-policies),
        [KASKO docs: get a policy,
        v1](https://github.com/kasko/docs/blob/ee2b56e/source/rest_api/get_v1_policy.rst#get-specific-policy).

        The reference shows links to this address but no response: without a vendor media type
        in `Accept` it is assumed to answer like the list. That a policy which is still being
        created answers 404 is inferred too.

        Args:
            policy_id: KASKO's id of the policy, `id` and not `insurer_policy_id`. Opaque:
                its length and format may change.
            include: A related record to include in each policy, `product` or
                `distributor`. Seen as `product` on the list and as `distributor` on a single
                policy. What it adds is not documented.

        Returns:
            Policy: The requested policy.
        """
        return self.send(policies.get_policy(policy_id, include=include), timeout=timeout)

    def cancel_policy(
        self,
        policy_id: str,
        *,
        body: PolicyCancellation,
        if_match: str | None = None,
        if_unmodified_since: str | None = None,
        timeout: float | None = None,
    ) -> Any:
        """Cancel a policy.

        Cancels a policy. Afterwards `reactivate_policy` is the only change it accepts. Send
        the headers that `get_policy_v2` returned. Read the policy again afterwards.

        Source (documented): [KASKO docs: ticket
        refund](https://github.com/kasko/docs/blob/4cc5124/source/products/ticketplan/ticket-refund/rest-api.rst#cancel-policy-request),
        [KASKO docs:
        relocation](https://github.com/kasko/docs/blob/921b53f/source/products/baloise/relocation/rest-api.rst#cancel-policy-request).

        The response is not documented. In 2019 the same request with other members updated a
        policy; use `update_policy` for that.

        Args:
            policy_id: KASKO's id of the policy, `id` and not `insurer_policy_id`. Opaque:
                its length and format may change.
            body: Reason and date of the cancellation.
            if_match: The `ETag` of the version that you want to change, exactly as you
                received it. Some pages ask for it, some samples leave it out. The response to
                an outdated version is not documented.
            if_unmodified_since: The `Last-Modified` of the version that you want to
                change, exactly as you received it. Only some pages ask for it.

        Returns:
            None: The change was made; there is no body. Neither status nor body is
                documented.
            Any: The policy was cancelled. Neither status nor body is documented, so expect
                any JSON.
        """
        return self.send(
            policies.cancel_policy(
                policy_id, body=body, if_match=if_match, if_unmodified_since=if_unmodified_since
            ),
            timeout=timeout,
        )

    def update_policy(
        self,
        policy_id: str,
        *,
        body: PolicyUpdate,
        if_match: str | None = None,
        if_unmodified_since: str | None = None,
        timeout: float | None = None,
    ) -> Any:
        """Update a policy.

        Changes some members of a policy. Only members that the product marks as editable are
        accepted. A change that affects the price needs the token of a new quote. Send the
        headers `ETag` and `Last-Modified` that `get_policy_v2` returned, so that you do not
        overwrite someone else's change. Read the policy again afterwards.

        Source (documented): [KASKO docs: Roland,
        v2](https://github.com/kasko/docs/blob/0f9c836/source/products/roland/getsafe-v2/rest-api.rst#update-policy),
        [KASKO docs: Roland,
        v3](https://github.com/kasko/docs/blob/640c8c7/source/products/roland/getsafe-v3/rest-api.rst#update-policy),
        [KASKO docs: ticket
        refund](https://github.com/kasko/docs/blob/4cc5124/source/products/ticketplan/ticket-refund/rest-api.rst#update-policy).

        The response is not documented.

        Args:
            policy_id: KASKO's id of the policy, `id` and not `insurer_policy_id`. Opaque:
                its length and format may change.
            body: The members to change.
            if_match: The `ETag` of the version that you want to change, exactly as you
                received it. Some pages ask for it, some samples leave it out. The response to
                an outdated version is not documented.
            if_unmodified_since: The `Last-Modified` of the version that you want to
                change, exactly as you received it. Only some pages ask for it.

        Returns:
            None: The change was made; there is no body. Neither status nor body is
                documented.
            Any: The change was made. Neither status nor body is documented, so expect any
                JSON.
        """
        return self.send(
            policies.update_policy(
                policy_id, body=body, if_match=if_match, if_unmodified_since=if_unmodified_since
            ),
            timeout=timeout,
        )

    def get_policy_v2(self, policy_id: str, *, timeout: float | None = None) -> PolicyV2:
        """Retrieve a policy (v2).

        Returns one policy with all details, as `update_policy` and `cancel_policy` need it.
        Keep the headers `ETag` and `Last-Modified` of the response exactly as they are: they
        name the version that you are about to change.

        A policy that your key may not see answers 404, like one that does not exist. KASKO
        creates policies in the background, so right after a payment the policy may not exist
        yet.

        Source (documented): [KASKO docs: get a policy,
        v2](https://github.com/kasko/docs/blob/ee2b56e/source/rest_api/get_v2_policy.rst#get-specific-policy),
        [KASKO docs: ticket
        refund](https://github.com/kasko/docs/blob/4cc5124/source/products/ticketplan/ticket-refund/rest-api.rst#show-policy-of-id),
        [KASKO REST API:
        policies](https://docs.kasko.io/kasko-api-documentation/rest-api/resources/policy#policy-object).

        That a policy which is still being created answers 404 is inferred.

        Args:
            policy_id: KASKO's id of the policy, `id` and not `insurer_policy_id`. Opaque:
                its length and format may change.

        Returns:
            PolicyV2: The requested policy.
        """
        return self.send(policies.get_policy_v2(policy_id), timeout=timeout)

    def reactivate_policy(self, policy_id: str, *, timeout: float | None = None) -> Any:
        """Reactivate a cancelled policy.

        Undoes a cancellation. It is the only change that a cancelled policy accepts, and takes
        no body. Read the policy again afterwards.

        Source (documented): [KASKO docs: Roland,
        v2](https://github.com/kasko/docs/blob/0f9c836/source/products/roland/getsafe-v2/rest-api.rst#reactivate-policy-request),
        [KASKO docs: ticket
        refund](https://github.com/kasko/docs/blob/4cc5124/source/products/ticketplan/ticket-refund/rest-api.rst#reactivate-policy-request).

        The response is not documented.

        Args:
            policy_id: KASKO's id of the policy, `id` and not `insurer_policy_id`. Opaque:
                its length and format may change.

        Returns:
            None: The change was made; there is no body. Neither status nor body is
                documented.
            Any: The change was made. Neither status nor body is documented, so expect any
                JSON.
        """
        return self.send(policies.reactivate_policy(policy_id), timeout=timeout)

    def list_indexed_policies(
        self, *, start_date: str, end_date: str, timeout: float | None = None
    ) -> Any:
        """List policies by purchase date.

        Lists the policies that were purchased within a period. To synchronise policies use
        `list_policies`.

        Source (documented): [KASKO docs: Friday
        Zusatzfahrer](https://github.com/kasko/docs/blob/abb676d/source/products/friday/zusatzfahrer/rest-api.rst#get-policies-by-purchase-date).

        Neither the response nor the time zone of the two dates is documented.

        Args:
            start_date: The earliest purchase, as `YYYY-MM-DD HH:MM:SS`. The time zone is
                not documented.
            end_date: The latest purchase, as `YYYY-MM-DD HH:MM:SS`. The time zone is not
                documented.

        Returns:
            Any: The policies of the period. Their form is not documented.
        """
        return self.send(
            policies.list_indexed_policies(start_date=start_date, end_date=end_date),
            timeout=timeout,
        )

    def create_offer(self, *, body: OfferRequest, timeout: float | None = None) -> CreatedOffer:
        """Create an offer.

        Creates an offer from a quote and the policyholder's details. Nothing is charged. The
        response holds the token for the payment. An offer that needs manual underwriting has
        no token until it is approved: poll `get_offer` for it.

        Source (documented): [KASKO docs: create an unpaid policy,
        v2](https://github.com/kasko/docs/blob/ee2b56e/source/rest_api/create_unpaid_v2_policy.rst#create-an-unpaid-v2-policy).

        The pages that show a body in JSON are those of single products; see
        `create_offer_form`.

        Args:
            body: The quote and the future policyholder.

        Returns:
            CreatedOffer: The offer that was created. Whether the status is 200 or 201 is
                not documented.
        """
        return self.send(offers.create_offer(body=body), timeout=timeout)

    def create_offer_v1(
        self, *, body: OfferRequestV1, timeout: float | None = None
    ) -> CreatedOffer:
        """Create an offer (v1).

        Creates an offer from a v1 quote. Works like `create_offer`, without a vendor media
        type and with the `signature` of the quote as `quote_token`.

        Source (documented): [KASKO docs: create an unpaid policy,
        v1](https://github.com/kasko/docs/blob/ee2b56e/source/rest_api/create_unpaid_v1_policy.rst#create-an-unpaid-v1-policy).

        The pages that show a body in JSON are those of single products; see
        `create_offer_v1_form`.

        Args:
            body: The quote and the future policyholder.

        Returns:
            CreatedOffer: The offer that was created. Whether the status is 200 or 201 is
                not documented.
        """
        return self.send(offers.create_offer_v1(body=body), timeout=timeout)

    def create_offer_v1_form(
        self, *, body: OfferFormV1, timeout: float | None = None
    ) -> CreatedOffer:
        """Create an offer with a form (v1).

        Does what `create_offer_v1` does, with a body that is URL-encoded as in KASKO's own
        sample. `data` is the text of a JSON object then. Prefer `create_offer_v1`, which takes
        the object itself.

        Source (documented): [KASKO docs: create an unpaid policy,
        v1](https://github.com/kasko/docs/blob/ee2b56e/source/rest_api/create_unpaid_v1_policy.rst#create-an-unpaid-v1-policy),
        [KASKO docs: Baloise
        multi-item](https://github.com/kasko/docs/blob/b2af659/source/products/baloise/multi-item/rest-api.rst#receipt-upload).

        Args:
            body: The quote and the future policyholder.

        Returns:
            CreatedOffer: The offer that was created. Whether the status is 200 or 201 is
                not documented.
        """
        return self.send(offers.create_offer_v1_form(body=body), timeout=timeout)

    def create_offer_form(self, *, body: OfferForm, timeout: float | None = None) -> CreatedOffer:
        """Create an offer with a form.

        Does what `create_offer` does, with a body that is URL-encoded as in KASKO's own
        sample. `data` is the text of a JSON object then. Prefer `create_offer`, which takes
        the object itself.

        Source (documented): [KASKO docs: create an unpaid policy,
        v2](https://github.com/kasko/docs/blob/ee2b56e/source/rest_api/create_unpaid_v2_policy.rst#create-an-unpaid-v2-policy).

        Args:
            body: The quote and the future policyholder.

        Returns:
            CreatedOffer: The offer that was created. Whether the status is 200 or 201 is
                not documented.
        """
        return self.send(offers.create_offer_form(body=body), timeout=timeout)

    def get_offer(self, offer_id: str, *, timeout: float | None = None) -> Offer:
        """Retrieve an offer.

        Returns one offer. Once manual underwriting has approved it, the offer has its
        `payment_token` here.

        Source (documented): [KASKO REST API:
        offers](https://docs.kasko.io/kasko-api-documentation/rest-api/resources/offer#offer-object),
        [KASKO docs: Softfair, animal
        surgery](https://github.com/kasko/docs/blob/68a86be/source/products/hansemerkur/softfair/rest-api.rst#show-offer).

        Only the table of members of the current page could be read; there may be more
        operations on offers.

        Args:
            offer_id: KASKO's id of the offer. The policy keeps it. Opaque.

        Returns:
            Offer: The requested offer.
        """
        return self.send(offers.get_offer(offer_id), timeout=timeout)

    def attach_media(
        self, policy_id: str, *, body: MediaReference, timeout: float | None = None
    ) -> Any:
        """Attach a file to a policy.

        Attaches an uploaded file to a policy. It is the last of three steps: `create_media`,
        `upload_media`, `attach_media`.

        Source (documented): [KASKO docs: travel
        layer](https://github.com/kasko/docs/blob/2d27084/source/products/baloise/travel-layer-cover/rest-api.rst#attach-media-to-policy).

        The response is not documented.

        Args:
            policy_id: KASKO's id of the policy, `id` and not `insurer_policy_id`. Opaque:
                its length and format may change.
            body: The media record to attach.

        Returns:
            None: The file was attached; there is no body. Neither status nor body is
                documented.
            Any: The file was attached. Neither status nor body is documented, so expect
                any JSON.
        """
        return self.send(media.attach_media(policy_id, body=body), timeout=timeout)

    def create_media(self, *, body: MediaRequest, timeout: float | None = None) -> Media:
        """Create a media record.

        Creates a media record for a file. It is the first of three steps: `create_media`,
        `upload_media`, `attach_media`.

        Source (documented): [KASKO docs: travel
        layer](https://github.com/kasko/docs/blob/2d27084/source/products/baloise/travel-layer-cover/rest-api.rst#create-media-record),
        [KASKO docs:
        MyCamper](https://github.com/kasko/docs/blob/cb5e70d/source/products/baloise/my-camper/rest-api.rst#create-media-record).

        Only KASKO's own mock shows a response.

        Args:
            body: What the file is: its purpose, name, type and size.

        Returns:
            Media: The new media record. Whether the status is 200 or 201 is not
                documented.
        """
        return self.send(media.create_media(body=body), timeout=timeout)

    def upload_media(
        self, media_id: str, *, body: MediaUpload, timeout: float | None = None
    ) -> None:
        """Upload the content of a file.

        Uploads the content of a file. It is the second of three steps: `create_media`,
        `upload_media`, `attach_media`.

        Source (documented): [KASKO docs: travel
        layer](https://github.com/kasko/docs/blob/2d27084/source/products/baloise/travel-layer-cover/rest-api.rst#upload-media-record).

        Only KASKO's own mock shows a response.

        Args:
            media_id: KASKO's id of the media record. Opaque.
            body: The content of the file, as a form.

        Returns:
            None: The content was received.
        """
        return self.send(media.upload_media(media_id, body=body), timeout=timeout)

    def create_media_v2(self, *, body: MediaRequest, timeout: float | None = None) -> Media:
        """Create a media record (v2 path).

        Works like `create_media`.

        Source (documented): [KASKO example web app: mock
        API](https://github.com/kasko/kasko-app-example-external/blob/575a5bd/mock-api/api.js#L1).

        The address is known from KASKO's own mock only. Unlike all others it carries the
        version in its path.

        Args:
            body: What the file is: its purpose, name, type and size.

        Returns:
            Media: The new media record.
        """
        return self.send(media.create_media_v2(body=body), timeout=timeout)

    def upload_media_v2(
        self, media_id: str, *, body: MediaUpload, timeout: float | None = None
    ) -> None:
        """Upload the content of a file (v2 path).

        Works like `upload_media`.

        Source (documented): [KASKO example web app: mock
        API](https://github.com/kasko/kasko-app-example-external/blob/575a5bd/mock-api/api.js#L1).

        The address is known from KASKO's own mock only.

        Args:
            media_id: KASKO's id of the media record. Opaque.
            body: The content of the file, as a form.

        Returns:
            None: The content was received.
        """
        return self.send(media.upload_media_v2(media_id, body=body), timeout=timeout)

    def get_quote(
        self,
        *,
        variant_id: str | None = None,
        touchpoint_id: str | None = None,
        item_id: str | None = None,
        language: str | None = None,
        data: str,
        key: str | None = None,
        timeout: float | None = None,
    ) -> QuoteV1:
        """Retrieve a quote (v1).

        Returns the price of a v1 product. Products from before 2018 are named by `variant_id`,
        later ones by `touchpoint_id` and `item_id`. For products of v2 and v3 use
        `create_quote_v2` and `create_quote`.

        Source (documented): [KASKO docs: quotes of old
        products](https://github.com/kasko/docs/blob/dc19640/source/rest_api/old_products.rst#get-a-quote),
        [KASKO docs: quotes of new
        products](https://github.com/kasko/docs/blob/dc19640/source/rest_api/new_products.rst#get-a-quote).

        Args:
            variant_id: KASKO's id of the product variant. For products from before 2018,
                which have no touchpoint and item.
            touchpoint_id: The touchpoint where the product is sold. For products from 2018
                on.
            item_id: KASKO's id of the item (the product). For products from 2018 on.
            language: Language of texts and documents, ISO 639-1. The table requires it,
                the sample leaves it out. Send it to be safe.
            data: The data that the product needs for a price, as a JSON object in text.
                `{}` if it needs none.
            key: A public key, for requests without an `Authorization` header, for instance
                from a browser. Never send a secret key here: URLs end up in logs. The current
                quote page requires it; other pages use the header.

        Returns:
            QuoteV1: The price and its signature.

        Further errors: 422.
        """
        return self.send(
            quotes.get_quote(
                variant_id=variant_id,
                touchpoint_id=touchpoint_id,
                item_id=item_id,
                language=language,
                data=data,
                key=key,
            ),
            timeout=timeout,
        )

    def create_quote(
        self, *, body: QuoteRequest, key: str | None = None, timeout: float | None = None
    ) -> Quote:
        """Create a quote (v3).

        Returns the price of an integration-based product and a quote token. A public key is
        enough, as the credential or as `key`.

        409 means that KASKO is still building the pricing logic: ask again later. 422 means
        that there is no price for these data (a knock-out).

        Source (documented): [KASKO REST API:
        quotes](https://docs.kasko.io/kasko-api-documentation/rest-api/resources/quote#create-a-quote),
        [KASKO docs: Roland,
        v3](https://github.com/kasko/docs/blob/640c8c7/source/products/roland/getsafe-v3/rest-api.rst#quote-request).

        Args:
            body: The product and the data to price.
            key: A public key, for requests without an `Authorization` header, for instance
                from a browser. Never send a secret key here: URLs end up in logs. The current
                quote page requires it; other pages use the header.

        Returns:
            Quote: The price and its quote token.

        Further errors: 422.
        """
        return self.send(quotes.create_quote(body=body, key=key), timeout=timeout)

    def get_quote_v2(
        self,
        *,
        touchpoint_id: str,
        item_id: str,
        subscription_plan_id: str,
        language: str | None = None,
        data: str,
        key: str | None = None,
        timeout: float | None = None,
    ) -> Quote:
        """Retrieve a quote (v2).

        The older form of `create_quote_v2`. Its data are part of the URL, which ends up in
        logs, so prefer `create_quote_v2`.

        Source (documented): [KASKO docs: quotes of new
        products](https://github.com/kasko/docs/blob/dc19640/source/rest_api/new_products.rst#get-a-quote),
        [KASKO docs:
        Flixbus](https://github.com/kasko/docs/blob/bff7800/source/products/mobiliar/flixbus/rest-api.rst#quote-request).

        Args:
            touchpoint_id: The touchpoint where the product is sold.
            item_id: KASKO's id of the item (the product).
            subscription_plan_id: The subscription plan by which the cover is paid.
            language: Language of texts and documents, ISO 639-1. The table requires it,
                the sample leaves it out. Send it to be safe.
            data: The data that the product needs for a price, as a JSON object in text.
                `{}` if it needs none.
            key: A public key, for requests without an `Authorization` header, for instance
                from a browser. Never send a secret key here: URLs end up in logs. The current
                quote page requires it; other pages use the header.

        Returns:
            Quote: The price and its quote token.

        Further errors: 422.
        """
        return self.send(
            quotes.get_quote_v2(
                touchpoint_id=touchpoint_id,
                item_id=item_id,
                subscription_plan_id=subscription_plan_id,
                language=language,
                data=data,
                key=key,
            ),
            timeout=timeout,
        )

    def create_quote_v2(self, *, body: QuoteRequestV2, timeout: float | None = None) -> Quote:
        """Create a quote (v2).

        Returns the price of a product that is sold at a touchpoint, and a quote token. 409 and
        422 mean the same as for `create_quote`.

        Source (documented): [KASKO docs: Roland,
        v2](https://github.com/kasko/docs/blob/0f9c836/source/products/roland/getsafe-v2/rest-api.rst#quote-request),
        [KASKO docs:
        Simpego](https://github.com/kasko/docs/blob/decc004/source/products/allianz/simpego/rest-api.rst#quote-data).

        Args:
            body: The product and the data to price.

        Returns:
            Quote: The price and its quote token.

        Further errors: 422.
        """
        return self.send(quotes.create_quote_v2(body=body), timeout=timeout)

    def create_quote_v1(self, *, body: QuoteFormV1, timeout: float | None = None) -> QuoteV1:
        """Create a quote (v1).

        Does what `get_quote` does, with its parameters in a URL-encoded form, so that the data
        stay out of the URL and of logs. 409 and 422 mean the same as for `create_quote`.

        Source (documented): [KASKO docs:
        Fury](https://github.com/kasko/docs/blob/b50f0d2/source/products/fury.rst#get-quote-request),
        [KASKO docs: Friday
        Zusatzfahrer](https://github.com/kasko/docs/blob/abb676d/source/products/friday/zusatzfahrer/rest-api.rst#get-quote-request),
        [KASKO docs: Baloise
        cyber](https://github.com/kasko/docs/blob/d8a77fb/source/products/baloise/cyber/rest-api.rst#get-quote-request).

        No table describes this form; the pages of several products send it.

        Args:
            body: The product and the data to price.

        Returns:
            QuoteV1: The price and its signature.

        Further errors: 422.
        """
        return self.send(quotes.create_quote_v1(body=body), timeout=timeout)

    def create_quote_v2_form(self, *, body: QuoteFormV2, timeout: float | None = None) -> Quote:
        """Create a quote with a form (v2).

        Does what `create_quote_v2` does, with a body that is URL-encoded as on the pages of
        some products. `data` is the text of a JSON object then. Prefer `create_quote_v2`,
        which takes the object itself.

        Source (documented): [KASKO docs: Visana
        building](https://github.com/kasko/docs/blob/3cfa39e/source/products/visana/building/building/rest-api-building.rst#quote-data),
        [KASKO docs:
        Neodigital](https://github.com/kasko/docs/blob/98e51a6/source/products/neodigital/multi-item/rest-api.rst#quote-data-for-low-turnover).

        Args:
            body: The product and the data to price.

        Returns:
            Quote: The price and its quote token.

        Further errors: 422.
        """
        return self.send(quotes.create_quote_v2_form(body=body), timeout=timeout)

    def create_payment(
        self, *, body: PaymentRequest, key: str | None = None, timeout: float | None = None
    ) -> Payment:
        """Create a payment.

        Turns an offer into a paid policy. Use it once the distributor has collected the money,
        or to say who will collect it. KASKO creates the policy in the background and e-mails
        it to the policyholder. Poll `get_policy_v2` with growing pauses until it is there.

        KASKO offers no idempotency key. If no response arrives, look at the policy before you
        send this again.

        Source (documented): [KASKO REST API:
        payments](https://docs.kasko.io/kasko-api-documentation/rest-api/resources/payment#create-a-payment),
        [KASKO docs: REST
        API](https://github.com/kasko/docs/blob/a153fc9/source/rest_api/index.rst#convert-unpaid-policy-to-paid-policy).

        That reading the policy answers 404 until it exists is inferred.

        Args:
            body: The offer, and how it is paid.
            key: A public key, for requests without an `Authorization` header, for instance
                from a browser. Never send a secret key here: URLs end up in logs. The current
                quote page requires it; other pages use the header.

        Returns:
            Payment: The payment that was made. Whether the status is 200 or 201 is not
                documented. Older pages show no body.
        """
        return self.send(payments.create_payment(body=body, key=key), timeout=timeout)

    def create_payment_form(self, *, body: PaymentForm, timeout: float | None = None) -> Payment:
        """Create a payment with a form.

        Does what `create_payment` does, with a body that is URL-encoded as in KASKO's own
        sample. Prefer `create_payment`, which also says how the policy is paid. Look at the
        policy before you send it again.

        Source (documented): [KASKO docs: REST
        API](https://github.com/kasko/docs/blob/a153fc9/source/rest_api/index.rst#convert-unpaid-policy-to-paid-policy).

        Args:
            body: The offer that is paid.

        Returns:
            Payment: The payment that was made. Whether the status is 200 or 201 is not
                documented. Older pages show no body.
        """
        return self.send(payments.create_payment_form(body=body), timeout=timeout)

    def get_payment(self, payment_id: str, *, timeout: float | None = None) -> Payment:
        """Retrieve a payment.

        Returns one payment. Which members it has depends on the rights of your key; only `id`
        is always there.

        Source (documented): [KASKO REST API:
        payments](https://docs.kasko.io/kasko-api-documentation/rest-api/resources/payment#view-payment).

        Args:
            payment_id: KASKO's id of the payment. Opaque.

        Returns:
            Payment: The requested payment.
        """
        return self.send(payments.get_payment(payment_id), timeout=timeout)

    def create_lead(self, *, body: LeadRequest, timeout: float | None = None) -> Lead:
        """Create a lead.

        Creates a lead. Its documents are generated in the background: poll `get_lead` until
        `status` is `ready`.

        Source (documented): [KASKO docs: Softfair, animal
        surgery](https://github.com/kasko/docs/blob/68a86be/source/products/hansemerkur/softfair/rest-api.rst#lead-request).

        Args:
            body: The person, and the quote if there is one.

        Returns:
            Lead: The lead that was created. Whether the status is 200 or 201 is not
                documented.
        """
        return self.send(leads.create_lead(body=body), timeout=timeout)

    def get_lead(self, lead_id: str, *, timeout: float | None = None) -> Lead:
        """Retrieve a lead.

        Returns one lead. When its documents have been generated, `status` changes from
        `pending` to `ready` and `assets` holds them.

        Source (documented): [KASKO docs: Softfair, animal
        surgery](https://github.com/kasko/docs/blob/68a86be/source/products/hansemerkur/softfair/rest-api.rst#show-lead).

        Args:
            lead_id: KASKO's id of the lead. Opaque.

        Returns:
            Lead: The lead with this id.
        """
        return self.send(leads.get_lead(lead_id), timeout=timeout)

    def get_dataset(self, dataset_id: str, *, timeout: float | None = None) -> Dataset:
        """Retrieve a dataset.

        Returns the name of a dataset and its languages. A public dataset needs no key, a
        locked one does.

        Source (documented): [KASKO docs: Data
        API](https://github.com/kasko/docs/blob/a153fc9/source/rest_api/data.rst#get-a-dataset-information-record),
        [KASKO Data
        API](https://docs.kasko.io/kasko-api-documentation/rest-api/data-api#get-a-dataset-information-record).

        Args:
            dataset_id: KASKO's id of the dataset. Opaque.

        Returns:
            Dataset: The requested dataset.
        """
        return self.send(datasets.get_dataset(dataset_id), timeout=timeout)

    def list_dataset_items(
        self,
        dataset_id: str,
        *,
        language: str,
        fields: Sequence[str],
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
        query: Sequence[Mapping[str, Any]] | None = None,
        sort: Sequence[Mapping[str, Any]] | None = None,
        timeout: float | None = None,
    ) -> list[DatasetEntry]:
        """List the rows of a dataset.

        Lists the rows of a dataset, a page at a time. The `Link` header leads to the next and
        the previous page; `starting_after` and `ending_before` take the id of a row. Without
        `sort` the server chooses the order.

        Source (documented): [KASKO docs: Data
        API](https://github.com/kasko/docs/blob/a153fc9/source/rest_api/data.rst#list-items-from-a-set),
        [KASKO Data
        API](https://docs.kasko.io/kasko-api-documentation/rest-api/data-api#list-items-from-a-set).

        Args:
            dataset_id: KASKO's id of the dataset. Opaque.
            language: The language of the values, one of the dataset's `languages`.
            fields: The names of the fields to return, sent as a JSON array in text.
            limit: Maximum number of rows on a page, 1 to 100. By default 20. The current
                page marks it as required, the text of 2020 does not.
            starting_after: Only rows after the row with this id.
            ending_before: Only rows before the row with this id.
            query: Conditions that must all hold, sent as a JSON array in text. Each is an
                object with `field`, `search` and, unless it is a match, `operator`: `>`, `>=`,
                `<`, `<=` or `IN`. In a match `%` stands for any text; `IN` takes an array as
                `search`.
            sort: The order, sent as a JSON array in text. Each entry is an object with
                `field` and `dir` (`asc` or `desc`).

        Returns:
            list[DatasetEntry]: One page of rows with the requested fields.
        """
        return self.send(
            datasets.list_dataset_items(
                dataset_id,
                language=language,
                fields=fields,
                limit=limit,
                starting_after=starting_after,
                ending_before=ending_before,
                query=query,
                sort=sort,
            ),
            timeout=timeout,
        )

    def iter_dataset_items(
        self,
        dataset_id: str,
        *,
        language: str,
        fields: Sequence[str],
        query: Sequence[Mapping[str, Any]] | None = None,
        sort: Sequence[Mapping[str, Any]] | None = None,
        page_size: int = 100,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> Generator[DatasetEntry]:
        """Iterate over all records of `list_dataset_items`, page by page.

        Each record comes once.

        Args:
            dataset_id: KASKO's id of the dataset. Opaque.
            language: The language of the values, one of the dataset's `languages`.
            fields: The names of the fields to return, sent as a JSON array in text.
            query: Conditions that must all hold, sent as a JSON array in text. Each is an
                object with `field`, `search` and, unless it is a match, `operator`: `>`, `>=`,
                `<`, `<=` or `IN`. In a match `%` stands for any text; `IN` takes an array as
                `search`.
            sort: The order, sent as a JSON array in text. Each entry is an object with
                `field` and `dir` (`asc` or `desc`).
            page_size: Records per request, 1 to 100.
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
            datasets.LIST_DATASET_ITEMS,
            partial(
                datasets.list_dataset_items,
                dataset_id,
                language=language,
                fields=fields,
                query=query,
                sort=sort,
            ),
            page_size=page_size,
            on_invalid=on_invalid,
            timeout=timeout,
        )

    def list_distinct_values(
        self,
        dataset_id: str,
        *,
        language: str,
        fields: Sequence[str],
        limit: int | None = None,
        starting_after: int | None = None,
        ending_before: int | None = None,
        query: Sequence[Mapping[str, Any]] | None = None,
        sort: Sequence[Mapping[str, Any]] | None = None,
        timeout: float | None = None,
    ) -> list[OpenMap]:
        """List distinct values of a dataset.

        Lists the distinct combinations of some fields. Works like `list_dataset_items`, except
        that entries have no ids: `starting_after` and `ending_before` take the number of a
        row.

        Source (documented): [KASKO docs: Data
        API](https://github.com/kasko/docs/blob/a153fc9/source/rest_api/data.rst#list-distinct-values-of-a-field-in-a-dataset).

        The definition prints the path as `/dataset/`, the sample as `/datasets/`; the sample
        is taken as right.

        Args:
            dataset_id: KASKO's id of the dataset. Opaque.
            language: The language of the values, one of the dataset's `languages`.
            fields: The names of the fields to return, sent as a JSON array in text.
            limit: Maximum number of rows on a page, 1 to 100. By default 20. The current
                page marks it as required, the text of 2020 does not.
            starting_after: Only entries after the one with this number.
            ending_before: Only entries before the one with this number.
            query: Conditions that must all hold, sent as a JSON array in text. Each is an
                object with `field`, `search` and, unless it is a match, `operator`: `>`, `>=`,
                `<`, `<=` or `IN`. In a match `%` stands for any text; `IN` takes an array as
                `search`.
            sort: The order, sent as a JSON array in text. Each entry is an object with
                `field` and `dir` (`asc` or `desc`).

        Returns:
            list[OpenMap]: One page of distinct combinations.
        """
        return self.send(
            datasets.list_distinct_values(
                dataset_id,
                language=language,
                fields=fields,
                limit=limit,
                starting_after=starting_after,
                ending_before=ending_before,
                query=query,
                sort=sort,
            ),
            timeout=timeout,
        )

    def iter_distinct_values(
        self,
        dataset_id: str,
        *,
        language: str,
        fields: Sequence[str],
        query: Sequence[Mapping[str, Any]] | None = None,
        sort: Sequence[Mapping[str, Any]] | None = None,
        page_size: int = 100,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> Generator[OpenMap]:
        """Iterate over all records of `list_distinct_values`, page by page.

        Each record comes once.

        Args:
            dataset_id: KASKO's id of the dataset. Opaque.
            language: The language of the values, one of the dataset's `languages`.
            fields: The names of the fields to return, sent as a JSON array in text.
            query: Conditions that must all hold, sent as a JSON array in text. Each is an
                object with `field`, `search` and, unless it is a match, `operator`: `>`, `>=`,
                `<`, `<=` or `IN`. In a match `%` stands for any text; `IN` takes an array as
                `search`.
            sort: The order, sent as a JSON array in text. Each entry is an object with
                `field` and `dir` (`asc` or `desc`).
            page_size: Records per request, 2 to 100.
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
            datasets.LIST_DISTINCT_VALUES,
            partial(
                datasets.list_distinct_values,
                dataset_id,
                language=language,
                fields=fields,
                query=query,
                sort=sort,
            ),
            page_size=page_size,
            on_invalid=on_invalid,
            timeout=timeout,
        )

    def get_dataset_item(
        self, item_id: str, *, language: str, timeout: float | None = None
    ) -> DatasetItem:
        """Retrieve a row of a dataset.

        Returns one row with all of its fields.

        Source (documented): [KASKO docs: Data
        API](https://github.com/kasko/docs/blob/a153fc9/source/rest_api/data.rst#get-one-item).

        Args:
            item_id: KASKO's id of the row. Opaque.
            language: The language of the values, one of the dataset's `languages`.

        Returns:
            DatasetItem: The row with all of its fields.
        """
        return self.send(datasets.get_dataset_item(item_id, language=language), timeout=timeout)

    def get_index_price(
        self,
        index_id: str,
        *,
        year: int,
        make: str,
        model: str,
        market_value: int,
        timeout: float | None = None,
    ) -> IndexPrice:
        """Retrieve an indicative vehicle price.

        Returns an indicative price for a vehicle. It belongs to one kind of product.

        Source (documented): [KASKO docs: AutoScout24 quote
        lookup](https://github.com/kasko/docs/blob/7c61b58/source/occ_as24.rst#get-a-quote).

        The sample sends no key.

        Args:
            index_id: The id of the price index, one for each product. Opaque.
            year: The year in which the vehicle was built.
            make: The manufacturer of the vehicle.
            model: The model of the vehicle.
            market_value: The market value of the vehicle, as a whole number. Major units
                are inferred from the sample; the currency is not given.

        Returns:
            IndexPrice: The indicative price.
        """
        return self.send(
            product_services.get_index_price(
                index_id, year=year, make=make, model=model, market_value=market_value
            ),
            timeout=timeout,
        )

    def upload_receipt(
        self, *, body: ReceiptUpload, timeout: float | None = None
    ) -> UploadedReceipt:
        """Upload a purchase receipt.

        Uploads a purchase receipt. It belongs to one product. Send the token of the response
        as `receipt_token` in the `data` of the offer.

        Source (documented): [KASKO docs: Baloise
        multi-item](https://github.com/kasko/docs/blob/b2af659/source/products/baloise/multi-item/rest-api.rst#receipt-upload).

        Args:
            body: The receipt, as a form.

        Returns:
            UploadedReceipt: The token of the receipt. Whether the status is 200 or 201 is
                not documented.
        """
        return self.send(product_services.upload_receipt(body=body), timeout=timeout)


class AsyncKaskoApi(ABC):
    """KASKO API: a subclass says how a request is sent.

    Every method takes `timeout`: the seconds that one attempt may take, instead of the
    client's. An argument that is None is not sent.

    Documented errors of every operation: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504,
    default. A method names further ones.
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

    async def list_policies(
        self,
        *,
        since: int | datetime.datetime | None = None,
        until: int | datetime.datetime | None = None,
        limit: int | None = None,
        include: str | None = None,
        timeout: float | None = None,
    ) -> PolicyCollection:
        """List policies: see `KaskoApi.list_policies`."""
        return await self.send(
            policies.list_policies(since=since, until=until, limit=limit, include=include),
            timeout=timeout,
        )

    def iter_policies(
        self,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        include: str | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
        workers: int = 1,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> AsyncGenerator[Policy]:
        """See `KaskoApi.iter_policies`."""
        return self._records(
            policies.LIST_POLICIES,
            partial(policies.list_policies, include=include),
            since=since,
            until=until,
            page_size=page_size,
            cursor=cursor,
            workers=workers,
            on_invalid=on_invalid,
            timeout=timeout,
        )

    def iter_policy_pages(
        self,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        include: str | None = None,
        page_size: int | None = None,
        cursor: str | None = None,
        workers: int = 1,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> AsyncGenerator[Page[Policy]]:
        """See `KaskoApi.iter_policy_pages`."""
        return self._pages(
            policies.LIST_POLICIES,
            partial(policies.list_policies, include=include),
            since=since,
            until=until,
            page_size=page_size,
            cursor=cursor,
            workers=workers,
            on_invalid=on_invalid,
            timeout=timeout,
        )

    async def get_policy(
        self, policy_id: str, *, include: str | None = None, timeout: float | None = None
    ) -> Policy:
        """Retrieve a policy: see `KaskoApi.get_policy`."""
        return await self.send(policies.get_policy(policy_id, include=include), timeout=timeout)

    async def cancel_policy(
        self,
        policy_id: str,
        *,
        body: PolicyCancellation,
        if_match: str | None = None,
        if_unmodified_since: str | None = None,
        timeout: float | None = None,
    ) -> Any:
        """Cancel a policy: see `KaskoApi.cancel_policy`."""
        return await self.send(
            policies.cancel_policy(
                policy_id, body=body, if_match=if_match, if_unmodified_since=if_unmodified_since
            ),
            timeout=timeout,
        )

    async def update_policy(
        self,
        policy_id: str,
        *,
        body: PolicyUpdate,
        if_match: str | None = None,
        if_unmodified_since: str | None = None,
        timeout: float | None = None,
    ) -> Any:
        """Update a policy: see `KaskoApi.update_policy`."""
        return await self.send(
            policies.update_policy(
                policy_id, body=body, if_match=if_match, if_unmodified_since=if_unmodified_since
            ),
            timeout=timeout,
        )

    async def get_policy_v2(self, policy_id: str, *, timeout: float | None = None) -> PolicyV2:
        """Retrieve a policy (v2): see `KaskoApi.get_policy_v2`."""
        return await self.send(policies.get_policy_v2(policy_id), timeout=timeout)

    async def reactivate_policy(self, policy_id: str, *, timeout: float | None = None) -> Any:
        """Reactivate a cancelled policy: see `KaskoApi.reactivate_policy`."""
        return await self.send(policies.reactivate_policy(policy_id), timeout=timeout)

    async def list_indexed_policies(
        self, *, start_date: str, end_date: str, timeout: float | None = None
    ) -> Any:
        """List policies by purchase date: see `KaskoApi.list_indexed_policies`."""
        return await self.send(
            policies.list_indexed_policies(start_date=start_date, end_date=end_date),
            timeout=timeout,
        )

    async def create_offer(
        self, *, body: OfferRequest, timeout: float | None = None
    ) -> CreatedOffer:
        """Create an offer: see `KaskoApi.create_offer`."""
        return await self.send(offers.create_offer(body=body), timeout=timeout)

    async def create_offer_v1(
        self, *, body: OfferRequestV1, timeout: float | None = None
    ) -> CreatedOffer:
        """Create an offer (v1): see `KaskoApi.create_offer_v1`."""
        return await self.send(offers.create_offer_v1(body=body), timeout=timeout)

    async def create_offer_v1_form(
        self, *, body: OfferFormV1, timeout: float | None = None
    ) -> CreatedOffer:
        """Create an offer with a form (v1): see `KaskoApi.create_offer_v1_form`."""
        return await self.send(offers.create_offer_v1_form(body=body), timeout=timeout)

    async def create_offer_form(
        self, *, body: OfferForm, timeout: float | None = None
    ) -> CreatedOffer:
        """Create an offer with a form: see `KaskoApi.create_offer_form`."""
        return await self.send(offers.create_offer_form(body=body), timeout=timeout)

    async def get_offer(self, offer_id: str, *, timeout: float | None = None) -> Offer:
        """Retrieve an offer: see `KaskoApi.get_offer`."""
        return await self.send(offers.get_offer(offer_id), timeout=timeout)

    async def attach_media(
        self, policy_id: str, *, body: MediaReference, timeout: float | None = None
    ) -> Any:
        """Attach a file to a policy: see `KaskoApi.attach_media`."""
        return await self.send(media.attach_media(policy_id, body=body), timeout=timeout)

    async def create_media(self, *, body: MediaRequest, timeout: float | None = None) -> Media:
        """Create a media record: see `KaskoApi.create_media`."""
        return await self.send(media.create_media(body=body), timeout=timeout)

    async def upload_media(
        self, media_id: str, *, body: MediaUpload, timeout: float | None = None
    ) -> None:
        """Upload the content of a file: see `KaskoApi.upload_media`."""
        return await self.send(media.upload_media(media_id, body=body), timeout=timeout)

    async def create_media_v2(self, *, body: MediaRequest, timeout: float | None = None) -> Media:
        """Create a media record (v2 path): see `KaskoApi.create_media_v2`."""
        return await self.send(media.create_media_v2(body=body), timeout=timeout)

    async def upload_media_v2(
        self, media_id: str, *, body: MediaUpload, timeout: float | None = None
    ) -> None:
        """Upload the content of a file (v2 path): see `KaskoApi.upload_media_v2`."""
        return await self.send(media.upload_media_v2(media_id, body=body), timeout=timeout)

    async def get_quote(
        self,
        *,
        variant_id: str | None = None,
        touchpoint_id: str | None = None,
        item_id: str | None = None,
        language: str | None = None,
        data: str,
        key: str | None = None,
        timeout: float | None = None,
    ) -> QuoteV1:
        """Retrieve a quote (v1): see `KaskoApi.get_quote`."""
        return await self.send(
            quotes.get_quote(
                variant_id=variant_id,
                touchpoint_id=touchpoint_id,
                item_id=item_id,
                language=language,
                data=data,
                key=key,
            ),
            timeout=timeout,
        )

    async def create_quote(
        self, *, body: QuoteRequest, key: str | None = None, timeout: float | None = None
    ) -> Quote:
        """Create a quote (v3): see `KaskoApi.create_quote`."""
        return await self.send(quotes.create_quote(body=body, key=key), timeout=timeout)

    async def get_quote_v2(
        self,
        *,
        touchpoint_id: str,
        item_id: str,
        subscription_plan_id: str,
        language: str | None = None,
        data: str,
        key: str | None = None,
        timeout: float | None = None,
    ) -> Quote:
        """Retrieve a quote (v2): see `KaskoApi.get_quote_v2`."""
        return await self.send(
            quotes.get_quote_v2(
                touchpoint_id=touchpoint_id,
                item_id=item_id,
                subscription_plan_id=subscription_plan_id,
                language=language,
                data=data,
                key=key,
            ),
            timeout=timeout,
        )

    async def create_quote_v2(self, *, body: QuoteRequestV2, timeout: float | None = None) -> Quote:
        """Create a quote (v2): see `KaskoApi.create_quote_v2`."""
        return await self.send(quotes.create_quote_v2(body=body), timeout=timeout)

    async def create_quote_v1(self, *, body: QuoteFormV1, timeout: float | None = None) -> QuoteV1:
        """Create a quote (v1): see `KaskoApi.create_quote_v1`."""
        return await self.send(quotes.create_quote_v1(body=body), timeout=timeout)

    async def create_quote_v2_form(
        self, *, body: QuoteFormV2, timeout: float | None = None
    ) -> Quote:
        """Create a quote with a form (v2): see `KaskoApi.create_quote_v2_form`."""
        return await self.send(quotes.create_quote_v2_form(body=body), timeout=timeout)

    async def create_payment(
        self, *, body: PaymentRequest, key: str | None = None, timeout: float | None = None
    ) -> Payment:
        """Create a payment: see `KaskoApi.create_payment`."""
        return await self.send(payments.create_payment(body=body, key=key), timeout=timeout)

    async def create_payment_form(
        self, *, body: PaymentForm, timeout: float | None = None
    ) -> Payment:
        """Create a payment with a form: see `KaskoApi.create_payment_form`."""
        return await self.send(payments.create_payment_form(body=body), timeout=timeout)

    async def get_payment(self, payment_id: str, *, timeout: float | None = None) -> Payment:
        """Retrieve a payment: see `KaskoApi.get_payment`."""
        return await self.send(payments.get_payment(payment_id), timeout=timeout)

    async def create_lead(self, *, body: LeadRequest, timeout: float | None = None) -> Lead:
        """Create a lead: see `KaskoApi.create_lead`."""
        return await self.send(leads.create_lead(body=body), timeout=timeout)

    async def get_lead(self, lead_id: str, *, timeout: float | None = None) -> Lead:
        """Retrieve a lead: see `KaskoApi.get_lead`."""
        return await self.send(leads.get_lead(lead_id), timeout=timeout)

    async def get_dataset(self, dataset_id: str, *, timeout: float | None = None) -> Dataset:
        """Retrieve a dataset: see `KaskoApi.get_dataset`."""
        return await self.send(datasets.get_dataset(dataset_id), timeout=timeout)

    async def list_dataset_items(
        self,
        dataset_id: str,
        *,
        language: str,
        fields: Sequence[str],
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
        query: Sequence[Mapping[str, Any]] | None = None,
        sort: Sequence[Mapping[str, Any]] | None = None,
        timeout: float | None = None,
    ) -> list[DatasetEntry]:
        """List the rows of a dataset: see `KaskoApi.list_dataset_items`."""
        return await self.send(
            datasets.list_dataset_items(
                dataset_id,
                language=language,
                fields=fields,
                limit=limit,
                starting_after=starting_after,
                ending_before=ending_before,
                query=query,
                sort=sort,
            ),
            timeout=timeout,
        )

    def iter_dataset_items(
        self,
        dataset_id: str,
        *,
        language: str,
        fields: Sequence[str],
        query: Sequence[Mapping[str, Any]] | None = None,
        sort: Sequence[Mapping[str, Any]] | None = None,
        page_size: int = 100,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> AsyncGenerator[DatasetEntry]:
        """See `KaskoApi.iter_dataset_items`."""
        return self._records(
            datasets.LIST_DATASET_ITEMS,
            partial(
                datasets.list_dataset_items,
                dataset_id,
                language=language,
                fields=fields,
                query=query,
                sort=sort,
            ),
            page_size=page_size,
            on_invalid=on_invalid,
            timeout=timeout,
        )

    async def list_distinct_values(
        self,
        dataset_id: str,
        *,
        language: str,
        fields: Sequence[str],
        limit: int | None = None,
        starting_after: int | None = None,
        ending_before: int | None = None,
        query: Sequence[Mapping[str, Any]] | None = None,
        sort: Sequence[Mapping[str, Any]] | None = None,
        timeout: float | None = None,
    ) -> list[OpenMap]:
        """List distinct values of a dataset: see `KaskoApi.list_distinct_values`."""
        return await self.send(
            datasets.list_distinct_values(
                dataset_id,
                language=language,
                fields=fields,
                limit=limit,
                starting_after=starting_after,
                ending_before=ending_before,
                query=query,
                sort=sort,
            ),
            timeout=timeout,
        )

    def iter_distinct_values(
        self,
        dataset_id: str,
        *,
        language: str,
        fields: Sequence[str],
        query: Sequence[Mapping[str, Any]] | None = None,
        sort: Sequence[Mapping[str, Any]] | None = None,
        page_size: int = 100,
        on_invalid: OnInvalid = "raise",
        timeout: float | None = None,
    ) -> AsyncGenerator[OpenMap]:
        """See `KaskoApi.iter_distinct_values`."""
        return self._records(
            datasets.LIST_DISTINCT_VALUES,
            partial(
                datasets.list_distinct_values,
                dataset_id,
                language=language,
                fields=fields,
                query=query,
                sort=sort,
            ),
            page_size=page_size,
            on_invalid=on_invalid,
            timeout=timeout,
        )

    async def get_dataset_item(
        self, item_id: str, *, language: str, timeout: float | None = None
    ) -> DatasetItem:
        """Retrieve a row of a dataset: see `KaskoApi.get_dataset_item`."""
        return await self.send(
            datasets.get_dataset_item(item_id, language=language), timeout=timeout
        )

    async def get_index_price(
        self,
        index_id: str,
        *,
        year: int,
        make: str,
        model: str,
        market_value: int,
        timeout: float | None = None,
    ) -> IndexPrice:
        """Retrieve an indicative vehicle price: see `KaskoApi.get_index_price`."""
        return await self.send(
            product_services.get_index_price(
                index_id, year=year, make=make, model=model, market_value=market_value
            ),
            timeout=timeout,
        )

    async def upload_receipt(
        self, *, body: ReceiptUpload, timeout: float | None = None
    ) -> UploadedReceipt:
        """Upload a purchase receipt: see `KaskoApi.upload_receipt`."""
        return await self.send(product_services.upload_receipt(body=body), timeout=timeout)


copy_docs(KaskoApi, AsyncKaskoApi)
