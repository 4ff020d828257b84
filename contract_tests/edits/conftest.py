"""The generator's own modules, in process: most edits are refused before anything is generated."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import _held
import _reader
import _rules
import generate
import pytest
from _dialect import dialect
from _generator import write
from _promise import Promise, mismatches

from brolly_runtime import builders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def read(text: str | bytes) -> _reader.Document:
    """A spec that keeps to the rules, or `SpecError`."""
    document = _reader.parse(text.encode() if isinstance(text, str) else text, "openapi/x.yaml")
    _rules.check(document)
    return document


@pytest.fixture(name="generated")
def _generated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], list[str]]]:
    """Generate a package from a spec, and tell in what it differs from the spec."""
    count = iter(range(1_000))

    def made(text: str) -> list[str]:
        document = read(text)
        package = f"shop_{next(count)}"
        source, target = tmp_path / f"{package}.json", tmp_path / package
        # Without ruff, which takes most of the time and changes no behaviour.
        if complaints := write(dialect(document.data), source, target, generate.TEMPLATES):
            return complaints
        generate.arrange(target)
        monkeypatch.syspath_prepend(str(tmp_path))
        importlib.invalidate_caches()
        promise = Promise(document.data)
        found = _held.held(package, promise.cases)
        return [text for _, text in mismatches(promise.facts, found)]

    before = set(sys.modules)
    yield made
    builders.cache_clear()
    for name in set(sys.modules) - before:
        if name.startswith("shop_"):
            del sys.modules[name]
