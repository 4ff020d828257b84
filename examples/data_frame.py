"""Put policies into a data frame of pandas and of polars.

pip install brolly pandas polars
KASKO_API_KEY=sk_test_... python examples/data_frame.py
"""

import pandas as pd
import polars as pl

import brolly
from brolly import Kasko


def read() -> dict[str, list[object]]:
    """Columns of all policies. Personal members come only if they are named."""
    with Kasko() as kasko:
        return brolly.columns(kasko.iter_policies())


def with_pandas(columns: dict[str, list[object]]) -> pd.DataFrame:
    frame = pd.DataFrame(columns).convert_dtypes()
    return frame.groupby("currency", as_index=False, dropna=False)["amount"].sum()


def with_polars(columns: dict[str, list[object]]) -> pl.DataFrame:
    frame = pl.DataFrame(columns)
    return frame.group_by("currency").agg(pl.col("amount").sum())


if __name__ == "__main__":
    found = read()
    print(with_pandas(found))
    print(with_polars(found))
