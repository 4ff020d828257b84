"""Walks over all operations.

They repeat the reads of earlier walks with a wrong key, with an unknown id, and twice, for each GET
operation that the run has reached. Another sends broken JSON to each operation that takes JSON.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import wraps
from itertools import islice
from typing import Any
from urllib.parse import unquote

from brolly_contract.facts import facts
from brolly_contract.operations import Operation, is_json
from brolly_contract.target import Api
from brolly_contract.traffic import (
    CHANNEL,
    Auth,
    Reading,
    Response,
    UntestedError,
    World,
    kasko_key,
)
from brolly_contract.walks import altered, in_path, walk

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_AUTHORIZE = frozenset({"authorize", "authorize_channel"})
# Signed addresses and tokens may differ from response to response.
_FLEETING = ("assets", "_links", "token", "signature")


def _readings(world: World) -> Iterator[tuple[Operation, Reading]]:
    found = {name: one for name, one in world.reads.items() if name not in _AUTHORIZE}
    if not found:
        raise UntestedError("no read has succeeded")
    operations = facts(world.target.api).operations
    return ((operations[name], reading) for name, reading in found.items())


def _again(world: World, reading: Reading, **how: Any) -> Response:
    return world.get(reading.path, query=reading.query, headers=reading.headers, **how)


def reads_need_their_key(world: World) -> None:
    """Each read that succeeds with the right credential is refused with a wrong one.

    KASKO takes its key by Basic and by Bearer.
    """
    secured = [one for one in _readings(world) if one[0].secured]
    for row, (operation, reading) in enumerate(secured):
        # The rarer mistakes are tried once.
        for words, credential in islice(_wrong(world, operation.path), 2 if row else None):
            # A record that the key may not see may be hidden.
            sent = _again(world, reading, credential=credential)
            sent.expect(401, 403, 404, to=f"{operation.request} with {words}")
        if world.target.api == "kasko":
            other: Auth = "bearer" if world.auth == "basic" else "basic"
            sent = _again(world, reading, credential=kasko_key(world.target.key, other))
            assert sent.ok, f"{operation.request} with the key by {other} returns {sent.status}"


def _wrong(world: World, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    if world.target.api == "kasko":
        yield "a wrong key", kasko_key(altered(world.target.key), world.auth)
        return
    channel = path.startswith(f"{CHANNEL}/")
    key = world.target.channel_key if channel else world.target.key
    token = world.credential(path)["Authorization"].removeprefix("Bearer ")
    yield "a wrong token", {"Authorization": f"Bearer {altered(token, len(token) // 2)}"}
    for user in (token, key):
        yield "Basic authentication", kasko_key(user)
    yield "a token as Basic authentication", {"Authorization": f"Basic {token}"}
    yield "the key in place of a token", {"x-api-key": key}
    yield "the key as a token", {"Authorization": f"Bearer {key}"}


def unknown_ids_are_not_found(world: World) -> None:
    """A read with an unknown id is refused, with 404 where a record is asked for by a UUID."""
    tried = False
    for operation, reading in _readings(world):
        names = re.findall(r"\{(\w+)\}", operation.path)
        if not names:
            continue
        bare, mark, query = reading.path.partition("?")
        values = operation.match(bare.rstrip("/")) or {}
        tried = True
        other = altered(unquote(values[names[-1]]))
        values[names[-1]] = in_path(other)
        path = operation.path.format_map(values) + mark + query
        sent = _again(world, Reading(path, reading.query, reading.headers))
        # An id of another form may be refused for its form.
        single = operation.path.endswith("}") and _UUID.fullmatch(other)
        sent.expect(*([404] if single else []), to=f"{operation.request} with an unknown id")
    if not tried:
        raise UntestedError("no single record was read")


def reads_repeat(world: World) -> None:
    """The same read gives the same response, unless somebody has changed the record meanwhile.

    Only a response that differs from the ones before and after it is reported.
    """
    for operation, reading in _readings(world):
        read = [_again(world, reading) for _ in range(2)]
        if not _same(*read):
            read += [_again(world, reading) for _ in range(2)]
        for row, first in enumerate(read):
            between = read[row + 1 :]
            back = [at for at, one in enumerate(between) if _same(first, one)]
            steady = not back or all(_same(first, one) for one in between[: back[-1]])
            assert steady, f"{operation.request} returns different responses in turn"


def _same(first: Response, second: Response) -> bool:
    if first.status != second.status:
        return False
    same = first.content == second.content
    return same or _lasting(first.body) == _lasting(second.body)


def _lasting(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _lasting(one) for name, one in value.items() if name not in _FLEETING}
    return [_lasting(one) for one in value] if isinstance(value, list) else value


def broken_json_is_refused(world: World) -> None:
    """A body that is not JSON is refused, where JSON is due."""
    for operation in facts(world.target.api).operations.values():
        kinds = [kind for kind in operation.body if is_json(kind)]
        if not kinds or "{" in operation.path or not _open(world, operation):
            continue
        headers = {"Accept": operation.accepts, "Content-Type": kinds[0]}
        for content in (b"{", b'{"a": "\xff"}'):
            sent = world.call(operation.method, operation.path, headers=headers, content=content)
            sent.expect(to=f"{operation.request} with a body that is not JSON")


def _open(world: World, operation: Operation) -> bool:
    return bool(world.target.channel_key) or not operation.path.startswith(f"{CHANNEL}/")


def _register(api: Api, prefix: str, operation: str, security: str, write: str) -> None:
    for take, name, fact in (
        (reads_need_their_key, operation, f"components/securitySchemes/{security}"),
        (unknown_ids_are_not_found, operation, f"{operation}/responses/404"),
        (reads_repeat, operation, operation),
        (broken_json_is_refused, write, f"{write}/responses/400"),
    ):

        @wraps(take)
        def walked(world: World, take: Callable[[World], None] = take) -> None:
            take(world)

        walked.__name__ = prefix + take.__name__
        walk(api, name, fact, writes=name == write)(walked)


_register("kasko", "", "get_policy", "basicAuth", "create_quote")
_register("insurehero", "shield_", "get_claim", "accessToken", "create_risk_item")
