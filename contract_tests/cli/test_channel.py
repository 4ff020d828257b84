"""Reads of InsureHero's channel part: every record of the mock, printed whole."""

from __future__ import annotations

import json
from typing import Any

import pytest

from brolly_cli._exit import ExitCode
from brolly_mock import MockServer
from brolly_mock.store import Kind
from cli.runner import Brolly

LISTS: list[tuple[str, Kind]] = [
    ("policies", "channel_policies"),
    ("packages", "packages"),
    ("variants", "variants"),
    ("coverages", "coverages"),
    ("users", "users"),
]


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize(("command", "kind"), LISTS)
def test_every_record_is_printed(
    command: str, kind: Kind, brolly: Brolly, server: MockServer
) -> None:
    """A list has every record that the mock holds, in its order; a table shows some columns."""
    held = server.mock.store.records(kind, offset=0, limit=-1)
    ended = brolly("insurehero", command)
    assert ended.code == 0
    assert [row.get("id") for row in rows(ended.out)] == [record.get("id") for record in held]
    first = brolly("insurehero", command, "--max-rows", "1", "--format", "table")
    assert (first.code, len(first.out.splitlines())) == (0, 2)


@pytest.mark.parametrize(("command", "kind"), [LISTS[2], LISTS[3]])
def test_one_record_is_printed_whole(
    command: str, kind: Kind, brolly: Brolly, server: MockServer
) -> None:
    """An id shows that record alone; an unknown id has an exit code of its own."""
    [record] = server.mock.store.records(kind, offset=1, limit=1)
    ended = brolly("insurehero", command, record["id"])
    assert [row["id"] for row in rows(ended.out)] == [record["id"]]
    assert brolly("insurehero", command, "none").code == ExitCode.NOT_FOUND


def test_policies_of_a_holder(brolly: Brolly, server: MockServer) -> None:
    """`--holder` leaves out everybody else's policies."""
    policies = server.mock.store.records("channel_policies", offset=0, limit=-1)
    holder = next(policy["holder_id"] for policy in policies if policy.get("holder_id"))
    ended = brolly("insurehero", "policies", "--holder", holder)
    found = {row["id"] for row in rows(ended.out)}
    named = {policy["id"] for policy in policies if policy.get("holder_id") == holder}
    others = {policy["id"] for policy in policies if policy.get("holder_id", holder) != holder}
    assert named <= found
    assert others - found == others


def test_claims_of_a_user(brolly: Brolly, server: MockServer) -> None:
    """A user's claims are found by the user's id and by the caller's own identifier alike."""
    users = server.mock.store.records("users", offset=0, limit=-1)
    claimed = {
        c.get("claimant_id") for c in server.mock.store.records("claims", offset=0, limit=-1)
    }
    user = next(user for user in users if user["id"] in claimed and user.get("uid"))
    by_id = brolly("insurehero", "user-claims", user["id"])
    assert rows(by_id.out)
    assert {row.get("claimant_id", user["id"]) for row in rows(by_id.out)} == {user["id"]}
    assert brolly("insurehero", "user-claims", user["uid"], "--by-uid").out == by_id.out


def test_the_step_of_a_claim(brolly: Brolly, server: MockServer) -> None:
    """A claim's workflow is shown whole, with the step that is due."""
    [claim] = server.mock.store.records("claims", offset=0, limit=1)
    ended = brolly("insurehero", "workflow", claim["id"])
    [workflow] = rows(ended.out)
    assert workflow["current_step"] in workflow["workflow"]


COMMANDS = [*(command for command, _ in LISTS), "user-claims u", "workflow c", "variants v"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_missing_channel_key_is_named(command: str, brolly: Brolly) -> None:
    """Where the other key was refused because there is no channel key, its variable is named."""
    refused = brolly("insurehero", *command.split(), INSUREHERO_CHANNEL_KEY=" ")
    assert (refused.code, refused.out) == (ExitCode.REFUSED, "")
    assert "INSUREHERO_CHANNEL_KEY is not set" in refused.err
    wrong = brolly("insurehero", *command.split(), INSUREHERO_CHANNEL_KEY="canaryWrong")
    assert wrong.code == ExitCode.REFUSED
    assert "not set" not in wrong.err
