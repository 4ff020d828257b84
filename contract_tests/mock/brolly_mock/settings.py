"""What a mock serves and how it reads the points that the documents leave open."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

# A real body has 32 characters. These stay shorter than any secret scanner's pattern for LIVE keys.
KASKO_TEST_KEY = "sk_test_mock"
KASKO_LIVE_KEY = "sk_" + "live_mock"
KASKO_PUBLIC_KEY = "pk_test_mock"
INSUREHERO_KEY = "shield_test_mock"
INSUREHERO_CHANNEL_KEY = "shield_test_channel"
WEBHOOK_SECRET = "whsec_mock"  # noqa: S105 - of the mock


@dataclass(frozen=True, slots=True, kw_only=True)
class KaskoReading:
    """One reading of KASKO's paging contract (seed 001; fact sheet, section 4.2).

    Each member is a point on which the documents are silent or disagree; the defaults are the
    readings that the fact sheet recommends. Every combination is a provider that keeps the
    contract, so a client has to cope with all of them. Broken providers are `defects`.
    """

    bounds: Literal["inclusive", "exclusive"] = "inclusive"
    """Whether a policy updated in the very second of `since` or `until` belongs to the window."""

    links: Literal["top", "embedded"] = "top"
    """Where a page carries `_links`: beside `_embedded`, or within it."""

    end: Literal["absent", "empty_since"] = "absent"
    """How the last page says so: no `next`, or a `next` whose `since` is empty."""

    carry_limit: bool = False
    """Whether the links repeat the page size of the request."""

    trailing_ampersand: bool = False
    """Whether the query of a link ends in `&`."""

    tie_order: Literal["stable", "shuffled"] = "stable"
    """Whether policies of one second keep their order from request to request."""

    short_pages: bool = False
    """Pages of half to the whole size asked for, though more policies follow."""

    empty_pages: bool = False
    """Now and then a link leads to a page that holds no policy and links onwards."""

    limit_cap: int | None = None
    """The largest page served, whatever the request asks; None serves any size."""

    link_origin: str | None = None
    """Scheme and host of all links; None uses the origin that the request came to."""

    created: Literal[200, 201] = 201
    """The status of what was created; no document prints it."""

    changes: Literal["body", "empty"] = "body"
    """What a change of a policy answers: 200 with the policy, or 204. No document says it."""

    empty_map: Literal["object", "array"] = "object"
    """How an empty map is written: as `{}`, or as PHP may do it, as `[]`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InsureHeroReading:
    """One reading of InsureHero's contract (seed 002; fact sheet, sections 1, 3 and 5)."""

    to: Literal["inclusive", "exclusive"] = "inclusive"
    """Whether the record with the index `to` belongs to the page."""

    first_index: Literal[0, 1] = 0
    """The index of the first record."""

    oversize: Literal["truncate", "reject"] = "truncate"
    """What a span of more than 100 records gets: the first 100, or status 422."""

    jwt: bool = True
    """Whether an access token is a JWT that carries `iat` and `exp`, or random text."""

    token_seconds: int = 3600
    """The lifetime of an access token, in seconds of the mock's clock."""

    payment_due: bool = False
    """An unpaid account: every call is answered by status 402."""

    created: Literal[200, 201] = 201
    """The status of a risk item that was made and of an upload, which no document prints."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MockSettings:
    """The records of a mock, the keys that can read them, and its behaviour.

    Two mocks with equal settings have equal records. `defects` takes names out of
    `brolly_mock.DEFECTS`; an unknown name is a ValueError when the mock is created.
    """

    seed: int = 2015
    """Chooses the values of the records; their number and their spread stay."""

    policies: int = 480
    """Policies of the TEST key."""

    live_policies: int = 40
    """Policies of the LIVE key."""

    burst: int = 0
    """Further policies of the TEST key that were all changed in one second."""

    risk_items: int = 240
    claims: int = 260

    sparse: bool = False
    """Successful answers about one thing leave out what is not required, or have null where it may
    be: about half of it, other members in each answer, the same in each run. Lists, and policies
    in the form of the list, hold such records anyhow."""

    policy_seconds: float = 1.0
    """How long after a payment its policy comes to be, in seconds of the mock's clock."""

    lead_seconds: float = 1.0
    """How long the documents of a lead take, in seconds of the mock's clock."""

    database: str | Path = ":memory:"
    """A file keeps its records over restarts: it is filled only when it is empty."""

    kasko: KaskoReading = KaskoReading()
    insurehero: InsureHeroReading = InsureHeroReading()
    defects: frozenset[str] = frozenset()

    webhook_url: str | None = None
    """Where changes are told, on this machine: KASKO's at `/kasko` below it, InsureHero's at
    `/insurehero`. None tells nobody."""

    webhook_secret: str = field(default=WEBHOOK_SECRET, repr=False)
    kasko_key: str = field(default=KASKO_TEST_KEY, repr=False)
    kasko_live_key: str = field(default=KASKO_LIVE_KEY, repr=False)
    kasko_public_key: str = field(default=KASKO_PUBLIC_KEY, repr=False)
    insurehero_key: str = field(default=INSUREHERO_KEY, repr=False)
    """Opens the integrations part."""

    insurehero_channel_key: str = field(default=INSUREHERO_CHANNEL_KEY, repr=False)
    """Opens the channel part."""

    def __post_init__(self) -> None:
        for name in ("policies", "live_policies", "burst", "risk_items", "claims"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} must not be negative")
        cap = self.kasko.limit_cap
        if cap is not None and cap < 1:
            raise ValueError("kasko.limit_cap must be at least 1")
