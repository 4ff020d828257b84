"""Shows the setup, what is missing, and whether the providers can be reached."""

# ruff: noqa: PLC0415

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import typer

from brolly.errors import BrollyError

from ._exit import ExitCode
from ._options import block

_EXTRAS = {
    "cli": "typer",
    "mock": "starlette",
    "contract": "schemathesis",
    "fast": "pycurl",
    "money": "iso4217",
    "arrow": "pyarrow",
    "sync": "dlt",
}
_APIS = {
    "KASKO": ("KASKO_API_KEY", "KASKO_BASE_URL"),
    "InsureHero": ("INSUREHERO_API_KEY", "INSUREHERO_BASE_URL"),
}
_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
_MOST_SKEW = 60  # seconds; a token of one hour is renewed five minutes before its end

EPILOG = block(
    "Examples",
    "brolly doctor",
    "brolly doctor --offline",
)


def doctor(
    offline: Annotated[
        bool, typer.Option("--offline", help="Check this machine only, and send nothing.")
    ] = False,
) -> None:
    """Show what is set up: versions, keys, proxies, and whether the providers answer.

    Reads one record from each provider that has a key. Prints no record and no key.

    Exit code 0: everything works. 2: no key is set. 5: a provider could not be reached, or rejected
    the key.
    """
    _line("brolly", version("brolly"))
    _line("Python", sys.version.split()[0])
    for package in ("httpx2", "msgspec"):
        _line(package, version(package))
    _line(
        "extras", ", ".join(name for name, needs in _EXTRAS.items() if find_spec(needs)) or "none"
    )
    for name in _CERTIFICATES:
        if value := os.environ.get(name):
            _line(name, value if Path(value).exists() else f"{value}: file not found")
    working, keys = True, 0
    for api, variables in _APIS.items():
        typer.echo(f"\n{api}")
        if os.environ.get(variables[0], "").strip():
            keys += 1
            working &= _look(api, *variables, offline=offline)
        else:
            _line(variables[0], f"not set; run: export {variables[0]}=...")
    channel = "INSUREHERO_CHANNEL_KEY"
    given = os.environ.get(channel, "").strip()
    _line(channel, "set" if given else "not set; only the commands of a sales channel need it")
    if not keys:
        typer.echo("\nNo key is set. To try brolly without an account: brolly mock")
        raise typer.Exit(ExitCode.USAGE)
    if not working:
        raise typer.Exit(ExitCode.TRY_LATER)


def _look(api: str, key: str, base_url: str, *, offline: bool) -> bool:
    """Print the state of one provider; returns whether it is all right."""
    try:
        make, question = _provider(api)
        with make(timeout=10, max_retries=0) as client:
            mode = f", a {client.mode.upper()} key" if client.mode else ""
            _line(key, f"set{mode}")
            _line(
                base_url, os.environ.get(base_url) or "not set; the provider's own address is used"
            )
            for line in _proxies(os.environ.get(base_url) or "https://"):
                _line("proxy", line)
            if offline:
                return True
            began = time.monotonic()
            reply = client.exchange(question)
            _line("response", f"the key is accepted ({time.monotonic() - began:.2f} s)")
            return _clock(reply.headers.get("date"))
    except BrollyError as error:
        _line("response", str(error))
        return False


def _provider(api: str) -> tuple[Any, Any]:
    """The client of a provider, and a small request that needs the key."""
    if api == "KASKO":
        from brolly.kasko import Kasko
        from kasko_api import policies

        return Kasko, policies.list_policies(limit=1)
    from brolly.insurehero import InsureHero
    from insurehero_api import claims

    return InsureHero, claims.list_claims(from_=0, to=1)


def _clock(date: str | None) -> bool:
    if date is None:
        return True
    try:
        moment = parsedate_to_datetime(date)
        # HTTP dates are always in UTC.
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        skew = moment.timestamp() - time.time()
    except (ValueError, OverflowError):
        return True
    well = abs(skew) <= _MOST_SKEW
    _line("clock", "agrees with the provider's" if well else _wrong(skew))
    return well


def _wrong(skew: float) -> str:
    side = "behind" if skew > 0 else "ahead of"
    return f"this machine is {abs(skew):.0f} seconds {side} the provider: set its clock"


def _proxies(address: str) -> Iterator[str]:
    """The proxy of the environment for an address, without a possible password."""
    host, scheme = urlsplit(address).hostname or "", urlsplit(address).scheme
    if host and proxy_bypass(host):
        return
    found = getproxies()
    if proxy := found.get(scheme) or found.get("all"):
        parts = urlsplit(proxy if "//" in proxy else f"//{proxy}")
        yield f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)


def _line(name: str, text: str) -> None:
    typer.echo(f"  {name:<22} {text}")
