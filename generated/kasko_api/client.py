# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Every operation as a method, blocking and asynchronous."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, TypeVar

from brolly_runtime import UNSET

if TYPE_CHECKING:
    import datetime

    from brolly_runtime import Request, Unset

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
    from .models.offer_request import OfferRequest
    from .models.offer_request_v1 import OfferRequestV1
    from .models.open_map import OpenMap
    from .models.payment import Payment
    from .models.payment_request import PaymentRequest
    from .models.policy import Policy
    from .models.policy_cancellation import PolicyCancellation
    from .models.policy_collection import PolicyCollection
    from .models.policy_update import PolicyUpdate
    from .models.policy_v2 import PolicyV2
    from .models.quote import Quote
    from .models.quote_request import QuoteRequest
    from .models.quote_request_v2 import QuoteRequestV2
    from .models.quote_v1 import QuoteV1
    from .models.receipt_upload import ReceiptUpload
    from .models.uploaded_receipt import UploadedReceipt

T = TypeVar("T")


class KaskoApi(ABC):
    """KASKO API: a subclass says how a request is sent."""

    @abstractmethod
    def send(self, request: Request[T]) -> T:
        """Send one request and return its typed answer, or raise."""

    def list_policies(
        self,
        *,
        since: int | datetime.datetime | Unset = UNSET,
        until: int | datetime.datetime | Unset = UNSET,
        limit: int | Unset = UNSET,
    ) -> PolicyCollection:
        """List the policies created or updated within a time window.

        Made to be polled: ask with `since` and get every policy created or updated from then
        on. A cancelled policy comes again, with the new `status` and a later `updated_at`, so
        store what arrives by `id`. The list signals no deletion.

        Follow `_links.next` until it is gone. A page shorter than `limit` is no sign of the
        end. The link carries `since` in whole seconds, equal to the `updated_at` of the last
        policy of the page, and does not carry `limit`: send your own again. Whether both
        bounds include their second is not documented; read them as inclusive and drop what you
        have seen, by `id` and `updated_at`.

        Source (documented): seed 001.

        Args:
            since: Only policies created or updated since this time: seconds since 1970 in
                UTC, or an ISO 8601 date-time with offset (`2015-10-14T12:52:46+00:00`, its `+`
                percent-encoded as `%2B`). The server's default is 0, the beginning.
            until: Only policies created or updated until this time, in the same two forms
                as `since`. The server's default is 0, which can only mean that there is no
                bound: leave the parameter out instead.
            limit: The greatest number of policies on one page. The server's default is 20;
                a maximum is not documented.

        Returns:
            PolicyCollection: One page of policies, by all appearances in ascending order
                of `updated_at`.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.policies.list_policies import list_policies

        return self.send(list_policies(since=since, until=until, limit=limit))

    def get_policy(self, policy_id: str) -> Policy:
        """Get one policy by its KASKO id.

        The target of each policy's self link. Without a vendor media type in `Accept` it is
        taken to answer with the same object as the list; the reference shows the link but no
        answer.

        A policy that your key may not see answers 404 like one that does not exist. Right
        after a payment the policy may not exist yet, as it is made in the background.

        Source (documented): seed 001, kasko/docs policy page.

        Args:
            policy_id: KASKO's id of the policy (`id`, not `insurer_policy_id`). Opaque:
                length and format may change.

        Returns:
            Policy: The policy.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.policies.get_policy import get_policy

        return self.send(get_policy(policy_id))

    def cancel_policy(
        self,
        policy_id: str,
        *,
        body: PolicyCancellation,
        if_match: str | Unset = UNSET,
        if_unmodified_since: str | Unset = UNSET,
    ) -> Any:
        """Cancel a policy.

        Afterwards the policy takes no change but `reactivate_policy`. Send the headers that
        `get_policy_v2` gave. What comes back is not documented: read the policy again. In 2019
        the same request with other members was an update; that is `update_policy` now.

        Source (documented): kasko/docs ticket refund page, kasko/docs relocation page.

        Args:
            policy_id: KASKO's id of the policy (`id`, not `insurer_policy_id`). Opaque:
                length and format may change.
            if_match: The `ETag` of the version that the change is meant for, as it was
                received, with or without quotes. Pages ask for it; some samples leave it out.
                The answer to a version that has passed is not documented.
            if_unmodified_since: The `Last-Modified` of the version that the change is
                meant for, as it was received. Only some pages ask for it.
            body: The cancellation.

        Returns:
            None: Done, and nothing is said. Status and body are not documented.
            Any: Done. Status and body are not documented; expect any JSON.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.policies.cancel_policy import cancel_policy

        return self.send(
            cancel_policy(
                policy_id, body=body, if_match=if_match, if_unmodified_since=if_unmodified_since
            )
        )

    def update_policy(
        self,
        policy_id: str,
        *,
        body: PolicyUpdate,
        if_match: str | Unset = UNSET,
        if_unmodified_since: str | Unset = UNSET,
    ) -> Any:
        """Change some members of a policy.

        Only members that the product marks as editable are accepted. A change that has an
        effect on the price needs the token of a new quote. Send the headers that
        `get_policy_v2` gave, so that nobody else's change is overwritten. What comes back is
        not documented: read the policy again.

        Source (documented): kasko/docs Roland v2 page, kasko/docs Roland v3 page, kasko/docs
        ticket refund page.

        Args:
            policy_id: KASKO's id of the policy (`id`, not `insurer_policy_id`). Opaque:
                length and format may change.
            if_match: The `ETag` of the version that the change is meant for, as it was
                received, with or without quotes. Pages ask for it; some samples leave it out.
                The answer to a version that has passed is not documented.
            if_unmodified_since: The `Last-Modified` of the version that the change is
                meant for, as it was received. Only some pages ask for it.
            body: What is to change.

        Returns:
            None: Done, and nothing is said. Status and body are not documented.
            Any: Done. Status and body are not documented; expect any JSON.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.policies.update_policy import update_policy

        return self.send(
            update_policy(
                policy_id, body=body, if_match=if_match, if_unmodified_since=if_unmodified_since
            )
        )

    def get_policy_v2(self, policy_id: str) -> PolicyV2:
        """Get one policy by its KASKO id, in the shape of v2.

        The policy that `update_policy` and `cancel_policy` work on. Keep the headers `ETag`
        and `Last-Modified` of the answer, byte for byte: they say which version your change is
        meant for.

        A policy that your key may not see answers 404 like one that does not exist, and so
        does one that was paid a moment ago, as it is made in the background.

        Source (documented): kasko/docs v2 policy page, kasko/docs ticket refund page,
        docs.kasko.io policy page.

        Args:
            policy_id: KASKO's id of the policy (`id`, not `insurer_policy_id`). Opaque:
                length and format may change.

        Returns:
            PolicyV2: The policy.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.policies.get_policy_v2 import get_policy_v2

        return self.send(get_policy_v2(policy_id))

    def reactivate_policy(self, policy_id: str) -> Any:
        """Undo a cancellation.

        The only change that a cancelled policy takes. There is no body. What comes back is not
        documented: read the policy again.

        Source (documented): kasko/docs Roland v2 page, kasko/docs ticket refund page.

        Args:
            policy_id: KASKO's id of the policy (`id`, not `insurer_policy_id`). Opaque:
                length and format may change.

        Returns:
            None: Done, and nothing is said. Status and body are not documented.
            Any: Done. Status and body are not documented; expect any JSON.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.policies.reactivate_policy import reactivate_policy

        return self.send(reactivate_policy(policy_id))

    def list_indexed_policies(self, *, start_date: str, end_date: str) -> Any:
        """List policies by the time of their purchase.

        Neither the answer nor the time zone of the bounds is documented. To synchronise use
        `list_policies`.

        Source (documented): kasko/docs zusatzfahrer page.

        Args:
            start_date: The earliest purchase, as `YYYY-MM-DD HH:MM:SS` in a time zone that
                is not documented.
            end_date: The latest purchase, as `YYYY-MM-DD HH:MM:SS` in a time zone that is
                not documented.

        Returns:
            Any: The policies. Their shape is not documented.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.policies.list_indexed_policies import list_indexed_policies

        return self.send(list_indexed_policies(start_date=start_date, end_date=end_date))

    def create_offer(self, *, body: OfferRequest) -> CreatedOffer:
        """Create an offer, which is a policy that is not paid yet.

        Nothing is charged. It shows that quote and data of the customer are accepted, and
        gives the token for the payment. An offer that somebody has to approve first comes
        without that token; poll `get_offer` for it.

        Source (documented): kasko/docs v2 offer page.

        Args:
            body: The quote and the future policyholder.

        Returns:
            CreatedOffer: The offer. Whether it comes as 200 or 201 is not documented.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.offers.create_offer import create_offer

        return self.send(create_offer(body=body))

    def create_offer_v1(self, *, body: OfferRequestV1) -> CreatedOffer:
        """Create an offer out of a v1 quote.

        As `create_offer`, for products with v1 quotes: without a vendor media type, and with
        the `signature` of the quote as its token.

        Source (documented): kasko/docs v1 offer page.

        Args:
            body: The quote and the future policyholder.

        Returns:
            CreatedOffer: The offer. Whether it comes as 200 or 201 is not documented.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.offers.create_offer_v1 import create_offer_v1

        return self.send(create_offer_v1(body=body))

    def get_offer(self, offer_id: str) -> Offer:
        """Get one offer by its KASKO id.

        An offer that had to be approved has its `payment_token` here once that is done. The
        current page may hold more operations on offers; only its table of members could be
        read.

        Source (documented): docs.kasko.io offer page, kasko/docs softfair page.

        Args:
            offer_id: KASKO's id of the offer, which the later policy keeps. Opaque.

        Returns:
            Offer: The offer.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.offers.get_offer import get_offer

        return self.send(get_offer(offer_id))

    def attach_media(self, policy_id: str, *, body: MediaReference) -> Any:
        """Attach an uploaded file to a policy.

        The last of three steps: `create_media`, `upload_media`, `attach_media`. What comes
        back is not documented.

        Source (documented): kasko/docs travel layer page.

        Args:
            policy_id: KASKO's id of the policy (`id`, not `insurer_policy_id`). Opaque:
                length and format may change.
            body: The file.

        Returns:
            None: Done, and nothing is said. Status and body are not documented.
            Any: Done. Status and body are not documented; expect any JSON.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.media.attach_media import attach_media

        return self.send(attach_media(policy_id, body=body))

    def create_media(self, *, body: MediaRequest) -> Media:
        """Announce a file.

        The first of three steps: `create_media`, `upload_media`, `attach_media`. Only KASKO's
        own mock shows an answer.

        Source (documented): kasko/docs travel layer page, kasko/docs my camper page.

        Args:
            body: What the file is.

        Returns:
            Media: The record of the file. Whether it comes as 200 or 201 is not
                documented.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.media.create_media import create_media

        return self.send(create_media(body=body))

    def upload_media(self, media_id: str, *, body: MediaUpload) -> None:
        """Upload the content of a file.

        The second of three steps: `create_media`, `upload_media`, `attach_media`. Only KASKO's
        own mock shows an answer.

        Source (documented): kasko/docs travel layer page.

        Args:
            media_id: The id of the file's record. Opaque.
            body: The content.

        Returns:
            None: Received.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.media.upload_media import upload_media

        return self.send(upload_media(media_id, body=body))

    def create_media_v2(self, *, body: MediaRequest) -> Media:
        """Announce a file, by the newer address.

        As `create_media`. The address is known from KASKO's own mock alone, and unlike
        everything else it carries the version in its path.

        Source (documented): kasko-app-example-external mock.

        Args:
            body: What the file is.

        Returns:
            Media: The record of the file.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.media.create_media_v2 import create_media_v2

        return self.send(create_media_v2(body=body))

    def upload_media_v2(self, media_id: str, *, body: MediaUpload) -> None:
        """Upload the content of a file, by the newer address.

        As `upload_media`. The address is known from KASKO's own mock alone.

        Source (documented): kasko-app-example-external mock.

        Args:
            media_id: The id of the file's record. Opaque.
            body: The content.

        Returns:
            None: Received.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.media.upload_media_v2 import upload_media_v2

        return self.send(upload_media_v2(media_id, body=body))

    def get_quote(
        self,
        *,
        variant_id: str | Unset = UNSET,
        touchpoint_id: str | Unset = UNSET,
        item_id: str | Unset = UNSET,
        language: str | Unset = UNSET,
        data: str,
        key: str | Unset = UNSET,
    ) -> QuoteV1:
        """Ask for the price of a v1 product.

        Products from before 2018 are named by `variant_id`, later ones by `touchpoint_id` and
        `item_id`. For products of v2 and v3 use `create_quote_v2` and `create_quote`.

        Source (documented): kasko/docs old products page, kasko/docs new products page.

        Args:
            variant_id: The product variant; for products from before 2018, in place of
                touchpoint and item.
            touchpoint_id: The place at which the product is sold; for products from 2018
                on.
            item_id: The item; for products from 2018 on.
            language: Language of texts and documents, ISO 639-1. The table requires it,
                the sample lacks it: send it.
            data: What the product needs to know for a price, as the text of a JSON object;
                `{}` if it needs nothing.
            key: A public key, for requests without an `Authorization` header, such as a
                browser's. Never a secret key: addresses end up in logs. One page marks it as
                required, where others use the header.

        Returns:
            QuoteV1: The price.

        Documented errors: 400, 401, 403, 404, 405, 409, 422, 500, 502, 503, 504, default.
        """
        from .api.quotes.get_quote import get_quote

        return self.send(
            get_quote(
                variant_id=variant_id,
                touchpoint_id=touchpoint_id,
                item_id=item_id,
                language=language,
                data=data,
                key=key,
            )
        )

    def create_quote(self, *, body: QuoteRequest, key: str | Unset = UNSET) -> Quote:
        """Ask for the price of an integration-based product (v3).

        The current way to a price. Nothing is stored that anybody could see; ask as often as
        you like. A public key will do, in place of a secret one or as `key`.

        409 says that the pricing logic is still being built: ask again later. 422 says that
        there is no price for these data (a knock-out).

        Source (documented): docs.kasko.io quote page, kasko/docs Roland v3 page.

        Args:
            key: A public key, for requests without an `Authorization` header, such as a
                browser's. Never a secret key: addresses end up in logs. One page marks it as
                required, where others use the header.
            body: What to price.

        Returns:
            Quote: The price.

        Documented errors: 400, 401, 403, 404, 405, 409, 422, 500, 502, 503, 504, default.
        """
        from .api.quotes.create_quote import create_quote

        return self.send(create_quote(body=body, key=key))

    def get_quote_v2(
        self,
        *,
        touchpoint_id: str,
        item_id: str,
        subscription_plan_id: str,
        language: str | Unset = UNSET,
        data: str,
        key: str | Unset = UNSET,
    ) -> Quote:
        """Ask for the price of a touchpoint-based product (v2) by a read.

        The older form of `create_quote_v2`. Its data stand in the address, which ends up in
        logs.

        Source (documented): kasko/docs new products page, kasko/docs flixbus page.

        Args:
            touchpoint_id: The place at which the product is sold.
            item_id: The item.
            subscription_plan_id: The plan by which the cover is paid.
            language: Language of texts and documents, ISO 639-1. The table requires it,
                the sample lacks it: send it.
            data: What the product needs to know for a price, as the text of a JSON object;
                `{}` if it needs nothing.
            key: A public key, for requests without an `Authorization` header, such as a
                browser's. Never a secret key: addresses end up in logs. One page marks it as
                required, where others use the header.

        Returns:
            Quote: The price.

        Documented errors: 400, 401, 403, 404, 405, 409, 422, 500, 502, 503, 504, default.
        """
        from .api.quotes.get_quote_v2 import get_quote_v2

        return self.send(
            get_quote_v2(
                touchpoint_id=touchpoint_id,
                item_id=item_id,
                subscription_plan_id=subscription_plan_id,
                language=language,
                data=data,
                key=key,
            )
        )

    def create_quote_v2(self, *, body: QuoteRequestV2) -> Quote:
        """Ask for the price of a touchpoint-based product (v2).

        As `create_quote`, for products that are sold at a touchpoint. 409 and 422 mean the
        same.

        Source (documented): kasko/docs Roland v2 page, kasko/docs simpego page.

        Args:
            body: What to price.

        Returns:
            Quote: The price.

        Documented errors: 400, 401, 403, 404, 405, 409, 422, 500, 502, 503, 504, default.
        """
        from .api.quotes.create_quote_v2 import create_quote_v2

        return self.send(create_quote_v2(body=body))

    def create_payment(self, *, body: PaymentRequest, key: str | Unset = UNSET) -> Payment:
        """Turn an offer into a paid policy.

        For the distributor that has collected the money, or names who will. The policy is made
        in the background and e-mailed to the holder; until it is there, reading it answers
        404. Poll with growing pauses.

        Nothing protects against sending this twice: after an answer that did not come, look at
        the policy first.

        Source (documented): docs.kasko.io payment page, kasko/docs REST index page.

        Args:
            key: A public key, for requests without an `Authorization` header, such as a
                browser's. Never a secret key: addresses end up in logs. One page marks it as
                required, where others use the header.
            body: The offer and how it is paid.

        Returns:
            Payment: The payment. Whether it comes as 200 or 201 is not documented; older
                pages show no body.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.payments.create_payment import create_payment

        return self.send(create_payment(body=body, key=key))

    def get_payment(self, payment_id: str) -> Payment:
        """Get one payment by its id.

        Which members are shown depends on the rights of the key; only `id` is sure.

        Source (documented): docs.kasko.io payment page.

        Args:
            payment_id: The id of the payment. Opaque.

        Returns:
            Payment: The payment.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.payments.get_payment import get_payment

        return self.send(get_payment(payment_id))

    def create_lead(self, *, body: LeadRequest) -> Lead:
        """Keep a person who may become a policyholder.

        Documents are made in the background; poll `get_lead` until its `status` is `ready`.

        Source (documented): kasko/docs softfair page.

        Args:
            body: The person, and the price if there is one.

        Returns:
            Lead: The lead. Whether it comes as 200 or 201 is not documented.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.leads.create_lead import create_lead

        return self.send(create_lead(body=body))

    def get_lead(self, lead_id: str) -> Lead:
        """Get one lead by its id.

        `status` moves from `pending` to `ready`, and `assets` fill, once the documents have
        been made.

        Source (documented): kasko/docs softfair page.

        Args:
            lead_id: The id of the lead. Opaque.

        Returns:
            Lead: The lead.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.leads.get_lead import get_lead

        return self.send(get_lead(lead_id))

    def get_dataset(self, dataset_id: str) -> Dataset:
        """Get what a dataset is called and in which languages it can be read.

        A public dataset needs no key; a locked one does.

        Source (documented): kasko/docs data page, docs.kasko.io data page.

        Args:
            dataset_id: The id of the dataset. Opaque.

        Returns:
            Dataset: The dataset.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.datasets.get_dataset import get_dataset

        return self.send(get_dataset(dataset_id))

    def list_dataset_items(
        self,
        dataset_id: str,
        *,
        language: str,
        fields: str,
        limit: int | Unset = UNSET,
        starting_after: str | Unset = UNSET,
        ending_before: str | Unset = UNSET,
        query: str | Unset = UNSET,
        sort: str | Unset = UNSET,
    ) -> list[DatasetEntry]:
        """List the rows of a dataset.

        Pages are linked by the header `Link`; `starting_after` and `ending_before` take the id
        of a row. Without `sort` the order is the server's own.

        Source (documented): kasko/docs data page, docs.kasko.io data page.

        Args:
            dataset_id: The id of the dataset. Opaque.
            language: The language of the values, one of the dataset's `languages`.
            fields: The fields to return, as the text of a JSON array of names.
            limit: The greatest number of rows on one page. The server's default is 20. The
                current page marks it as required, the text of 2020 does not.
            starting_after: The id of a row: only rows after it.
            ending_before: The id of a row: only rows before it.
            query: Conditions that all have to hold, as the text of a JSON array of objects
                with `field`, `search` and, if it is not a match, `operator`: `>`, `>=`, `<`,
                `<=` or `IN`. A match takes `%` for any text; `IN` takes an array as `search`.
            sort: The order, as the text of a JSON array of objects with `field` and `dir`:
                `asc` or `desc`.

        Returns:
            list[DatasetEntry]: One page of rows.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.datasets.list_dataset_items import list_dataset_items

        return self.send(
            list_dataset_items(
                dataset_id,
                language=language,
                fields=fields,
                limit=limit,
                starting_after=starting_after,
                ending_before=ending_before,
                query=query,
                sort=sort,
            )
        )

    def list_distinct_values(
        self,
        dataset_id: str,
        *,
        language: str,
        fields: str,
        limit: int | Unset = UNSET,
        starting_after: int | Unset = UNSET,
        ending_before: int | Unset = UNSET,
        query: str | Unset = UNSET,
        sort: str | Unset = UNSET,
    ) -> list[OpenMap]:
        """List the distinct combinations of some fields of a dataset.

        As `list_dataset_items`, but rows have no ids here: `starting_after` and
        `ending_before` take the number of a row. The definition prints `/dataset/`, the sample
        `/datasets/`; the sample is right.

        Source (documented): kasko/docs data page.

        Args:
            dataset_id: The id of the dataset. Opaque.
            language: The language of the values, one of the dataset's `languages`.
            fields: The fields to return, as the text of a JSON array of names.
            limit: The greatest number of rows on one page. The server's default is 20. The
                current page marks it as required, the text of 2020 does not.
            starting_after: The number of a row: only rows after it.
            ending_before: The number of a row: only rows before it.
            query: Conditions that all have to hold, as the text of a JSON array of objects
                with `field`, `search` and, if it is not a match, `operator`: `>`, `>=`, `<`,
                `<=` or `IN`. A match takes `%` for any text; `IN` takes an array as `search`.
            sort: The order, as the text of a JSON array of objects with `field` and `dir`:
                `asc` or `desc`.

        Returns:
            list[OpenMap]: One page of combinations.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.datasets.list_distinct_values import list_distinct_values

        return self.send(
            list_distinct_values(
                dataset_id,
                language=language,
                fields=fields,
                limit=limit,
                starting_after=starting_after,
                ending_before=ending_before,
                query=query,
                sort=sort,
            )
        )

    def get_dataset_item(self, item_id: str, *, language: str) -> DatasetItem:
        """Get one row of a dataset by its id.

        The row with all of its fields.

        Source (documented): kasko/docs data page.

        Args:
            item_id: The id of a row. Opaque.
            language: The language of the values, one of the dataset's `languages`.

        Returns:
            DatasetItem: The row.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.datasets.get_dataset_item import get_dataset_item

        return self.send(get_dataset_item(item_id, language=language))

    def get_index_price(
        self, index_id: str, *, year: int, make: str, model: str, market_value: int
    ) -> IndexPrice:
        """Get an indicative price for a vehicle.

        A service for one kind of product. The sample sends no key.

        Source (documented): kasko/docs index page.

        Args:
            index_id: The id of the index, one for each product. Opaque.
            year: The year in which the vehicle was built.
            make: The maker of the vehicle.
            model: The model of the vehicle.
            market_value: What the vehicle is worth, in major units of a currency that is
                not given.

        Returns:
            IndexPrice: The price.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.product_services.get_index_price import get_index_price

        return self.send(
            get_index_price(index_id, year=year, make=make, model=model, market_value=market_value)
        )

    def upload_receipt(self, *, body: ReceiptUpload) -> UploadedReceipt:
        """Upload a purchase receipt.

        A service for one product. The token of the answer goes into the `data` of the offer,
        as `receipt_token`.

        Source (documented): kasko/docs multi-item page.

        Args:
            body: The receipt.

        Returns:
            UploadedReceipt: The token of the receipt. Whether it comes as 200 or 201 is
                not documented.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.product_services.upload_receipt import upload_receipt

        return self.send(upload_receipt(body=body))


class AsyncKaskoApi(ABC):
    """KASKO API: a subclass says how a request is sent."""

    @abstractmethod
    async def send(self, request: Request[T]) -> T:
        """Send one request and return its typed answer, or raise."""

    async def list_policies(
        self,
        *,
        since: int | datetime.datetime | Unset = UNSET,
        until: int | datetime.datetime | Unset = UNSET,
        limit: int | Unset = UNSET,
    ) -> PolicyCollection:
        """List the policies created or updated within a time window.

        Made to be polled: ask with `since` and get every policy created or updated from then
        on. A cancelled policy comes again, with the new `status` and a later `updated_at`, so
        store what arrives by `id`. The list signals no deletion.

        Follow `_links.next` until it is gone. A page shorter than `limit` is no sign of the
        end. The link carries `since` in whole seconds, equal to the `updated_at` of the last
        policy of the page, and does not carry `limit`: send your own again. Whether both
        bounds include their second is not documented; read them as inclusive and drop what you
        have seen, by `id` and `updated_at`.

        Source (documented): seed 001.

        Args:
            since: Only policies created or updated since this time: seconds since 1970 in
                UTC, or an ISO 8601 date-time with offset (`2015-10-14T12:52:46+00:00`, its `+`
                percent-encoded as `%2B`). The server's default is 0, the beginning.
            until: Only policies created or updated until this time, in the same two forms
                as `since`. The server's default is 0, which can only mean that there is no
                bound: leave the parameter out instead.
            limit: The greatest number of policies on one page. The server's default is 20;
                a maximum is not documented.

        Returns:
            PolicyCollection: One page of policies, by all appearances in ascending order
                of `updated_at`.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.policies.list_policies import list_policies

        return await self.send(list_policies(since=since, until=until, limit=limit))

    async def get_policy(self, policy_id: str) -> Policy:
        """Get one policy by its KASKO id.

        The target of each policy's self link. Without a vendor media type in `Accept` it is
        taken to answer with the same object as the list; the reference shows the link but no
        answer.

        A policy that your key may not see answers 404 like one that does not exist. Right
        after a payment the policy may not exist yet, as it is made in the background.

        Source (documented): seed 001, kasko/docs policy page.

        Args:
            policy_id: KASKO's id of the policy (`id`, not `insurer_policy_id`). Opaque:
                length and format may change.

        Returns:
            Policy: The policy.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.policies.get_policy import get_policy

        return await self.send(get_policy(policy_id))

    async def cancel_policy(
        self,
        policy_id: str,
        *,
        body: PolicyCancellation,
        if_match: str | Unset = UNSET,
        if_unmodified_since: str | Unset = UNSET,
    ) -> Any:
        """Cancel a policy.

        Afterwards the policy takes no change but `reactivate_policy`. Send the headers that
        `get_policy_v2` gave. What comes back is not documented: read the policy again. In 2019
        the same request with other members was an update; that is `update_policy` now.

        Source (documented): kasko/docs ticket refund page, kasko/docs relocation page.

        Args:
            policy_id: KASKO's id of the policy (`id`, not `insurer_policy_id`). Opaque:
                length and format may change.
            if_match: The `ETag` of the version that the change is meant for, as it was
                received, with or without quotes. Pages ask for it; some samples leave it out.
                The answer to a version that has passed is not documented.
            if_unmodified_since: The `Last-Modified` of the version that the change is
                meant for, as it was received. Only some pages ask for it.
            body: The cancellation.

        Returns:
            None: Done, and nothing is said. Status and body are not documented.
            Any: Done. Status and body are not documented; expect any JSON.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.policies.cancel_policy import cancel_policy

        return await self.send(
            cancel_policy(
                policy_id, body=body, if_match=if_match, if_unmodified_since=if_unmodified_since
            )
        )

    async def update_policy(
        self,
        policy_id: str,
        *,
        body: PolicyUpdate,
        if_match: str | Unset = UNSET,
        if_unmodified_since: str | Unset = UNSET,
    ) -> Any:
        """Change some members of a policy.

        Only members that the product marks as editable are accepted. A change that has an
        effect on the price needs the token of a new quote. Send the headers that
        `get_policy_v2` gave, so that nobody else's change is overwritten. What comes back is
        not documented: read the policy again.

        Source (documented): kasko/docs Roland v2 page, kasko/docs Roland v3 page, kasko/docs
        ticket refund page.

        Args:
            policy_id: KASKO's id of the policy (`id`, not `insurer_policy_id`). Opaque:
                length and format may change.
            if_match: The `ETag` of the version that the change is meant for, as it was
                received, with or without quotes. Pages ask for it; some samples leave it out.
                The answer to a version that has passed is not documented.
            if_unmodified_since: The `Last-Modified` of the version that the change is
                meant for, as it was received. Only some pages ask for it.
            body: What is to change.

        Returns:
            None: Done, and nothing is said. Status and body are not documented.
            Any: Done. Status and body are not documented; expect any JSON.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.policies.update_policy import update_policy

        return await self.send(
            update_policy(
                policy_id, body=body, if_match=if_match, if_unmodified_since=if_unmodified_since
            )
        )

    async def get_policy_v2(self, policy_id: str) -> PolicyV2:
        """Get one policy by its KASKO id, in the shape of v2.

        The policy that `update_policy` and `cancel_policy` work on. Keep the headers `ETag`
        and `Last-Modified` of the answer, byte for byte: they say which version your change is
        meant for.

        A policy that your key may not see answers 404 like one that does not exist, and so
        does one that was paid a moment ago, as it is made in the background.

        Source (documented): kasko/docs v2 policy page, kasko/docs ticket refund page,
        docs.kasko.io policy page.

        Args:
            policy_id: KASKO's id of the policy (`id`, not `insurer_policy_id`). Opaque:
                length and format may change.

        Returns:
            PolicyV2: The policy.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.policies.get_policy_v2 import get_policy_v2

        return await self.send(get_policy_v2(policy_id))

    async def reactivate_policy(self, policy_id: str) -> Any:
        """Undo a cancellation.

        The only change that a cancelled policy takes. There is no body. What comes back is not
        documented: read the policy again.

        Source (documented): kasko/docs Roland v2 page, kasko/docs ticket refund page.

        Args:
            policy_id: KASKO's id of the policy (`id`, not `insurer_policy_id`). Opaque:
                length and format may change.

        Returns:
            None: Done, and nothing is said. Status and body are not documented.
            Any: Done. Status and body are not documented; expect any JSON.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.policies.reactivate_policy import reactivate_policy

        return await self.send(reactivate_policy(policy_id))

    async def list_indexed_policies(self, *, start_date: str, end_date: str) -> Any:
        """List policies by the time of their purchase.

        Neither the answer nor the time zone of the bounds is documented. To synchronise use
        `list_policies`.

        Source (documented): kasko/docs zusatzfahrer page.

        Args:
            start_date: The earliest purchase, as `YYYY-MM-DD HH:MM:SS` in a time zone that
                is not documented.
            end_date: The latest purchase, as `YYYY-MM-DD HH:MM:SS` in a time zone that is
                not documented.

        Returns:
            Any: The policies. Their shape is not documented.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.policies.list_indexed_policies import list_indexed_policies

        return await self.send(list_indexed_policies(start_date=start_date, end_date=end_date))

    async def create_offer(self, *, body: OfferRequest) -> CreatedOffer:
        """Create an offer, which is a policy that is not paid yet.

        Nothing is charged. It shows that quote and data of the customer are accepted, and
        gives the token for the payment. An offer that somebody has to approve first comes
        without that token; poll `get_offer` for it.

        Source (documented): kasko/docs v2 offer page.

        Args:
            body: The quote and the future policyholder.

        Returns:
            CreatedOffer: The offer. Whether it comes as 200 or 201 is not documented.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.offers.create_offer import create_offer

        return await self.send(create_offer(body=body))

    async def create_offer_v1(self, *, body: OfferRequestV1) -> CreatedOffer:
        """Create an offer out of a v1 quote.

        As `create_offer`, for products with v1 quotes: without a vendor media type, and with
        the `signature` of the quote as its token.

        Source (documented): kasko/docs v1 offer page.

        Args:
            body: The quote and the future policyholder.

        Returns:
            CreatedOffer: The offer. Whether it comes as 200 or 201 is not documented.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.offers.create_offer_v1 import create_offer_v1

        return await self.send(create_offer_v1(body=body))

    async def get_offer(self, offer_id: str) -> Offer:
        """Get one offer by its KASKO id.

        An offer that had to be approved has its `payment_token` here once that is done. The
        current page may hold more operations on offers; only its table of members could be
        read.

        Source (documented): docs.kasko.io offer page, kasko/docs softfair page.

        Args:
            offer_id: KASKO's id of the offer, which the later policy keeps. Opaque.

        Returns:
            Offer: The offer.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.offers.get_offer import get_offer

        return await self.send(get_offer(offer_id))

    async def attach_media(self, policy_id: str, *, body: MediaReference) -> Any:
        """Attach an uploaded file to a policy.

        The last of three steps: `create_media`, `upload_media`, `attach_media`. What comes
        back is not documented.

        Source (documented): kasko/docs travel layer page.

        Args:
            policy_id: KASKO's id of the policy (`id`, not `insurer_policy_id`). Opaque:
                length and format may change.
            body: The file.

        Returns:
            None: Done, and nothing is said. Status and body are not documented.
            Any: Done. Status and body are not documented; expect any JSON.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.media.attach_media import attach_media

        return await self.send(attach_media(policy_id, body=body))

    async def create_media(self, *, body: MediaRequest) -> Media:
        """Announce a file.

        The first of three steps: `create_media`, `upload_media`, `attach_media`. Only KASKO's
        own mock shows an answer.

        Source (documented): kasko/docs travel layer page, kasko/docs my camper page.

        Args:
            body: What the file is.

        Returns:
            Media: The record of the file. Whether it comes as 200 or 201 is not
                documented.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.media.create_media import create_media

        return await self.send(create_media(body=body))

    async def upload_media(self, media_id: str, *, body: MediaUpload) -> None:
        """Upload the content of a file.

        The second of three steps: `create_media`, `upload_media`, `attach_media`. Only KASKO's
        own mock shows an answer.

        Source (documented): kasko/docs travel layer page.

        Args:
            media_id: The id of the file's record. Opaque.
            body: The content.

        Returns:
            None: Received.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.media.upload_media import upload_media

        return await self.send(upload_media(media_id, body=body))

    async def create_media_v2(self, *, body: MediaRequest) -> Media:
        """Announce a file, by the newer address.

        As `create_media`. The address is known from KASKO's own mock alone, and unlike
        everything else it carries the version in its path.

        Source (documented): kasko-app-example-external mock.

        Args:
            body: What the file is.

        Returns:
            Media: The record of the file.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.media.create_media_v2 import create_media_v2

        return await self.send(create_media_v2(body=body))

    async def upload_media_v2(self, media_id: str, *, body: MediaUpload) -> None:
        """Upload the content of a file, by the newer address.

        As `upload_media`. The address is known from KASKO's own mock alone.

        Source (documented): kasko-app-example-external mock.

        Args:
            media_id: The id of the file's record. Opaque.
            body: The content.

        Returns:
            None: Received.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.media.upload_media_v2 import upload_media_v2

        return await self.send(upload_media_v2(media_id, body=body))

    async def get_quote(
        self,
        *,
        variant_id: str | Unset = UNSET,
        touchpoint_id: str | Unset = UNSET,
        item_id: str | Unset = UNSET,
        language: str | Unset = UNSET,
        data: str,
        key: str | Unset = UNSET,
    ) -> QuoteV1:
        """Ask for the price of a v1 product.

        Products from before 2018 are named by `variant_id`, later ones by `touchpoint_id` and
        `item_id`. For products of v2 and v3 use `create_quote_v2` and `create_quote`.

        Source (documented): kasko/docs old products page, kasko/docs new products page.

        Args:
            variant_id: The product variant; for products from before 2018, in place of
                touchpoint and item.
            touchpoint_id: The place at which the product is sold; for products from 2018
                on.
            item_id: The item; for products from 2018 on.
            language: Language of texts and documents, ISO 639-1. The table requires it,
                the sample lacks it: send it.
            data: What the product needs to know for a price, as the text of a JSON object;
                `{}` if it needs nothing.
            key: A public key, for requests without an `Authorization` header, such as a
                browser's. Never a secret key: addresses end up in logs. One page marks it as
                required, where others use the header.

        Returns:
            QuoteV1: The price.

        Documented errors: 400, 401, 403, 404, 405, 409, 422, 500, 502, 503, 504, default.
        """
        from .api.quotes.get_quote import get_quote

        return await self.send(
            get_quote(
                variant_id=variant_id,
                touchpoint_id=touchpoint_id,
                item_id=item_id,
                language=language,
                data=data,
                key=key,
            )
        )

    async def create_quote(self, *, body: QuoteRequest, key: str | Unset = UNSET) -> Quote:
        """Ask for the price of an integration-based product (v3).

        The current way to a price. Nothing is stored that anybody could see; ask as often as
        you like. A public key will do, in place of a secret one or as `key`.

        409 says that the pricing logic is still being built: ask again later. 422 says that
        there is no price for these data (a knock-out).

        Source (documented): docs.kasko.io quote page, kasko/docs Roland v3 page.

        Args:
            key: A public key, for requests without an `Authorization` header, such as a
                browser's. Never a secret key: addresses end up in logs. One page marks it as
                required, where others use the header.
            body: What to price.

        Returns:
            Quote: The price.

        Documented errors: 400, 401, 403, 404, 405, 409, 422, 500, 502, 503, 504, default.
        """
        from .api.quotes.create_quote import create_quote

        return await self.send(create_quote(body=body, key=key))

    async def get_quote_v2(
        self,
        *,
        touchpoint_id: str,
        item_id: str,
        subscription_plan_id: str,
        language: str | Unset = UNSET,
        data: str,
        key: str | Unset = UNSET,
    ) -> Quote:
        """Ask for the price of a touchpoint-based product (v2) by a read.

        The older form of `create_quote_v2`. Its data stand in the address, which ends up in
        logs.

        Source (documented): kasko/docs new products page, kasko/docs flixbus page.

        Args:
            touchpoint_id: The place at which the product is sold.
            item_id: The item.
            subscription_plan_id: The plan by which the cover is paid.
            language: Language of texts and documents, ISO 639-1. The table requires it,
                the sample lacks it: send it.
            data: What the product needs to know for a price, as the text of a JSON object;
                `{}` if it needs nothing.
            key: A public key, for requests without an `Authorization` header, such as a
                browser's. Never a secret key: addresses end up in logs. One page marks it as
                required, where others use the header.

        Returns:
            Quote: The price.

        Documented errors: 400, 401, 403, 404, 405, 409, 422, 500, 502, 503, 504, default.
        """
        from .api.quotes.get_quote_v2 import get_quote_v2

        return await self.send(
            get_quote_v2(
                touchpoint_id=touchpoint_id,
                item_id=item_id,
                subscription_plan_id=subscription_plan_id,
                language=language,
                data=data,
                key=key,
            )
        )

    async def create_quote_v2(self, *, body: QuoteRequestV2) -> Quote:
        """Ask for the price of a touchpoint-based product (v2).

        As `create_quote`, for products that are sold at a touchpoint. 409 and 422 mean the
        same.

        Source (documented): kasko/docs Roland v2 page, kasko/docs simpego page.

        Args:
            body: What to price.

        Returns:
            Quote: The price.

        Documented errors: 400, 401, 403, 404, 405, 409, 422, 500, 502, 503, 504, default.
        """
        from .api.quotes.create_quote_v2 import create_quote_v2

        return await self.send(create_quote_v2(body=body))

    async def create_payment(self, *, body: PaymentRequest, key: str | Unset = UNSET) -> Payment:
        """Turn an offer into a paid policy.

        For the distributor that has collected the money, or names who will. The policy is made
        in the background and e-mailed to the holder; until it is there, reading it answers
        404. Poll with growing pauses.

        Nothing protects against sending this twice: after an answer that did not come, look at
        the policy first.

        Source (documented): docs.kasko.io payment page, kasko/docs REST index page.

        Args:
            key: A public key, for requests without an `Authorization` header, such as a
                browser's. Never a secret key: addresses end up in logs. One page marks it as
                required, where others use the header.
            body: The offer and how it is paid.

        Returns:
            Payment: The payment. Whether it comes as 200 or 201 is not documented; older
                pages show no body.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.payments.create_payment import create_payment

        return await self.send(create_payment(body=body, key=key))

    async def get_payment(self, payment_id: str) -> Payment:
        """Get one payment by its id.

        Which members are shown depends on the rights of the key; only `id` is sure.

        Source (documented): docs.kasko.io payment page.

        Args:
            payment_id: The id of the payment. Opaque.

        Returns:
            Payment: The payment.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.payments.get_payment import get_payment

        return await self.send(get_payment(payment_id))

    async def create_lead(self, *, body: LeadRequest) -> Lead:
        """Keep a person who may become a policyholder.

        Documents are made in the background; poll `get_lead` until its `status` is `ready`.

        Source (documented): kasko/docs softfair page.

        Args:
            body: The person, and the price if there is one.

        Returns:
            Lead: The lead. Whether it comes as 200 or 201 is not documented.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.leads.create_lead import create_lead

        return await self.send(create_lead(body=body))

    async def get_lead(self, lead_id: str) -> Lead:
        """Get one lead by its id.

        `status` moves from `pending` to `ready`, and `assets` fill, once the documents have
        been made.

        Source (documented): kasko/docs softfair page.

        Args:
            lead_id: The id of the lead. Opaque.

        Returns:
            Lead: The lead.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.leads.get_lead import get_lead

        return await self.send(get_lead(lead_id))

    async def get_dataset(self, dataset_id: str) -> Dataset:
        """Get what a dataset is called and in which languages it can be read.

        A public dataset needs no key; a locked one does.

        Source (documented): kasko/docs data page, docs.kasko.io data page.

        Args:
            dataset_id: The id of the dataset. Opaque.

        Returns:
            Dataset: The dataset.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.datasets.get_dataset import get_dataset

        return await self.send(get_dataset(dataset_id))

    async def list_dataset_items(
        self,
        dataset_id: str,
        *,
        language: str,
        fields: str,
        limit: int | Unset = UNSET,
        starting_after: str | Unset = UNSET,
        ending_before: str | Unset = UNSET,
        query: str | Unset = UNSET,
        sort: str | Unset = UNSET,
    ) -> list[DatasetEntry]:
        """List the rows of a dataset.

        Pages are linked by the header `Link`; `starting_after` and `ending_before` take the id
        of a row. Without `sort` the order is the server's own.

        Source (documented): kasko/docs data page, docs.kasko.io data page.

        Args:
            dataset_id: The id of the dataset. Opaque.
            language: The language of the values, one of the dataset's `languages`.
            fields: The fields to return, as the text of a JSON array of names.
            limit: The greatest number of rows on one page. The server's default is 20. The
                current page marks it as required, the text of 2020 does not.
            starting_after: The id of a row: only rows after it.
            ending_before: The id of a row: only rows before it.
            query: Conditions that all have to hold, as the text of a JSON array of objects
                with `field`, `search` and, if it is not a match, `operator`: `>`, `>=`, `<`,
                `<=` or `IN`. A match takes `%` for any text; `IN` takes an array as `search`.
            sort: The order, as the text of a JSON array of objects with `field` and `dir`:
                `asc` or `desc`.

        Returns:
            list[DatasetEntry]: One page of rows.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.datasets.list_dataset_items import list_dataset_items

        return await self.send(
            list_dataset_items(
                dataset_id,
                language=language,
                fields=fields,
                limit=limit,
                starting_after=starting_after,
                ending_before=ending_before,
                query=query,
                sort=sort,
            )
        )

    async def list_distinct_values(
        self,
        dataset_id: str,
        *,
        language: str,
        fields: str,
        limit: int | Unset = UNSET,
        starting_after: int | Unset = UNSET,
        ending_before: int | Unset = UNSET,
        query: str | Unset = UNSET,
        sort: str | Unset = UNSET,
    ) -> list[OpenMap]:
        """List the distinct combinations of some fields of a dataset.

        As `list_dataset_items`, but rows have no ids here: `starting_after` and
        `ending_before` take the number of a row. The definition prints `/dataset/`, the sample
        `/datasets/`; the sample is right.

        Source (documented): kasko/docs data page.

        Args:
            dataset_id: The id of the dataset. Opaque.
            language: The language of the values, one of the dataset's `languages`.
            fields: The fields to return, as the text of a JSON array of names.
            limit: The greatest number of rows on one page. The server's default is 20. The
                current page marks it as required, the text of 2020 does not.
            starting_after: The number of a row: only rows after it.
            ending_before: The number of a row: only rows before it.
            query: Conditions that all have to hold, as the text of a JSON array of objects
                with `field`, `search` and, if it is not a match, `operator`: `>`, `>=`, `<`,
                `<=` or `IN`. A match takes `%` for any text; `IN` takes an array as `search`.
            sort: The order, as the text of a JSON array of objects with `field` and `dir`:
                `asc` or `desc`.

        Returns:
            list[OpenMap]: One page of combinations.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.datasets.list_distinct_values import list_distinct_values

        return await self.send(
            list_distinct_values(
                dataset_id,
                language=language,
                fields=fields,
                limit=limit,
                starting_after=starting_after,
                ending_before=ending_before,
                query=query,
                sort=sort,
            )
        )

    async def get_dataset_item(self, item_id: str, *, language: str) -> DatasetItem:
        """Get one row of a dataset by its id.

        The row with all of its fields.

        Source (documented): kasko/docs data page.

        Args:
            item_id: The id of a row. Opaque.
            language: The language of the values, one of the dataset's `languages`.

        Returns:
            DatasetItem: The row.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.datasets.get_dataset_item import get_dataset_item

        return await self.send(get_dataset_item(item_id, language=language))

    async def get_index_price(
        self, index_id: str, *, year: int, make: str, model: str, market_value: int
    ) -> IndexPrice:
        """Get an indicative price for a vehicle.

        A service for one kind of product. The sample sends no key.

        Source (documented): kasko/docs index page.

        Args:
            index_id: The id of the index, one for each product. Opaque.
            year: The year in which the vehicle was built.
            make: The maker of the vehicle.
            model: The model of the vehicle.
            market_value: What the vehicle is worth, in major units of a currency that is
                not given.

        Returns:
            IndexPrice: The price.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.product_services.get_index_price import get_index_price

        return await self.send(
            get_index_price(index_id, year=year, make=make, model=model, market_value=market_value)
        )

    async def upload_receipt(self, *, body: ReceiptUpload) -> UploadedReceipt:
        """Upload a purchase receipt.

        A service for one product. The token of the answer goes into the `data` of the offer,
        as `receipt_token`.

        Source (documented): kasko/docs multi-item page.

        Args:
            body: The receipt.

        Returns:
            UploadedReceipt: The token of the receipt. Whether it comes as 200 or 201 is
                not documented.

        Documented errors: 400, 401, 403, 404, 405, 409, 500, 502, 503, 504, default.
        """
        from .api.product_services.upload_receipt import upload_receipt

        return await self.send(upload_receipt(body=body))
