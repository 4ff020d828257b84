"""The same job done in other ways: read every policy, hand each one out typed, drop the repeats.

Each peer is a function that opens a client and returns a function which reads the whole list once,
on connections that stay open, and counts. Libraries are imported where they are used, so that a
worker process holds the one that it measures. None but brolly retries, renews or proves anything.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import socket
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

from plain import structs

Read = Callable[[int], int]
"""Reads the list in pages of a size (0: by default), and returns how many policies there were."""

HEADERS = {"Authorization": "Bearer sk_test_mock", "Accept": "application/json"}


def _walk(page: Callable[[str], tuple[list[Any], str | None]]) -> Read:
    """Follow `next` and drop the policy that each page repeats, as the documents ask for."""

    def read(size: int) -> int:
        count, last, since = 0, None, ""
        while True:
            items, link = page(f"/policies?limit={size}{since}")
            for item in items:
                if item.id != last:
                    count += 1
            last = items[-1].id
            if link is None:
                return count
            since = "&since=" + parse_qs(urlsplit(link).query)["since"][0]

    return read


def _async_walk(
    page: Callable[[str], Awaitable[tuple[list[Any], str | None]]], runner: asyncio.Runner
) -> Read:
    async def read(size: int) -> int:
        count, last, since = 0, None, ""
        while True:
            items, link = await page(f"/policies?limit={size}{since}")
            for item in items:
                if item.id != last:
                    count += 1
            last = items[-1].id
            if link is None:
                return count
            since = "&since=" + parse_qs(urlsplit(link).query)["since"][0]

    return lambda size: runner.run(read(size))


def floor(url: str) -> Read:
    """A socket and msgspec: nothing that could be left out."""
    parse, parts = structs(), urlsplit(url)
    connection = socket.create_connection((parts.hostname, parts.port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    lines = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())

    def page(path: str) -> tuple[list[Any], str | None]:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n{lines}\r\n".encode())
        data = connection.recv(65536)
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += connection.recv(65536)
        length = int(data[data.rindex(b"Content-Length: ", 0, end) + 16 : end])
        body = bytearray(length)
        start = len(data) - end - 4
        body[:start] = data[end + 4 :]
        view = memoryview(body)
        while start < length:
            start += connection.recv_into(view[start:])
        return parse(body)

    return _walk(page)


def httpx_msgspec(url: str) -> Read:
    httpx = importlib.import_module("httpx")
    parse, client = structs(), httpx.Client(base_url=url, headers=HEADERS)
    return _walk(lambda path: parse(client.get(path).content))


def httpx_async_msgspec(url: str) -> Read:
    httpx = importlib.import_module("httpx")
    parse, client = structs(), httpx.AsyncClient(base_url=url, headers=HEADERS)

    async def page(path: str) -> tuple[list[Any], str | None]:
        return parse((await client.get(path)).content)

    return _async_walk(page, asyncio.Runner())


def httpx_pydantic(url: str) -> Read:
    httpx, pydantic = importlib.import_module("httpx"), importlib.import_module("pydantic")
    model, field = pydantic.create_model, pydantic.Field
    link = model("Link", href=str)
    asset = model("Asset", name=str, url=str)
    texts = (
        "id insurer_policy_id insurer_variant_id insurer_product_name first_name last_name "
        "email currency status"
    )
    times = "start_date end_date created_at updated_at"
    policy = model(
        "Policy",
        **dict.fromkeys(texts.split(), str),
        **dict.fromkeys(times.split(), datetime),
        livemode=bool,
        amount=int,
        gross_premium=int,
        assets=list[asset],  # type: ignore[valid-type]
        links=(dict[str, link], field(alias="_links")),  # type: ignore[valid-type]
    )
    embedded = model(
        "Embedded",
        item=list[policy],  # type: ignore[valid-type]
        links=(dict[str, link], field(alias="_links")),  # type: ignore[valid-type]
    )
    collection = model("Collection", embedded=(embedded, field(alias="_embedded")))
    client = httpx.Client(base_url=url, headers=HEADERS)

    def page(path: str) -> tuple[list[Any], str | None]:
        found = collection.model_validate_json(client.get(path).content).embedded
        next_ = found.links.get("next")
        return found.item, next_.href if next_ else None

    return _walk(page)


class _Bare:
    """A dict with an `id` to count by: nothing parsed, nothing typed."""

    __slots__ = ("id", "row")

    def __init__(self, row: dict[str, Any]) -> None:
        self.row = row
        self.id = row["id"]


def requests_dict(url: str) -> Read:
    session = importlib.import_module("requests").Session()
    session.headers.update(HEADERS)

    def page(path: str) -> tuple[list[Any], str | None]:
        found = json.loads(session.get(url + path).content)["_embedded"]
        next_ = found["_links"].get("next")
        return [_Bare(row) for row in found["item"]], next_["href"] if next_ else None

    return _walk(page)


def urllib3_msgspec(url: str) -> Read:
    pool = importlib.import_module("urllib3").PoolManager(headers=HEADERS)
    parse = structs()
    return _walk(lambda path: parse(pool.request("GET", url + path).data))


def pyreqwest_msgspec(url: str) -> Read:
    client = importlib.import_module("pyreqwest.client").SyncClientBuilder().build()
    parse = structs()
    return _walk(lambda path: parse(client.get(url + path).headers(HEADERS).build().send().bytes()))


def pyreqwest_async_msgspec(url: str) -> Read:
    runner = asyncio.Runner()
    client = importlib.import_module("pyreqwest.client").ClientBuilder().build()
    parse = structs()

    async def page(path: str) -> tuple[list[Any], str | None]:
        answer = await client.get(url + path).headers(HEADERS).build().send()
        return parse(await answer.bytes())

    return _async_walk(page, runner)


def pycurl_msgspec(url: str) -> Read:
    pycurl, parse = importlib.import_module("pycurl"), structs()
    curl = pycurl.Curl()
    curl.setopt(pycurl.HTTPHEADER, [f"{name}: {value}" for name, value in HEADERS.items()])

    def page(path: str) -> tuple[list[Any], str | None]:
        chunks: list[bytes] = []
        curl.setopt(pycurl.URL, url + path)
        curl.setopt(pycurl.WRITEFUNCTION, chunks.append)
        curl.perform()
        return parse(b"".join(chunks))

    return _walk(page)


def aiohttp_msgspec(url: str) -> Read:
    aiohttp, parse, runner = importlib.import_module("aiohttp"), structs(), asyncio.Runner()

    async def opened() -> Any:
        return aiohttp.ClientSession(headers=HEADERS)

    session = runner.run(opened())

    async def page(path: str) -> tuple[list[Any], str | None]:
        async with session.get(url + path) as answer:
            return parse(await answer.read())

    return _async_walk(page, runner)


def stock(url: str) -> Read:
    """The code that openapi-python-client writes with templates of its own; see `bench.py`."""
    sys.path.insert(0, sys.argv[3])
    client_of = importlib.import_module("stock_kasko.client").AuthenticatedClient
    list_policies = importlib.import_module("stock_kasko.api.policies.list_policies").sync
    client = client_of(base_url=url, token="sk_test_mock")  # noqa: S106 - the server takes any

    def read(size: int) -> int:
        count, last, since = 0, None, {}
        while True:
            found = list_policies(client=client, limit=size, **since).embedded
            for item in found.item:
                if item.id != last:
                    count += 1
            last = found.item[-1].id
            link = getattr(found.links, "next_", None)
            if not link:
                return count
            since = {"since": int(parse_qs(urlsplit(link.href).query)["since"][0])}

    return read


def brolly(url: str, **options: Any) -> Read:
    """brolly as users call it, all checks on."""
    kasko = importlib.import_module("brolly").Kasko("sk_test_mock", base_url=url, **options)

    def read(size: int) -> int:
        count = 0
        for _ in kasko.iter_policies(page_size=size or None):
            count += 1
        return count

    return read


def brolly_async(url: str, **options: Any) -> Read:
    kasko = importlib.import_module("brolly").AsyncKasko("sk_test_mock", base_url=url, **options)
    runner = asyncio.Runner()

    async def read(size: int) -> int:
        count = 0
        async for _ in kasko.iter_policies(page_size=size or None):
            count += 1
        return count

    return lambda size: runner.run(read(size))


PEERS: dict[str, tuple[str, Callable[[str], Read]]] = {
    "floor": ("socket + msgspec (floor)", floor),
    "brolly": ("brolly (httpx)", brolly),
    "brolly-fast": ("brolly[fast]", partial(brolly, transport="fast")),
    "brolly-async": ("brolly, asyncio (httpx)", brolly_async),
    "brolly-fast-async": ("brolly[fast], asyncio", partial(brolly_async, transport="fast")),
    "pyreqwest": ("pyreqwest + msgspec", pyreqwest_msgspec),
    "pycurl": ("pycurl + msgspec", pycurl_msgspec),
    "urllib3": ("urllib3 + msgspec", urllib3_msgspec),
    "httpx": ("httpx + msgspec, by hand", httpx_msgspec),
    "aiohttp": ("aiohttp + msgspec", aiohttp_msgspec),
    "pyreqwest-async": ("pyreqwest, asyncio + msgspec", pyreqwest_async_msgspec),
    "httpx-async": ("httpx.AsyncClient + msgspec", httpx_async_msgspec),
    "requests": ("requests + dict, nothing parsed", requests_dict),
    "pydantic": ("httpx + pydantic, by hand", httpx_pydantic),
    "stock": ("openapi-python-client, stock", stock),
}


def work() -> None:
    """One peer in this process: `peers.py NAME URL FOLDER`, and a page size for each line."""
    import gc
    import resource
    import time

    read = PEERS[sys.argv[1]][1](sys.argv[2])
    print("ready", flush=True)
    for line in sys.stdin:
        gc.collect()
        before = time.process_time()
        count = read(int(line))
        seconds = time.process_time() - before
        print(seconds, count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
    # Connections stay open to the end; some libraries would complain.
    os._exit(0)


if __name__ == "__main__":
    work()
