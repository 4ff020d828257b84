# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Every operation as a method, blocking and asynchronous."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeVar

from .types import UNSET

if TYPE_CHECKING:
    import datetime

    from .models.policy import Policy
    from .models.policy_collection import PolicyCollection
    from .types import Request, Unset

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
