"""Results of runs and the state of a copy. No I/O."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from ._tally import Tally


@dataclass(frozen=True, slots=True)
class Report:
    """What one run did.

    Attributes:
        provider: `kasko` or `insurehero`.
        dataset: The schema that holds the tables.
        rows: Records read, by table, including those that were read again.
        loaded: Rows loaded into the tables: new and changed records, and invalid ones.
        invalid: Records that could not be read and went to `invalid_records`, by table.
        deleted: Records that this run marked with `deleted_at`, by table.
        not_seen: Kept records that the provider no longer lists, by table.
        skipped: Tables that the key may not read, and the name of the error.
        complete_to: All policies visible at this time are in the tables (UTC, by the provider's
            clock). None for InsureHero and for runs that stopped early.
        lag: Seconds from `complete_to` to the end of the run.
        began: When the run began (UTC).
        seconds: Duration of the run in seconds.
    """

    provider: str
    dataset: str
    rows: dict[str, int]
    loaded: int
    invalid: dict[str, int]
    deleted: dict[str, int]
    not_seen: dict[str, int]
    skipped: dict[str, str]
    complete_to: datetime | None
    lag: float | None
    began: datetime
    seconds: float

    @classmethod
    def of(
        cls, provider: str, dataset: str, tally: Tally, began: datetime, seconds: float
    ) -> Report:
        """The report of a run that ends now, after so many seconds."""
        now = datetime.now(UTC)
        complete_to = lag = None
        if tally.complete_to is not None:
            complete_to = datetime.fromtimestamp(tally.complete_to, UTC)
            lag = max(0.0, (now - complete_to).total_seconds() + tally.clock)
        return cls(
            provider,
            dataset,
            dict(tally.rows),
            tally.loaded,
            dict(tally.invalid),
            dict(tally.deleted),
            dict(+tally.not_seen),
            dict(tally.skipped),
            complete_to,
            lag,
            began,
            seconds,
        )

    def to_dict(self) -> dict[str, Any]:
        """The values as JSON types; times as ISO 8601 text."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in values.items()
        }

    def __str__(self) -> str:
        parts = [
            f"{count:,} {table.replace('_', ' ')}{what}"
            for what, counts in (
                ("", self.rows),
                (" could not be read", self.invalid),
                (" marked as deleted", self.deleted),
                (" not seen", self.not_seen),
            )
            for table, count in counts.items()
        ]
        parts += [f"{table} skipped: {why}" for table, why in self.skipped.items()]
        return f"{', '.join(parts) or 'nothing new'} in {self.seconds:.1f} s"


@dataclass(frozen=True, slots=True)
class Status:
    """What a copy contains, and how current it is.

    Attributes:
        dataset: The schema that holds the tables.
        rows: Rows by table.
        complete_to: All policies visible at this time are in the tables (UTC, by the provider's
            clock). None before the first complete run, and for InsureHero.
        cursor: Where the next run continues an interrupted one.
        last: `Report.to_dict` of the last run on this machine, or its error.
    """

    dataset: str
    rows: dict[str, int] = field(default_factory=dict)
    complete_to: datetime | None = None
    cursor: str | None = None
    last: dict[str, Any] | None = None

    @property
    def lag(self) -> float | None:
        """Seconds since `complete_to`. After a run on this machine, a difference between its clock
        and the provider's is corrected."""
        if self.complete_to is None:
            return None
        now, last = datetime.now(UTC), self.last or {}
        if last.get("complete_to") == self.complete_to.isoformat():
            ended = datetime.fromisoformat(last["began"]) + timedelta(seconds=last["seconds"])
            # The clock may have been set back since.
            return float(last["lag"]) + max(0.0, (now - ended).total_seconds())
        return max(0.0, (now - self.complete_to).total_seconds())
