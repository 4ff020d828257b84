"""Walks that only read KASKO, from page to page and from list to single record.

What they demand holds under every reading that the documents leave open: bounds that include their
own second or do not, links at the top or in `_embedded`, short and empty pages, ties in any order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qs, urlsplit

from brolly_contract.exchange import Record, moment
from brolly_contract.kasko_checks import cursor, links
from brolly_contract.target import is_loopback
from brolly_contract.traffic import (
    Answer,
    Auth,
    NoAnswerError,
    UntestedError,
    World,
    altered,
    contradictions,
    in_path,
    kasko_key,
    member,
    sample,
    walk,
)

V2 = {"Accept": "application/vnd.kasko.v2+json"}
V3 = {"Accept": "application/vnd.kasko.v3+json"}
_GREATEST_LIMIT = 4096
_PAGE, _PAGES = 100, 2
_SMALL = 30
# As many as come to those who name no limit.
_USUAL = 20
# More than 32 bits hold.
_BEYOND = 2**32
_BOTH_WAYS: tuple[Auth, ...] = ("basic", "bearer")
_LIST = "list_policies"
_LEADS_ON = "list_policies/description#Follow `_links.next`"
_BOUNDS = ("components/parameters/Since", "components/parameters/Until")


def second(policy: Record) -> int:
    """`updated_at` in whole unix seconds; AssertionError where it is no time."""
    at = moment(policy.get("updated_at"))
    assert at is not None, "a policy has no readable updated_at"
    return int(at)


def page_of(answer: Answer) -> list[Record]:
    """The policies of a page."""
    return answer.records("_embedded", "item")


def listed(world: World, **query: Any) -> list[Record]:
    """The policies of one page."""
    return page_of(world.get("/policies", query=query))


@dataclass(slots=True)
class Read:
    """What a reading of a window has brought."""

    policies: dict[str, Record] = field(default_factory=dict[str, Record])
    """By id, as they came last."""
    pages: int = 0
    ended: bool = False
    """Whether the list has ended; a reading may stop before."""
    crowded: int | None = None
    """A second with more policies than the provider puts on a page: no link leads past it."""


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
        AssertionError: An answer is no page, a page does not ascend, or the pages do not end.
    """
    found = Read()
    for _ in range(most):
        query = {"since": since, "until": until, "limit": limit}
        answer = world.get("/policies", query={k: v for k, v in query.items() if v is not None})
        policies = page_of(answer)
        found.pages += 1
        seconds = [second(policy) for policy in policies]
        assert seconds == sorted(seconds), "a page does not ascend"
        found.policies |= {member(policy, "id"): policy for policy in policies}
        following = cursor(links(answer.body).get("next"), "since")
        if following is None:
            found.ended = True
            return found
        start = max(seconds[-1] - 1, since or 0) if seconds else following
        if start == since:
            if limit >= _GREATEST_LIMIT:
                found.crowded = seconds[-1] if seconds else following
                return found
            limit *= 2
        assert seconds or start > (since or 0), "`next` of an empty page does not lead on"
        since = start
    assert most < 10_000, "the pages do not end"
    return found


def find_examples(world: World) -> None:
    """Find out which of the specification's examples the account holds.

    A mock has them; of others a run has to be told ids.
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
            except NoAnswerError:
                held = True  # asked again, where it is reported
            if held:
                world.examples.update(names)


@walk("kasko", _LIST, *_BOUNDS)
def windows_agree(world: World) -> None:
    """A span that is read in large pages and in small ones, in one window and in two, is the same.

    Only what changed between the readings may differ.
    """
    assert not listed(world, since=_BEYOND), "a window in the distant future is not empty"
    large = read(world, _PAGE, most=_PAGES)
    if not large.policies:
        raise UntestedError("the account holds no policy")
    world.ids.setdefault("policyId", []).extend(_for_reads(large.policies.values()))
    seconds = [second(policy) for policy in large.policies.values()]
    first, last = min(seconds), max(seconds)
    if large.ended:
        last += 1
    middle = sorted(seconds)[len(seconds) // 2]
    small = read(world, _SMALL, since=max(first - 1, 0), until=last + 1)
    before = read(world, _USUAL, since=max(first - 1, 0), until=middle)
    after = read(world, _PAGE - 1, since=max(middle - 1, 0), until=last + 1)
    halves = before.policies | after.policies
    for words, other in (("small pages", small.policies), ("two windows", halves)):
        for lacking, holding, what in (
            (other, large.policies, f"{words} lack"),
            (large.policies, other, f"against {words}, one large window lacks"),
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
    """Whether a policy still reads as it was listed: nobody has changed it meanwhile."""
    answer = world.get(f"/policies/{in_path(member(policy, 'id'))}")
    body = answer.body
    return not isinstance(body, dict) or body.get("updated_at") == policy.get("updated_at")


def _for_reads(policies: Iterable[Record]) -> list[str]:
    return [member(one, "id") for one in sample(list(policies), 12)]


def _some(world: World) -> tuple[Record, int]:
    """A policy that others changed before and after, and its second."""
    policies = listed(world, limit=20)
    if not policies:
        raise UntestedError("the account holds no policy")
    chosen = policies[len(policies) // 2]
    return chosen, second(chosen)


@walk("kasko", _LIST, *_BOUNDS)
def bounds_to_the_second(world: World) -> None:
    """`since` and `until` cut to the second, whether or not they include their own."""
    policy, at = _some(world)
    name = member(policy, "id")

    def holds(**bounds: int) -> bool:
        found = read(world, 200, since=bounds["since"], until=bounds["until"], most=20)
        return name in found.policies

    for bounds, due, words in (
        ({"since": at - 1, "until": at + 1}, True, "a second round it"),
        ({"since": at - 1, "until": at + 86_400}, True, "a day from the second before it"),
        ({"since": at - 60, "until": at + 1}, True, "a minute to the second after it"),
        ({"since": at - 60, "until": at - 1}, False, "a minute to the second before it"),
        ({"since": at + 1, "until": at + 60}, False, "a minute from the second after it"),
    ):
        if holds(**bounds) is not due and _unchanged(world, policy):
            state = "is missing from" if due else "comes in"
            raise AssertionError(f"a policy {state} a window of {words}")


@walk("kasko", _LIST, *_BOUNDS)
def iso_is_epoch(world: World) -> None:
    """A bound in ISO 8601, with whatever offset, means the same as its unix second."""
    policies = listed(world, limit=20)
    seconds = [second(policy) for policy in policies]
    alone = [one for one in policies if seconds.count(second(one)) == 1]
    if not alone:
        raise UntestedError("no policy was changed in a second of its own")
    policy = alone[len(alone) // 2]
    name, at = member(policy, "id"), second(policy)

    def holds(since: int | str, until: int | str) -> bool:
        return name in _ids(listed(world, since=since, until=until, limit=200))

    for offset in (None, 0, 5.5, -8):
        after, before = _iso(at + 1, offset), _iso(at - 1, offset)
        words = "Z" if offset is None else f"{offset:+} h"
        for bound, bounds, due in (
            ("since", (before, at + 1), True),
            ("since", (after, at + 60), False),
            ("until", (at - 1, after), True),
            ("until", (at - 60, before), False),
        ):
            right = holds(*bounds) is due or not _unchanged(world, policy)
            assert right, f"`{bound}` as ISO 8601 ({words}) means another second"


def _iso(at: int, offset: float | None) -> str:
    """A second with an offset in hours; None writes `Z`."""
    if offset is None:
        return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return datetime.fromtimestamp(at, timezone(timedelta(hours=offset))).isoformat()


def _alike(first: list[Record], second_: list[Record]) -> bool:
    """Whether two pages start alike: how long a page is, and in which order a second, is open."""
    if not first or not second_:
        return len(first) == len(second_)
    end = min(second(first[-1]), second(second_[-1]))
    begun = [_ids(one for one in page if second(one) < end) for page in (first, second_)]
    return begun[0] == begun[1] and second(first[0]) == second(second_[0])


def _ids(policies: Iterable[Record]) -> set[str]:
    return {member(policy, "id") for policy in policies}


@walk("kasko", _LIST, _LEADS_ON, "components/schemas/PageLinks/properties/next")
def links_lead_where_they_say(world: World) -> None:
    """`next` and `prev` are followed as they stand, and bring what their cursor says."""
    first = world.get("/policies", query={"limit": 3})
    if not page_of(first):
        raise UntestedError("the account holds no policy")
    following = _followed(world, first, "next", "since")
    if following is None:
        raise UntestedError("the account holds no second page of policies")
    _followed(world, following, "prev", "until")


def _followed(world: World, page: Answer, relation: str, bound: str) -> Answer | None:
    """The page behind a link; None where there is none."""
    href = links(page.body).get(relation)
    at = cursor(href, bound)
    if href is None or at is None:
        return None
    answer = world.follow(href)
    assert answer.ok, f"`{relation}`, followed as it stands, answers {answer.status}"
    seconds = [second(policy) for policy in page_of(answer)]
    right = all(one >= at for one in seconds) if bound == "since" else all(o <= at for o in seconds)
    assert right, f"`{relation}` brings policies from beyond its own `{bound}`"
    sized = parse_qs(urlsplit(href).query).get("limit")
    if not sized and bound == "since":
        direct = listed(world, since=at)
        same = _alike(page_of(answer), direct)
        assert same, f"`{relation}` brings another page than its cursor"
    return answer


@walk("kasko", "get_policy", "components/schemas/Policy/properties/updated_at")
def single_is_listed(world: World) -> None:
    """A policy reads the same on its own as in the list, and by v2 where the shapes share members.

    Assets are left out: their signed addresses may change from read to read.
    """
    policies = listed(world, limit=20)
    if not policies:
        raise UntestedError("the account holds no policy")
    for policy in sample(policies, 4):
        path = f"/policies/{in_path(member(policy, 'id'))}"
        single = world.get(path).record()
        if single.get("updated_at") != policy.get("updated_at") and not _still(world, policy):
            continue
        differing = contradictions(policy, single, but=("assets", "_links"))
        assert not differing, f"list and single read disagree in {differing}"
        second_form = world.get(path, headers=V2).record()
        but = ("assets", "_links", "start_date", "end_date", "created_at")
        differing = contradictions(single, second_form, but=but)
        assert not differing, f"v1 and v2 of a policy disagree in {differing}"


def _still(world: World, policy: Record) -> bool:
    """Whether the list still shows a policy as before."""
    at = second(policy)
    found = listed(world, since=max(at - 1, 0), until=at + 1, limit=200)
    return any(one.get("id") == policy.get("id") for one in found)


@walk("kasko", _LIST, "components/securitySchemes/basicAuth")
def key_to_the_letter(world: World) -> None:
    """A key that is wrong by one character opens nothing; the right one does, in both ways."""
    key, one = world.target.key, {"limit": 1}
    # The right key goes first: what a cache keeps for it is not for others.
    for auth in _BOTH_WAYS:
        answer = world.get("/policies", query=one, credential=kasko_key(key, auth))
        assert answer.status == 200, f"the right key answers {answer.status} ({auth})"
    single = [f"/policies/{in_path(name)}" for name in _ids(listed(world, **one))]
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
            for path, query in [("/policies", one), *((path, None) for path in single)]:
                status = world.get(path, query=query, credential=kasko_key(other, auth)).status
                told = f"a key that is wrong by {words} answers {status} ({auth})"
                assert status in {401, 403}, told


@walk("kasko", _LIST, "info/description#a TEST key creates")
def test_and_live_apart(world: World) -> None:
    """A LIVE key reads real policies only, a TEST key test ones only, and neither the other's.

    Of a provider on this machine, the TEST key's name with LIVE in it is tried where no LIVE key
    is given: it opens nothing, or real policies.
    """
    host = urlsplit(world.target.base_url).hostname or ""
    prefix, kind, rest = world.target.key.partition("_test_")
    live_key = world.aids.live_key or f"{prefix}_live_{rest}"
    if not kind or not is_loopback(host):
        raise UntestedError("takes a LIVE key, which no run sends to another machine")
    live = {"credential": kasko_key(live_key)}
    answer = world.get("/policies", query={"limit": 100}, **live)
    if answer.status in {401, 403} and not world.aids.live_key:
        return
    real, test = page_of(answer), listed(world, limit=100)
    assert not any(one.get("livemode") is False for one in real), "a LIVE key reads test policies"
    assert not any(one.get("livemode") is True for one in test), "a TEST key reads real policies"
    assert not _ids(real) & _ids(test), "a policy is both real and a test"
    for policies, how in ((real, {}), (test, live)):
        for policy in policies[:2]:
            status = world.get(f"/policies/{in_path(member(policy, 'id'))}", **how).status
            assert status == 404, f"a policy of the other kind of key answers {status}, not 404"


@walk("kasko", "get_policy", "get_policy/description#answers 404, like one")
def unknown_policy(world: World) -> None:
    """A policy that does not exist answers 404, in every shape."""
    policies = listed(world, limit=1)
    name = altered(member(policies[0], "id")) if policies else "0" * 32
    for headers in ({}, V2):
        status = world.get(f"/policies/{in_path(name)}", headers=headers).status
        assert status == 404, f"a policy that does not exist answers {status}"


@walk("kasko", "get_policy_v2", "components/headers/ETag")
def etag_names_a_version(world: World) -> None:
    """Reading a policy twice gives one ETag, other policies have others."""
    policies = listed(world, limit=6)
    if not policies:
        raise UntestedError("the account holds no policy")
    tags: dict[str, str] = {}
    for policy in sample(policies, 3):
        path = f"/policies/{in_path(member(policy, 'id'))}"
        first, again = (world.get(path, headers=V2).done() for _ in range(2))
        tag = first.headers.get("etag")
        assert tag, "a policy by v2 comes without ETag"
        same = first.body == again.body
        assert not same or tag == again.headers.get("etag"), "one version has two ETags"
        tags[path] = tag
    if len(tags) > 1:
        assert len(set(tags.values())) > 1, "different policies have one ETag"
