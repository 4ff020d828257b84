"""Write the policies that changed in the last day to a CSV file: for a job that runs each night.

KASKO_API_KEY=sk_test_... python examples/nightly_csv.py policies.csv
"""

import csv
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from brolly import Kasko

COLUMNS = ["id", "status", "amount", "currency", "start_date", "end_date", "updated_at"]


def main(target: Path, days: int = 1) -> int:
    """Write the file in one step, and return the number of rows."""
    since = datetime.now(UTC) - timedelta(days=days)
    partial = target.with_suffix(".partial")
    rows = 0
    with Kasko() as kasko, partial.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for policy in kasko.iter_policies(since=since):
            writer.writerow([getattr(policy, name) for name in COLUMNS])
            rows += 1
    partial.replace(target)  # nobody ever reads half a file
    return rows


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), *map(int, sys.argv[2:])), "policies")
