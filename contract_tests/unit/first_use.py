"""A fresh process whose threads and event loops all make their first calls at the same moment.

    python first_use.py ANSWERS THREADS

ANSWERS is a JSON file of answers by path and media type. Exit code 0 if every call came out right.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import httpx

from brolly import ApiError, AsyncInsureHero, AsyncKasko, InsureHero, Kasko
from brolly.webhooks import KaskoWebhooks, read_shield_event

ANSWERS: dict[str, str] = json.loads(Path(sys.argv[1]).read_text("utf-8"))
CALLS: list[tuple[str, str, list[str]]] = json.loads(ANSWERS.pop("calls"))
ODD_PAGE = ANSWERS.pop("odd page")
DELIVERY = ANSWERS.pop("delivery").encode()
SIGNATURE = "sha1=" + hmac.new(b"whsec_test", DELIVERY, hashlib.sha1).hexdigest()
HEADERS = {
    "X-KASKO-Signature": SIGNATURE,
    "X-KASKO-Delivery": "d",
    "X-KASKO-Event": "policy.updated",
}


def answer(request: httpx.Request) -> httpx.Response:
    key = f"{request.url.path} {request.headers['accept']}"
    return httpx.Response(200, content=ANSWERS[key].encode())


def odd(request: httpx.Request) -> httpx.Response:
    """One page, on which one record does not fit, and the end."""
    last = b"since" in request.url.query
    content = '{"_embedded": {"item": []}, "_links": {}}' if last else ODD_PAGE
    return httpx.Response(200, content=content.encode())


def blocking(first: int) -> None:
    transport = httpx.MockTransport(answer)
    clients: dict[str, object] = {
        "kasko": Kasko("sk_test_0123", transport=transport),
        "shield": InsureHero("key", transport=transport),
    }
    for api, method, arguments in CALLS[first:] + CALLS[:first]:
        getattr(clients[api], method)(*arguments)
    set_aside: list[object] = []
    kasko = Kasko("sk_test_0123", transport=httpx.MockTransport(odd))
    assert list(kasko.iter_policies(on_invalid=lambda record, _: set_aside.append(record)))
    assert set_aside


async def awaited(first: int) -> None:
    transport = httpx.MockTransport(answer)
    clients = {
        "kasko": AsyncKasko("sk_test_0123", transport=transport),
        "shield": AsyncInsureHero("key", transport=transport),
    }
    await asyncio.gather(
        *(
            getattr(clients[api], method)(*arguments)
            for api, method, arguments in CALLS[first:] + CALLS[:first]
        )
    )


def receiving(_: int) -> None:
    assert KaskoWebhooks("whsec_test").verify(DELIVERY, HEADERS).policy.id
    assert read_shield_event(b'{"type": "t", "id": "i", "message": "A claims was updated."}').id


def refused(_: int) -> None:
    # The documented bodies of both providers, and KASKO's of 2015, which has a type of its own.
    for status, body in (
        (422, {"status": "unprocessable_entity", "message": "m", "errors": [{"field": "f"}]}),
        (404, {"error": {"code": "not_found", "message": "m"}}),
    ):
        transport = httpx.MockTransport(lambda _, s=status, b=body: httpx.Response(s, json=b))
        try:
            Kasko("sk_test_0123", transport=transport).get_policy("p")
        except ApiError as error:
            assert (error.status_code, error.message) == (status, "m")
        else:
            raise AssertionError(status)


KINDS: list[Callable[[int], object]] = [
    blocking,
    lambda first: asyncio.run(awaited(first)),
    refused,
    receiving,
    blocking,
]


def main(threads: int) -> int:
    failures: list[BaseException] = []
    start = threading.Barrier(threads)

    def run(number: int) -> None:
        start.wait()
        try:
            # Half of them begin with the same call, the others each with another.
            KINDS[number % len(KINDS)](number // 2 % len(CALLS) if number % 2 else 0)
        except BaseException as failure:  # noqa: BLE001 - whatever it is, the parent must know
            failures.append(failure)

    sys.setswitchinterval(1e-6)
    everyone = [threading.Thread(target=run, args=(number,)) for number in range(threads)]
    for thread in everyone:
        thread.start()
    for thread in everyone:
        thread.join()
    for failure in failures:
        sys.stderr.write(f"{type(failure).__name__}: {failure}\n")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[2])))
