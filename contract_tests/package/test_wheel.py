"""The wheel: what is in it, what it says of itself, and that it works on its own."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PACKAGES = {
    "brolly": ROOT / "overrides/brolly",
    "brolly_cli": ROOT / "overrides/brolly_cli",
    "brolly_contract": ROOT / "contract_tests/brolly_contract",
    "brolly_pytest": ROOT / "contract_tests/brolly_pytest",
    "brolly_runtime": ROOT / "overrides/brolly_runtime",
    "kasko_api": ROOT / "generated/kasko_api",
    "insurehero_api": ROOT / "generated/insurehero_api",
    "brolly_mock": ROOT / "contract_tests/mock/brolly_mock",
}
INFO = f"brolly-{PROJECT['version']}.dist-info"


def test_the_wheel_holds_the_packages_and_nothing_else(wheel: ZipFile) -> None:
    """Every file of the packages, byte for byte, the two specs, and no file beside them."""
    expected = {
        f"{name}/{path.relative_to(folder).as_posix()}": path
        for name, folder in PACKAGES.items()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    expected |= {
        f"brolly_mock/openapi/{path.name}": path
        for path in (ROOT / f"openapi/{name}.yaml" for name in ("kasko", "insurehero", "sources"))
    }
    expected[f"{INFO}/licenses/LICENSE"] = ROOT / "LICENSE"
    written = {f"{INFO}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt")}
    assert set(wheel.namelist()) - written == set(expected)
    for name, path in expected.items():
        assert wheel.read(name) == path.read_bytes(), name


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_is_typed(wheel: ZipFile, package: str) -> None:
    """Type checkers of users see the annotations of every package."""
    assert f"{package}/py.typed" in wheel.namelist()


def test_the_metadata_says_what_is_needed(wheel: ZipFile) -> None:
    """The core needs httpx2 and msgspec alone; extras, Python, licence and command are declared."""
    metadata = Parser().parsestr(wheel.read(f"{INFO}/METADATA").decode())
    needed = metadata.get_all("Requires-Dist", [])
    core = {line.split("<")[0].split(">")[0] for line in needed if "extra ==" not in line}
    assert core == {"httpx2", "msgspec"}
    assert {"cli", "contract", "mock"} <= set(metadata.get_all("Provides-Extra", []))
    extras = PROJECT["optional-dependencies"]
    assert set(extras["cli"]) <= set(extras["mock"]), "brolly mock is a command"
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"
    assert metadata.get_all("License-File") == ["LICENSE"]
    offered = wheel.read(f"{INFO}/entry_points.txt").decode().split()
    assert " ".join(offered) == (
        "[console_scripts] brolly = brolly_cli:main "
        "[brolly.commands] contract = brolly_contract.command:app [contract] "
        "mock = brolly_mock.command:app [mock] "
        "sync = brolly_cli._sync:app [sync] "
        "[pytest11] brolly = brolly_pytest"
    )


JOB = """
import brolly, brolly_mock, insurehero_api, kasko_api, pathlib
for package in (brolly, brolly_mock, insurehero_api, kasko_api):
    assert pathlib.Path(package.__file__).is_relative_to(SITE), package.__file__
from brolly import InsureHero, Kasko
from brolly_mock import create_app, transport
mock = create_app()
with Kasko(mock.settings.kasko_key, transport=transport(mock)) as kasko:
    policies = list(kasko.iter_policies())
    assert kasko.get_policy(policies[0].id) == policies[0]
with InsureHero(mock.settings.insurehero_key, transport=transport(mock)) as shield:
    claims = list(shield.iter_claims())
print(len(policies), len(claims), mock.settings.policies, mock.settings.claims)
"""


def test_the_installed_wheel_does_the_main_job(run: Callable[[str], str], site: Path) -> None:
    """Installed, without the checkout, the clients read all that the mock holds."""
    policies, claims, *held = run(f"SITE = {str(site)!r}\n{JOB}").split()
    assert [policies, claims] == held


def test_the_command_is_there(run: Callable[[str], str]) -> None:
    """What the entry points name can be loaded from the installed wheel."""
    code = "from importlib.metadata import distribution; all_ = distribution('brolly').entry_points"
    assert (
        run(f"{code}; print([bool(one.load()) for one in all_])").strip()
        == "[True, True, True, True, True]"
    )


def test_the_core_needs_no_extra(run: Callable[[str], str]) -> None:
    """With none of the extras' packages at hand the clients import and make a call."""
    extras = {
        requirement.partition(">")[0].replace("-", "_").replace("pyyaml", "yaml")
        for group in PROJECT["optional-dependencies"].values()
        for requirement in group
    }
    code = f"""
for name in {sorted(extras)!r}:
    sys.modules[name] = None
import httpx2
from brolly import *
def answer(request):
    return httpx2.Response(200, json={{"_embedded": {{"item": []}}}})
print(Kasko("sk_test_1", transport=httpx2.MockTransport(answer)).list_policies())
"""
    assert run(code).startswith("PolicyCollection(")
