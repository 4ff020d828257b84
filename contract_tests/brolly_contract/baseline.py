"""Findings that a team has accepted, in a file of the team.

The file contains what identifies a finding, and notes of people. It contains nothing from a
response and nothing that differs from run to run.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import msgspec

from brolly_contract.outcome import Accepted, Identity
from brolly_contract.target import Api

_FORMAT = 1


class BaselineError(ValueError):
    """A baseline that cannot be used. The message says why."""


class _File(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    format: int
    accepted: list[Accepted]


def load(path: Path) -> list[Accepted]:
    """Read the accepted findings.

    Raises:
        BaselineError: There is no such file, or it is not a baseline.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BaselineError(
            f"the baseline {path} cannot be read ({reason}); write one with --write-baseline"
        ) from None
    try:
        file = msgspec.json.decode(content, type=_File)
    except msgspec.DecodeError as error:
        raise BaselineError(f"{path} is not a baseline: {error}") from None
    if file.format != _FORMAT:
        raise BaselineError(
            f"{path} has format {file.format}, this version of brolly reads {_FORMAT}; "
            "replace it with --write-baseline"
        )
    return file.accepted


def save(path: Path, accepted: Iterable[Accepted]) -> None:
    """Write the accepted findings, sorted."""
    unique = {item.identity: item for item in accepted}
    ordered = sorted(
        unique.values(),
        key=lambda item: (item.api, item.operation, item.check, item.status or 0, item.subject),
    )
    content = msgspec.json.encode(_File(format=_FORMAT, accepted=ordered))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(content, indent=2) + b"\n")


def renewed(
    before: Iterable[Accepted], found: Iterable[Identity], apis: Collection[Api]
) -> list[Accepted]:
    """The entries of a baseline after a run.

    Args:
        before: The entries before. Notes are kept.
        found: What the run found.
        apis: What the run tested. Entries of other APIs are kept.
    """
    kept = {item.identity: item for item in before}
    now = [kept.get(identity) or Accepted(**msgspec.structs.asdict(identity)) for identity in found]
    return [*now, *(item for item in kept.values() if item.api not in apis)]
