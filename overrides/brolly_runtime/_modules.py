"""Lazy loading of the modules of a generated package."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NO_BUILDERS = ("client", "models")


def lazy_exports(namespace: dict[str, Any], homes: str) -> None:
    """Give a package names whose modules load when they are first used (PEP 562).

    Args:
        namespace: The globals of the package.
        homes: Names and modules, such as `Policy:policy Link:link`.
    """
    package: str = namespace["__name__"]
    found = dict(pair.split(":") for pair in homes.split())

    def attribute(name: str) -> object:
        if name not in found:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(importlib.import_module(f".{found[name]}", package), name)
        namespace[name] = value
        return value

    def names() -> list[str]:
        return sorted({*namespace, *found})

    namespace |= {"_HOMES": found, "__all__": tuple(found)}
    namespace |= {"__getattr__": attribute, "__dir__": names}


class LazyModule:
    """A module that loads when one of its names is first used."""

    def __init__(self, name: str) -> None:
        self.__name__ = name

    def __getattr__(self, name: str) -> object:
        value: object = getattr(importlib.import_module(self.__name__), name)
        setattr(self, name, value)
        return value


def lazy_modules(package: str, *names: str) -> Iterator[LazyModule]:
    """The modules of a package by name, not loaded yet."""
    return (LazyModule(f"{package}.{name}") for name in names)


@cache
def builders(package: str) -> dict[str, Callable[..., Any]]:
    """The builders of a generated package, by operationId."""
    root = importlib.import_module(package)
    found: dict[str, Callable[..., Any]] = {}
    for info in pkgutil.iter_modules(root.__path__, f"{package}."):
        if info.name.rpartition(".")[2] not in _NO_BUILDERS:
            module = importlib.import_module(info.name)
            found |= {
                name: one
                for name, one in vars(module).items()
                if inspect.isfunction(one) and one.__module__ == info.name
            }
    return found


def copy_docs(source: type, target: type) -> None:
    """Copy the docstrings of another class to the methods with the same names."""
    for name, one in vars(target).items():
        if inspect.isfunction(one) and (twin := vars(source).get(name)):
            one.__doc__ = twin.__doc__
