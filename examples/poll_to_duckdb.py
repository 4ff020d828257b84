"""Keep a copy of all policies in DuckDB; each run reads what has changed since the last one.

pip install brolly duckdb
KASKO_API_KEY=sk_test_... python examples/poll_to_duckdb.py policies.duckdb
"""

import json
import sys

import duckdb

from brolly import Kasko

TABLES = """
create table if not exists policies (id text primary key, updated_at timestamptz, record json);
create table if not exists progress (name text primary key, cursor text);
"""
UPSERT = """
insert into policies values (?, ?, ?)
on conflict (id) do update set updated_at = excluded.updated_at, record = excluded.record
where excluded.updated_at >= policies.updated_at
"""


def main(file: str = "policies.duckdb") -> int:
    """Read what is new, and return how many policies the copy holds."""
    with duckdb.connect(file) as base, Kasko() as kasko:
        base.execute(TABLES)
        known = base.execute("select cursor from progress where name = 'policies'").fetchone()
        for page in kasko.iter_policy_pages(cursor=known[0] if known else None):
            base.begin()  # rows and cursor together, or neither
            for policy in page.items:
                record = json.dumps(policy.to_dict(), default=str)
                base.execute(UPSERT, [policy.id, policy.updated_at, record])
            base.execute("insert or replace into progress values ('policies', ?)", [page.cursor])
            base.commit()
        (count,) = base.execute("select count(*) from policies").fetchone()
    return count


if __name__ == "__main__":
    print(main(*sys.argv[1:]), "policies")
