"""Every edit of a spec gives right code, or is refused with its line and what to write instead."""

from __future__ import annotations

import importlib
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
import yaml
from _reader import SpecError
from generate import methods_of_clients
from hypothesis import HealthCheck, given, settings, strategies as st

from brolly import AsyncKasko, Kasko
from brolly_runtime import builders
from edits.conftest import read
from edits.corpus import BASE, REFUSED, RIGHT
from edits.drawn import edited_data, edited_text, places

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
MESSAGE = re.compile(r"openapi/x\.yaml:[1-9][0-9]*: .+|\([0-9]+ more\)")


def refusal(text: str | bytes) -> str | None:
    """Why a spec is refused, each line of it in the one form; None if it is taken."""
    try:
        read(text)
    except SpecError as error:
        lines = str(error).splitlines()
        assert lines
        assert all(MESSAGE.fullmatch(line) for line in lines), lines
        most = text.count(b"\n" if isinstance(text, bytes) else "\n") + 1  # type: ignore[arg-type]
        assert all(problem.line <= most for problem in error.problems)
        return str(error)
    return None


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_followed_is_refused(name: str) -> None:
    """The line, what was found and what to write instead are named."""
    said = refusal(REFUSED[name].of(BASE))
    assert said is not None
    for words in REFUSED[name].words:
        assert words in said


@pytest.mark.parametrize("client", [Kasko, AsyncKasko])
def test_no_operation_hides_a_method(client: type) -> None:
    """An operation named like a method that is written by hand is refused."""
    written = {
        name
        for base in client.__mro__[:-1]
        if base.__module__.startswith("brolly.")
        for name, found in vars(base).items()
        if callable(found) and not name.startswith("_")
    }
    assert {"close", "send", "iter_policies"} & written
    assert written <= methods_of_clients()


def test_a_file_in_another_encoding_is_refused() -> None:
    """The line of the first byte that is not UTF-8 is named."""
    said = refusal(BASE.encode() + "# größer\n".encode("latin-1"))
    assert said == f"openapi/x.yaml:{BASE.count(chr(10)) + 1}: not UTF-8; save the file as UTF-8"
    assert refusal(BASE.encode("utf-16")) is not None
    assert refusal(b"") is not None


def test_aliases_are_refused() -> None:
    """Anchors, aliases and merge keys, which not all tools read, are named with their lines."""
    said = refusal(
        BASE.replace("  title: Shop\n", "  title: &shop Shop\n  summary: *shop\n  <<: {}\n")
    )
    assert said is not None
    for words in (":4: &shop is", ":5: *shop is", "refer to a component"):
        assert words in said
    assert "<< is" in (refusal(BASE.replace("info:\n", "info:\n  <<: {}\n")) or "")
    assert refusal(BASE) is None


@pytest.fixture(scope="module", name="edited")
def _edited() -> str:
    """The spec with all edits that are right."""
    text = BASE
    for edit in RIGHT.values():
        text = edit.of(text)
    return text


def test_what_can_be_followed_gives_right_code(
    edited: str, generated: Callable[[str], list[str]]
) -> None:
    """All right edits at once: the package does what the spec says, by both checks."""
    assert generated(edited) == []
    shop: Any = importlib.import_module("shop_0.models")

    def sent(name: str, /, **arguments: Any) -> Any:
        return builders("shop_0")[name](**arguments)

    form = sent("send_form", body=shop.Form(a="ä&b", b=1, c=[True, False]))
    assert form.content == b"a=%C3%A4%26b&b=1&c=true&c=false"
    assert form.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert (
        sent("send_charset", body={}).headers["Content-Type"] == "application/json; charset=utf-8"
    )
    assert sent("send_octets", body=b"\0\xff").content == b"\0\xff"
    assert sent("send_image", body=b"i").headers["Content-Type"] == "image/png"
    nothing = sent("send_maybe")
    assert (nothing.content, "Content-Type" in nothing.headers) == (None, False)
    assert sent("get_pdf").read(200, b"%PDF") == b"%PDF"
    assert sent("get_pdf").headers["Accept"] == "application/pdf"
    assert sent("get_named", name="a/b").path == "/pdf/a%2Fb.pdf"
    assert sent("cancel_named", name="x").path == "/pay/x:cancel"
    assert sent("get_ids", ids=[1, 2]).path == "/ids/1%2C2"
    assert sent("list_copies").server == "https://copies.example.com"
    assert sent("get_semi").anonymous
    assert sent("get_semi").security == ("keyAuth",)
    listed = sent(
        "list_things",
        csv=["a", "b"],
        piped=[1, 2],
        spaced=[True, False],
        x_ids=["c", "d"],
        flag=False,
    )
    assert dict(listed.query) == {
        "csv": "a,b",
        "piped": "1|2",
        "spaced": "true false",
        "flag": "false",
    }
    assert listed.headers["X-Ids"] == "c,d"
    with pytest.raises(ValueError, match="csv"):
        sent("list_things", csv=["a,b"], flag=True)
    ours = sent(
        "get_ours",
        body_query="1",
        content_query="2",
        send_query="3",
        timeout_query="4",
        body=shop.NewThing(name="n"),
    )
    assert dict(ours.query) == {"body": "1", "content": "2", "send": "3", "timeout": "4"}
    read_ = sent("get_map").read(
        200, b'{"a": {"id": "1", "state": "free", "changed_at": "2031-01-01T00:00:00+0100"}}'
    )
    assert type(read_["a"]) is shop.Thing
    assert read_["a"].changed_at.isoformat() == "2030-12-31T23:00:00+00:00"
    assert sent("get_none").errors == {"404": None}
    assert {"name", "more"} <= set(shop.Joined.__struct_fields__)


def test_a_new_list_needs_no_line_of_python(
    edited: str, generated: Callable[[str], list[str]]
) -> None:
    """Iterators of lists that a spec describes read all, whatever pages are asked for by."""
    assert generated(edited) == []
    records = [
        {"id": f"d{number}", "updated_at": f"2031-01-01T00:{number:02}:00+00:00"}
        for number in range(37)
    ]
    second = datetime(2031, 1, 1, tzinfo=UTC).timestamp()

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked = {name: int(value) for name, value in request.url.params.items()}
        path = request.url.path
        found = records
        if path == "/by-index":
            found = records[asked["from"] : asked["to"] + 1]
        elif path in ("/by-row", "/by-number"):
            found = records[asked.get("after", -1) + 1 :][: asked["limit"]]
        elif path == "/by-time":
            first = max(0, -int((second - asked.get("since", 0)) // 60))
            found = records[first : first + asked["limit"]]
        elif path.startswith("/of/"):
            found = [one | {"id": path[4:] + one["id"]} for one in records[:2]]
        return httpx2.Response(200, json={"data": found})

    root: Any = importlib.import_module("shop_0")
    (api,) = (getattr(root, name) for name in root.__all__ if not name.startswith("Async"))
    client = type("Shop", (Kasko, api), {})(
        "sk_test_1", transport=httpx2.MockTransport(answer), base_url="https://shop.example.com"
    )
    wanted = [one["id"] for one in records]
    with client:
        assert [one.id for one in client.iter_by_index(page_size=5)] == wanted
        assert [one.id for one in client.iter_by_time(page_size=20, workers=2)] == wanted
        assert [one.id for page in client.iter_dated_pages() for one in page.items] == wanted
        assert [one.id for one in client.iter_by_number(page_size=4)] == wanted
        assert [one.id for one in client.iter_at_once()] == wanted
        assert [one.id for one in client.list_at_once().items] == wanted
        assert [one.id for one in client.iter_of_each("x")] == ["xd0", "xd1"]
        assert len(list(client.iter_of_each())) == 2 * 37


BASE_DATA = yaml.safe_load(BASE)
REAL = [(ROOT / "openapi" / name).read_text("utf-8") for name in ("kasko.yaml", "insurehero.yaml")]
CHEAP = settings(
    max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), database=None
)


@CHEAP
@given(edited_data(BASE_DATA, places(BASE_DATA)) | edited_text(BASE))
def test_any_edit_is_taken_or_refused_with_its_line(text: str) -> None:
    """No edit, of the data or of the text, leads to anything but a refusal in the one form."""
    refusal(text)


@settings(CHEAP, max_examples=8)
@given(st.sampled_from(REAL).flatmap(edited_text))
def test_any_edit_of_ours_is_taken_or_refused_with_its_line(text: str) -> None:
    """The same with the two files of the repository."""
    refusal(text)


@settings(CHEAP, max_examples=16)
@given(text=edited_data(BASE_DATA, places(BASE_DATA)))
def test_any_edit_that_is_taken_gives_right_code(
    text: str, generated: Callable[[str], list[str]]
) -> None:
    """What keeps to the rules is generated and does what it says."""
    if refusal(text) is None:
        assert generated(text) == []
