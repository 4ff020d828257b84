"""Use your own HTTP client: a proxy, a private authority, a header that the proxy asks for.

KASKO_API_KEY=... PROXY=http://proxy.example:3128 python examples/behind_a_proxy.py
"""

import os
import ssl

import httpx2

from brolly import Kasko


def client(proxy: str | None, authority: str | None = None) -> httpx2.Client:
    """A client that trusts the system's authorities, and one of your own."""
    context = ssl.create_default_context()
    if authority:
        context.load_verify_locations(cafile=authority)
    through = httpx2.Proxy(proxy, headers={"X-Team": "insurance"}) if proxy else None
    # Without `trust_env` nothing of the environment applies: what stands here is all there is.
    return httpx2.Client(proxy=through, verify=context, trust_env=False)


def main(proxy: str | None = None, authority: str | None = None) -> int:
    """Return the number of policies on the first page."""
    with client(proxy, authority) as http, Kasko(http_client=http) as kasko:
        return len(kasko.list_policies(limit=20).items)


if __name__ == "__main__":
    print(main(os.environ.get("PROXY"), os.environ.get("SSL_CERT_FILE")), "policies")
