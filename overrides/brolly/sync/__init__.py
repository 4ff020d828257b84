"""A copy of every policy and claim in your own tables, kept by polling.

    from brolly.sync import run

    print(run("kasko", "duckdb:policies.duckdb"))         # KASKO_API_KEY from the environment

    import dlt                                            # or in a pipeline of your own
    from brolly.sync import kasko

    dlt.pipeline("insurance", destination="snowflake", dataset_name="raw").run(kasko())

Needs the extra `brolly[sync]`, or `brolly[sync-postgres]`. Names load on first use, as dlt takes
seconds to load.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._copy import Copy as Copy, refresh as refresh, run as run
    from ._hints import hint as hint
    from ._policies import kasko as kasko
    from ._report import Report as Report, Status as Status
    from ._shield import insurehero as insurehero
    from ._status import status as status
    from ._tally import Recent as Recent, Tally as Tally

_HOME = {
    "Copy": "_copy",
    "Recent": "_tally",
    "Report": "_report",
    "Status": "_report",
    "Tally": "_tally",
    "hint": "_hints",
    "insurehero": "_shield",
    "kasko": "_policies",
    "refresh": "_copy",
    "run": "_copy",
    "status": "_status",
}

__all__ = [
    "Copy",
    "Recent",
    "Report",
    "Status",
    "Tally",
    "hint",
    "insurehero",
    "kasko",
    "refresh",
    "run",
    "status",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        value: object = getattr(import_module(f".{_HOME[name]}", __name__), name)
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            "brolly.sync needs more packages: pip install 'brolly[sync]'", name=missing.name
        ) from None
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
