"""Imports: what each costs, and that it loads nothing that is not needed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from client.specs import INSUREHERO, KASKO, Spec

Run = Callable[[str], str]

MEASURE = """
import json, time
before, started = set(sys.modules), time.perf_counter()
{}
seconds = time.perf_counter() - started
print(json.dumps([seconds, sorted(set(sys.modules) - before)]))
"""


def measure(run: Run, statement: str) -> tuple[float, set[str]]:
    """Seconds that a statement takes in a fresh process, and the modules that it loads."""
    seconds, modules = json.loads(run(MEASURE.format(statement)))
    return seconds, set(modules)


def test_importing_brolly_costs_next_to_nothing(run: Run) -> None:
    """`import brolly` takes at most 150 ms, and loads neither httpx2 nor msgspec nor any model."""
    seconds, modules = min(measure(run, "import brolly") for _ in range(3))
    assert {name for name in modules if name.partition(".")[0] == "brolly"} == {"brolly"}
    assert not modules & {
        "httpx",
        "httpx2",
        "msgspec",
        "kasko_api",
        "insurehero_api",
        "asyncio",
        "ssl",
    }
    assert len(modules) < 20
    assert seconds < 0.150


def test_every_public_name_can_be_imported(run: Run) -> None:
    """Each name of `__all__` loads on demand, and `dir` shows it before that."""
    code = "import brolly; assert set(brolly.__all__) <= set(dir(brolly)); from brolly import *"
    names = f"{code}; print(len([globals()[name] for name in brolly.__all__]))"
    assert int(run(names)) > 20


@pytest.mark.parametrize(("spec", "client"), [(KASKO, "Kasko"), (INSUREHERO, "InsureHero")])
def test_a_client_loads_no_model_that_it_does_not_read(run: Run, spec: Spec, client: str) -> None:
    """A client loads the models that its operations answer with, and nothing of the other API."""
    _, modules = measure(run, f"from brolly import {client}")
    (other,) = {KASKO.package, INSUREHERO.package} - {spec.package}
    assert not {name for name in modules if name.startswith(other)}
    allowed: set[str] = set()
    for operation in spec.operations.values():
        (tag,) = operation.node["tags"]
        if f"{spec.package}.{tag.lower().replace(' ', '_')}" in modules:
            reach(spec, [operation.responses, operation.parameters], allowed)
    assert allowed
    models = {
        name.rpartition(".")[2].replace("_", "")
        for name in modules
        if name.startswith(f"{spec.package}.models.")
    }
    assert models <= {name.lower() for name in allowed}


def reach(spec: Spec, node: Any, found: set[str]) -> None:
    """Collect the names of the schemas that a part of a spec leads to."""
    if isinstance(node, dict):
        reference = str(node.get("$ref", ""))
        name = reference.removeprefix("#/components/schemas/")
        if name != reference and name not in found:
            found.add(name)
            reach(spec, spec.schemas[name], found)
        node = tuple(node.values())
    if isinstance(node, list | tuple):
        for inner in node:
            reach(spec, inner, found)
