"""Policies a day and premium by product, from a copy in a DuckDB file, as one page of HTML.

brolly sync kasko --to duckdb:copy.duckdb
python examples/policies_a_day.py copy.duckdb > policies.html
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from html import escape

import duckdb

DAYS = """
SELECT strftime(created_at, '%Y-%m-%d'), count(*) FROM {dataset}.policies
WHERE created_at IS NOT NULL GROUP BY 1 ORDER BY 1 DESC LIMIT 60
"""
PRODUCTS = """
SELECT coalesce(insurer_product_name, '-') || ' (' || upper(coalesce(currency, '')) || ')',
    sum(gross_premium) / 100
FROM {dataset}.policies WHERE status = 'paid' GROUP BY 1 ORDER BY 2 DESC NULLS LAST
"""


def bars(title: str, rows: Sequence[tuple[str, float | None]]) -> str:
    """A bar for each row."""
    most = max((value or 0 for _, value in rows), default=0) or 1
    lines = [
        f'<g transform="translate(160 {22 * number})"><rect width="{width}" height="16"/>'
        f'<text x="-10" y="13" text-anchor="end">{escape(name)}</text>'
        f'<text x="{width + 10}" y="13">{value or 0:,.0f}</text></g>'
        for number, (name, value) in enumerate(rows)
        for width in [round((value or 0) / most * 500)]
    ]
    return f'<h2>{title}</h2><svg width="800" height="{22 * len(rows)}">{"".join(lines)}</svg>'


def page(file: str, dataset: str = "kasko_test") -> str:
    """The page for one dataset of a file."""
    with closing(duckdb.connect(file, read_only=True)) as copy:
        days, products = (
            copy.execute(query.format(dataset=dataset)).fetchall() for query in (DAYS, PRODUCTS)
        )
    style = "body{font:14px sans-serif}rect{fill:#36c}svg{display:block}"
    return (
        f"<!doctype html><meta charset=utf-8><title>Policies</title><style>{style}</style>"
        f"{bars('Policies a day', days[::-1])}{bars('Premium by product', products)}"
    )


if __name__ == "__main__":
    print(page(*sys.argv[1:]))
