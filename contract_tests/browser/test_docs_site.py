"""The documentation in a real browser: readable in both schemes, at both widths, and silent."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # has no py.typed
from playwright.sync_api import Browser

SITE = Path(__file__).parents[2] / "dist" / "docs"
SHOTS = SITE.parent / "shots"
PAGES = [
    *("", "first-policies/", "polling/", "selling/", "errors/", "changes/", "speed/"),
    *("reference/errors/", "reference/kasko/list_policies/", "reference/python/kasko/"),
    *("reference/command/", "reference/inferred/00/", "reference/error-texts/00/"),
    *("keep-a-copy/", "webhooks/", "records/"),
]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module", name="address")
def _address() -> Iterator[str]:
    if not (SITE / "index.html").is_file():
        pytest.fail("there is no site: make docs")
    handler = partial(Quiet, directory=str(SITE))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [420, 1280])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_accessible(
    page: str, width: int, scheme: str, browser: Browser, address: str
) -> None:
    """axe finds nothing, nothing is wider than the window, and nothing is asked of other hosts."""
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]  # one of the two that it takes
        viewport={"width": width, "height": 900},
    )
    asked: list[str] = []
    opened = context.new_page()
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(address + page)
    opened.wait_for_load_state("networkidle")
    SHOTS.mkdir(exist_ok=True)
    name = page.strip("/").replace("/", "-") or "index"
    opened.screenshot(path=SHOTS / f"{name}-{width}-{scheme}.png")
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    result = Axe().run(opened)
    assert result.generate_report().startswith("Found 0 accessibility violations"), (
        result.generate_report()
    )
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize("api", ["kasko", "insurehero"])
def test_the_viewer_shows_the_operations(api: str, browser: Browser, address: str) -> None:
    """Swagger UI lists what the specification has, from this site alone, without an error."""
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{address}viewer/{api}.html")
    page.wait_for_selector(".opblock", timeout=30_000)
    page.screenshot(path=SHOTS / f"viewer-{api}.png")
    assert page.locator(".opblock").count() > 20
    assert said == []
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
