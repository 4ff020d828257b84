"""Put policies into a data frame of pandas and of polars.

pip install brolly pandas polars
KASKO_API_KEY=sk_test_... python examples/data_frame.py
"""

import pandas as pd
import polars as pl

from brolly import Kasko

COLUMNS = ["id", "status", "amount", "currency", "start_date", "updated_at"]


def records() -> list[dict[str, object]]:
    """The columns that are wanted, as plain Python values; leave personal data out."""
    with Kasko() as kasko:
        return [{name: getattr(one, name) for name in COLUMNS} for one in kasko.iter_policies()]


def with_pandas(rows: list[dict[str, object]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.groupby("currency", as_index=False, dropna=False)["amount"].sum()


def with_polars(rows: list[dict[str, object]]) -> pl.DataFrame:
    frame = pl.DataFrame([{**row, "status": str(row["status"])} for row in rows])
    return frame.group_by("currency").agg(pl.col("amount").sum())


if __name__ == "__main__":
    found = records()
    print(with_pandas(found))
    print(with_polars(found))
