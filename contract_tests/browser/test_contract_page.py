"""The contract report in a real browser: readable in both schemes, filterable, and silent.

Not part of `make test`, which needs no browser: `make test-browser` runs it, and fails without one.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # has no py.typed
from playwright.sync_api import Browser, Page

from brolly_contract.page import page as render
from brolly_contract.verdict import Verdict
from provider.samples import accepted, finding, outcome, verdict

HOSTILE = "<script>document.title='taken'</script><img src=https://example.com/x onerror=alert(1)>"


def red() -> Verdict:
    known = finding("insurehero", "list_claims", subject="known")
    broken = [finding(reason=HOSTILE, detail=HOSTILE), finding(check="page_order", subject="other")]
    return verdict(
        outcome(findings=broken),
        outcome("insurehero", findings=[known]),
        accepted=[accepted(known, HOSTILE)],
        baseline="baseline.json",
    )


VERDICTS = {"green": verdict(outcome(), outcome("insurehero")), "red": red()}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [420, 1280])
@pytest.mark.parametrize("name", VERDICTS)
def test_a_page_is_accessible(
    name: str, width: int, scheme: str, browser: Browser, tmp_path: Path
) -> None:
    """axe finds nothing to object to, contrast included, and nothing is wider than the window."""
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]  # one of the two that it takes
        viewport={"width": width, "height": 900},
        bypass_csp=True,
    )
    page = opened(context.new_page(), VERDICTS[name], tmp_path)
    assert Axe().run(page).generate_report().startswith("Found 0 accessibility violations")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_a_page_filters_and_asks_nothing(browser: Browser, tmp_path: Path) -> None:
    """Words, API and verdict narrow both lists down; nothing leaves the page, no text runs."""
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    opened(page, VERDICTS["red"], tmp_path)
    assert [url for url in asked if not url.startswith("file:")] == []
    assert said == []
    assert page.title().startswith("The contract is broken")
    page.get_by_role("searchbox").fill("page_order")
    assert page.locator(".finding:visible").count() == 1
    page.get_by_role("searchbox").fill("")
    page.locator("select[name=api]").select_option("insurehero")
    assert page.locator(".finding:visible").count() == 1
    page.locator("select[name=verdict]").select_option("broken")
    assert page.locator(".finding:visible").count() == 0
    assert "0 of 3 findings" in page.get_by_role("status").inner_text()
    page.close()


def test_a_page_works_without_its_script(browser: Browser, tmp_path: Path) -> None:
    """Without JavaScript everything is there but the filter, which is not shown."""
    context = browser.new_context(java_script_enabled=False)
    page = opened(context.new_page(), VERDICTS["red"], tmp_path)
    assert page.locator(".finding").count() == 3
    assert not page.locator("#filter").is_visible()
    context.close()


def opened(page: Page, told: Verdict, folder: Path) -> Page:
    path = folder / "contract.html"
    path.write_text(render(told), "utf-8")
    page.goto(path.as_uri())
    return page
