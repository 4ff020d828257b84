"""The texts of errors: they name what to mend, by provider, and quote nothing personal."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from hypothesis import given, strategies as st

from brolly import ApiError, AuthenticationError, Kasko, KnockOutError, UnprocessableError
from flavours import Flavour
from kasko_api.models.quote_request import QuoteRequest

QUOTE = QuoteRequest(item_id="i", subscription_plan_id="p", integration_id="n", data={})


def failing(status: int, body: object = b"") -> httpx.MockTransport:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return httpx.MockTransport(lambda _: httpx.Response(status, content=content))


def text_of(body: object, status: int = 400) -> str:
    with Kasko("sk_test_0123456789", transport=failing(status, body)) as kasko:
        with pytest.raises(ApiError) as caught:
            kasko.get_policy("p")
        return str(caught.value)


def test_refused_fields_are_named() -> None:
    """Path, name and code of each refused field stand in the text, the first five of them."""
    errors = [{"path": "data", "field": f"member_{n}", "code": "too_long"} for n in range(7)]
    text = text_of({"status": "Bad Request", "message": "no", "errors": errors})
    assert "data.member_0 (too_long), data.member_1 (too_long)" in text
    assert "data.member_4 (too_long), and 2 more" in text
    assert "(required)" in text_of({"errors": [{"code": "required"}]})
    assert "insured_sum" in text_of({"errors": [{"field": "insured_sum", "path": None}]})


ODD = st.one_of(
    st.text(),
    st.just("max@example.com"),
    st.just("sk_live_0123456789"),
    st.just("Max Mustermann"),
    st.integers(),
    st.none(),
    st.lists(st.text(), max_size=2),
)


@given(st.lists(st.one_of(ODD, st.fixed_dictionaries({"field": ODD, "path": ODD, "code": ODD}))))
def test_only_identifiers_are_quoted(errors: list[Any]) -> None:
    """Whatever stands where a field's name belongs, the text quotes identifiers alone."""
    text = text_of({"status": "x", "message": "m", "errors": errors})
    refused = text.partition("; refused: ")[2]
    assert not {"@", " Mustermann"} & {part for part in ("@", " Mustermann") if part in refused}
    assert "sk_live" not in text
    assert refused.isascii()


def test_a_404_speaks_of_its_provider(flavour: Flavour) -> None:
    """KASKO's 404 may hide a 403 or another mode; InsureHero has neither."""
    texts: dict[str, str] = {}
    for name, key in (("Kasko", "sk_test_0123456789"), ("InsureHero", "key")):
        client = getattr(flavour, name)(key, transport=failing(404))
        with pytest.raises(ApiError) as caught:
            flavour.run(client.get_policy("p") if name == "Kasko" else client.authorize())
        texts[name] = str(caught.value)
    assert "LIVE" in texts["Kasko"]
    assert "LIVE" not in texts["InsureHero"]


@pytest.mark.parametrize(
    ("call", "variable"),
    [("list_variants", "INSUREHERO_CHANNEL_KEY"), ("authorize", "INSUREHERO_API_KEY")],
)
def test_a_401_names_the_key(flavour: Flavour, call: str, variable: str) -> None:
    """A refused key of InsureHero is named by its variable: the two parts have one each."""
    client = flavour.InsureHero("key", transport=failing(401))
    with pytest.raises(AuthenticationError, match=variable):
        flavour.run(getattr(client, call)())


def test_only_quotes_are_knocked_out(flavour: Flavour) -> None:
    """A 422 is a knock-out on a quote, and a business rule elsewhere."""
    client = flavour.Kasko("sk_test_0123456789", transport=failing(422))
    with pytest.raises(KnockOutError):
        flavour.run(client.create_quote(body=QUOTE))
    with pytest.raises(UnprocessableError) as caught:
        flavour.run(client.get_policy("p"))
    assert type(caught.value) is UnprocessableError
