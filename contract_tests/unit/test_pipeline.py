from __future__ import annotations

import asyncio
import logging
import pickle
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import httpx
import msgspec
import pytest
from hypothesis import example, given, strategies as st

import brolly
from brolly import (
    ApiError,
    ConfigurationError,
    ConnectError,
    ConnectTimeoutError,
    ForeignOriginError,
    LiveKeyError,
    ResponseValidationError,
    ServerError,
    TimeoutError,
    TransportError,
)
from brolly._core.answers import retry_after
from brolly._core.auth import Clock
from brolly._core.limits import RetryBudget
from brolly._core.stop import Stop
from brolly._core.wire import BaseUrl, HttpResponse
from brolly._http.protocol import header_fields
from brolly_mock import ManualClock
from brolly_runtime import Request
from flavours import Flavour
from kasko_api.models.payment_request import PaymentRequest
from kasko_api.payments import create_payment
from kasko_api.policies import list_policies

EMPTY = b'{"_embedded": {"item": []}}'
LIVE_KEY = "sk_" + "live_0123"


def scripted(
    *answers: httpx.Response | Exception,
) -> tuple[httpx.MockTransport, list[httpx.Request]]:
    """A transport that plays answers in turn, the last one for ever, and what it was asked."""
    seen: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        answer = answers[min(len(seen), len(answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    return httpx.MockTransport(handle), seen


def write(content: bytes = b"{}") -> Request[None]:
    return Request(
        operation="create_thing",
        method="POST",
        template="/things",
        path="/things",
        headers={},
        returns={},
        errors={},
        content=content,
    )


OK = httpx.Response(200, content=EMPTY)


@pytest.mark.parametrize(
    "fault",
    [
        *(httpx.Response(status) for status in (408, 429, 500, 502, 503, 504, 520, 599)),
        httpx.ConnectError("refused"),
        httpx.ReadError("reset"),
        httpx.RemoteProtocolError("truncated"),
        httpx.ReadTimeout("slow"),
        httpx.DecodingError("not gzip"),
        httpx.Response(200, content=EMPTY[:-1]),
    ],
    ids=repr,
)
def test_reads_are_repeated(flavour: Flavour, clock: Clock, fault: Any) -> None:
    """A read is repeated after a fault that may pass, and then succeeds."""
    transport, seen = scripted(fault, fault, fault, OK)
    kasko = flavour.Kasko("sk_test_x", transport=transport, _clock=clock)
    assert flavour.run(kasko.list_policies()).embedded.item == []
    assert len(seen) == 4


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (httpx.Response(500), ServerError),
        (httpx.Response(429), brolly.RateLimitError),
        (httpx.ConnectError("refused"), ConnectError),
        (httpx.ConnectTimeout("slow"), ConnectTimeoutError),
        (httpx.ReadTimeout("slow"), TimeoutError),
        (httpx.ReadError("reset"), TransportError),
        (httpx.Response(200, content=EMPTY[:-1]), TransportError),
    ],
    ids=repr,
)
def test_repeats_end(flavour: Flavour, clock: Clock, fault: Any, error: type[Exception]) -> None:
    """After `max_retries` repeats the caller gets the typed error, which counts the attempts."""
    transport, seen = scripted(fault)
    kasko = flavour.Kasko("sk_test_x", transport=transport, max_retries=2, _clock=clock)
    with pytest.raises(error) as caught:
        flavour.run(kasko.list_policies())
    assert type(caught.value) is error
    assert len(seen) == 3 == caught.value.attempts  # type: ignore[attr-defined]
    assert caught.value.__context__ is None
    assert len(scripted_calls(flavour, transport, clock, seen, max_retries=0)) == 4


def scripted_calls(
    flavour: Flavour, transport: Any, clock: Clock, seen: list[Any], **options: int
) -> list[Any]:
    kasko = flavour.Kasko("sk_test_x", transport=transport, _clock=clock).with_options(**options)
    with pytest.raises(brolly.BrollyError):
        flavour.run(kasko.list_policies())
    return seen


@pytest.mark.parametrize("status", [301, 400, 401, 402, 403, 404, 405, 406, 409, 418, 422, 499])
def test_refusals_are_not_repeated(flavour: Flavour, clock: Clock, status: int) -> None:
    """A refusal that will not pass is reported at once."""
    transport, seen = scripted(httpx.Response(status, headers={"location": "/policies"}))
    kasko = flavour.Kasko("sk_test_x", transport=transport, _clock=clock)
    with pytest.raises(ApiError):
        flavour.run(kasko.list_policies())
    assert len(seen) == (4 if status == 301 else 1)


@pytest.mark.parametrize(
    ("fault", "sends"),
    [
        (httpx.ConnectError("refused"), 2),
        (httpx.Response(429), 2),
        (httpx.ReadError("reset"), 1),
        (httpx.ReadTimeout("slow"), 1),
        (httpx.Response(500), 1),
        (httpx.Response(503), 1),
        (httpx.Response(408), 1),
        (httpx.Response(307, headers={"location": "/elsewhere"}), 1),
    ],
    ids=repr,
)
def test_writes_are_repeated_only_when_surely_not_received(
    flavour: Flavour, clock: Clock, fault: Any, sends: int
) -> None:
    """A write goes out again only after a refused connection or a 429."""
    transport, seen = scripted(fault, httpx.Response(204))
    kasko = flavour.Kasko("sk_test_x", transport=transport, _clock=clock)
    if sends == 2:
        assert flavour.run(kasko.send(write())) is None
    else:
        with pytest.raises(brolly.BrollyError):
            flavour.run(kasko.send(write()))
    assert len(seen) == sends


@pytest.mark.parametrize(
    ("fault", "unsure"),
    [
        (httpx.ConnectError("refused"), False),
        (httpx.ReadTimeout("slow"), True),
        (httpx.ReadError("reset"), True),
        (httpx.Response(408), True),
        (httpx.Response(502), True),
        (httpx.Response(201, content=b""), True),
        (httpx.Response(201, content=b'{"id": '), True),
        (httpx.Response(201, content=b"<html>"), True),
        (httpx.Response(307, headers={"location": "/elsewhere"}), False),
        (httpx.Response(409), False),
        (httpx.Response(429), False),
    ],
    ids=repr,
)
def test_a_write_of_unknown_fate_says_so(
    flavour: Flavour, clock: Clock, fault: Any, unsure: bool
) -> None:
    """An error of a write that may have been carried out warns, in its text as in an attribute."""
    transport, _ = scripted(fault)
    kasko = flavour.Kasko("sk_test_x", transport=transport, max_retries=0, _clock=clock)
    payment = create_payment(body=PaymentRequest(token="t", policy_id="p"))  # noqa: S106
    for request, due in ((payment, unsure), (list_policies(), False)):
        with pytest.raises(brolly.CallError) as caught:
            flavour.run(kasko.send(request))
        assert caught.value.may_have_written is due
        assert ("check before you send it again" in str(caught.value)) is due
        assert pickle.loads(pickle.dumps(caught.value)).may_have_written is due  # noqa: S301


@pytest.mark.parametrize("as_date", [False, True])
def test_retry_after_is_kept(
    flavour: Flavour, clock: Clock, time: ManualClock, as_date: bool
) -> None:
    """A pause that the provider asks for is kept, as seconds or as a date by its own clock."""
    headers = {"retry-after": "90"}
    if as_date:
        # The provider's clock is far from ours.
        headers = {
            "date": format_datetime(datetime(2020, 1, 1, 12, 0, 0, tzinfo=UTC), usegmt=True),
            "retry-after": format_datetime(
                datetime(2020, 1, 1, 12, 1, 30, tzinfo=UTC), usegmt=True
            ),
        }
    transport, _ = scripted(httpx.Response(503, headers=headers), OK)
    kasko = flavour.Kasko("sk_test_x", transport=transport, _clock=clock)
    before = time()
    flavour.run(kasko.list_policies())
    assert time() - before == 90


@pytest.mark.parametrize("value", ["121", "86400"])
def test_too_long_a_pause_is_an_error(flavour: Flavour, clock: Clock, value: str) -> None:
    """A pause of more than 120 s is not waited out but reported, with its length."""
    transport, seen = scripted(httpx.Response(429, headers={"retry-after": value}))
    kasko = flavour.Kasko("sk_test_x", transport=transport, _clock=clock)
    with pytest.raises(brolly.RateLimitError) as caught:
        flavour.run(kasko.list_policies())
    assert caught.value.retry_after == float(value)
    assert len(seen) == 1


@pytest.mark.usefixtures("new_york")
def test_dates_without_a_zone_are_utc() -> None:
    """`Retry-After` and `Date` in the oldest form of HTTP are UTC, wherever the client runs."""
    headers = {"retry-after": "Wed Nov  6 08:49:47 2019", "date": "Wed Nov  6 08:49:37 2019"}
    assert retry_after(HttpResponse(503, headers, b""), Clock()) == 10
    del headers["date"]
    clock = Clock(wall=lambda: 1573030177.0)
    assert retry_after(HttpResponse(503, headers, b""), clock) == 10


def test_the_longer_of_two_pauses_counts() -> None:
    """A proxy that adds its own `Retry-After` does not shorten the provider's."""
    headers = header_fields([(b"Retry-After", b"7"), (b"Retry-After", b"30.5")])
    assert retry_after(HttpResponse(429, headers, b""), Clock()) == 30.5


@pytest.mark.parametrize("value", ["", "soon", "-5", "Wed, 99 Foo 2020", "1e9"])
def test_strange_retry_after_is_passed_over(flavour: Flavour, clock: Clock, value: str) -> None:
    """A Retry-After that nobody can read changes nothing."""
    transport, seen = scripted(httpx.Response(503, headers={"retry-after": value}), OK)
    kasko = flavour.Kasko("sk_test_x", transport=transport, _clock=clock)
    flavour.run(kasko.list_policies())
    assert len(seen) == 2


def test_past_date_means_no_pause(flavour: Flavour, clock: Clock) -> None:
    """A Retry-After date that has passed asks for nothing, also without a Date header."""
    transport, seen = scripted(
        httpx.Response(503, headers={"retry-after": "Wed, 01 Jan 2020 00:00:00 GMT"}), OK
    )
    kasko = flavour.Kasko("sk_test_x", transport=transport, _clock=clock)
    flavour.run(kasko.list_policies())
    assert len(seen) == 2


def test_pauses_grow_and_are_spread(flavour: Flavour, time: ManualClock) -> None:
    """Pauses lie between 0 and a bound that doubles from 0.5 s, so clients do not march in step."""
    pauses: list[list[float]] = []
    for _ in range(200):
        transport, _ = scripted(httpx.Response(500))
        moments: list[float] = []

        def note(_: Stop, seconds: float, moments: list[float] = moments) -> None:
            moments.append(seconds)

        async def note_async(seconds: float, moments: list[float] = moments) -> None:
            moments.append(seconds)

        slow = Clock(monotonic=time, wall=time, sleep=note, sleep_async=note_async)
        kasko = flavour.Kasko("sk_test_x", transport=transport, max_retries=6, _clock=slow)
        with pytest.raises(ServerError):
            flavour.run(kasko.list_policies())
        pauses.append(moments)
    for step, bound in enumerate([0.5, 1, 2, 4, 8, 8]):
        column = [moments[step] for moments in pauses]
        assert 0 <= min(column) < bound * 0.2
        assert bound * 0.8 < max(column) <= bound


def test_one_budget_bounds_all_repeats(flavour: Flavour, clock: Clock) -> None:
    """A provider that is down gets at most ten repeats and one more for every ten calls."""
    transport, seen = scripted(httpx.Response(503))
    kasko = flavour.Kasko("sk_test_x", transport=transport, max_retries=9, _clock=clock)
    for _ in range(50):
        with pytest.raises(ServerError):
            flavour.run(kasko.list_policies())
    assert len(seen) <= 50 + 10 + 5


def test_budget_refills() -> None:
    """What a bad hour spent comes back with later calls, up to the ten."""
    budget = RetryBudget()
    assert [budget.spend() for _ in range(11)] == [True] * 10 + [False]
    for _ in range(1000):
        budget.earn()
    assert [budget.spend() for _ in range(11)] == [True] * 10 + [False]


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example/policies",
        "http://api.kasko.io/policies",
        "https://api.kasko.io:8443/policies",
        "https://api.kasko.io.evil.example/",
        "https://api.kasko.io@evil.example/",
        "https://user:pw@api.kasko.io/policies",
        "https://api.kasko.io./policies",
        "https://аpi.kasko.io/policies",  # noqa: RUF001 - a look-alike host
        "//evil.example/policies",
        "https://[broken/policies",
        "ftp://api.kasko.io/policies",
    ],
)
def test_no_redirect_leaves_the_origin(flavour: Flavour, clock: Clock, location: str) -> None:
    """A redirect to any other scheme, host or port ends the call; nothing is sent there."""
    transport, seen = scripted(httpx.Response(302, headers=[(b"location", location.encode())]))
    kasko = flavour.Kasko("sk_test_x", transport=transport, _clock=clock)
    with pytest.raises(ForeignOriginError):
        flavour.run(kasko.list_policies())
    assert len(seen) == 1


@pytest.mark.parametrize(
    "location", ["/policies/?since=1", "https://API.kasko.io:443/policies/", "?since=1"]
)
def test_redirects_within_the_origin_are_followed(
    flavour: Flavour, clock: Clock, location: str
) -> None:
    """A redirect of a read within the own origin is followed, with the credentials."""
    transport, seen = scripted(httpx.Response(308, headers={"location": location}), OK)
    kasko = flavour.Kasko("sk_test_x", transport=transport, _clock=clock)
    flavour.run(kasko.list_policies())
    assert [request.headers["authorization"] for request in seen] == ["Basic c2tfdGVzdF94Og=="] * 2


@pytest.mark.parametrize(
    ("attempts", "request_id", "told"),
    [
        (1, None, ""),
        (1, "r-1", " (request id: r-1)"),
        (2, None, " (attempts: 2)"),
        (3, "r-1", " (request id: r-1, attempts: 3)"),
    ],
)
def test_error_texts_end_with_what_support_asks_for(
    flavour: Flavour, clock: Clock, attempts: int, request_id: str | None, told: str
) -> None:
    """A text ends with the request id, if there is one, and the attempts, if there were several."""
    headers = {} if request_id is None else {"x-request-id": request_id}
    for answer in (
        httpx.Response(503, headers=headers),
        httpx.Response(200, headers=headers, text="{}"),
    ):
        busy = [httpx.Response(503)] * (attempts - 1)
        transport, _ = scripted(*busy, answer)
        kasko = flavour.Kasko(
            "sk_test_x", transport=transport, max_retries=attempts - 1, _clock=clock
        )
        with pytest.raises((ServerError, ResponseValidationError)) as caught:
            flavour.run(kasko.list_policies())
        text = str(caught.value)
        assert text.endswith(told)
        assert told or not text.endswith(")")
        assert caught.value.attempts == attempts
        assert caught.value.request_id == request_id


@given(
    host=st.sampled_from(
        ["api.kasko.io", "API.KASKO.IO", "evil.example", "api.kasko.io.", "[::1]"]
    ),
    scheme=st.sampled_from(["https", "HTTPS", "http"]),
    port=st.sampled_from(["", ":443", ":80", ":0443", ":99999", ":x"]),
    user=st.sampled_from(["", "u@", "u:p@", "@"]),
)
@example(host="api.kasko.io", scheme="https", port="", user="@")
def test_origin_rule(host: str, scheme: str, port: str, user: str) -> None:
    """Exactly the same scheme, host and port, and no user information, is the own origin."""
    own = BaseUrl.parse("https://api.kasko.io", source="X")
    same = (
        host.lower() == "api.kasko.io"
        and scheme.lower() == "https"
        and port in {"", ":443", ":0443"}
        and not user
    )
    assert own.holds(f"{scheme}://{user}{host}{port}/policies") is same


@pytest.mark.parametrize(
    "url",
    [
        "http://api.kasko.io",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "ftp://api.kasko.io",
        "api.kasko.io",
        "https://",
        "https://key@api.kasko.io",
        "https://@api.kasko.io",
        "https://api.kasko.io/?key=1",
        "https://api.kasko.io/#x",
        "https://api.kasko.io:port",
        "https://аpi.kasko.io",  # noqa: RUF001 - a look-alike host
        "https://api.kasko.io/\n",
        " https://api.kasko.io",
    ],
)
def test_bad_base_urls_are_refused(flavour: Flavour, url: str) -> None:
    """A base URL that is not HTTPS to a plain host is refused when the client is made."""
    for client in (flavour.Kasko, flavour.InsureHero):
        with pytest.raises(ConfigurationError, match="base URL"):
            client("key", base_url=url)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8080", "127.8.8.8", "[::1]:80"])
def test_plain_http_on_loopback_is_allowed(flavour: Flavour, host: str) -> None:
    """Plain HTTP is for loopback, where the mock runs."""
    transport, seen = scripted(OK)
    kasko = flavour.Kasko("key", base_url=f"http://{host}/sub/", transport=transport)
    flavour.run(kasko.list_policies(limit=5))
    assert str(seen[0].url).removesuffix("?limit=5").endswith("/sub/policies")


@pytest.mark.parametrize(
    "key", ["", " ", "sk test", "sk:test", "sk\ntest", "schlüssel", '"key"x ä']
)
def test_impossible_keys_are_refused(flavour: Flavour, key: str) -> None:
    """A key that no provider can have issued is refused when the client is made."""
    for client in (flavour.Kasko, flavour.InsureHero):
        with pytest.raises(ConfigurationError, match="API key"):
            client(key)


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"timeout": 0}, "timeout"),
        ({"timeout": float("inf")}, "timeout"),
        ({"max_retries": -1}, "max_retries"),
        ({"auth": "digest"}, "auth"),
        ({"token_leeway": 3600.0}, "token_leeway"),
    ],
)
def test_impossible_options_are_refused(
    flavour: Flavour, options: dict[str, Any], word: str
) -> None:
    """An option out of range is refused when the client is made, by name."""
    client = flavour.InsureHero if "token_leeway" in options else flavour.Kasko
    with pytest.raises(ConfigurationError, match=word):
        client("key", **options)


def test_settings_come_from_the_environment(
    flavour: Flavour, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Key and base URL are read from the environment where no argument gives them."""
    monkeypatch.setenv("KASKO_API_KEY", " sk_test_env\n")
    monkeypatch.setenv("KASKO_BASE_URL", "https://api.example.com")
    transport, seen = scripted(OK)
    flavour.run(flavour.Kasko(auth="bearer", transport=transport).list_policies())
    assert seen[0].url.host == "api.example.com"
    assert seen[0].headers["authorization"] == "Bearer sk_test_env"


def test_live_key_may_read_but_not_write(flavour: Flavour) -> None:
    """A LIVE key writes only where the client was made for it; reading is always allowed."""
    transport, seen = scripted(OK, httpx.Response(204))
    kasko = flavour.Kasko(LIVE_KEY, transport=transport)
    flavour.run(kasko.list_policies())
    with pytest.raises(LiveKeyError):
        flavour.run(kasko.send(write()))
    assert len(seen) == 1
    bold = flavour.Kasko(LIVE_KEY, transport=transport, allow_live_writes=True)
    assert flavour.run(bold.send(write())) is None


class Trickle(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that never ends, each byte soon enough for a read timeout."""

    def __iter__(self) -> Any:
        while True:
            yield b" "

    async def __aiter__(self) -> Any:
        for byte in self:
            await asyncio.sleep(0)
            yield byte


def test_endless_answers_end(flavour: Flavour) -> None:
    """An answer that never ends is given up when the time for one attempt is over."""

    def handle(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Trickle())

    kasko = flavour.Kasko(
        "sk_test_x", transport=httpx.MockTransport(handle), timeout=0.05, max_retries=0
    )
    with pytest.raises(TimeoutError, match=r"0\.05 s"):
        flavour.run(kasko.list_policies())


@pytest.mark.parametrize(
    ("content", "kind", "path"),
    [
        (b"<html></html>", "text/html", "$"),
        (b"", "text/plain", "$"),
        (b"null", "application/json", "$"),
        (b"[]", "application/json", "$"),
        (b'{"_embedded": {"item": [{"id": "a"}]}}', "application/json", "$._embedded.item[0]"),
        (
            (
                b'{"_embedded": {"item": [{"id": "a", "amount": "secret", '
                b'"updated_at": "2020-01-01T00:00:00Z"}]}}'
            ),
            "application/json",
            "$._embedded.item[0].amount",
        ),
        (EMPTY + b"}", "application/json", "$"),
        (b"\xff\xfe", "application/json", "$"),
        (b"[" * 100_000, "application/json", "$"),
    ],
)
def test_unreadable_answers(flavour: Flavour, content: bytes, kind: str, path: str) -> None:
    """An answer of another shape is a typed error with path, operation and request id."""
    transport, seen = scripted(
        httpx.Response(200, content=content, headers={"content-type": kind, "x-request-id": "r-1"})
    )
    kasko = flavour.Kasko("sk_test_x", transport=transport)
    with pytest.raises(ResponseValidationError) as caught:
        flavour.run(kasko.list_policies())
    assert (caught.value.path, caught.value.operation) == (path, "list_policies")
    assert caught.value.request_id == "r-1"
    assert len(seen) == 1
    assert "secret" not in str(caught.value)
    assert not isinstance(caught.value.__context__, msgspec.DecodeError)


@pytest.mark.parametrize("status", [199, 300, 400, 418, 499, 520, 599, 999])
@pytest.mark.parametrize("content", [b"", b"<html>", b"null", b"[]", b'{"status": 5}', b"\xff"])
def test_any_status_and_body_is_a_typed_error(
    flavour: Flavour, clock: Clock, status: int, content: bytes
) -> None:
    """Whatever comes with an error status becomes an `ApiError` that keeps status and body."""
    transport, _ = scripted(httpx.Response(status, content=content))
    kasko = flavour.Kasko("sk_test_x", transport=transport, max_retries=0, _clock=clock)
    with pytest.raises(ApiError) as caught:
        flavour.run(kasko.get_policy("a"))
    assert isinstance(caught.value, ServerError) is (status >= 500)
    assert caught.value.status_code == status
    assert caught.value.body == content
    assert caught.value.operation == "get_policy"
    assert (caught.value.message, caught.value.status, caught.value.errors) == (None, None, ())


def test_closed_client_says_so(flavour: Flavour) -> None:
    """A call on a closed client is an error, not a new connection."""
    transport, seen = scripted(OK)
    kasko = flavour.Kasko("sk_test_x", transport=transport)
    flavour.run(kasko.list_policies())
    flavour.run(kasko.close())
    with pytest.raises(ConfigurationError, match="closed"):
        flavour.run(kasko.list_policies())
    assert len(seen) == 1


def test_own_http_client_stays_the_callers(flavour: Flavour) -> None:
    """A client that the caller brought is used as it is, but does not redirect, and stays open."""
    transport, seen = scripted(httpx.Response(302, headers={"location": "https://x.example"}))
    kind = httpx.Client if flavour.__class__.__name__ == "SYNC" else httpx.AsyncClient
    own = kind(
        transport=transport, follow_redirects=True, auth=("mine", "pw"), headers={"x-own": "1"}
    )
    kasko = flavour.Kasko("sk_test_x", http_client=own)
    with pytest.raises(ForeignOriginError):
        flavour.run(kasko.list_policies())
    flavour.run(kasko.close())
    assert not own.is_closed
    assert seen[0].headers["x-own"] == "1"
    assert seen[0].headers["authorization"].endswith("c2tfdGVzdF94Og==")
    own.close() if isinstance(own, httpx.Client) else flavour.run(own.aclose())


def test_log_lines(flavour: Flavour, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    """Each attempt is logged by method, path template, outcome, request id; never with a value."""
    transport, _ = scripted(
        httpx.ReadError("reset"), httpx.Response(404, headers={"x-request-id": "r-7"})
    )
    kasko = flavour.Kasko("sk_test_x", transport=transport, _clock=clock)
    with caplog.at_level(logging.DEBUG, "brolly"), pytest.raises(brolly.NotFoundError):
        flavour.run(kasko.get_policy("top-secret-id"))
    lines = [record.getMessage() for record in caplog.records if record.name == "brolly"]
    assert lines[0].startswith("GET /policies/{policyId} TransportError in ")
    assert lines[1].startswith("GET /policies/{policyId} 404 in ")
    assert lines[1].endswith("request id r-7, attempt 2")
    assert "top-secret-id" not in "".join(lines)


@pytest.mark.parametrize("value", ["r 1", "", "x" * 129, "r\x7f"])
def test_strange_request_ids_are_left_out(flavour: Flavour, value: str) -> None:
    """A request id that could forge a log line is not shown."""
    transport, _ = scripted(httpx.Response(404, headers={"x-request-id": value}))
    with pytest.raises(brolly.NotFoundError) as caught:
        flavour.run(flavour.Kasko("sk_test_x", transport=transport).get_policy("a"))
    assert caught.value.request_id is None


def test_the_error_body_of_2015_is_read(flavour: Flavour) -> None:
    """An error in KASKO's earlier form gives its code and message too."""
    body = {"error": {"code": "AUTH_KEY_INVALID", "httpCode": 400, "message": "Not a key"}}
    transport, _ = scripted(httpx.Response(400, json=body))
    with pytest.raises(brolly.BadRequestError) as caught:
        flavour.run(flavour.Kasko("sk_test_x", transport=transport).get_policy("a"))
    assert (caught.value.status, caught.value.message) == ("AUTH_KEY_INVALID", "Not a key")


def test_the_package_lists_its_names() -> None:
    """Every public name loads, is listed, and nothing else answers."""
    for name in brolly.__all__:
        thing = getattr(brolly, name)
        # The type of UNSET has the name that msgspec gave it, and UNSET none.
        assert name in {"UNSET", "Unset"} or thing.__name__ == name
    assert dir(brolly) == sorted(brolly.__all__)
    with pytest.raises(AttributeError, match="no_such_name"):
        brolly.no_such_name  # noqa: B018 - the look-up is the test
