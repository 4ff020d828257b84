"""The public surface is the one that was agreed on."""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brolly
from brolly import money, tables, webhooks

AGREED = Path(__file__).parent / "public_api.txt"
PACKAGES = ("brolly", "brolly_runtime", "kasko_api", "insurehero_api")


def surface() -> Iterator[str]:
    """A line for each public class, and for each public member that no public base has already."""
    for name, thing in named():
        if inspect.isfunction(thing):
            yield name + shape(thing)
            continue
        if not inspect.isclass(thing):
            yield f"{name}: {type(thing).__name__}"
            continue
        cls = thing
        bases: list[type] = []
        for base in cls.__mro__[1:-1]:
            if public(base) and not any(issubclass(nearer, base) for nearer in bases):
                bases.append(base)
        yield name + (f"({', '.join(base.__name__ for base in bases)})" if bases else "")
        inherited = {home for base in bases for home in base.__mro__}
        homes = [home for home in cls.__mro__ if ours(home) and home not in inherited]
        for member in sorted({member for home in homes for member in vars(home)}):
            # Users catch errors, they do not make them.
            made = member == "__init__" and not issubclass(cls, Exception)
            if made or not member.startswith("_"):
                yield f"    {member}{shape(inspect.getattr_static(cls, member))}"


def named() -> Iterator[tuple[str, Any]]:
    """What users import from `brolly`, then what they import from its public modules."""
    for name in sorted(brolly.__all__):
        yield name, getattr(brolly, name)
    for module in (money, tables, webhooks):
        for name, thing in sorted(vars(module).items()):
            ours = getattr(thing, "__module__", "") == module.__name__
            if (
                ours
                and not name.startswith("_")
                and inspect.isroutine(thing) | inspect.isclass(thing)
            ):
                yield f"{module.__name__}.{name}", thing


def public(cls: type) -> bool:
    """Whether a user of brolly has a name for a class."""
    return cls.__name__ in brolly.__all__ or cls.__module__ == "builtins"


def ours(cls: type) -> bool:
    """Whether a class is defined in one of our packages."""
    return cls.__module__.partition(".")[0] in PACKAGES


def shape(member: Any) -> str:
    """A signature without its private parameters, or the type of a property."""
    if isinstance(member, property) and member.fget:
        return f" -> {member.fget.__annotations__['return']}"
    if not inspect.isfunction(member):
        return ""
    signature = inspect.signature(member)
    shown = [one for one in signature.parameters.values() if not one.name.startswith("_")]
    return str(signature.replace(parameters=shown))


def test_the_public_surface_is_the_agreed_one() -> None:
    """Public names and signatures are as agreed; BROLLY_ACCEPT_API=1 writes down a change."""
    now = "".join(f"{line}\n" for line in surface())
    if os.environ.get("BROLLY_ACCEPT_API"):
        AGREED.write_text(now, "utf-8")
    assert now == AGREED.read_text("utf-8")
