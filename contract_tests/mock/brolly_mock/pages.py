"""The pages for people: what runs here, and an API reference to try each specification in.

Nothing is loaded from outside: Swagger UI is bundled, and the content security policy says so.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Awaitable, Callable, Mapping
from functools import cache, lru_cache
from html import escape
from importlib.resources import files
from string import Template
from typing import TypeAlias, cast

import yaml
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .document import Document
from .settings import MockSettings
from .spec import PROVIDERS, Operation, Provider, load
from .store import Store

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]

_POLICY = (
    "default-src 'none'; script-src 'self'; "
    # Swagger UI writes style attributes.
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_ASSETS = {
    "favicon.svg": "image/svg+xml",
    "mock.css": "text/css",
    "docs.js": "text/javascript",
    "swagger-ui/swagger-ui.css": "text/css",
    "swagger-ui/swagger-ui-bundle.js": "text/javascript",
}
_TITLES: Mapping[Provider, str] = {"kasko": "KASKO", "insurehero": "InsureHero Shield"}


class Pages:
    """The pages of one mock."""

    def __init__(self, settings: MockSettings, store: Store) -> None:
        self._settings = settings
        self._store = store

    def routes(self) -> list[Route]:
        """Where the pages are."""
        routes = [Route("/", self._home), Route("/favicon.ico", _asset("favicon.svg"))]
        routes += (Route(f"/static/{name}", _asset(name)) for name in _ASSETS)
        for provider in PROVIDERS:
            routes += (
                Route(f"/docs/{provider}", self._docs(provider)),
                Route(f"/openapi/{provider}.json", _specification(provider, _as_json, "json")),
                Route(f"/openapi/{provider}.yaml", _specification(provider, _as_yaml, "yaml")),
            )
        return routes

    async def _home(self, request: Request) -> Response:
        settings = self._settings
        values: dict[str, object] = {
            **self._store.counts(),
            "origin": _origin(request),
            "token_seconds": settings.insurehero.token_seconds,
            "kasko_key": settings.kasko_key,
            "kasko_live_key": settings.kasko_live_key,
            "kasko_public_key": settings.kasko_public_key,
            "insurehero_key": settings.insurehero_key,
            "insurehero_channel_key": settings.insurehero_channel_key,
        }
        texts = {name: escape(str(value)) for name, value in values.items()}
        for provider in PROVIDERS:
            texts[f"{provider}_operations"] = _operations(provider)
            texts[f"{provider}_number"] = str(len(load(provider).operations))
        texts["defects"] = _defects(settings)
        return _page("home.html", texts)

    def _docs(self, provider: Provider) -> Endpoint:
        settings = self._settings
        key = settings.kasko_key if provider == "kasko" else settings.insurehero_key
        hint = f"Requests go to this mock with the key <code>{escape(key)}</code>."
        button = '<button class="button" id="token" type="button">Get tokens</button>'
        if provider == "insurehero":
            hint += " Press <b>Get tokens</b> first: without a token they return 401."
        texts = {
            "hint": hint,
            "provider": provider,
            "title": _TITLES[provider],
            "key": escape(key),
            "channel_key": escape(settings.insurehero_channel_key),
            "action": button if provider == "insurehero" else "",
        }

        async def docs(_: Request) -> Response:
            return _page("docs.html", texts)

        return docs


def _specification(
    provider: Provider, render: Callable[[Provider, str], bytes], form: str
) -> Endpoint:
    async def specification(request: Request) -> Response:
        return Response(render(provider, _origin(request)), media_type=f"application/{form}")

    return specification


def _asset(name: str) -> Endpoint:
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "max-age=3600"}

    async def asset(_: Request) -> Response:
        return Response(_file(name), media_type=_ASSETS[name], headers=headers)

    return asset


def _page(name: str, texts: Mapping[str, str]) -> Response:
    page = Template(_file(name).decode()).substitute(texts)
    headers = {
        "Content-Security-Policy": _POLICY,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return Response(page, media_type="text/html", headers=headers)


@cache
def _file(name: str) -> bytes:
    return (files("brolly_mock") / "static" / name).read_bytes()


@lru_cache(maxsize=8)
def _as_json(provider: Provider, origin: str) -> bytes:
    return json.dumps(_document(provider, origin), ensure_ascii=False).encode()


@lru_cache(maxsize=8)
def _as_yaml(provider: Provider, origin: str) -> bytes:
    # Through JSON, so that no two places share an object: YAML would write an alias for it.
    document = json.loads(_as_json(provider, origin))
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return yaml.dump(document, Dumper=dumper, sort_keys=False, allow_unicode=True, encoding="utf-8")


def _document(provider: Provider, origin: str) -> Document:
    """The specification, every server of it replaced by this mock: requests go nowhere else."""
    document = copy.deepcopy(load(provider).document)
    document["servers"] = [{"url": origin, "description": "This mock."}]
    for item in document["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict):
                cast(Document, operation).pop("servers", None)
    return document


def _operations(provider: Provider) -> str:
    return "".join(
        f"<li><code>{operation.method} {escape(operation.path)}</code>"
        f' <span class="soft">{escape(operation.id)}{_version(operation)}</span></li>'
        for operation in load(provider).operations
    )


def _version(operation: Operation) -> str:
    """Which `Accept` asks for it, where operations share a method and a path."""
    named = (kind for kind in operation.media_types if kind.startswith("application/vnd."))
    kind = next(named, None)
    return f", Accept: {escape(kind)}" if kind else ""


def _defects(settings: MockSettings) -> str:
    if not settings.defects:
        return ""
    names = (escape(name) for name in sorted(settings.defects))
    chips = " ".join(f'<code class="chip">{name}</code>' for name in names)
    return f"<h3>Seeded defects in force</h3><p>{chips}</p>"


def _origin(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"
