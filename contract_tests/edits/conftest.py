"""The generator's own modules, in process: most edits are refused before anything is generated."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import _held
import _reader
import _rules
import generate
import openapi_python_client
import pytest
from _dialect import dialect
from _generator import serve_facts
from _promise import Promise, mismatches
from openapi_python_client.config import Config, ConfigFile, MetaType

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
        source = tmp_path / f"{package}.json"
        spec = dialect(document.data)
        serve_facts(spec)
        source.write_text(json.dumps(spec))
        # Without ruff, which takes most of the time and changes no behaviour.
        settings = ConfigFile(field_prefix="", literal_enums=False, post_hooks=[])
        config = Config.from_sources(
            settings, MetaType.NONE, source, "utf-8", False, tmp_path / package
        )
        errors = openapi_python_client.generate(
            config=config, custom_template_path=generate.TEMPLATES
        )
        if errors:
            return [f"{error.header} {error.detail}" for error in errors]
        generate.arrange(tmp_path / package)
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
