"""A repository like ours, but with small specs, which takes seconds less to generate."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SPECS = {"kasko": "openapi/kasko.yaml", "insurehero": "openapi/insurehero.yaml"}


def spec(title: str) -> dict[str, Any]:
    """An API that reads one kind of thing."""
    members = {
        "amount": {"type": "integer"},
        "kind": {"$ref": "#/components/schemas/Kind"},
        "email": {"type": "string", "x-sensitive": "personal"},
    }
    schemas = {
        "Kind": {"type": "string", "enum": ["a", "b"]},
        "Thing": {"type": "object", "properties": members},
    }
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
    operation = {
        "operationId": "get_thing",
        "tags": ["things"],
        "responses": {"200": {"description": "It.", "content": content}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1"},
        "paths": {"/thing": {"get": operation}},
        "components": {"schemas": schemas},
    }


def make(root: Path, *folders: str) -> Path:
    """Copy these folders of ours, but for the specs, and generate."""
    for folder in ("openapi", *folders):
        hidden = shutil.ignore_patterns("__pycache__", "*.yaml")
        shutil.copytree(ROOT / folder, root / folder, ignore=hidden)
    shutil.copy(ROOT / "openapi/generator.yaml", root / "openapi")
    for name, path in SPECS.items():
        # One member a line, so that a test can change one.
        (root / path).write_text(json.dumps(spec(f"Small API of {name}"), indent=1), "utf-8")
    done = generate(root)
    assert done.returncode == 0, done.stderr
    return root


def generate(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the generator of a repository."""
    command = [sys.executable, str(root / "openapi" / "generate.py"), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def edit(file: Path, old: str, new: str) -> None:
    """Change the first place at which a file holds a text."""
    text = file.read_text("utf-8")
    assert old in text, f"{file.name} no longer holds what this test changes"
    file.write_text(text.replace(old, new, 1), "utf-8")
