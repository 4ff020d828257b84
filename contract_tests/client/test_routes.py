"""Each operation under respx: a route for each, made from the spec, over a client of httpx."""

from __future__ import annotations

import asyncio
import re
import ssl
from contextlib import suppress
from typing import Any

import httpx
import respx

from brolly import AsyncInsureHero, AsyncKasko, InsureHero, Kasko, NotFoundError
from client.arguments import sample
from client.specs import FORM, INSUREHERO, KASKO, Operation, Spec, each_operation

# To load the authorities takes longer than a call, and nothing leaves the process.
TRUSTED = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
CLIENTS: dict[str, Any] = {
    KASKO.name: (Kasko, AsyncKasko),
    INSUREHERO.name: (InsureHero, AsyncInsureHero),
}


def server_of(spec: Spec, operation: Operation) -> str:
    servers = operation.node.get("servers") or spec.document["servers"]
    return str(servers[0]["url"])


def router_of(spec: Spec) -> respx.MockRouter:
    router = respx.MockRouter(assert_all_called=False)
    # A form's media type ends in what nobody knows beforehand, so forms get what is left.
    for operation in sorted(spec.operations.values(), key=is_form):
        template = re.escape(server_of(spec, operation) + operation.path)
        pattern = re.sub(r"\\\{[^}]*\\\}", "[^/?]+", template) + r"(\?.*)?"
        headers = {"accept": operation.accepts}
        if operation.content and not is_form(operation):
            headers["content-type"] = operation.content[0]
        route = router.route(
            method=operation.method, url__regex=f"^{pattern}$", headers=headers, name=operation.id
        )
        if operation.id.startswith("authorize"):
            route.respond(200, json={"data": "a-token"})
        else:
            route.respond(404)
    return router


def is_form(operation: Operation) -> bool:
    return operation.content is not None and operation.content[0] == FORM


ROUTERS = {spec.name: router_of(spec) for spec in (KASKO, INSUREHERO)}


@each_operation
def test_each_operation_has_its_route(spec: Spec, operation: Operation) -> None:
    """Each method, sync and async, hits the route of its own operation once and no other."""
    given = sample(spec, operation)
    blocking, awaited = CLIENTS[spec.name]

    async def call_later() -> None:
        async with httpx.AsyncClient(verify=TRUSTED) as theirs:
            with suppress(NotFoundError):
                await getattr(awaited("sk_test_1", http_client=theirs), operation.id)(**given)

    def call() -> None:
        with httpx.Client(verify=TRUSTED) as theirs, suppress(NotFoundError):
            getattr(blocking("sk_test_1", http_client=theirs), operation.id)(**given)

    for run in (call, lambda: asyncio.run(call_later())):
        with ROUTERS[spec.name] as router:
            router.reset()
            run()
            hits = {route.name: route.call_count for route in router.routes if route.called}
            # A token comes first where the operation wants one.
            if not operation.id.startswith("authorize"):
                hits = {
                    name: n for name, n in hits.items() if not str(name).startswith("authorize")
                }
            assert hits == {operation.id: 1}
