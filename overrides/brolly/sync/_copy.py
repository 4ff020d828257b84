"""Keeps a copy up to date, run by run."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal, Self

from brolly_runtime import Moment

from .._core.logs import wish
from ..errors import BrollyError, ConfigurationError
from ..insurehero import InsureHero
from ..kasko import Kasko
from ..tables import Personal
from ._failures import links, plain
from ._lock import locked
from ._report import Report
from ._settings import settings
from ._tally import Recent, Tally
from ._target import Target

Provider = Literal["kasko", "insurehero"]
ROWS_OF_A_LOAD = 200_000
"""More rows are loaded in several steps. Each step stays, whatever happens to the next."""


class Copy:
    """A copy with its lock, client and pipeline, which it holds while it is open.

    Args:
        provider: `"kasko"` or `"insurehero"`.
        to: `duckdb:FILE`, `postgres` (its URL in `BROLLY_POSTGRES_URL`, or the variables of libpq),
            a URL of PostgreSQL, or `parquet:FOLDER`.
        dataset: The schema of the tables; by default the provider and TEST or LIVE, as
            `kasko_test`.
        client: Your own client; you close it. By default a new one with the key and address of
            the environment.
        since: See `brolly.sync.kasko`, as for `lookback` and `workers`.
        personal: See `brolly.tables.Columns`, as for `salt`.
        tables: See `brolly.sync.insurehero`.
        on_progress: Called with a `Tally` after each page.

    Raises:
        ConfigurationError: An argument is invalid.
        SyncBusyError: Another run is working on the same tables.
        SyncError: The file, folder or database cannot be used.
    """

    def __init__(
        self,
        provider: Provider,
        to: str,
        *,
        dataset: str | None = None,
        client: Kasko | InsureHero | None = None,
        since: Moment | None = None,
        lookback: int = 900,
        workers: int = 1,
        personal: Personal = "drop",
        salt: str | None = None,
        tables: Sequence[str] | None = None,
        on_progress: Callable[[Tally], object] | None = None,
    ) -> None:
        if provider not in ("kasko", "insurehero"):
            raise ConfigurationError('provider must be "kasko" or "insurehero"')
        self._provider = provider
        self._target = Target.parse(to)
        self._options: dict[str, Any] = {"personal": personal, "salt": salt}
        if provider == "kasko":
            self._options |= {"since": since, "lookback": lookback, "workers": workers}
        else:
            self._options |= {"tables": tables}
        self._own = client is None
        self._client: Any = client or (Kasko() if provider == "kasko" else InsureHero())
        self.dataset = dataset or f"{provider}_{self._client.mode or 'data'}"
        self._check_name()
        self._on_progress = on_progress
        self._recent = Recent()
        self._pipeline: Any = None
        self._last: Any = None
        self._newest = ""
        self._held = ExitStack()
        self._hold: Callable[[], object] = bool
        self._locked = False

    def __enter__(self) -> Self:
        try:
            self._held.enter_context(settings())
            self._hold = self._held.enter_context(locked(self._target, self.dataset))
            self._locked = True
        except BaseException as error:
            self.close()
            if isinstance(error, Exception):
                raise plain(error) from None
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the lock and delete the working files. The tables and the last report stay."""
        if self._own:
            self._client.close()
        if self._locked:
            self._drop()
        self._locked = False
        self._held.close()

    def run(
        self, *, reconcile: bool = False, only: Mapping[str, Sequence[str]] | None = None
    ) -> Report:
        """Bring the tables up to date.

        Args:
            reconcile: Read all policies again. Lists of InsureHero are always read whole.
            only: Ids by table: read only these records. See `brolly.sync.hint`.

        Raises:
            ConfigurationError: The tables hold data of another kind.
            SyncError: The database or the disk failed.
            BrollyError: The provider failed; see `brolly.errors`.
        """
        began, start = datetime.now(UTC), time.monotonic()
        raised: list[BaseException] = []
        tally = Tally(on_progress=partial(self._tell, raised))
        try:
            if self._read(tally, reconcile, only):
                self._last = self._last_load()
                self._supersede()
        except BaseException as error:  # noqa: BLE001 - raised below
            self._drop()
            failed = self._failure(error, raised, began)
        else:
            self._recent.loaded()
            seconds = time.monotonic() - start
            report = Report.of(self._provider, self.dataset, tally, began, seconds)
            self._note(report.to_dict())
            return report
        raise failed

    def _read(
        self, tally: Tally, reconcile: bool, only: Mapping[str, Sequence[str]] | None
    ) -> bool:
        """Read and load until nothing is left; True if the pipeline is new or loaded anything."""
        self._hold()
        if self._pipeline is not None and self._last_load() != self._last:
            # Another process has loaded, or has restored an older copy.
            self._drop()
        loaded = self._pipeline is None
        while True:
            loaded |= self._load(self._source(tally, reconcile, only))
            if not tally.more:
                break
        if self._target.export is not None and tally.loaded:
            self._export(self._target.export)
        return loaded

    def _tell(self, raised: list[BaseException], tally: Tally) -> None:
        if self._on_progress is not None:
            try:
                self._on_progress(tally)
            except BaseException as error:
                raised.append(error)
                raise

    def _failure(
        self, error: BaseException, raised: list[BaseException], began: datetime
    ) -> BaseException:
        """What to raise: Ctrl-C and errors of `on_progress` as they are, the rest in our words."""
        # dlt wraps them in errors of its own.
        for one in links(error):
            if one in raised or isinstance(one, KeyboardInterrupt):
                return one
        if not isinstance(error, Exception):
            return error
        told = plain(error)
        self._note({"began": began.isoformat(), "error": type(told).__name__, "text": str(told)})
        told.__cause__ = error if wish() == "debug" else None
        return told

    def _source(
        self, tally: Tally, reconcile: bool, only: Mapping[str, Sequence[str]] | None
    ) -> Any:
        if self._provider == "insurehero":
            from ._shield import insurehero  # noqa: PLC0415 - dlt takes seconds to load

            return insurehero(client=self._client, tally=tally, only=only, **self._options)
        from ._policies import kasko  # noqa: PLC0415

        return kasko(
            client=self._client,
            tally=tally,
            reconcile=reconcile,
            only=None if only is None else only.get("policies", ()),
            max_rows=ROWS_OF_A_LOAD,
            recent=None if reconcile else self._recent,
            **self._options,
        )

    def _load(self, source: Any) -> bool:
        """Load what a source yields; True if there was anything."""
        if self._pipeline is None:
            self._target.create()
            self._pipeline = pipeline(self._target, self._provider, self.dataset)
        loads: list[str] = self._pipeline.run(source, loader_file_format="parquet").loads_ids
        self._newest = max([self._newest, *loads])
        return bool(loads)

    def _last_load(self) -> Any:
        """The last load by the tables themselves; None without tables."""
        from dlt.destinations.exceptions import DatabaseUndefinedRelation  # noqa: PLC0415

        with self._pipeline.sql_client() as client:
            loads = client.make_qualified_table_name("_dlt_loads")
            with suppress(DatabaseUndefinedRelation):
                return client.execute_sql(f"SELECT max(load_id), count(*) FROM {loads}")  # noqa: S608 - a name
        return None

    def _supersede(self) -> None:
        """Delete stored states that are newer than the last load.

        dlt numbers loads by the clock of the machine and restores the state with the highest
        number. After a run with a clock that was ahead, that would be an old state.
        """
        if self._newest and self._last and str(self._last[0][0]) > self._newest:
            with self._pipeline.sql_client() as client:
                states = client.make_qualified_table_name("_dlt_pipeline_state")
                mine = (self._pipeline.pipeline_name, self._newest)
                same = f"FROM {states} WHERE pipeline_name = %s AND _dlt_load_id"
                if client.execute_sql(f"SELECT 1 {same} = %s", *mine):
                    client.execute_sql(f"DELETE {same} > %s", *mine)

    def _export(self, folder: Path) -> None:
        from ._parquet import export  # noqa: PLC0415

        with self._pipeline.sql_client() as client:
            export(client, folder)

    def _drop(self) -> None:
        """Forget what this process knows; the next run asks the tables."""
        if self._pipeline is not None and self._pipeline.is_active:
            self._pipeline.deactivate()
        self._pipeline = None
        self._recent = Recent()
        shutil.rmtree(self._target.work(self.dataset), ignore_errors=True)

    def _note(self, last: dict[str, Any]) -> None:
        file = self._target.folder / f"{self.dataset}.json"
        # A full disk must not hide what went wrong.
        with suppress(OSError):
            new = file.with_suffix(".new")
            new.write_text(json.dumps(last), "utf-8")
            new.replace(file)

    def _check_name(self) -> None:
        if not self.dataset.isidentifier() or self.dataset != self.dataset.lower():
            raise ConfigurationError(
                "dataset must have only lower-case letters, digits and underscores"
            )
        path = self._target.path
        if path is not None and path.name.partition(".")[0] == self.dataset:
            raise ConfigurationError(
                f"the file {path.name} and the dataset {self.dataset} have the same name, which "
                "DuckDB does not support: rename one of them"
            )


def pipeline(target: Target, provider: str, dataset: str) -> Any:
    """A pipeline of dlt that restores its state from the tables.

    Its folder is created anew: files of a killed run may be older than the tables, and they
    contain rows.
    """
    import dlt  # noqa: PLC0415 - it takes seconds to load

    work = target.work(dataset)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True, mode=0o700)
    return dlt.pipeline(
        f"brolly_{provider}",
        destination=target.destination(),
        dataset_name=dataset,
        pipelines_dir=str(work),
    )


def run(provider: Provider, to: str, *, reconcile: bool = False, **options: Any) -> Report:
    """Bring a copy up to date, once.

        from brolly.sync import run

        print(run("kasko", "duckdb:policies.duckdb"))

    Args:
        provider: `"kasko"` or `"insurehero"`.
        to: See `Copy`, as for the options and the errors raised.
        reconcile: Read all policies again.
    """
    with Copy(provider, to, **options) as copy:
        return copy.run(reconcile=reconcile)


def refresh(
    hint: Mapping[str, Sequence[str]], provider: Provider, to: str, **options: Any
) -> Report:
    """Read the records that a webhook names, and update them in the tables.

    Args:
        hint: Ids by table; see `brolly.sync.hint`.
        provider: See `Copy`, as for `to`, the options and the errors raised.
    """
    with Copy(provider, to, **options) as copy:
        return copy.run(only=hint)


__all__ = ["BrollyError", "Copy", "pipeline", "refresh", "run"]
