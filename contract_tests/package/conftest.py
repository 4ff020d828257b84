from __future__ import annotations

import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """The wheel that `pip install` would build of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run([*command, str(ROOT)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return ZipFile(built)


@pytest.fixture(scope="session")
def site(wheel: ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip has installed the wheel, without its dependencies."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--no-deps"]
    command += ["--no-index", "--no-compile", "--target", str(folder), str(wheel.filename)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def run(site: Path) -> Callable[[str], str]:
    """Runs Python code on the installed wheel, and never on the checkout.

    Without the `site` module no .pth file is read, so the editable install stays out of sight; the
    folder of the other packages comes last.
    """
    paths = [str(site), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    prelude = f"import sys; sys.path += {paths!r}\n"

    def run_code(code: str) -> str:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-W", "error", "-c", prelude + code],
            capture_output=True,
            text=True,
            cwd=site,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run_code
