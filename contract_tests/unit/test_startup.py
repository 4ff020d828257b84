"""What loads before a first call. Modules are counted, as seconds depend on the machine."""

from __future__ import annotations

import subprocess
import sys

import pytest

CLIENT = "from brolly import {0}; {0}('sk_test_mock', {1})"
EXTRAS = {"click", "markdown_it", "mdurl", "pygments", "rich", "typer"}
"""What httpx2 loads for a command of its own where it is installed, which is not ours to choose."""


def loaded(code: str) -> set[str]:
    """The modules that a program loads beyond those of an empty one."""

    def names(code: str) -> set[str]:
        code += "\nimport sys\nprint('modules:', *sys.modules)"
        done = subprocess.run(
            [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
        )
        return set(done.stdout.rpartition("modules:")[2].split())

    return names(code) - names("")


def of(modules: set[str], *packages: str) -> set[str]:
    return {name for name in modules if name.partition(".")[0] in packages}


def test_import() -> None:
    """Importing brolly loads brolly alone, and nothing else that is not the standard library's."""
    modules = loaded("import brolly")
    assert of(modules, "brolly") == {"brolly"}
    assert not of(modules, "msgspec", "httpx2", "kasko_api", "insurehero_api", "asyncio")
    assert len(modules) <= 45


@pytest.mark.parametrize(
    ("client", "options", "most"),
    [
        ("Kasko", "", 260),
        ("Kasko", "transport='fast'", 190),
        ("AsyncKasko", "transport='fast'", 230),
        ("InsureHero", "transport='fast'", 195),
    ],
)
def test_first_client(client: str, options: str, most: int) -> None:
    """A client loads one transport, the models of what it reads by itself, no other provider and,
    where it blocks, no event loop."""
    modules = loaded(CLIENT.format(client, options))
    ours, other = ("kasko_api", "insurehero_api")[:: 1 if "Kasko" in client else -1]
    assert not of(modules, other)
    assert bool(of(modules, "httpx2")) is not bool(of(modules, "pycurl"))
    assert not of(modules, "httpx")
    assert client.startswith("Async") or not of(modules, "asyncio")
    models = {name for name in modules if name.startswith(f"{ours}.models.")}
    assert len(models) <= 12
    assert len(modules - of(modules, *EXTRAS)) <= most


def test_help() -> None:
    """`brolly --help` loads what prints it, and no client."""
    modules = loaded(
        "import sys; sys.argv = ['brolly', '--help']\n"
        "from brolly_cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass"
    )
    assert not of(modules, "httpx2", "pycurl", "kasko_api", "insurehero_api", "asyncio")
    assert len(modules) <= 225
