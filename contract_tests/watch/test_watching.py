"""A server that changes, breaks, redirects, blocks and is slow: what is told, and what is asked."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from _sources import Source, Sources, dump, load

from watch.comparing import Change, Finding
from watch.resting import statements
from watch.run import look, main
from watch.visiting import Limits

FAST = Limits(pause=0, seconds=1, size=50_000)
PAGE = """<html><head><title>t</title></head><body><nav>Menu</nav><main>
<h1>Quotes</h1><p>All about quotes.</p>
<h2 id="quote-object">Quote object</h2><table><tr><td>token</td><td>string</td></tr></table>
<h2 id="create">Create a quote <a href="#create">#</a></h2><p>POST /quotes</p>
<h3>Headers</h3><p>Accept</p>
<p>Last updated <time>2 months ago</time></p></main><footer>f</footer></body></html>"""


@dataclass
class Site:
    """Pages by path, and what was asked for."""

    port: int = 0
    pages: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def serve(self, path: str, body: str | bytes, **headers: str) -> None:
        self.answer(path, 200, body, **{"Content-Type": "text/html; charset=utf-8", **headers})

    def answer(self, path: str, status: int, body: str | bytes = "", **headers: str) -> None:
        content = body.encode() if isinstance(body, str) else body

        def tell(request: BaseHTTPRequestHandler) -> None:
            tag = headers.get("ETag")
            same = tag is not None and request.headers.get("If-None-Match") == tag
            request.send_response(304 if same else status)
            for name, value in headers.items():
                request.send_header(name.replace("_", "-"), value)
            request.send_header("Content-Length", "0" if same else str(len(content)))
            request.end_headers()
            request.wfile.write(b"" if same else content)

        self.pages[path] = tell


@pytest.fixture(name="site")
def _site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            tell = site.pages.get(self.path)
            if tell:
                tell(self)
            else:
                self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        site.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield site
        server.shutdown()
        thread.join()


def source(site: Site, path: str = "/quotes", **sections: str) -> Source:
    known = sections or {"quotes": "", "quote-object": "", "create": ""}
    return Source(
        "quotes", "Quotes", site.address(path), living=True, seen="2026-11-22", sections=known
    )


def seen(*asked: Source, limits: Limits = FAST) -> list[Finding]:
    return asyncio.run(look(asked, limits))


@pytest.fixture(name="known")
def _known(site: Site) -> Source:
    """A document whose page was read once."""
    site.serve("/quotes", PAGE)
    (finding,) = seen(source(site))
    assert {change.kind for change in finding.changes} == {"first"}
    return source(site, **finding.found)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("", "", []),
        ("2 months ago", "a year ago", []),
        ("<p>POST /quotes</p>", "<div>POST\n  <b>/quotes</b></div>", []),
        ("Menu", "Another menu", []),
        ("POST /quotes", "POST /v2/quotes", [Change("create", "changed")]),
        ("<p>Accept</p>", "<p>Accept-Language</p>", [Change("create", "changed")]),
        ("string", "integer", [Change("quote-object", "changed")]),
        (
            '<h2 id="create">Create a quote',
            '<h2 id="make">Make a quote',
            [Change("create", "moved", "quotes#make"), Change("make", "new")],
        ),
        (
            "<p>Last",
            "<h2>Delete a quote</h2><p>DELETE</p><p>Last",
            [Change("delete-a-quote", "new")],
        ),
        (
            PAGE[PAGE.index('<h2 id="quote-object"') : PAGE.index('<h2 id="create"')],
            "",
            [Change("quote-object", "gone")],
        ),
    ],
    ids=["same", "age", "markup", "menu", "path", "part", "type", "renamed", "added", "removed"],
)
def test_what_changed_is_told(
    old: str, new: str, changes: list[Change], site: Site, known: Source
) -> None:
    """Ten edits of a page: its words count; layout, menu and the age of the page do not."""
    assert old in PAGE
    site.serve("/quotes", PAGE.replace(old, new) if old else PAGE)
    (finding,) = seen(known)
    assert (finding.state, finding.changes) == ("changed" if changes else "unchanged", changes)


def test_a_section_moves_to_another_page(site: Site, known: Source) -> None:
    """The same text on another page is told as moved, with its new place."""
    part = PAGE[PAGE.index('<h2 id="create"') : PAGE.index("<p>Last")]
    site.serve("/quotes", PAGE.replace(part, ""))
    site.serve("/other", f"<main><h1>Other</h1>{part}</main>")
    other = Source("other", "Other", site.address("/other"), True, "2026-11-22", {"other": ""})
    finding, _ = seen(known, other)
    assert finding.changes == [Change("create", "moved", "other#create")]


def test_markdown_says_the_same_as_html(site: Site, known: Source) -> None:
    """A server that turns to Markdown has not changed its text."""
    text = (
        '# Quotes\n\nAll about quotes.\n\n<h2 id="quote-object">Quote object</h2>\n\n'
        "| token | string |\n|---|---|\n\n"
        '<h2 id="create">Create a quote</h2>\n\nPOST /quotes\n\n### Headers\n\nAccept\n'
    )
    site.serve("/quotes", text, **{"Content-Type": "text/markdown"})
    (finding,) = seen(known)
    assert finding.state == "unchanged"


def test_only_a_changed_page_is_sent(site: Site, known: Source) -> None:
    """The ETag of what we know is sent, if all of it is known; 304 means unchanged."""
    site.serve("/quotes", PAGE, ETag='"1"')
    known.etag = '"1"'
    (finding,) = seen(known)
    assert finding.state == "unchanged"
    assert finding.page is None
    assert site.asked[-1][1]["if-none-match"] == '"1"'
    known.sections["create"] = ""
    (finding,) = seen(known)
    assert finding.changes == [Change("create", "first")]
    assert "if-none-match" not in site.asked[-1][1]


@pytest.mark.parametrize("status", [401, 403, 429])
def test_a_server_that_blocks_is_left_alone(status: int, site: Site, known: Source) -> None:
    """After one such answer no other page of the host is asked for; nothing is said to change."""
    site.answer("/quotes", status, Retry_After="120")
    findings = seen(known, source(site, "/second"), source(site, "/third"))
    assert [finding.state for finding in findings] == ["unread"] * 3
    assert "120" in findings[0].why
    assert str(status) in findings[2].why
    assert not {"/second", "/third"} & set(site.paths())


def test_robots_are_told_and_kept_to(site: Site, known: Source) -> None:
    """What robots.txt forbids is not asked for; neither is anything where it cannot be read."""
    site.answer("/robots.txt", 200, "User-agent: *\nDisallow: /quotes\n")
    asked = len(site.asked)
    (finding,) = seen(known)
    assert finding.why.endswith("forbids it")
    site.answer("/robots.txt", 503)
    (finding,) = seen(known)
    assert "robots.txt" in finding.why
    assert set(site.paths()[asked:]) == {"/robots.txt"}


def test_redirects(site: Site, known: Source) -> None:
    """For good: told as moved, and read there. In a circle, to plain http, to a login: not read."""
    site.answer("/quotes", 301, Location="/new")
    site.serve("/new", PAGE)
    (finding,) = seen(known)
    assert (finding.state, finding.why) == ("changed", f"moved to {site.address('/new')}")
    assert finding.changes == []
    for place, why in (
        ("/quotes", "redirects"),
        ("http://example.com/", "https"),
        ("http://[", "valid"),
    ):
        site.answer("/quotes", 301, Location=place)
        (finding,) = seen(known)
        assert finding.state == "unread"
        assert why in finding.why
    site.answer("/quotes", 302, Location="https://login.example.com/")
    (finding,) = seen(known)
    assert finding.why.endswith("for now")


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone(status: int, site: Site, known: Source) -> None:
    """Gone is told apart from not read."""
    site.answer("/quotes", status)
    (finding,) = seen(known)
    assert (finding.state, finding.why) == ("gone", f"status {status}")


def broken(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(b"<main>half")
    request.close_connection = True


def slow(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    for _ in range(40):
        request.wfile.write(b" ")
        request.wfile.flush()
        time.sleep(0.05)


@pytest.mark.parametrize("tell", [broken, slow])
def test_half_a_page_is_no_page(
    tell: Callable[[BaseHTTPRequestHandler], None], site: Site, known: Source
) -> None:
    """A broken and a dripping answer end in time, are told, and change nothing."""
    site.pages["/quotes"] = tell
    began = time.monotonic()
    (finding,) = seen(known, limits=Limits(pause=0, seconds=0.4))
    assert time.monotonic() - began < 1.5
    assert finding.state == "unread"


@pytest.mark.parametrize(
    ("status", "body", "kind", "why"),
    [
        (500, PAGE, "text/html", "status 500"),
        (200, PAGE, "application/pdf", "application/pdf"),
        (200, PAGE + " " * 60_000, "text/html", "longer than"),
        (200, b"<main>\xff</main>", "text/html", "utf-8"),
        (200, "<main><h1>Sign in</h1>Please</main>", "text/html", "not one known section"),
        (200, "", "text/html", "not one known section"),
        (200, "<div>" * 9_000, "text/html", "not one known section"),
    ],
)
def test_an_odd_answer_changes_nothing(
    status: int, body: str | bytes, kind: str, why: str, site: Site, known: Source
) -> None:
    """Errors, other formats, pages that are too long and pages of something else are not read."""
    site.answer("/quotes", status, body, **{"Content-Type": kind})
    (finding,) = seen(known)
    assert finding.state == "unread"
    assert why in finding.why


def test_no_server(known: Source) -> None:
    """A host that is not there is told."""
    known.address = "http://127.0.0.1:9/quotes"
    (finding,) = seen(known)
    assert finding.why == "no answer (ConnectError)"


def test_a_host_gets_time_between_requests(site: Site, known: Source) -> None:
    """One request at a time, with the pause between them."""
    began = time.monotonic()
    asked = len(site.asked)
    seen(known, known, limits=Limits(pause=0.1, seconds=20))
    assert site.paths()[asked:] == ["/robots.txt", "/quotes", "/quotes"]
    assert time.monotonic() - began >= 0.2


def test_the_command(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """First reading: filled in. Then silence, a change with what rests on it, acceptance."""
    real = load(Path(__file__).parents[2] / "openapi" / "sources.yaml").documents["kasko-quote"]
    here = Source(
        real.id, real.title, site.address("/q"), True, real.seen, dict.fromkeys(real.sections, "")
    )
    file, draft = tmp_path / "sources.yaml", tmp_path / "draft.md"
    file.write_text(dump(Sources({here.id: here})))
    page = "".join(f'<h2 id="{name}">x</h2><p>{name}</p>' for name in real.sections)
    site.serve("/q", f"<main>{page}</main>", ETag='"1"')

    def run(*more: str) -> tuple[int, str]:
        code = main(["--sources", str(file), "--draft", str(draft), "--pause", "0", *more])
        return code, capsys.readouterr().out

    code, told = run()
    assert (code, draft.exists()) == (0, False)
    assert "1 read for the first time" in told
    kept = load(file).documents[here.id]
    assert all(kept.sections.values())
    assert kept.etag == '"1"'
    assert run() == (0, "1 documents: 1 unchanged.\n\n")
    site.serve("/q", f"<main>{page.replace('create-a-quote</p>', 'PUT</p>')}</main>", ETag='"2"')
    code, told = run()
    assert code == 1
    rests = statements()["kasko-quote#create-a-quote"]
    operation = next(one for one in rests if one.name == "create_quote")
    assert f"operation `create_quote`, {operation.where}" in told
    assert draft.read_text().startswith(f"# The documents changed: {real.title}\n")
    assert load(file).documents[here.id] == kept
    assert run("--accept")[0] == 0
    assert load(file).documents[here.id].etag == '"2"'
    assert run()[0] == 0
    with pytest.raises(SystemExit, match="2"):
        run("--only", "kasko-quotes")


def test_every_section_that_is_named_can_be_looked_up() -> None:
    """What rests on a section is found with file and line, for operations, members and rules."""
    rests = statements()
    root = Path(__file__).parents[2]
    for found in rests.values():
        for one in found:
            file, _, line = one.where.partition(":")
            text = (root / file).read_text("utf-8").splitlines()[int(line) - 1]
            assert (one.name if one.kind == "rule" else "x-source:") in text
    assert {one.kind for found in rests.values() for one in found} > {"operation", "member", "rule"}
