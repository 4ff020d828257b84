"""Walks that only read KASKO.

They hold under every reading that the documents leave open: bounds that include their own second
or do not, links at the top or in `_embedded`, short and empty pages, ties in any order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qs, urlsplit

from brolly_contract.exchange import Record, moment
from brolly_contract.kasko_checks import cursor, links
from brolly_contract.traffic import (
    Auth,
    NoResponseError,
    Response,
    UntestedError,
    World,
    kasko_key,
)
from brolly_contract.walks import altered, contradictions, in_path, member, needed, sample, walk

V2 = {"Accept": "application/vnd.kasko.v2+json"}
V3 = {"Accept": "application/vnd.kasko.v3+json"}
_GREATEST_LIMIT = 4096
_PAGE, _PAGES, _SMALL = 100, 2, 30
# The size of a page without `limit`.
_USUAL = 20
# More than 32 bits hold.
_BEYOND = 2**32
_BOTH_WAYS: tuple[Auth, ...] = ("basic", "bearer")
_LIST = "list_policies"
_LEADS_ON = "list_policies/description#Follow `_links.next`"
_BOUNDS = ("components/parameters/Since", "components/parameters/Until")


def second(policy: Record) -> int:
    """`updated_at` in whole unix seconds; AssertionError if it is not a time."""
    at = moment(policy.get("updated_at"))
    assert at is not None, "a policy has no readable updated_at"
    return int(at)


def page_of(response: Response) -> list[Record]:
    """The policies of a page."""
    return response.records("_embedded", "item")


def listed(world: World, **query: Any) -> list[Record]:
    """The policies of one page."""
    return page_of(world.get("/policies", query=query))


def path_of(policy: Record) -> str:
    """Where a policy is read on its own."""
    return f"/policies/{in_path(member(policy, 'id'))}"


def _ids(policies: Iterable[Record]) -> set[str]:
    return {member(policy, "id") for policy in policies}


@dataclass(slots=True)
class Read:
    """The policies of a window."""

    policies: dict[str, Record] = field(default_factory=dict[str, Record])
    """By id, in the latest version."""
    ended: bool = False
    """Whether the list has ended; a reading may stop before."""


def read(
    world: World,
    limit: int,
    *,
    since: int | None = None,
    until: int | None = None,
    most: int = 10_000,
) -> Read:
    """Read a window page by page, from a second before the last one of each page.

    Raises:
        AssertionError: A response is not a page, a page does not ascend, or the pages do not end.
    """
    found = Read()
    for _ in range(most):
        query = {"since": since, "until": until, "limit": limit}
        response = world.get("/policies", query={k: v for k, v in query.items() if v is not None})
        policies = page_of(response)
        seconds = [second(policy) for policy in policies]
        assert seconds == sorted(seconds), "a page does not ascend"
        found.policies |= {member(policy, "id"): policy for policy in policies}
        following = cursor(links(response.body).get("next"), "since")
        if following is None:
            found.ended = True
            return found
        start = max(seconds[-1] - 1, since or 0) if seconds else following
        if start == since:
            if limit >= _GREATEST_LIMIT:
                # A second with more policies than fit on a page: no link leads past it.
                return found
            limit *= 2
        assert seconds or start > (since or 0), "`next` of an empty page does not lead on"
        since = start
    assert most < 10_000, "the pages do not end"
    return found


def find_examples(world: World) -> None:
    """Find out which examples of the specification the account has.

    The mock has all of them. Other accounts need ids from the user.
    """
    quote = {name: world.id(name) for name in ("touchpoint_id", "item_id", "subscription_plan_id")}
    index = {"year": 2015, "make": "make", "model": "model", "market_value": 10_000}
    for names, path, query, headers in (
        (("offerId",), "/offers/{}", {}, V2),
        (("paymentId",), "/payments/{}", {}, {}),
        (("leadId",), "/leads/{}", {}, {}),
        (("datasetId",), "/datasets/{}", {}, {}),
        (("itemId",), "/dataset_items/{}", {"language": "en"}, {}),
        (("indexId", "make", "model"), "/indexes/{}", index, {}),
        (("variant_id",), "/quotes", {"variant_id": world.id("variant_id"), "data": "{}"}, {}),
        (tuple(quote), "/quotes", {**quote, "data": "{}"}, V2),
    ):
        if not world.target.ids.keys() & set(names):
            shown = path.format(in_path(world.id(names[0])))
            try:
                held = world.get(shown, query=query, headers=headers, book=False).ok
            except NoResponseError:
                held = True  # asked again, where it is reported
            if held:
                world.examples.update(names)


@walk("kasko", _LIST, *_BOUNDS)
def windows_agree(world: World) -> None:
    """A span has the same policies in large and in small pages, in one window and in two.

    Only what changed between the readings may differ.
    """
    assert not listed(world, since=_BEYOND), "a window in the distant future is not empty"
    large = read(world, _PAGE, most=_PAGES)
    policies = needed([*large.policies.values()], "policy")
    # Others cannot be changed.
    paid = [one for one in policies if one.get("status") == "paid"]
    usable = policies if world.target.read_only else paid or policies[:1]
    world.ids.setdefault("policyId", []).extend(member(one, "id") for one in sample(usable, 12))
    seconds = sorted(second(policy) for policy in policies)
    first, middle, last = seconds[0], seconds[len(seconds) // 2], seconds[-1] + large.ended
    start, end = max(first - 1, 0), last + 1
    small = read(world, _SMALL, since=start, until=end)
    before = read(world, _USUAL, since=start, until=middle)
    after = read(world, _PAGE - 1, since=max(middle - 1, 0), until=end)
    halves = before.policies | after.policies
    for words, other in (("small pages", small.policies), ("two windows", halves)):
        for lacking, holding, what in (
            (other, large.policies, f"{words} lack"),
            (large.policies, other, f"compared with {words}, one large window lacks"),
        ):
            gone = [
                policy
                for name, policy in holding.items()
                if name not in lacking
                and first < second(policy) < last
                and _unchanged(world, policy)
            ]
            assert not gone, f"{what} {len(gone)} of {len(holding)} policies"


def _unchanged(world: World, policy: Record) -> bool:
    """Whether nobody has changed a policy since it was listed."""
    # Not booked, so that a finding shows the request before it.
    body = world.get(path_of(policy), book=False).body
    return not isinstance(body, dict) or body.get("updated_at") == policy.get("updated_at")


@walk("kasko", _LIST, *_BOUNDS)
def bounds_to_the_second(world: World) -> None:
    """`since` and `until` cut to the second, whether or not they include their own."""
    policies = needed(listed(world, limit=20), "policy")
    policy = policies[len(policies) // 2]
    name, at = member(policy, "id"), second(policy)
    for since, until, due, words in (
        (at - 1, at + 1, True, "a second round it"),
        (at - 1, at + 86_400, True, "a day from the second before it"),
        (at - 60, at + 1, True, "a minute to the second after it"),
        (at - 60, at - 1, False, "a minute to the second before it"),
        (at + 1, at + 60, False, "a minute from the second after it"),
    ):
        found = read(world, 200, since=since, until=until, most=20).policies
        if (name in found) is not due and _unchanged(world, policy):
            state = "is missing from" if due else "is in"
            raise AssertionError(f"a policy {state} a window of {words}")
    unbound = world.get("/policies", query={"since": 0, "until": 0, "limit": 20})
    some = page_of(unbound) or "next" in links(unbound.body)
    assert some, "`since=0` and `until=0`, the defaults, return no policy"


@walk("kasko", _LIST, *_BOUNDS)
def iso_is_epoch(world: World) -> None:
    """A bound in ISO 8601, with any offset, means the same as its unix second."""
    policies = listed(world, limit=20)
    seconds = [second(policy) for policy in policies]
    alone = [one for one in policies if seconds.count(second(one)) == 1]
    if not alone:
        raise UntestedError("no policy was changed in a second of its own")
    policy = alone[len(alone) // 2]
    name, at = member(policy, "id"), second(policy)
    for offset in (None, 0, 5.5, -8):
        after, before = _iso(at + 1, offset), _iso(at - 1, offset)
        words = "Z" if offset is None else f"{offset:+} h"
        for bound, since, until, due in (
            ("since", before, at + 1, True),
            ("since", after, at + 60, False),
            ("until", at - 1, after, True),
            ("until", at - 60, before, False),
        ):
            found = _ids(listed(world, since=since, until=until, limit=200))
            right = (name in found) is due or not _unchanged(world, policy)
            assert right, f"`{bound}` as ISO 8601 ({words}) means another second"


def _iso(at: int, offset: float | None) -> str:
    """A second with an offset in hours; None writes `Z`."""
    if offset is None:
        return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return datetime.fromtimestamp(at, timezone(timedelta(hours=offset))).isoformat()


@walk("kasko", _LIST, _LEADS_ON, "components/schemas/PageLinks/properties/next")
def links_lead_where_they_say(world: World) -> None:
    """`next` and `prev`, followed as they are, return what their cursor says."""
    first = world.get("/policies", query={"limit": 3})
    needed(page_of(first), "policy")
    following = _followed(world, first, "next", "since")
    if following is None:
        raise UntestedError("the account holds no second page of policies")
    _followed(world, following, "prev", "until")


def _followed(world: World, page: Response, relation: str, bound: str) -> Response | None:
    """The page behind a link; None where there is none."""
    href = links(page.body).get(relation)
    at = cursor(href, bound)
    if href is None or at is None:
        return None
    response = world.follow(href)
    assert response.ok, f"`{relation}`, followed as it is, returns {response.status}"
    seconds = [second(policy) for policy in page_of(response)]
    right = all(one >= at if bound == "since" else one <= at for one in seconds)
    assert right, f"`{relation}` returns policies from beyond its own `{bound}`"
    sized = parse_qs(urlsplit(href).query).get("limit")
    if not sized and bound == "since":
        same = _alike(page_of(response), listed(world, since=at))
        assert same, f"`{relation}` returns another page than its cursor"
    return response


def _alike(first: list[Record], other: list[Record]) -> bool:
    """Whether two pages start alike: their length, and the order within a second, may differ."""
    if not first or not other:
        return len(first) == len(other)
    end = min(second(first[-1]), second(other[-1]))
    begun = [_ids(one for one in page if second(one) < end) for page in (first, other)]
    return begun[0] == begun[1] and second(first[0]) == second(other[0])


@walk("kasko", "get_policy", "components/schemas/Policy/properties/updated_at")
def single_is_listed(world: World) -> None:
    """A policy reads the same on its own as in the list, and by v2 where the shapes share members.

    Assets are left out: their signed addresses may change from read to read.
    """
    for policy in sample(needed(listed(world, limit=20), "policy"), 4):
        single = world.get(path_of(policy)).record()
        if single.get("updated_at") != policy.get("updated_at") and not _still(world, policy):
            continue
        differing = contradictions(policy, single, but=("assets", "_links"))
        assert not differing, f"list and single read disagree in {differing}"
        other = world.get(path_of(policy), headers=V2).record()
        but = ("assets", "_links", "start_date", "end_date", "created_at")
        differing = contradictions(single, other, but=but)
        assert not differing, f"v1 and v2 of a policy disagree in {differing}"


def _still(world: World, policy: Record) -> bool:
    """Whether the list still shows a policy as before."""
    at = second(policy)
    found = listed(world, since=max(at - 1, 0), until=at + 1, limit=200)
    return any(one.get("id") == policy.get("id") for one in found)


@walk("kasko", _LIST, "components/securitySchemes/basicAuth")
def key_to_the_letter(world: World) -> None:
    """A key that is wrong by one character is refused; the right one works, in both ways."""
    key, one = world.target.key, {"limit": 1}
    # The right key goes first: a cache must not serve its response to others.
    for auth in _BOTH_WAYS:
        sent = world.get("/policies", query=one, credential=kasko_key(key, auth))
        sent.expect(200, to=f"the right key ({auth})")
    places: list[tuple[str, Any]] = [("/policies", one)]
    places += [(path_of(policy), None) for policy in listed(world, **one)]
    name = key.partition("test_")[2] or key
    wrong = {
        "its last character": altered(key),
        "its first after the prefix": altered(key, len(key) - len(name)),
        "one character too many": f"{key}a",
        "one character too few": key[:-1],
        "upper and lower case": key.swapcase(),
    }
    for words, other in wrong.items():
        for auth in _BOTH_WAYS:
            for path, query in places:
                sent = world.get(path, query=query, credential=kasko_key(other, auth))
                sent.expect(401, 403, to=f"a key that is wrong by {words} ({auth})")


@walk("kasko", _LIST, "info/description#a TEST key creates")
def test_and_live_apart(world: World) -> None:
    """A LIVE key reads real policies only, a TEST key test ones only, and neither the other's.

    Without a LIVE key, a provider on this machine gets the TEST key's name with LIVE in it. The
    key is refused, or reads real policies.
    """
    prefix, kind, rest = world.target.key.partition("_test_")
    live_key = world.aids.live_key or f"{prefix}_live_{rest}"
    if not kind or not world.target.local:
        raise UntestedError("needs a LIVE key, which no run sends to another machine")
    live = {"credential": kasko_key(live_key)}
    response = world.get("/policies", query={"limit": 100}, **live)
    if response.status in {401, 403} and not world.aids.live_key:
        return
    real, test = page_of(response), listed(world, limit=100)
    assert not any(one.get("livemode") is False for one in real), "a LIVE key reads test policies"
    assert not any(one.get("livemode") is True for one in test), "a TEST key reads real policies"
    assert not _ids(real) & _ids(test), "a policy is both real and a test"
    for policies, how in ((real, {}), (test, live)):
        for policy in policies[:2]:
            world.get(path_of(policy), **how).expect(404, to="a policy of the other kind of key")


@walk("kasko", "get_policy", "get_policy/description#answers 404, like one")
def unknown_policy(world: World) -> None:
    """A policy that does not exist returns 404, in every shape."""
    policies = listed(world, limit=1)
    name = altered(member(policies[0], "id")) if policies else "0" * 32
    for headers in ({}, V2):
        found = world.get(f"/policies/{in_path(name)}", headers=headers)
        found.expect(404, to="a policy that does not exist")


@walk("kasko", "get_policy_v2", "components/headers/ETag")
def etag_names_a_version(world: World) -> None:
    """Reading a policy twice gives the same ETag; other policies have others."""
    tags: dict[str, str] = {}
    for policy in sample(needed(listed(world, limit=6), "policy"), 3):
        first, again = (world.get(path_of(policy), headers=V2).done() for _ in range(2))
        tag = first.headers.get("etag")
        assert tag, "a policy by v2 comes without ETag"
        same = first.body == again.body
        assert not same or tag == again.headers.get("etag"), "one version has two ETags"
        tags[path_of(policy)] = tag
    if len(tags) > 1:
        assert len(set(tags.values())) > 1, "different policies have one ETag"
