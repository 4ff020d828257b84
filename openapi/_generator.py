"""openapi-python-client, with the filter `facts` for our templates.

python openapi/_generator.py SPEC [arguments of openapi-python-client]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openapi_python_client import TEMPLATE_FILTERS
from openapi_python_client.cli import app

if TYPE_CHECKING:
    from openapi_python_client.schema.untrusted_string import UntrustedString


def serve_facts(spec: dict[str, Any]) -> None:
    """Let templates ask `endpoint.path | facts` for what `_dialect` notes of an operation."""

    def facts(path: UntrustedString) -> Any:
        return spec["x-facts"][path.get_untrusted_value().partition("#")[2]]

    TEMPLATE_FILTERS["facts"] = facts


if __name__ == "__main__":
    serve_facts(json.loads(Path(sys.argv.pop(1)).read_text("utf-8")))
    app()
