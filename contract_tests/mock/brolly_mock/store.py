"""The records of both providers in one SQLite database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any, Literal, TypeAlias, get_args
from weakref import finalize

import msgspec

from .clock import Clock
from .document import Document
from .plain_policy import plain_policy

Kind: TypeAlias = Literal[
    "risk_items",
    "claims",
    "claim_events",
    "orders",
    "channel_policies",
    "packages",
    "variants",
    "coverages",
    "users",
    "workflows",
    "files",
]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS policies (
    id TEXT PRIMARY KEY,
    live INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    document BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS policies_by_change ON policies (live, updated_at, id);
CREATE TABLE IF NOT EXISTS records (
    position INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    uid TEXT,
    parent TEXT,
    document BLOB NOT NULL,
    UNIQUE (kind, id)
);
CREATE INDEX IF NOT EXISTS records_in_order ON records (kind, position);
CREATE INDEX IF NOT EXISTS records_by_uid ON records (kind, uid, position);
CREATE INDEX IF NOT EXISTS records_by_parent ON records (kind, parent, position);
CREATE TABLE IF NOT EXISTS documents (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
"""

OnChange = Callable[[str, Literal["inserted", "updated"], Document, str | None], None]
"""Takes `policies` or a kind of records, what happened, the document and its parent's id."""

_encode = msgspec.json.encode
_decode: Callable[[bytes], Document] = msgspec.json.Decoder(dict[str, Any]).decode


@dataclass(frozen=True, slots=True)
class Record:
    """An InsureHero record; its document need not carry the id that it is stored under."""

    id: str
    document: Document
    parent: str | None = None


class Store:
    """Policies that can be inserted, changed and cancelled, and the InsureHero records.

    A change moves `updated_at` to the mock's clock (whole seconds, as the documents print them),
    so that the policy comes back in a later poll. All methods may be called from any thread.
    """

    def __init__(self, database: str | Path, clock: Clock) -> None:
        self.on_change: OnChange = _tell_nobody
        """Told of each policy or record that is inserted or updated one at a time."""
        self._clock = clock
        self._lock = RLock()
        self._database = sqlite3.connect(
            database, check_same_thread=False, isolation_level=None, cached_statements=64
        )
        # An unclosed mock must not warn about its database when it is freed.
        self._closing = finalize(self, self._database.close)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the database; a store in memory is lost."""
        with self._lock:
            self._closing()

    def copy(self, other: Store) -> None:
        """Replace all records with those of another store."""
        with other._lock, self._lock:
            other._database.backup(self._database)

    @property
    def empty(self) -> bool:
        """Whether the database holds no record at all."""
        return self._count("policies") + self._count("records") == 0

    def counts(self) -> dict[str, int]:
        """The number of records by kind; policies of the TEST and the LIVE key apart."""
        counts = {"policies": 0, "live_policies": 0}
        with self._reading("SELECT live, count(*) FROM policies GROUP BY live") as rows:
            for live, number in rows:
                counts["live_policies" if live else "policies"] = number
        counts |= dict.fromkeys(get_args(Kind), 0)
        with self._reading("SELECT kind, count(*) FROM records GROUP BY kind") as rows:
            counts |= dict(rows)
        return counts

    # Policies

    def policies(
        self,
        *,
        live: bool = False,
        since: float | None = None,
        until: float | None = None,
        limit: int = -1,
        exclusive: bool = False,
        shuffle: Callable[[], float] | None = None,
    ) -> list[Document]:
        """Policies in a window of `updated_at` (unix seconds), oldest change first.

        None is no bound and `limit` -1 no limit. `exclusive` leaves out the seconds of the
        bounds themselves. `shuffle` gives the order within one second; without it, that is by id.
        """
        lower, upper = (">", "<") if exclusive else (">=", "<=")
        where = "live = :live"
        if since is not None:
            where += f" AND updated_at {lower} :since"
        if until is not None:
            where += f" AND updated_at {upper} :until"
        tie = "id" if shuffle is None else "shuffled()"
        order = f"updated_at, {tie}"
        query = f"SELECT document FROM policies WHERE {where} ORDER BY {order} LIMIT :limit"  # noqa: S608
        values = {"live": live, "since": since, "until": until, "limit": limit}
        with self._lock:
            if shuffle is not None:
                self._database.create_function("shuffled", 0, shuffle)
            return [_decode(row[0]) for row in self._database.execute(query, values)]

    def policy(self, policy_id: str, *, live: bool = False) -> Document | None:
        """One policy, or None if it is not there for keys of this mode."""
        query = "SELECT document FROM policies WHERE id = ? AND live = ?"
        with self._reading(query, policy_id, live) as rows:
            return next((_decode(row[0]) for row in rows), None)

    def changed_before(self, second: int, *, live: bool) -> bool:
        """Whether a policy was last changed before a unix second."""
        query = "SELECT 1 FROM policies WHERE live = ? AND updated_at < ? LIMIT 1"
        with self._reading(query, live, second) as rows:
            return any(rows)

    def insert(self, *, live: bool = False, **members: Any) -> Document:
        """Add a policy, created and updated now, and give its document back.

        `members` replace those of a plain paid policy, `updated_at` and `created_at` included.
        """
        with self._lock:
            policy = self._plain_policy(live=live) | members
            self.add_policies([policy], live=live)
        self.on_change("policies", "inserted", policy, None)
        return policy

    def update(self, policy_id: str, **members: Any) -> Document:
        """Change members of a policy; `updated_at` becomes now. KeyError if it is not there."""
        with self._lock:
            for live in (False, True):
                policy = self.policy(policy_id, live=live)
                if policy is not None:
                    policy |= {"updated_at": timestamp(self._clock()), **members}
                    self.add_policies([policy], live=live)
                    break
            else:
                raise KeyError(policy_id)
        self.on_change("policies", "updated", policy, None)
        return policy

    def cancel(self, policy_id: str) -> Document:
        """Cancel a policy, as the documents describe it: new status, new `updated_at`."""
        return self.update(policy_id, status="cancelled")

    def add_policies(self, policies: Iterable[Document], *, live: bool) -> None:
        """Write whole documents; one with a known id replaces the earlier one."""
        rows = ((p["id"], live, unix_second(p["updated_at"]), _encode(p)) for p in policies)
        with self._transaction():
            self._database.executemany("INSERT OR REPLACE INTO policies VALUES (?, ?, ?, ?)", rows)

    # What KASKO holds beside its policies

    def document(self, kind: str, document_id: str) -> Document | None:
        """One document of a kind, or None."""
        query = "SELECT document FROM documents WHERE kind = ? AND id = ?"
        with self._reading(query, kind, document_id) as rows:
            return next((_decode(row[0]) for row in rows), None)

    def documents(self, kind: str) -> dict[str, Document]:
        """All documents of a kind by their id."""
        with self._reading("SELECT id, document FROM documents WHERE kind = ?", kind) as rows:
            return {row[0]: _decode(row[1]) for row in rows}

    def put_document(self, kind: str, document_id: str, document: Document) -> None:
        """Write a document; one with a known id replaces the earlier one."""
        with self._lock:
            row = (kind, document_id, _encode(document))
            self._database.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?)", row)

    def drop_document(self, kind: str, document_id: str) -> bool:
        """Take a document out; whether it was there."""
        query = "DELETE FROM documents WHERE kind = ? AND id = ?"
        with self._reading(query, kind, document_id) as rows:
            return rows.rowcount > 0

    # InsureHero records

    def records(self, kind: Kind, *, offset: int, limit: int) -> list[Document]:
        """Records in the order in which they were inserted, from a zero-based index."""
        query = "SELECT document FROM records WHERE kind = ? ORDER BY position LIMIT ? OFFSET ?"
        with self._reading(query, kind, limit, offset) as rows:
            return [_decode(row[0]) for row in rows]

    def record(self, kind: Kind, record_id: str) -> Document | None:
        """One record by its id, or None."""
        query = "SELECT document FROM records WHERE kind = ? AND id = ?"
        with self._reading(query, kind, record_id) as rows:
            return next((_decode(row[0]) for row in rows), None)

    def record_with_uid(self, kind: Kind, uid: str) -> Document | None:
        """The first record that carries the caller's own identifier, or None."""
        query = "SELECT document FROM records WHERE kind = ? AND uid = ? ORDER BY position LIMIT 1"
        with self._reading(query, kind, uid) as rows:
            return next((_decode(row[0]) for row in rows), None)

    def children(self, kind: Kind, parent: str) -> list[Document]:
        """The events of a claim, the orders of a risk item, the policies of a holder, in order."""
        query = "SELECT document FROM records WHERE kind = ? AND parent = ? ORDER BY position"
        with self._reading(query, kind, parent) as rows:
            return [_decode(row[0]) for row in rows]

    def matching(self, kind: Kind, member: str, value: str) -> list[Document]:
        """The records whose document has this text as a member, in order."""
        query = (
            "SELECT document FROM records WHERE kind = ? "
            "AND json_extract(CAST(document AS TEXT), ?) = ? ORDER BY position"
        )
        with self._reading(query, kind, f'$."{member}"', value) as rows:
            return [_decode(row[0]) for row in rows]

    def insert_record(self, kind: Kind, document: Document, *, parent: str | None = None) -> None:
        """Add a record at the end, or replace the one of the same `id` where it stands.

        `parent` is the claim of an event, the risk item of an order.
        """
        with self._lock:
            known = self.record(kind, document["id"])
            self.add_records(kind, [Record(document["id"], document, parent)])
        self.on_change(kind, "updated" if known else "inserted", document, parent)

    def add_records(self, kind: Kind, records: Iterable[Record]) -> None:
        """Add or replace many records; a replaced one keeps its place in the order."""
        rows = ((kind, r.id, r.document.get("uid"), r.parent, _encode(r.document)) for r in records)
        with self._transaction():
            self._database.executemany(
                "INSERT INTO records (kind, id, uid, parent, document) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (kind, id) DO UPDATE SET "
                "uid = excluded.uid, parent = excluded.parent, document = excluded.document",
                rows,
            )

    def _plain_policy(self, *, live: bool) -> Document:
        number = self._count("policies") + 1
        now = self._clock()
        policy_id = f"inserted{number:024d}"
        end = timestamp(now + 7 * 86400)
        return plain_policy(policy_id, number, timestamp(now), end, livemode=live)

    def _count(self, table: Literal["policies", "records"]) -> int:
        with self._reading(f"SELECT count(*) FROM {table}") as rows:  # noqa: S608
            return int(next(iter(rows))[0])

    @contextmanager
    def _reading(self, query: str, *values: Any) -> Generator[sqlite3.Cursor]:
        with self._lock:
            yield self._database.execute(query, values)

    @contextmanager
    def _transaction(self) -> Generator[None]:
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")


def _tell_nobody(kind: str, action: str, document: Document, parent: str | None) -> None:
    """Do nothing: the default listener."""


def timestamp(second: float) -> str:
    """A unix second in the form that KASKO prints: UTC, basic offset (seed 001)."""
    return datetime.fromtimestamp(int(second), UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def unix_second(text: str) -> int:
    """The unix second of an ISO 8601 timestamp; a fraction is cut off."""
    return int(datetime.fromisoformat(text).timestamp() // 1)
