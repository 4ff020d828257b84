"""Read claims, risk items and policies at the same time, with asyncio.

KASKO_API_KEY=... INSUREHERO_API_KEY=... python examples/fan_out.py
"""

import asyncio
from collections.abc import AsyncIterator

from brolly import AsyncInsureHero, AsyncKasko


async def count(records: AsyncIterator[object]) -> int:
    number = 0
    async for _ in records:
        number += 1
    return number


async def main() -> dict[str, int]:
    """Return how many records of each kind there are."""
    async with AsyncKasko() as kasko, AsyncInsureHero() as shield, asyncio.TaskGroup() as group:
        tasks = {
            "policies": group.create_task(count(kasko.iter_policies(workers=4))),
            "claims": group.create_task(count(shield.iter_claims())),
            "risk items": group.create_task(count(shield.iter_risk_items())),
        }
    return {name: task.result() for name, task in tasks.items()}


if __name__ == "__main__":
    print(asyncio.run(main()))
